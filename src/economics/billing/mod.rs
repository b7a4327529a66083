//! What a customer pays: price sheets and what lists add to them, token mixes, plans, and the invoices that follow.

mod invoice;
mod plan;
mod price_sheet;
mod tariff;
mod token_mix;

pub use invoice::{Charge, Invoice, Line, What};
pub use plan::{
    Commitment, Credit, Free, MessageCap, Overflow, PLANS, Package, Plan, PlanAbout, Promotion, Provisioned,
    Subscription, Tier, VolumeTiers,
};
pub use price_sheet::PriceSheet;
pub use tariff::{LongInput, Rate, Rates, Sort, Tariff, TokenKind, Window};
pub use token_mix::{Cache, TokenMix, Weights};
