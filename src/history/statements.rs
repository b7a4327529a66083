//! What the books of a run say: statements of each provider by period, as names and numbers.

use crate::calendar::Instant;
use crate::ids::ProviderId;

/// A line of a statement, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatementLine {
    /// The statement.
    pub statement: &'static str,
    /// The line.
    pub line: &'static str,
}

/// Statements of all providers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Statements {
    /// From when to when, the whole run last where there are several.
    pub periods: Vec<(Instant, Instant)>,
    /// Lines, in the order of the page.
    pub lines: Vec<StatementLine>,
    /// Amounts by provider, then by period, then by line.
    pub amounts: Vec<f64>,
}

impl Statements {
    /// The amounts of one provider and period, by line.
    pub fn of(&self, provider: ProviderId, period: usize) -> &[f64] {
        let start = (provider.index() * self.periods.len() + period) * self.lines.len();
        self.amounts.get(start..start + self.lines.len()).unwrap_or_default()
    }

    /// An amount of the whole run; none where there are no books.
    pub fn whole(&self, provider: ProviderId, statement: &str, line: &str) -> Option<f64> {
        let at = self.lines.iter().position(|own| own.statement == statement && own.line == line)?;
        self.of(provider, self.periods.len().checked_sub(1)?).get(at).copied()
    }
}
