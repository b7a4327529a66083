//! Who survives: the books of a firm and the rules by which money comes to it and it leaves.

mod accounts;
mod books;

pub use accounts::{Account, Class};
pub use books::Books;
