//! Who survives: the books of a firm and the rules by which money comes to it and it leaves.

mod accounts;
mod acquisition;
mod books;
mod entry;
mod funding;
mod parent;
mod runway;
mod shutdown;
mod statements;
mod terms;

pub use accounts::{Account, Class};
pub use acquisition::Acquisition;
pub use books::Books;
pub use entry::EntryRule;
pub use funding::{Conditions, Standing};
pub use parent::{Beyond, Parent};
pub use runway::{Month, Months};
pub use shutdown::{Avoidable, Shutdown};
pub use statements::{LINES, Line, Statement, amounts};
pub use terms::{Assessment, Terms, interest};
