//! What happened in one run: a panel (entity by day), a chronicle (dated happenings), and what price falls are put down
//! to. Numbers and names only.

mod attribution;
mod chronicle;
mod entity;
mod happening;
mod measure;
mod panel;
mod statements;

pub use attribution::{Attribution, Credit, Part};
pub use chronicle::Chronicle;
pub use entity::Entity;
pub use happening::{Happening, HappeningKind};
pub use measure::Measure;
pub use panel::{Panel, Series};
pub use statements::{StatementLine, Statements};

/// Names of everything a history speaks of, by id.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Names {
    /// Providers.
    pub providers: Vec<String>,
    /// Products, as `provider/product`.
    pub offers: Vec<String>,
    /// Provider of each product.
    pub offer_provider: Vec<usize>,
    /// Segments.
    pub segments: Vec<String>,
    /// Tiers of quality.
    pub tiers: Vec<String>,
    /// Ways of paying, as `provider/product/plan`; none where all pay as they go.
    pub plans: Vec<String>,
    /// What kind each is: the key of a plan, or `pay_as_you_go`.
    pub plan_kinds: Vec<String>,
}

impl Names {
    /// Whether each product has a provider and each way of paying a kind, as in those that a file has kept.
    pub fn is_whole(&self) -> bool {
        self.offer_provider.len() == self.offers.len()
            && self.offer_provider.iter().all(|provider| *provider < self.providers.len())
            && self.plan_kinds.len() == self.plans.len()
    }

    /// The name under which an entity stands in tables.
    pub fn of(&self, entity: Entity) -> &str {
        match entity {
            Entity::Market => "market",
            Entity::Provider(id) => &self.providers[id.index()],
            Entity::Offer(id) => &self.offers[id.index()],
            Entity::Segment(id) => &self.segments[id.index()],
            Entity::Tier(id) => &self.tiers[id.index()],
            Entity::Plan(id) => &self.plans[id.index()],
        }
    }
}

/// How a session of learners ended.
#[derive(Debug, Clone, PartialEq)]
pub struct LearningRecord {
    /// Periods played.
    pub periods: u64,
    /// Whether no strategy changed any more.
    pub converged: bool,
    /// Profit gain over all firms: (profit - Nash) / (joint maximum - Nash), on the limit cycle.
    pub gain: Option<f64>,
    /// The same by provider.
    pub gains: Vec<Option<f64>>,
    /// What departing from the cycle for a period brings a provider, in periods of its profit there; not above zero where none pays.
    pub deviations: Vec<Option<f64>>,
}

/// What happened in one run.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// Figures by record instant.
    pub panel: Panel,
    /// Dated happenings.
    pub chronicle: Chronicle,
    /// What the falls in price are put down to: the market first, then providers that sold anything.
    pub attributions: Vec<Attribution>,
    /// What the books say.
    pub statements: Statements,
    /// What learners came to before it began, where there were any.
    pub learning: Option<LearningRecord>,
    /// Reviews that users made, all together.
    pub reviews: u64,
    /// Events that the loop took.
    pub events: u64,
}

impl History {
    /// What the fall in price of an entity is put down to; none where it sold nothing.
    pub fn attribution(&self, entity: Entity) -> Option<&Attribution> {
        self.attributions.iter().find(|attribution| attribution.entity == entity)
    }
}
