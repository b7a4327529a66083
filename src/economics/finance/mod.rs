//! Who survives: the books of a firm and the rules by which money comes to it and it leaves.

mod accounts;
mod books;
mod funding;
mod runway;
mod statements;
mod survival;
mod terms;

pub use accounts::{Account, Class};
pub use books::Books;
pub use funding::{Conditions, Standing};
pub use runway::{Month, Months};
pub use statements::{LINES, Line, Statement, amounts, change_by_balances};
pub use survival::{Acquisition, Avoidable, Beyond, EntryRule, Parent, Shutdown};
pub use terms::{Assessment, Terms, interest};
