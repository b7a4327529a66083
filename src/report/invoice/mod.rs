//! Invoices as a reader sees them: the plans side by side, and a bill line by line.

mod tables;
mod words;

pub use tables::{bill, frame, heading, plans};
