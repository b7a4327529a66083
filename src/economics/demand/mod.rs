//! Who buys what: one preference gives both the choice of an offer and the tokens used under it.

mod awareness;
mod choice;
mod nests;
mod observed;
mod opening;
mod plan_choice;
mod preference;
mod requirements;
mod response;
mod review;
mod satisfaction;
mod segment;
mod taste_classes;
mod user_types;
mod worth;

pub use awareness::hearing_rate;
pub use choice::{log_sum, shares};
pub use nests::{Likeness, Nesting, Nests};
pub use observed::{Known, OpeningMarket, OpeningOffer, OpeningSegment};
pub use opening::{Solved, solve};
pub use plan_choice::Taken;
pub use preference::{
    ELO_UTILS, LEAST_RELATIVE, Preference, own_price_elasticity, price_term, quality_utils, usage,
};
pub use requirements::Requirements;
pub use response::{Response, ResponseMarket, ResponseSegment};
pub use review::Review;
pub use satisfaction::Satisfaction;
pub use segment::{Awareness, Opening, Outside, Segment, SelfHost, Tastes, Usage};
pub use taste_classes::{TasteClass, fine_classes, taste_classes};
pub use user_types::{UserKind, types_of};
pub use worth::{Gains, Worth, surplus_per_day};
