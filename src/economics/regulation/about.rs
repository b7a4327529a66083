//! What a policy says of itself: its name, rule, source, and the question that it answers.

/// A policy in four lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// Its key in a scenario.
    pub name: &'static str,
    /// Its rule.
    pub rule: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// When to reach for it.
    pub use_when: &'static str,
}
