//! What a study of sensitivity says, in sentences with their uncertainty.

use super::words::{Words, say, words};
use crate::calendar::DAYS_A_MONTH;
use crate::experiments::{FEWEST, IndexRow, Mean, OutputAnswer, SensitivityAnswer, Swing};
use crate::report::Language;
use crate::report::number::{self, bare, figure, interval, of_difference, optional};
use crate::report::studied;
use crate::statistics::Interval;

/// A factor whose total index stays below this, interval and all, may be fixed (Saltelli et al., Global Sensitivity Analysis, 2008,
/// use 1 to 5 %).
const WEAK: f64 = 0.05;
/// Part of the variance from which luck left in the means is worth a warning.
const LOUD: f64 = 0.1;

/// The sentence that says what was run.
pub fn frame(answer: &SensitivityAnswer, language: Language) -> String {
    let w = words(language);
    let mut factors: Vec<&str> = answer.inputs.iter().map(|input| input.factor.as_str()).collect();
    factors.sort_unstable();
    factors.dedup();
    let count = |n: u64| figure(n as f64, "count", language);
    let times = if answer.replicates == 1 {
        w.once.to_owned()
    } else {
        say(w.times, [("n", count(answer.replicates))])
    };
    say(
        if answer.method == "morris" { w.frame_morris } else { w.frame_sobol },
        [
            ("factors", factors.len().to_string()),
            ("samples", count(answer.samples)),
            ("points", count(answer.points)),
            ("times", times),
            ("runs", count(answer.runs)),
        ],
    )
}

/// What is said of an output.
pub fn sentences(answer: &SensitivityAnswer, output: &OutputAnswer, language: Language) -> Vec<String> {
    let teller = Teller { answer, output, language, w: words(language) };
    let mut lines = if answer.method == "morris" { teller.effects() } else { teller.parts() };
    lines.extend(teller.swing());
    lines.extend(teller.luck());
    lines
}

pub(super) struct Teller<'a> {
    pub answer: &'a SensitivityAnswer,
    pub output: &'a OutputAnswer,
    pub language: Language,
    pub w: &'static Words,
}

impl Teller<'_> {
    /// Why there are no indices: too few samples, no figure at some points, or an output that stands still.
    pub fn no_indices(&self) -> String {
        let samples = self.answer.samples;
        if samples >= FEWEST as u64 {
            let stands_still = self.output.missing == 0 || self.output.sd == Some(0.0);
            let sentence = if stands_still { self.w.flat } else { self.w.gaps };
            return say(sentence, [("output", self.name())]);
        }
        let places =
            [("samples", samples.to_string()), ("least", FEWEST.to_string()), ("output", self.name())];
        say(self.w.few, places)
    }

    fn parts(&self) -> Vec<String> {
        let w = self.w;
        let totals = ranked(self.output.of("ST"));
        let Some(top) = totals.first() else { return vec![self.no_indices()] };
        let next = rival(&totals);
        let first = self.output.of("S1").find(|row| row.parameter == top.parameter);
        let mut lines = vec![match next {
            Some(next) => say(
                w.leads_unclear,
                [
                    ("name", top.parameter.clone()),
                    ("total", self.part(top.value)),
                    ("output", self.name()),
                    ("ci", self.ci(ends(top), "share")),
                    ("next", next.parameter.clone()),
                ],
            ),
            None => say(
                w.leads,
                [
                    ("name", top.parameter.clone()),
                    ("total", self.part(top.value)),
                    ("output", self.name()),
                    ("ci", self.ci(ends(top), "share")),
                    ("first", first.map_or_else(|| "–".to_owned(), |row| self.part(row.value))),
                ],
            ),
        }];
        let weak = |row: &&IndexRow| ends(row).map_or(row.value, |ends| ends.high) < WEAK;
        let strong: Vec<String> = totals[1..]
            .iter()
            .filter(|row| !weak(row))
            .take(3)
            .map(|row| say(w.follow, [("name", row.parameter.clone()), ("total", self.part(row.value))]))
            .collect();
        if !strong.is_empty() {
            lines.push(say(w.follows, [("list", strong.join(w.comma))]));
        }
        let sum: f64 = self.output.of("S1").map(|row| row.value).sum();
        lines.push(if sum > 0.9 {
            say(w.alone_all, [("rest", self.part((1.0 - sum).max(0.0)))])
        } else {
            say(w.alone, [("sum", self.part(sum))])
        });
        lines.extend(self.pair());
        let idle: Vec<&str> =
            totals.iter().filter(|row| weak(row)).map(|row| row.parameter.as_str()).collect();
        if !idle.is_empty() {
            lines.push(say(w.weak, [("bar", self.part(WEAK)), ("list", idle.join(w.comma))]));
        }
        lines
    }

    /// The strongest interaction, where it is surely there.
    fn pair(&self) -> Option<String> {
        let row = *ranked(self.output.of("S2")).first()?;
        let sure = ends(row).is_some_and(|ends| ends.low > 0.0) && row.value > WEAK;
        sure.then(|| {
            say(
                self.w.pair,
                [
                    ("a", row.parameter.clone()),
                    ("b", row.parameter_2.clone().unwrap_or_default()),
                    ("value", self.part(row.value)),
                    ("ci", self.ci(ends(row), "share")),
                ],
            )
        })
    }

    fn effects(&self) -> Vec<String> {
        let w = self.w;
        let order = ranked(self.output.of("mu_star"));
        let Some(top) = order.first() else { return vec![self.no_indices()] };
        if top.value <= 0.0 {
            return vec![self.no_effect()];
        }
        let next = rival(&order);
        vec![say(
            if next.is_some() { w.leads_morris_unclear } else { w.leads_morris },
            [
                ("name", top.parameter.clone()),
                ("output", self.name()),
                ("value", self.change(top.value)),
                ("ci", self.ci(ends(top), of_difference(&self.output.unit))),
                ("next", next.map_or_else(String::new, |next| next.parameter.clone())),
            ],
        )]
    }

    /// That no elementary effect is other than nought.
    pub fn no_effect(&self) -> String {
        say(self.w.no_effect, [("output", self.name())])
    }

    /// The widest swing of one input alone.
    fn swing(&self) -> Option<String> {
        let (swing, sentence) = match widest(&self.output.tornado)? {
            Widest::OfAll(swing) => (swing, self.w.swing),
            Widest::OfClear(swing) => (swing, self.w.swing_clear),
            Widest::Unclear => {
                let n = self.answer.replicates.to_string();
                return Some(say(self.w.swing_unclear, [("output", self.name()), ("n", n)]));
            }
        };
        let input = self.answer.inputs.iter().find(|input| input.path == swing.parameter)?;
        let change = |of: Mean| optional(of.mean, of_difference(&self.output.unit), self.language);
        let (at_low, at_high) = self.ends_of(input);
        Some(say(
            sentence,
            [
                ("name", swing.parameter.clone()),
                ("output", self.name()),
                ("low", change(swing.at_low)),
                ("at_low", at_low),
                ("high", change(swing.at_high)),
                ("at_high", at_high),
            ],
        ))
    }

    fn luck(&self) -> Vec<String> {
        let w = self.w;
        let mut lines = Vec::new();
        match self.output.noise {
            Some(noise) => {
                let is_morris = self.answer.method == "morris";
                let sentence = if is_morris { w.noise_morris } else { w.noise };
                let places = [("means", self.part(noise.of_means)), ("runs", self.part(noise.of_runs))];
                let mut said = say(sentence, places);
                if noise.of_means > LOUD && !is_morris {
                    said.push_str(self.language.space());
                    said.push_str(w.noise_high);
                }
                lines.push(said);
            }
            None if self.answer.replicates < 2 => lines.push(w.no_noise.to_owned()),
            None => {}
        }
        if self.output.missing > 0 {
            lines.push(say(w.missing, [("n", self.output.missing.to_string())]));
        }
        lines
    }

    /// What is said of intervals of swings; nothing of one run a point, which has none.
    pub fn where_sure(&self, sentence: &str) -> String {
        if self.answer.replicates < 2 {
            return String::new();
        }
        say(sentence, [("level", self.level())])
    }

    /// The output as a reader calls it.
    pub fn name(&self) -> String {
        studied::name(&self.output.measure, &self.output.entity, self.language)
    }

    /// Low and high end of an input with their unit.
    pub fn ends_of(&self, input: &crate::experiments::InputNote) -> (String, String) {
        let unit = if input.times { "" } else { input.unit.as_str() };
        let text = |value: f64| {
            let mark = if input.times { "×" } else { "" };
            format!("{mark}{}", written(value, unit, self.language))
        };
        (text(input.low), text(input.high))
    }

    pub fn part(&self, value: f64) -> String {
        figure(value, "share", self.language)
    }

    /// A change of the output.
    fn change(&self, value: f64) -> String {
        figure(value, of_difference(&self.output.unit), self.language)
    }

    pub fn level(&self) -> String {
        number::level(self.answer.level)
    }

    fn ci(&self, ends: Option<Interval>, unit: &str) -> String {
        let Some(ends) = ends else { return String::new() };
        say(self.w.ci, [("level", self.level()), ("interval", interval(ends, unit, self.language))])
    }
}

/// A value of an input: shares in percent, rates by the month, all else in its unit.
fn written(value: f64, unit: &str, language: Language) -> String {
    match unit {
        "1/day" | "share/day" => {
            say(words(language).a_month, [("part", figure(value * DAYS_A_MONTH, "share", language))])
        }
        "" | "1" => bare(value, language),
        unit => figure(value, unit, language),
    }
}

/// Rows from the largest value down.
pub(super) fn ranked<'a>(rows: impl Iterator<Item = &'a IndexRow>) -> Vec<&'a IndexRow> {
    let mut rows: Vec<&IndexRow> = rows.collect();
    rows.sort_by(|a, b| b.value.total_cmp(&a.value));
    rows
}

/// The second of rows in order, where its interval overlaps that of the first.
pub(super) fn rival<'a>(order: &[&'a IndexRow]) -> Option<&'a IndexRow> {
    let [top, next, ..] = order else { return None };
    ends(next).zip(ends(top)).is_some_and(|(next, top)| next.high > top.low).then_some(*next)
}

/// The swing that is told of, and how it stands among the others.
pub(super) enum Widest<'a> {
    /// The widest of all.
    OfAll(&'a Swing),
    /// The widest of those whose interval leaves nought out; wider ones are not told apart from nothing.
    OfClear(&'a Swing),
    /// None is told apart from nothing.
    Unclear,
}

/// The widest swing; none where nothing moves.
pub(super) fn widest(tornado: &[Swing]) -> Option<Widest<'_>> {
    let wider = |a: &&Swing, b: &&Swing| a.size().total_cmp(&b.size());
    let top = tornado.iter().max_by(wider).filter(|swing| swing.size() > 0.0)?;
    if top.is_clear() != Some(false) {
        return Some(Widest::OfAll(top));
    }
    let clear = tornado.iter().filter(|swing| swing.is_clear() == Some(true)).max_by(wider);
    Some(clear.map_or(Widest::Unclear, Widest::OfClear))
}

/// The interval of a row.
pub(super) fn ends(row: &IndexRow) -> Option<Interval> {
    Some(Interval { low: row.ci_low?, high: row.ci_high? })
}
