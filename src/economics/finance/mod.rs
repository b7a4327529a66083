//! Who survives: the books of a firm and the rule by which it leaves.

mod accounts;

pub use accounts::{Account, Accounts};
