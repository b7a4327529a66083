//! The `pricewar` command.
fn main() {}
