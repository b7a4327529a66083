//! Histories by hand, for tests of measures.

use crate::calendar::Instant;
use crate::history::{Chronicle, Entity, History, Measure, Names, Panel, Series, Statements};
use crate::ids::{OfferId, ProviderId};

/// A provider.
pub const A: Entity = Entity::Provider(ProviderId(0));
/// Another.
pub const B: Entity = Entity::Provider(ProviderId(1));
/// The product of A.
pub const ONE: Entity = Entity::Offer(OfferId(0));
/// The product of B.
pub const TWO: Entity = Entity::Offer(OfferId(1));

/// Two providers with a product each.
pub fn names() -> Names {
    Names {
        providers: vec!["A".into(), "B".into()],
        offers: vec!["A/one".into(), "B/two".into()],
        offer_provider: vec![0, 1],
        ..Names::default()
    }
}

/// A history of three records, with nothing in its chronicle.
pub fn history(days: [f64; 3], columns: &[(Measure, Entity, [Option<f64>; 3])]) -> History {
    let series = columns.iter().map(|(measure, entity, _)| Series { measure: *measure, entity: *entity });
    let mut panel = Panel::new(series.collect());
    for (row, day) in days.into_iter().enumerate() {
        panel.record(Instant::at_day(day), columns.iter().map(|(_, _, values)| values[row]));
    }
    History {
        panel,
        chronicle: Chronicle::default(),
        attributions: Vec::new(),
        statements: Statements::default(),
        learning: None,
        reviews: 0,
        events: 0,
    }
}
