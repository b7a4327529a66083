//! The choice table: what the users of one segment can choose from between two events, and at what utility.

use crate::economics::demand::Nests;

/// Code of an alternative in an agent's column: offers by position, then these two.
pub(crate) const OUTSIDE: u8 = 254;
/// A user who has not heard of the market.
pub(crate) const UNAWARE: u8 = 255;
/// Values of a code.
const CODES: usize = 256;

/// Alternatives of a segment: offers that can be used, then the outside option.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ChoiceTable {
    /// Multiplies the utility of staying with a provider; the outside option keeps its own.
    pub hold: f64,
    /// Code of each alternative.
    pub code: Vec<u8>,
    /// Utility before price: quality, brand, latency.
    pub merit: Vec<f32>,
    /// g(x): multiplied by a user's alpha and taken off.
    pub price_term: Vec<f32>,
    /// Both in full precision, for the mean field and for welfare.
    pub exact: Vec<(f64, f64)>,
    /// Position of each alternative's provider among `groups`; of the outside option, one past the last.
    pub group: Vec<u32>,
    /// Providers that have an alternative here, by position in the model.
    pub groups: Vec<u32>,
    /// Group of what a user holds, by its code: `NO_GROUP` of the unaware, and of an offer whose provider has no alternative.
    group_of_code: [u32; CODES],
    /// Alternatives that users hold to be alike, where they do.
    pub nests: Option<Nests>,
    /// Whether the users of an offer must stay until a term ends, by offer; empty where none must.
    pub locked: Vec<bool>,
    /// ln N of each alternative under a term that holds N reviews, 0 of one without; empty where there are none. Whoever
    /// comes under a term gives up looking again, and of N independent draws the best is worth ln N more than one (Gumbel);
    /// so the term slows coming as much as going, and where users come to rest stays what it was.
    pub bound: Vec<f64>,
}

/// An offer whose provider has nothing to choose.
pub(crate) const NO_GROUP: u32 = u32::MAX;

/// One offer as a segment meets it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Alternative {
    /// Position of the offer in the model.
    pub offer: usize,
    /// Position of its provider.
    pub provider: usize,
    /// Utility before price.
    pub merit: f64,
    /// g(x).
    pub price_term: f64,
}

impl ChoiceTable {
    /// Lays a table out. `providers` are those of all offers of the model, by offer.
    pub(crate) fn new(alternatives: &[Alternative], outside: f64, providers: &[usize]) -> Self {
        let mut table = Self::empty();
        for alternative in alternatives {
            let provider = alternative.provider as u32;
            let group = table.groups.iter().position(|known| *known == provider).unwrap_or_else(|| {
                table.groups.push(provider);
                table.groups.len() - 1
            });
            table.code.push(alternative.offer as u8);
            table.merit.push(alternative.merit as f32);
            table.price_term.push(alternative.price_term as f32);
            table.exact.push((alternative.merit, alternative.price_term));
            table.group.push(group as u32);
        }
        table.code.push(OUTSIDE);
        table.merit.push(outside as f32);
        table.price_term.push(0.0);
        table.exact.push((outside, 0.0));
        table.group.push(table.groups.len() as u32);
        for (group, provider) in table.group_of_code.iter_mut().zip(providers) {
            if let Some(own) = table.groups.iter().position(|known| *known as usize == *provider) {
                *group = own as u32;
            }
        }
        table.group_of_code[usize::from(OUTSIDE)] = table.groups.len() as u32;
        table
    }

    /// The same where users outside can also serve open weights themselves, at this utility before price and this g(x): a
    /// second alternative with the code and the group of the outside option.
    pub(crate) fn with_own_hosting(mut self, (merit, price_term): (f64, f64)) -> Self {
        let last = self.len() - 1;
        self.code.insert(last, OUTSIDE);
        self.merit.insert(last, merit as f32);
        self.price_term.insert(last, price_term as f32);
        self.exact.insert(last, (merit, price_term));
        self.group.insert(last, self.groups.len() as u32);
        self
    }

    /// Position of serving open weights oneself, where users can.
    pub(crate) fn own_hosting(&self) -> Option<usize> {
        let before = self.len().checked_sub(2)?;
        (self.code[before] == OUTSIDE).then_some(before)
    }

    fn empty() -> Self {
        Self {
            hold: 1.0,
            code: Vec::new(),
            merit: Vec::new(),
            price_term: Vec::new(),
            exact: Vec::new(),
            group: Vec::new(),
            groups: Vec::new(),
            group_of_code: [NO_GROUP; CODES],
            nests: None,
            locked: Vec::new(),
            bound: Vec::new(),
        }
    }

    /// Number of alternatives, the outside option included.
    pub(crate) fn len(&self) -> usize {
        self.code.len()
    }

    /// Whether the holder of an alternative must stay.
    pub(crate) fn is_locked(&self, held: u8) -> bool {
        self.locked.get(held as usize).copied().unwrap_or(false)
    }

    /// Group of what a user holds.
    pub(crate) fn group_of(&self, held: u8) -> u32 {
        self.group_of_code[usize::from(held)]
    }
}
