//! The words round every figure: how runs are summed up, how far they spread, where the figure comes from.

use super::view::{Centre, Drawn, View};
use super::words::say;
use crate::calendar::{Calendar, Instant};
use crate::experiments::{Estimate, Exemplar};
use crate::report::charts::{Heading, Language, Quantity, date_in_full};
use crate::report::number;
use crate::statistics::Interval;

impl View<'_> {
    /// Title and subtitle over the source line.
    pub fn heading(&self, title: String, subtitle: String) -> Heading {
        let subject = &self.findings.subject;
        let places = [
            ("scenario", self.context.scenario.clone()),
            ("seed", subject.seed.to_string()),
            ("runs", self.count_of_runs()),
            ("software", self.context.style.software.clone()),
        ];
        Heading { title, subtitle, source: say(self.words.source, places) }
    }

    /// "40 runs", "one run".
    pub fn count_of_runs(&self) -> String {
        if self.runs == 1 {
            return self.words.one_run.to_owned();
        }
        say(self.words.runs, [("n", self.runs.to_string())])
    }

    /// "mean of 40 runs", "one run".
    pub fn mean_of_runs(&self) -> String {
        if self.runs == 1 {
            return self.words.one_run.to_owned();
        }
        say(self.words.mean_of, [("n", self.runs.to_string())])
    }

    /// Runs whose spread the marks show; of few, whose spread is not shown, the median: "40 runs", "median of 3 runs".
    pub fn spread_of_runs(&self) -> String {
        if self.runs == 1 || self.is_banded() {
            return self.count_of_runs();
        }
        say(self.words.median_of, [("n", self.runs.to_string())])
    }

    /// Which of the runs a history is: "replicate 0 of 40", "one run".
    pub fn replicate(&self, exemplar: &Exemplar) -> String {
        if self.runs == 1 {
            return self.words.one_run.to_owned();
        }
        let places = [("run", exemplar.job.replicate.to_string()), ("n", self.runs.to_string())];
        say(self.words.of_runs, places)
    }

    /// How a line and its bands sum the runs up: "median, 25–75% and 5–95% of 40 runs".
    pub fn summed_up(&self, drawn: &Drawn) -> String {
        let words = self.words;
        let sentence = match drawn {
            _ if self.runs == 1 => return words.one_run.to_owned(),
            Drawn { outer: None, .. } => words.median_of,
            Drawn { inner: None, .. } => words.band_of,
            _ => words.bands_of,
        };
        say(sentence, [("n", self.runs.to_string())])
    }

    /// A number as charts write it.
    pub fn brief(&self, value: f64, quantity: &Quantity) -> String {
        quantity.brief(value, self.language())
    }

    /// A number as titles have it: no digits that nobody would remember.
    pub fn in_title(&self, value: f64, quantity: &Quantity) -> String {
        let rounded = match quantity {
            Quantity::Number if value.abs() >= 10.0 => value.round(),
            // The median of 40 and 41 things is no 40.5 things.
            Quantity::Count if value.abs() >= 1.5 => value.round(),
            Quantity::Number | Quantity::Count => (value * 10.0).round() / 10.0,
            _ => value,
        };
        self.brief(rounded, quantity)
    }

    /// A change as titles have it: with its sign, but for one that is written as nothing ("0", "<0.1%").
    pub fn change(&self, value: f64, quantity: &Quantity) -> String {
        let text = self.in_title(value, quantity);
        let nothing = text.starts_with('<') || text == self.brief(0.0, quantity);
        if value > 0.0 && !nothing { format!("+{text}") } else { text }
    }

    /// A share as charts write it.
    pub fn percent(&self, value: f64) -> String {
        self.brief(value, &Quantity::Percent)
    }

    /// What stands behind a number of a title: which number it is, and between which two nine tenths of the runs lie.
    /// Nothing for one run. `turn` makes of a value what the title says ("falls by" turns its sign round).
    pub fn spread(
        &self,
        centre: Centre,
        estimate: &Estimate,
        (turn, quantity): (fn(f64) -> f64, &Quantity),
    ) -> String {
        let words = self.words;
        let name = if centre == Centre::Mean { words.mean } else { words.median }.to_owned();
        if self.runs == 1 {
            return String::new();
        }
        let Some([low, .., high]) = estimate.quantiles.filter(|_| self.is_banded()) else {
            return say(words.spread_few, [("centre", name), ("n", self.runs.to_string())]);
        };
        let (low, high) = (turn(low).min(turn(high)), turn(low).max(turn(high)));
        let [low, high] = [low, high].map(|end| self.in_title(end, quantity));
        say(words.spread, [("centre", name), ("low", low), ("high", high)])
    }

    /// A number as tables and pages write it; counts without decimals.
    pub fn in_full(&self, value: f64, unit: &str) -> String {
        if unit == "count" {
            return self.brief(value, &Quantity::Number);
        }
        number::figure(value, unit, self.page_language())
    }

    /// A caption that says what its ranges are, where one of the estimates that it tells has any.
    pub fn captioned<'e>(&self, mut text: String, told: impl IntoIterator<Item = &'e Estimate>) -> String {
        if told.into_iter().any(|estimate| self.range(estimate).is_some()) {
            text.push_str(self.words.range_note);
        }
        text
    }

    /// Between which two numbers nine tenths of the runs lie; none where they agree or are few.
    fn range(&self, estimate: &Estimate) -> Option<Interval> {
        let [low, .., high] = estimate.quantiles.filter(|_| self.is_banded())?;
        (low < high).then_some(Interval { low, high })
    }

    /// Quantiles as a chart of ranges has them: of few runs the median alone.
    pub fn quantiles(&self, estimate: &Estimate) -> Option<[f64; 5]> {
        estimate.quantiles.map(|q| if self.is_banded() { q } else { [q[2]; 5] })
    }

    /// A number of an estimate with the range of nine tenths of the runs, as tables and pages write them.
    pub fn with_range(&self, centre: Centre, estimate: &Estimate, unit: &str) -> Option<String> {
        let text = self.in_full(centre.of(estimate)?, unit);
        let Some(range) = self.range(estimate) else { return Some(text) };
        let range = number::interval(range, unit, self.page_language());
        Some(say(self.words.range, [("value", text), ("range", range)]))
    }

    /// Days over which figures at the end are taken.
    pub fn window(&self) -> String {
        let subject = &self.findings.subject;
        format!("{:.0}", subject.window.min(subject.horizon))
    }

    /// Names one after another.
    pub fn list(&self, names: &[String]) -> String {
        names.join(match self.language() {
            Language::English => ", ",
            Language::Chinese => "、",
        })
    }

    /// Days in words, without a fraction that nobody would remember.
    pub fn days_in_words(&self, days: f64) -> String {
        let rounded = if days < 2.0 { (days * 10.0).round() / 10.0 } else { days.round() };
        let one = (rounded - 1.0).abs() < 1e-9;
        let sentence = if one { self.words.one_day } else { self.words.n_days };
        say(sentence, [("n", self.brief(rounded, &Quantity::Number))])
    }

    /// A date in words.
    pub fn date(&self, day: f64) -> String {
        let date = Calendar::new(self.dates.start).date(Instant::at_day(day));
        date_in_full(date, self.language())
    }
}
