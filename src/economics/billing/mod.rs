//! What a customer pays: price sheets, token mixes, and the bill that one makes of the other.

mod price_sheet;
mod token_mix;

pub use price_sheet::PriceSheet;
pub use token_mix::{Cache, TokenMix, Weights};
