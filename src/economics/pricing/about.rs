//! What a strategy says of itself: the answer of `pricewar explain strategy.NAME`. The text stands in the strategy's file.

/// A strategy in four sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// Its key in a scenario: `provider.NAME.pricing.<name>`.
    pub name: &'static str,
    /// Its rule, as an equation where there is one.
    pub rule: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    /// The question for which it is the right one.
    pub use_when: &'static str,
}
