//! One file a phase of the day. A turn advances the world to its instant before it changes what users see.

pub(super) mod billing;
pub(super) mod demand;
pub(super) mod finance;
mod investment;
pub(super) mod merger;
pub(super) mod news;
pub(super) mod policy;
pub(super) mod prices;
pub(super) mod record;
pub(super) mod reviews;
pub(super) mod rounds;
pub(super) mod supply;

pub(super) use demand::note_overloads;
pub(super) use finance::{Drought, open_books};
pub(super) use news::hardware::Move;
pub(super) use news::rents::sign;
