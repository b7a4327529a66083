//! Statements from the books that were filed: calendar years, cut by the run, and the run as a whole.

use super::world::World;
use crate::calendar::Instant;
use crate::economics::finance::{LINES, amounts};
use crate::history::{StatementLine, Statements};
use crate::units::Days;

impl World<'_> {
    /// Keeps the books as they stand, for statements; those of less than a day before are replaced. A run of one year from 1 January
    /// ends six hours after the year, for its year has 365.25 days: that is no period of its own.
    pub(super) fn file_books(&mut self) {
        let books = self.firms.iter().map(|firm| firm.books.clone()).collect();
        self.filed.retain(|(at, _)| self.now.since(*at) >= Days(1.0) || *at == Instant::START);
        self.filed.push((self.now, books));
    }

    /// What the filed books say.
    pub(super) fn statements(&self) -> Statements {
        let last = self.filed.len().saturating_sub(1);
        let mut spans: Vec<(usize, usize)> = (1..=last).map(|at| (at - 1, at)).collect();
        if last > 1 {
            spans.push((0, last));
        }
        let mut found = Statements {
            periods: spans.iter().map(|(from, to)| (self.filed[*from].0, self.filed[*to].0)).collect(),
            lines: LINES
                .iter()
                .map(|line| StatementLine { statement: line.statement.name(), line: line.name })
                .collect(),
            amounts: Vec::new(),
        };
        for firm in 0..self.firms.len() {
            for (from, to) in &spans {
                found.amounts.extend(amounts(&self.filed[*from].1[firm], &self.filed[*to].1[firm]));
            }
        }
        found
    }
}
