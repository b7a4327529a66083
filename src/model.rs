//! The model: everything static of one market, names resolved to ids. Made by the scenario door and by nothing else;
//! from here on an inconsistency is a bug, not a user's mistake.

mod finance;
mod investment;
mod launches;
mod links;
mod plans;
mod policies;
mod shocks;
mod supply;
mod tiers;

pub use finance::{Finance, FundingRound, FundingShock, Opens};
pub use investment::{Investment, Rung, Runs};
pub use links::Links;
pub use plans::{CLASSES, Customers, PlanOffer, kinds};
pub use policies::{Enactment, Takeover};
pub use shocks::{Shock, ShockKind};
pub use supply::{Adoption, Gain, Imitation, Kit, Refresh, RentMarket, RentShock, Training};
pub use tiers::{TIER, tiers_of_all};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Instant};
use crate::economics::billing::{PLANS, PriceSheet, Tariff, TokenMix};
use crate::economics::demand::{ELO_UTILS, Satisfaction, Segment};
use crate::economics::indices::Thresholds;
use crate::economics::pricing::{PricingRule, Reaction, Reviews, Rounds};
use crate::economics::technology::{Architecture, CostCurve, Plant};
use crate::history::Names;
use crate::ids::{OfferId, ProviderId};
use crate::maths::ln;
use crate::units::{Days, Elo, Gpus, Growth, Money, MoneyPerDay, MoneyPerMtok, MtokPerDay, Share, Utils};

/// One market.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Title of its reports.
    pub title: String,
    /// The question that it asks.
    pub question: Option<String>,
    /// Code of its currency.
    pub currency: String,
    /// When it starts.
    pub calendar: Calendar,
    /// When it ends.
    pub horizon: Instant,
    /// When figures are taken down.
    pub record: Record,
    /// How users are simulated.
    pub population: Population,
    /// What is left out of the market, for comparison.
    pub twin: Option<Twin>,
    /// Which links of its loop hold.
    pub links: Links,
    /// How users take broken promises; they forget at once when absent.
    pub satisfaction: Option<Satisfaction>,
    /// Taste classes of a segment whose users differ: of agents, none are formed where it is absent; cohorts have their own
    /// usual number.
    pub taste_classes: Option<usize>,
    /// The common cadence of all firms; each has its own when absent.
    pub rounds: Option<Rounds>,
    /// Where tastes are measured.
    pub reference: Reference,
    /// What makes users look around.
    pub attention: Attention,
    /// Kinds of users: the scenario's segments, each as one or cut into classes of use.
    pub segments: Vec<Segment>,
    /// The scenario's segments, and which of the kinds are theirs.
    pub customers: Vec<Customers>,
    /// Firms, by id.
    pub providers: Vec<Provider>,
    /// Products, by id; those of launches to come are among them.
    pub offers: Vec<Offer>,
    /// Scripted events, by date.
    pub shocks: Vec<Shock>,
    /// What the state does, in the order of the file.
    pub policies: Vec<Enactment>,
    /// Names of the accelerators that providers have or will have, by id.
    pub accelerators: Vec<String>,
    /// How rents move beyond the trend; they do not when absent.
    pub rents: Option<RentMarket>,
    /// Bars of quality whose tiers are told of: the price of a tier is the lowest at or above its bar, the statistic in which falls of
    /// price at a given quality are published. Those that are reached, and those of what is told side by side with this market.
    pub tiers: Vec<Elo>,
}

/// How users are simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Population {
    /// Every user with private tastes.
    #[default]
    Agents,
    /// Counts of users by taste class: any number of users.
    Cohorts,
    /// The mean field: expected shares of types of users, without chance in demand; the textbook's way.
    Expected,
}

/// The same market without something, under the same luck: what it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Twin {
    /// Nobody moves a price but for its cost: each price is its opening mark-up times today's standard cost.
    WithoutWar,
    /// Nobody moves a price: each stays as it opened, whatever costs do.
    #[serde(rename = "hold")]
    Held,
}

impl Twin {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::WithoutWar, Self::Held];

    /// Its name in a scenario.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WithoutWar => "without_war",
            Self::Held => "hold",
        }
    }
}

/// When figures are taken down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Record {
    /// Time between two records.
    pub every: Days,
    /// Time before the end over which shares, prices and margins are averaged.
    pub window: Days,
    /// Whether falls in price are put down to trend, competition and war.
    pub attribution: bool,
    /// What counts as a price-war episode.
    pub episodes: Thresholds,
}

/// Where tastes are measured: one place for all segments.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reference {
    /// P_ref.
    pub price: MoneyPerMtok,
    /// Elo_ref.
    pub quality: Elo,
    /// h: a user's own cost of using a million tokens.
    pub own_cost: MoneyPerMtok,
}

/// What makes users review earlier than they would: a salient cut, a launch, a release.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attention {
    /// Chance that an aware user reviews early after such an event.
    pub share: Share,
    /// Time within which those reviews fall, at a constant hazard: the larger the share, the more of them at its beginning.
    pub within: Days,
    /// Smallest fall of an effective price that is noticed.
    pub salient: Share,
}

impl Attention {
    /// Highest hazard of early reviews that is simulated  \[1/day\].
    pub const MOST: f64 = 20.48;

    /// Hazard of an early review after one event, -ln(1 - share) / within  \[1/day\]: whoever knows the market looks within
    /// that time with the given chance, of which 99.9 % are the most.
    pub fn hazard(&self) -> f64 {
        let (share, within) = (self.share.get().min(0.999), self.within.get());
        if share > 0.0 && within > 0.0 { -ln(1.0 - share) / within } else { 0.0 }
    }
}

/// A firm.
#[derive(Debug, Clone, PartialEq)]
pub struct Provider {
    /// Its name.
    pub name: String,
    /// Colour in charts, `#rrggbb`.
    pub color: Option<String>,
    /// Cash at the opening.
    pub cash: Money,
    /// How far cash may fall below zero.
    pub credit: Money,
    /// Running costs that do not depend on tokens.
    pub fixed: FixedCosts,
    /// Tokens served for own products.
    pub captive: Option<Captive>,
    /// How it sets prices.
    pub pricing: PricingRule,
    /// When it reviews them.
    pub reviews: Reviews,
    /// How it answers rivals; it does not when absent.
    pub reaction: Option<Reaction>,
    /// Hardware and how it is run; absent where all costs are the textbook's constants.
    pub plant: Option<Plant>,
    /// Accelerators at the opening; as many as the opening load needs when absent.
    pub gpus: Option<Gpus>,
    /// What its accelerators are; there wherever there is a plant.
    pub kit: Option<Kit>,
    /// What it does with its gross profit; all stays cash when absent.
    pub investment: Option<Investment>,
    /// Where its money comes from beside its sales, and on what terms it stays.
    pub finance: Finance,
    /// Whether it is there at the opening.
    pub present: bool,
    /// How far users can trust it with what is private; nothing is known when absent.
    pub trust: Option<Share>,
    /// Where it serves.
    pub regions: Vec<String>,
}

/// Running costs that do not depend on tokens.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FixedCosts {
    /// Staff and everything else.
    pub staff: MoneyPerDay,
    /// Training.
    pub training: MoneyPerDay,
    /// Data.
    pub data: MoneyPerDay,
}

impl FixedCosts {
    /// All of them.
    pub fn total(&self) -> MoneyPerDay {
        self.staff + self.training + self.data
    }

    /// Those of two firms.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            staff: self.staff + other.staff,
            training: self.training + other.training,
            data: self.data + other.data,
        }
    }
}

/// Tokens served for own products (a chat app, search), without API revenue; those products pay their cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Captive {
    /// Tokens at the opening.
    pub tokens: MtokPerDay,
    /// Their composition.
    pub mix: TokenMix,
    /// A continuous rate of growth, applied monthly.
    pub growth: Growth,
}

/// Quality of a product.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Appeal {
    /// On the Elo scale, weighed by each segment's taste for quality.
    Quality(Elo),
    /// Directly in utils, the same for all: the textbook's way.
    Utils(Utils),
}

impl Appeal {
    /// Quality on the Elo scale; utils of a textbook market are translated at mu = 1.
    pub fn quality(self, reference: Elo) -> Elo {
        match self {
            Self::Quality(elo) => elo,
            Self::Utils(utils) => Elo(reference.get() + utils.get() / ELO_UTILS),
        }
    }
}

/// A product on sale, or to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// Its name within the provider.
    pub name: String,
    /// Who sells it.
    pub provider: ProviderId,
    /// Quality.
    pub appeal: Appeal,
    /// What a token costs.
    pub cost: CostCurve,
    /// First posted price.
    pub price: PriceSheet,
    /// What holds beside the posted price.
    pub tariff: Tariff,
    /// Whether the sheet can be paid as one goes.
    pub pay_as_you_go: bool,
    /// Plans beside it.
    pub plans: Vec<PlanOffer>,
    /// Whether its weights are open.
    pub open: bool,
    /// Share of the tokens sold at the opening; its brand term is solved from it.
    pub share: Option<Share>,
    /// Brand term xi where no share is known; without either, a launched product takes its provider's mean.
    pub brand: Option<Utils>,
    /// Whether it is on sale at the opening (if its provider is there).
    pub on_sale: bool,
    /// The network it runs, where its cost is physical: kept for the cost report.
    pub architecture: Option<Architecture>,
}

impl Offer {
    /// Whether its sheet alone decides what users pay.
    pub fn is_plain(&self) -> bool {
        self.plans.is_empty() && self.pay_as_you_go && self.tariff == Tariff::default()
    }
}

impl Model {
    /// Offers of a provider, in order.
    pub fn offers_of(&self, provider: ProviderId) -> impl Iterator<Item = OfferId> {
        (0..self.offers.len()).map(OfferId::at).filter(move |id| self.offers[id.index()].provider == provider)
    }

    /// The same market with one more scripted event, after those of the same instant.
    pub fn with_shock(mut self, shock: Shock) -> Self {
        let place = self.shocks.partition_point(|other| other.at <= shock.at);
        self.shocks.insert(place, shock);
        self
    }

    /// The ids of all providers.
    pub fn provider_ids(&self) -> impl Iterator<Item = ProviderId> + use<> {
        (0..self.providers.len()).map(ProviderId::at)
    }

    /// `provider/product`.
    pub fn offer_name(&self, id: OfferId) -> String {
        let offer = &self.offers[id.index()];
        format!("{}/{}", self.providers[offer.provider.index()].name, offer.name)
    }

    /// The segment of the file that a kind of users belongs to.
    pub fn customers_of(&self, kind: usize) -> Option<&Customers> {
        self.customers.iter().find(|own| own.classes.contains(&kind))
    }

    /// The first kind of users of a kind's own segment.
    pub fn kin(&self, kind: usize) -> usize {
        self.customers_of(kind).map_or(kind, |own| own.classes.start)
    }

    /// All ways of paying: each product's pay as you go (none), then its plans. Nothing where no product has a plan.
    pub fn plans(&self) -> Vec<(OfferId, Option<usize>)> {
        if self.offers.iter().all(|offer| offer.plans.is_empty()) {
            return Vec::new();
        }
        let ways =
            |j: usize| (0..=self.offers[j].plans.len()).map(move |way| (OfferId::at(j), way.checked_sub(1)));
        (0..self.offers.len()).flat_map(ways).collect()
    }

    /// `provider/product/plan`, and the plan's kind.
    fn plan_name(&self, (offer, plan): (OfferId, Option<usize>)) -> (String, String) {
        let plan = plan.map(|k| &self.offers[offer.index()].plans[k]);
        let kind = plan.map_or(PLANS[0], |plan| plan.terms.about());
        let name = plan.map_or(kind.english, |plan| plan.name.as_str());
        (format!("{}/{name}", self.offer_name(offer)), kind.key.to_owned())
    }

    /// Names of everything, by id.
    pub fn names(&self) -> Names {
        let (plans, plan_kinds) = self.plans().into_iter().map(|way| self.plan_name(way)).unzip();
        Names {
            providers: self.providers.iter().map(|provider| provider.name.clone()).collect(),
            offers: (0..self.offers.len()).map(|j| self.offer_name(OfferId::at(j))).collect(),
            offer_provider: self.offers.iter().map(|offer| offer.provider.index()).collect(),
            segments: self.customers.iter().map(|own| own.name.clone()).collect(),
            tiers: self.tiers.iter().map(|bar| format!("Elo {}+", bar.get())).collect(),
            plans,
            plan_kinds,
        }
    }
}
