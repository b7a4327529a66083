//! A made-up market for tests: as many firms as wanted, prices that are cut, made free, withdrawn, firms that come late
//! and leave. Every number is invented; only its shape matters.

use crate::calendar::Instant;
use crate::drivers::Driver;
use crate::experiments::{
    BASE, Credits, Event, Findings, Finished, Job, JobRecord, JobResult, Layout, Ledger,
};
use crate::experiments::{Path, Reduced, ShockNote, Subject};
use crate::history::{
    Attribution, Chronicle, Credit, Entity, Happening, HappeningKind, History, Measure, Names, Panel, Part,
    Series, Statements,
};
use crate::ids::{OfferId, PlanId, ProviderId};
use crate::maths::ln;
use crate::measures::episodes::Thresholds;
use crate::measures::outcome;
use crate::random::{Purpose, Streams};
use crate::units::Days;

/// A made-up firm with one product.
#[derive(Clone, Copy)]
pub struct Firm {
    /// Its name.
    pub name: &'static str,
    /// Its first price.
    pub price: f64,
    /// The week and the factor of its cut, if it makes one.
    pub cut: Option<(u32, f64)>,
    /// The weeks in which it is on the market.
    pub there: (u32, u32),
}

/// A made-up market.
#[derive(Clone)]
pub struct Market {
    /// Its firms.
    pub firms: Vec<Firm>,
    /// Weeks recorded after the first record.
    pub weeks: u32,
    /// Tokens that a firm sells a day at price 1, in millions.
    pub demand: f64,
    /// How far luck moves demand.
    pub luck: f64,
    /// Days from round to round, if firms move in rounds.
    pub rounds: Option<f64>,
    /// Whether its users have plans.
    pub plans: bool,
}

impl Market {
    /// Four firms: one cuts, one makes its product free, one comes late, one leaves.
    pub fn usual() -> Self {
        let firm = |name, price, cut, there| Firm { name, price, cut, there };
        Self {
            firms: vec![
                firm("Alpha", 4.0, Some((3, 0.5)), (0, 99)),
                firm("海豚智能", 8.0, Some((4, 0.0)), (0, 99)),
                firm("Late", 2.0, None, (5, 99)),
                firm("Gone", 6.0, None, (0, 7)),
            ],
            weeks: 12,
            demand: 1_000.0,
            luck: 0.3,
            rounds: None,
            plans: false,
        }
    }

    /// Firms with a plan: the first one's users pay as they go, the others' by subscription.
    fn plans(&self) -> std::ops::Range<usize> {
        0..if self.plans { self.firms.len() } else { 0 }
    }

    fn names(&self) -> Names {
        Names {
            providers: self.firms.iter().map(|firm| firm.name.to_owned()).collect(),
            offers: self.firms.iter().map(|firm| format!("{}/model", firm.name)).collect(),
            offer_provider: (0..self.firms.len()).collect(),
            segments: vec!["code".to_owned()],
            tiers: Vec::new(),
            plans: self.plans().map(|p| format!("{}/model/plan", self.firms[p].name)).collect(),
            plan_kinds: self.plans().map(|p| KINDS[p.min(1)].to_owned()).collect(),
        }
    }

    fn subject(&self) -> Subject {
        Subject {
            command: "pricewar batch made-up.toml".to_owned(),
            title: "Made up".to_owned(),
            question: None,
            currency: "CNY".to_owned(),
            start: "2024-04-26".to_owned(),
            horizon: 7.0 * f64::from(self.weeks),
            window: 28.0,
            thresholds: Thresholds::default(),
            seed: 7,
            level: 0.95,
            arms: vec![BASE.to_owned()],
            names: self.names(),
            colors: vec![None; self.firms.len()],
            shocks: vec![ShockNote {
                at: Instant::at_day(21.0).0,
                name: "Alpha halves its price".to_owned(),
                reprices: Some("Alpha/model".to_owned()),
            }],
            twins: Vec::new(),
            held: Vec::new(),
            benchmarks: Vec::new(),
            classes: Vec::new(),
            rounds: self.rounds,
            parameters: vec![],
        }
    }

    /// What so many runs of it find.
    pub fn findings(&self, replicates: u32) -> Findings {
        let mut ledger = Ledger::new(self.subject());
        for replicate in 0..replicates {
            ledger.enter(self.finished(replicate));
        }
        ledger.findings()
    }

    fn finished(&self, replicate: u32) -> Finished {
        let (history, names) = (self.history(replicate), self.names());
        let outcome = outcome(&history, &names, Days(28.0), &Thresholds::default());
        let (instants, path) = Path::thin(&history.panel);
        let layout = Layout::of(&outcome, &history, instants, (&names, "CNY"));
        let chronicle = history.chronicle.list().iter().map(|h| Event::of(h, &names)).collect();
        let reduced = Reduced {
            outcome: outcome.figures.iter().map(|figure| figure.value).collect(),
            path,
            statements: history.statements.amounts.clone(),
            credits: history.attributions.iter().map(|found| Credits::of(found, &names)).collect(),
            episodes: Vec::new(),
            chronicle: (replicate < 3).then_some(chronicle),
            reviews: 1,
            events: 1,
        };
        let record =
            JobRecord { job: Job { replicate, arm: 0 }, draws: vec![], result: JobResult::Done(reduced) };
        Finished { record, layout: Some(layout) }
    }

    fn price(firm: &Firm, week: u32) -> f64 {
        firm.cut.filter(|(at, _)| week >= *at).map_or(firm.price, |(_, factor)| firm.price * factor)
    }

    fn history(&self, replicate: u32) -> History {
        use rand::RngExt;
        let mut stream = Streams::new(7, u64::from(replicate)).open(Purpose::Strategy, 0, 0);
        let luck: Vec<f64> =
            self.firms.iter().map(|_| 1.0 + self.luck * (stream.random::<f64>() - 0.5)).collect();
        let firms = 0..self.firms.len();
        let mut series: Vec<Series> = Vec::new();
        let flows = [Measure::Tokens, Measure::Revenue, Measure::ServingCost, Measure::EffectivePrice];
        let market = flows.into_iter().chain([Measure::Adoption, Measure::Aware]).chain(BENCHMARKS);
        series.extend(market.map(|measure| Series { measure, entity: Entity::Market }));
        for p in firms.clone() {
            let entity = Entity::Provider(ProviderId::at(p));
            let own = flows.into_iter().chain([Measure::Cash, Measure::Present]);
            series.extend(own.map(|measure| Series { measure, entity }));
            let entity = Entity::Offer(OfferId::at(p));
            let own = [Measure::PostedPrice, Measure::Tokens].into_iter().chain(COSTS);
            series.extend(own.map(|measure| Series { measure, entity }));
        }
        for p in self.plans() {
            let own = [Measure::Users, Measure::Tokens, Measure::Revenue];
            series.extend(own.map(|measure| Series { measure, entity: Entity::Plan(PlanId::at(p)) }));
        }
        let mut panel = Panel::new(series);
        let mut chronicle = Chronicle::default();
        for week in 0..=self.weeks {
            let at = Instant::at_day(7.0 * f64::from(week));
            let of = |p: usize| {
                let firm = &self.firms[p];
                let there = (firm.there.0..=firm.there.1).contains(&week);
                let price = Self::price(firm, week);
                let tokens = if there { self.demand * luck[p] / (price + 0.2) } else { 0.0 };
                (there, price, tokens)
            };
            // A flow has no value at the first record, as in a real run.
            let flow = |value: f64| (week > 0).then_some(value);
            let ratio = |a: f64, b: f64| (week > 0 && b > 0.0).then_some(a / b);
            let tokens: f64 = firms.clone().map(|p| of(p).2).sum();
            let revenue: f64 = firms.clone().map(|p| of(p).1 * of(p).2).sum();
            let adoption = f64::from(week) / 50.0;
            let mut row = vec![flow(tokens), flow(revenue), flow(tokens), ratio(revenue, tokens)];
            row.extend([Some(adoption), Some(2.0 * adoption)]);
            // Nash price, standard cost, average cost, training, data: made up, all falling.
            let left = 1.0 - f64::from(week) / 50.0;
            row.extend([3.0, 1.0, 1.2, 0.5, 0.1].map(|level| (tokens > 0.0).then_some(level * left)));
            for p in firms.clone() {
                let (there, price, tokens) = of(p);
                row.extend([flow(tokens), flow(tokens * price), flow(tokens), ratio(tokens * price, tokens)]);
                let cash = 1e6 - f64::from(week) * 1e4 * (p + 1) as f64;
                row.extend([Some(cash), Some(f64::from(u8::from(there)))]);
                row.extend([there.then_some(price), flow(tokens).filter(|_| there)]);
                row.extend([1.0, 0.2, 0.5, 1.5].map(|cost| there.then_some(cost * left)));
                note(&mut chronicle, (&self.firms[p], p), (week, at));
            }
            for p in self.plans() {
                let (_, price, tokens) = of(p);
                row.extend([Some(10.0), flow(tokens), flow(tokens * price)]);
            }
            panel.record(at, row.into_iter());
        }
        let attributions = self.attributions(&luck);
        History {
            panel,
            chronicle,
            attributions,
            statements: Statements::default(),
            learning: None,
            reviews: 1,
            events: 1,
        }
    }
}

/// Kinds of the plans.
const KINDS: [&str; 2] = ["pay_as_you_go", "subscription"];

/// Levels that the price of the market is held against.
const BENCHMARKS: [Measure; 5] =
    [Measure::NashPrice, Measure::StandardCost, Measure::UnitCost, Measure::TrainingCost, Measure::DataCost];

/// Costs of a product.
const COSTS: [Measure; 4] = [Measure::UnitCost, Measure::MarginalCost, Measure::FloorCost, Measure::FullCost];

impl Market {
    /// Half of the market's change in price is trend, a fifth competition, the rest war; a made-up split.
    fn attributions(&self, luck: &[f64]) -> Vec<Attribution> {
        let mean = |week: u32| {
            let (mut tokens, mut revenue) = (0.0, 0.0);
            for (firm, luck) in self.firms.iter().zip(luck) {
                if (firm.there.0..=firm.there.1).contains(&week) {
                    let price = Self::price(firm, week);
                    let sold = self.demand * luck / (price + 0.2);
                    (tokens, revenue) = (tokens + sold, revenue + sold * price);
                }
            }
            (tokens > 0.0).then(|| revenue / tokens)
        };
        let Some((first, last)) = mean(0).zip(mean(self.weeks)) else { return Vec::new() };
        let whole = (first > 0.0 && last > 0.0).then(|| ln(last / first));
        let part = |part: &Part| match part {
            Part::Price => 1.0,
            Part::Trend => 0.5,
            Part::Competition => 0.2,
            Part::War => 0.3,
            Part::Cost => 0.6,
            Part::By(Driver::Hardware) => 0.15,
            Part::By(Driver::Model) => 0.35,
            Part::By(Driver::Scale) => 0.1,
            Part::By(_) => 0.0,
        };
        let credit =
            |of: &Part| Credit { ln: whole.map(|whole| whole * part(of)), money: (last - first) * part(of) };
        vec![Attribution {
            entity: Entity::Market,
            from: Instant::START,
            to: Instant::at_day(7.0 * f64::from(self.weeks)),
            credits: Part::ALL.iter().map(credit).collect(),
        }]
    }
}

/// What happens to a firm in a week.
fn note(chronicle: &mut Chronicle, (firm, p): (&Firm, usize), (week, at): (u32, Instant)) {
    let (provider, offer) = (Entity::Provider(ProviderId::at(p)), Entity::Offer(OfferId::at(p)));
    let mut note = |kind, entity, from, to| {
        let shock = (p == 0).then_some(0);
        chronicle.note(Happening { at, kind, entity, from, to, shock, what: None });
    };
    if let Some((_, factor)) = firm.cut.filter(|(cut, _)| *cut == week) {
        note(HappeningKind::PriceCut, offer, Some(firm.price), Some(firm.price * factor));
    }
    if week > 0 && firm.there.0 == week {
        note(HappeningKind::Entry, provider, None, None);
        note(HappeningKind::Launch, offer, None, Some(firm.price));
    }
    if firm.there.1.checked_add(1) == Some(week) {
        note(HappeningKind::Exit, provider, None, Some(5e5));
    }
}
