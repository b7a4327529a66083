//! A made-up market for tests of experiments and reports: two firms whose prices fall at rates that luck decides.

use super::credit::Credits;
use super::path::Path;
use super::plan::{BASE, Job};
use super::record::{Event, Finished, JobRecord, JobResult, Layout, Reduced, ShockNote, Subject};
use crate::calendar::Instant;
use crate::history::{
    Chronicle, Entity, Happening, HappeningKind, History, Measure, Names, Panel, Series, Statements,
};
use crate::ids::{OfferId, ProviderId};
use crate::maths::exp;
use crate::measures::episodes::Thresholds;
use crate::measures::outcome;
use crate::random::{Purpose, Streams};
use crate::units::Days;

/// Names of the made-up market.
pub fn names() -> Names {
    Names {
        providers: vec!["Alpha".into(), "海豚智能".into()],
        offers: vec!["Alpha/one".into(), "海豚智能/two".into()],
        offer_provider: vec![0, 1],
        segments: vec![],
        ..Names::default()
    }
}

/// What the made-up experiment is about.
pub fn subject() -> Subject {
    Subject {
        command: "pricewar batch two.toml".into(),
        title: "Two firms".into(),
        question: Some("Who wins when both cut?".into()),
        currency: "USD".into(),
        start: "2024-05-01".into(),
        horizon: 70.0,
        window: 14.0,
        thresholds: Thresholds::default(),
        seed: 7,
        level: 0.95,
        arms: vec![BASE.into()],
        names: names(),
        colors: vec![None, Some("#0072b2".into())],
        shocks: vec![ShockNote {
            at: Instant::at_day(20.0).0,
            name: "Alpha halves its price".into(),
            reprices: None,
        }],
        twins: Vec::new(),
        held: Vec::new(),
        benchmarks: Vec::new(),
        classes: Vec::new(),
        rounds: None,
        parameters: vec![],
    }
}

/// A made-up history: weekly records over ten weeks.
pub fn history(replicate: u32) -> History {
    use rand::RngExt;
    let mut stream = Streams::new(7, u64::from(replicate)).open(Purpose::Strategy, 0, 0);
    let rates = [0.5 + stream.random::<f64>(), 1.0 + stream.random::<f64>()];
    let firm = |i| Entity::Provider(ProviderId::at(i));
    let mut series: Vec<Series> = Vec::new();
    for measure in
        [Measure::Tokens, Measure::Revenue, Measure::ServingCost, Measure::EffectivePrice, Measure::Users]
    {
        series.extend([Entity::Market, firm(0), firm(1)].map(|entity| Series { measure, entity }));
    }
    for measure in [Measure::Present, Measure::Cash] {
        series.extend([firm(0), firm(1)].map(|entity| Series { measure, entity }));
    }
    series.extend(
        [0, 1].map(|i| Series { measure: Measure::PostedPrice, entity: Entity::Offer(OfferId::at(i)) }),
    );
    series.push(Series { measure: Measure::Adoption, entity: Entity::Market });
    let mut panel = Panel::new(series);
    for week in 0..=10 {
        let years = f64::from(week) * 7.0 / 365.25;
        let price = rates.map(|rate| 4.0 * exp(-rate * years));
        let tokens = [100.0 / price[0], 100.0 / price[1]];
        let revenue = [100.0, 100.0];
        let cost = [tokens[0] * 0.5, tokens[1] * 0.5];
        let sum = |pair: [f64; 2]| pair[0] + pair[1];
        let triple = |pair: [f64; 2]| [Some(sum(pair)), Some(pair[0]), Some(pair[1])];
        let mut row = Vec::new();
        row.extend(triple(tokens));
        row.extend(triple(revenue));
        row.extend(triple(cost));
        row.extend([Some(sum(revenue) / sum(tokens)), Some(price[0]), Some(price[1])]);
        row.extend(triple([1_000.0, 2_000.0]));
        row.extend([Some(1.0), Some(1.0), Some(1e6), None]);
        row.extend([Some(price[0]), Some(price[1]), Some(0.3)]);
        panel.record(Instant::at_day(7.0 * f64::from(week)), row.into_iter());
    }
    let mut chronicle = Chronicle::default();
    chronicle.note(Happening {
        at: Instant::at_day(20.0),
        kind: HappeningKind::PriceCut,
        entity: Entity::Offer(OfferId(0)),
        from: Some(4.0),
        to: Some(2.0),
        shock: Some(0),
        what: None,
    });
    History {
        panel,
        chronicle,
        attributions: Vec::new(),
        statements: Statements::default(),
        learning: None,
        reviews: 10,
        events: 20,
    }
}

/// A finished job of the made-up experiment.
pub fn finished(replicate: u32) -> Finished {
    let history = history(replicate);
    let outcome = outcome(&history, &names(), Days(14.0), &Thresholds::default());
    let (instants, path) = Path::thin(&history.panel);
    let layout = Layout::of(&outcome, &history, instants, (&names(), "USD"));
    let reduced = Reduced {
        outcome: outcome.figures.iter().map(|figure| figure.value).collect(),
        path,
        credits: history.attributions.iter().map(|found| Credits::of(found, &names())).collect(),
        statements: history.statements.amounts.clone(),
        episodes: Vec::new(),
        chronicle: (replicate < 3)
            .then(|| history.chronicle.list().iter().map(|h| Event::of(h, &names())).collect()),
        reviews: history.reviews,
        events: history.events,
    };
    let record =
        JobRecord { job: Job { replicate, arm: 0 }, draws: vec![], result: JobResult::Done(reduced) };
    Finished { record, layout: Some(layout) }
}
