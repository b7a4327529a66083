//! The panel: a table of figures, one row a record instant, one column a (measure, entity).

use super::entity::Entity;
use super::measure::Measure;
use crate::calendar::Instant;

/// A column of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Series {
    /// What is measured.
    pub measure: Measure,
    /// Of whom.
    pub entity: Entity,
}

/// Figures by record instant.
#[derive(Debug, Clone)]
pub struct Panel {
    series: Vec<Series>,
    instants: Vec<Instant>,
    /// Row by row; NaN stands for a missing figure and does not leave this file.
    values: Vec<f64>,
    /// Figures of the first day, where the first record comes later; empty else.
    first_day: Vec<f64>,
}

impl PartialEq for Panel {
    /// The same columns, instants and figures, missing ones included.
    fn eq(&self, other: &Self) -> bool {
        let bits = |panel: &Self| panel.values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        let days = |panel: &Self| panel.first_day.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        self.series == other.series
            && self.instants == other.instants
            && bits(self) == bits(other)
            && days(self) == days(other)
    }
}

impl Panel {
    /// An empty panel with its columns.
    pub fn new(series: Vec<Series>) -> Self {
        Self { series, instants: Vec::new(), values: Vec::new(), first_day: Vec::new() }
    }

    /// Adds a row; one figure a column, in their order.
    pub fn record(&mut self, at: Instant, row: impl Iterator<Item = Option<f64>>) {
        let before = self.values.len();
        self.values.extend(row.map(|value| value.unwrap_or(f64::NAN)));
        debug_assert_eq!(self.values.len() - before, self.series.len());
        self.instants.push(at);
    }

    /// Keeps the figures of the first day beside the rows: what a market opened with, however rarely it is taken down.
    pub fn open(&mut self, row: impl Iterator<Item = Option<f64>>) {
        self.first_day = row.map(|value| value.unwrap_or(f64::NAN)).collect();
    }

    /// A figure of the first day, where it is kept.
    pub fn first_day(&self, column: usize) -> Option<f64> {
        self.first_day.get(column).copied().filter(|value| !value.is_nan())
    }

    /// The columns.
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// The record instants.
    pub fn instants(&self) -> &[Instant] {
        &self.instants
    }

    /// Position of a column.
    pub fn column(&self, measure: Measure, entity: Entity) -> Option<usize> {
        self.series.iter().position(|series| series.measure == measure && series.entity == entity)
    }

    /// A figure by row and column.
    pub fn at(&self, row: usize, column: usize) -> Option<f64> {
        let value = self.values[row * self.series.len() + column];
        (!value.is_nan()).then_some(value)
    }

    /// A column from top to bottom.
    pub fn values(&self, measure: Measure, entity: Entity) -> Option<impl Iterator<Item = Option<f64>>> {
        let column = self.column(measure, entity)?;
        Some((0..self.instants.len()).map(move |row| self.at(row, column)))
    }
}
