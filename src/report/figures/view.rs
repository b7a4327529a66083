//! What a figure reads: series of one arm with their bands, estimates, dates, colours.

use jiff::civil::Date;

use super::context::Context;
use super::words::{Words, words};
use crate::experiments::{Band as RunBand, Estimate, Exemplar, Findings, Job};
use crate::report::Language;
use crate::report::charts::{self, Band, Dates, Palette, Period, Quantity, Values};

/// Runs from which on quantiles over runs are shown as bands. Of fewer, the 5th and 95th percentile are hardly more
/// than the smallest and the largest.
const LEAST_FOR_BANDS: usize = 10;

/// Names the whole market in findings.
pub(super) const MARKET: &str = "market";

/// Which number stands for all runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Centre {
    /// Their mean: means of shares add up to one.
    Mean,
    /// Their median.
    Median,
}

impl Centre {
    /// That number of an estimate.
    pub fn of(self, estimate: &Estimate) -> Option<f64> {
        match self {
            Self::Mean => estimate.mean,
            Self::Median => estimate.median(),
        }
    }
}

/// A series as it is drawn.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    /// The line, the median of the runs.
    pub line: Values,
    /// From the 25th to the 75th percentile of the runs; none where there are too few.
    pub inner: Option<Band>,
    /// From the 5th to the 95th percentile of the runs; none where there are too few.
    pub outer: Option<Band>,
}

/// One arm of findings, as figures read it.
pub(super) struct View<'a> {
    pub findings: &'a Findings,
    pub arm: usize,
    pub context: &'a Context,
    pub words: &'static Words,
    pub palette: Palette,
    /// The instants of all series.
    pub dates: Dates,
    /// Runs that finished.
    pub runs: usize,
}

impl<'a> View<'a> {
    /// An arm of findings; says what is wrong where there is nothing to read.
    pub fn new(findings: &'a Findings, arm: usize, context: &'a Context) -> Result<Self, String> {
        let words = words(context.style.language);
        let rows = findings.rows.iter().filter(|row| row.job.arm as usize == arm && row.outcome.is_ok());
        let runs = rows.count();
        if runs == 0 {
            return Err(words.no_run.to_owned());
        }
        let start: Date = findings.subject.start.parse().map_err(|_| words.no_start.to_owned())?;
        let days = findings.days();
        if days.len() < 2 {
            return Err(words.too_short.to_owned());
        }
        Ok(Self {
            findings,
            arm,
            context,
            words,
            palette: palette(findings),
            dates: Dates::new(start, days),
            runs,
        })
    }

    /// The language of charts.
    pub fn language(&self) -> charts::Language {
        self.context.style.language
    }

    /// The language of pages, the same one.
    pub fn page_language(&self) -> Language {
        match self.language() {
            charts::Language::English => Language::English,
            charts::Language::Chinese => Language::Chinese,
        }
    }

    /// Whether runs are so many that quantiles over them are shown.
    pub fn is_banded(&self) -> bool {
        self.runs >= LEAST_FOR_BANDS
    }

    /// Names of providers, in the order of the scenario.
    pub fn providers(&self) -> &'a [String] {
        &self.findings.subject.names.providers
    }

    /// The date axis of the whole run.
    pub fn period(&self) -> Period {
        let ends = (self.dates.days.first(), self.dates.days.last());
        let (first, last) = (ends.0.copied().unwrap_or(0.0), ends.1.copied().unwrap_or(0.0));
        Period { start: self.dates.start, first, last }
    }

    /// A series: its median over the runs with bands.
    pub fn series(&self, measure: &str, entity: &str) -> Option<Drawn> {
        let edge = |at: usize| self.read(measure, entity, &|band| band.quantiles[at]);
        let band = |low, high| Some(Band { low: edge(low)?, high: edge(high)? });
        let banded = self.is_banded();
        Some(Drawn {
            line: edge(2)?,
            inner: banded.then(|| band(1, 3)).flatten(),
            outer: banded.then(|| band(0, 4)).flatten(),
        })
    }

    /// The mean of a series over the runs.
    pub fn mean(&self, measure: &str, entity: &str) -> Option<Values> {
        self.read(measure, entity, &|band| band.mean)
    }

    /// Where fewer than half of the runs have a figure there is a gap: what the others do is not what the market does.
    fn read(&self, measure: &str, entity: &str, value: &dyn Fn(&RunBand) -> f32) -> Option<Values> {
        let bands = self.findings.bands(self.arm, measure, entity)?;
        let known = |band: &&RunBand| 2 * band.n as usize >= self.runs;
        let values: Values =
            bands.iter().map(|b| b.as_ref().filter(known).map(|b| f64::from(value(b)))).collect();
        values.iter().any(Option::is_some).then_some(values)
    }

    /// The estimate of a measure, where any run has it.
    pub fn estimate(&self, measure: &str, entity: &str) -> Option<&'a Estimate> {
        self.findings.estimate(self.arm, measure, entity).filter(|estimate| estimate.n > 0)
    }

    /// The figure of a measure in one run.
    pub fn of_run(&self, job: Job, measure: &str, entity: &str) -> Option<f64> {
        let mut columns = self.findings.layout.outcome.iter();
        let column = columns.position(|column| column.measure == measure && column.entity == entity)?;
        let row = self.findings.rows.iter().find(|row| row.job == job)?;
        *row.outcome.as_ref().ok()?.get(column)?
    }

    /// The whole history of the first run that was kept.
    pub fn exemplar(&self) -> Option<&'a Exemplar> {
        self.findings.exemplars.iter().find(|exemplar| exemplar.job.arm as usize == self.arm)
    }

    /// Money in the scenario's currency.
    pub fn money(&self) -> Quantity {
        Quantity::money(&self.findings.subject.currency)
    }
}

/// Colours of providers; where one of the scenario's is not a colour, all are the chart's own.
fn palette(findings: &Findings) -> Palette {
    let names = findings.subject.names.providers.iter().map(String::as_str);
    let own = findings.subject.colors.iter().map(Option::as_deref).chain(std::iter::repeat(None));
    Palette::assign(names.clone().zip(own))
        .or_else(|_| Palette::assign(names.map(|name| (name, None))))
        .expect("without wishes there is nothing to refuse")
}

/// The first value of a series.
pub(super) fn first(values: &[Option<f64>]) -> Option<f64> {
    values.iter().flatten().next().copied()
}

impl Drawn {
    /// The same with every value changed.
    pub fn map(self, change: &dyn Fn(f64) -> Option<f64>) -> Self {
        let each =
            |values: Values| -> Values { values.into_iter().map(|value| value.and_then(change)).collect() };
        let band = |band: Option<Band>| band.map(|b| Band { low: each(b.low), high: each(b.high) });
        Self { line: each(self.line), inner: band(self.inner), outer: band(self.outer) }
    }

    /// The smallest value of line and bands.
    pub fn least(&self) -> Option<f64> {
        let edges = self.outer.iter().map(|band| &band.low);
        edges.chain([&self.line]).flatten().flatten().copied().reduce(f64::min)
    }
}
