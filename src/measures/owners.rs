//! Who sells what when: a product's own provider, or who has bought it since.

use crate::calendar::Instant;
use crate::history::{Entity, Happening, HappeningKind, History, Names};

/// A provider that went to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Merged {
    /// When.
    pub at: Instant,
    /// Position of who was bought.
    pub target: usize,
    /// Position of the buyer.
    pub buyer: usize,
}

/// The mergers of a history, oldest first.
pub fn mergers(history: &History, names: &Names) -> Vec<Merged> {
    history.chronicle.list().iter().filter_map(|happening| merger(happening, names)).collect()
}

/// Position of who sells a product at an instant: its first owner, or who had bought that one by then.
pub fn owner(mergers: &[Merged], first: usize, at: Instant) -> usize {
    let before = mergers.iter().take_while(|merged| merged.at <= at);
    before.fold(first, |owner, merged| if owner == merged.target { merged.buyer } else { owner })
}

fn merger(happening: &Happening, names: &Names) -> Option<Merged> {
    let (HappeningKind::Merger, Entity::Provider(target)) = (happening.kind, happening.entity) else {
        return None;
    };
    let buyer = happening.what.as_ref()?;
    let buyer = names.providers.iter().position(|name| name == buyer)?;
    Some(Merged { at: happening.at, target: target.index(), buyer })
}
