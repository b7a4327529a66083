//! Shipped facts.
