//! The charts of a study of sensitivity, for each output: a tornado, bars of indices, indices against samples.

use super::sentences::{Teller, Widest, ranked, rival, widest};
use super::words::{say, words};
use crate::experiments::{IndexRow, Mean, SensitivityAnswer};
use crate::report::charts::{
    Bar, BarRow, Bars, CATEGORIES, Curve, CurvePanel, Curves, Heading, Pattern, Quantity, Scaling, Style,
    Thickness, ValueAxis,
};
use crate::report::figures::Drawing;
use crate::report::number::{figure, of_difference, optional};
use crate::report::studied::{file, quantity, with_unit};
use crate::report::{Figure, Language};

/// Rows that a chart has at most: the strongest.
const MOST_ROWS: usize = 14;
/// Lines of convergence at most.
const MOST_LINES: usize = 5;

/// Draws a chart into a file of that name.
type Draw = for<'a, 'b, 'c> fn(&'a View<'b>, &'c str) -> Result<Figure, String>;

/// Draws the charts of an answer, output by output.
pub fn draw(answer: &SensitivityAnswer, style: &Style) -> Drawing {
    let language = Language::from(style.language);
    let mut drawn = Drawing::default();
    for (number, output) in answer.outputs.iter().enumerate() {
        let view = View { teller: Teller { answer, output, language, w: words(language) }, style };
        let of = |name: &str| file(name, number, &output.output);
        let results = [
            ("tornado", (|view, file| view.tornado(file)) as Draw),
            ("indices", |view, file| view.bars(file)),
            ("convergence", |view, file| view.convergence(file)),
        ];
        for (name, draw) in results {
            let file = of(name);
            let made = draw(&view, &file);
            drawn.add(file, made);
        }
    }
    drawn
}

struct View<'a> {
    teller: Teller<'a>,
    style: &'a Style,
}

impl View<'_> {
    fn heading(&self, title: String, subtitle: String) -> Heading {
        let answer = self.teller.answer;
        let source = say(
            self.teller.w.source,
            [
                ("title", answer.title.clone()),
                ("seed", answer.seed.to_string()),
                ("runs", figure(answer.runs as f64, "count", self.teller.language)),
            ],
        );
        Heading { title, subtitle, source }
    }

    /// The axis of changes of the output, and what they are multiplied by on it: those of shares are in percentage points.
    fn changes(&self, words: &str) -> (ValueAxis, f64) {
        let (unit, currency) = (self.teller.output.unit.as_str(), &self.teller.answer.currency);
        let (factor, quantity, unit) = if of_difference(unit) == unit {
            (1.0, quantity(unit, currency), unit)
        } else {
            (100.0, Quantity::Number, self.teller.w.points)
        };
        (ValueAxis::new(Scaling::FromZero, quantity, &with_unit(words, unit)), factor)
    }

    fn tornado(&self, file: &str) -> Result<Figure, String> {
        let (t, w, output) = (&self.teller, self.teller.w, self.teller.output);
        let flat = || {
            let sentence = if output.base.mean.is_none() { w.no_base } else { w.flat };
            say(sentence, [("output", t.name())])
        };
        let top = widest(&output.tornado).ok_or_else(flat)?;
        let mut swings: Vec<_> = output.tornado.iter().zip(&t.answer.inputs).collect();
        swings.sort_by(|a, b| b.0.size().total_cmp(&a.0.size()));
        let (axis, factor) = self.changes(&say(w.change, [("output", t.name())]));
        let bar = |of: Mean| of.mean.map(|value| scaled(value, of.ci_low.zip(of.ci_high), factor));
        let rows = swings.into_iter().take(MOST_ROWS).map(|(swing, input)| {
            let (low, high) = t.ends_of(input);
            BarRow {
                name: swing.parameter.clone(),
                note: format!("{low} – {high}"),
                bars: vec![bar(swing.at_low), bar(swing.at_high)],
            }
        });
        let heading = self.heading(
            match top {
                Widest::OfAll(top) => {
                    say(w.tornado_title, [("name", top.parameter.clone()), ("output", t.name())])
                }
                Widest::OfClear(top) => {
                    say(w.tornado_title_clear, [("name", top.parameter.clone()), ("output", t.name())])
                }
                Widest::Unclear => say(w.tornado_title_unclear, [("output", t.name())]),
            },
            say(
                w.tornado_subtitle,
                [
                    ("output", t.name()),
                    ("base", optional(output.base.mean, &output.unit, t.language)),
                    ("whiskers", t.where_sure(w.whiskers)),
                ],
            ),
        );
        let chart = Bars {
            heading: heading.clone(),
            axis,
            keys: vec![(w.key_low.to_owned(), CATEGORIES[1]), (w.key_high.to_owned(), CATEGORIES[0])],
            rows: rows.collect(),
        };
        Figure::drawn(file, &heading, w.tornado_caption.to_owned(), chart.png(self.style))
    }

    fn bars(&self, file: &str) -> Result<Figure, String> {
        let (t, w, output) = (&self.teller, self.teller.w, self.teller.output);
        let morris = t.answer.method == "morris";
        let (lead, beside) = if morris { ("mu_star", "sigma") } else { ("ST", "S1") };
        let order = ranked(output.of(lead));
        let top = *order.first().ok_or_else(|| t.no_indices())?;
        if morris && top.value <= 0.0 {
            return Err(t.no_effect());
        }
        let next = rival(&order);
        let (keys, (axis, factor), caption) = if morris {
            let axis = self.changes(&say(w.change, [("output", t.name())]));
            (["mu*", "sigma"], axis, w.bars_caption_morris)
        } else {
            let axis = ValueAxis::new(Scaling::FromZero, Quantity::Percent, w.bars_unit);
            (["S1", "ST"], (axis, 1.0), w.bars_caption)
        };
        let bar = |row: &IndexRow| scaled(row.value, row.ci_low.zip(row.ci_high), factor);
        let rows = order.iter().take(MOST_ROWS).map(|row| {
            let other = output.of(beside).find(|other| other.parameter == row.parameter);
            let pair = [other.map(bar), Some(bar(row))];
            let [first, second] = if morris { [pair[1], pair[0]] } else { pair };
            BarRow { name: row.parameter.clone(), note: String::new(), bars: vec![first, second] }
        });
        let names = [
            ("name", top.parameter.clone()),
            ("next", next.map_or_else(String::new, |next| next.parameter.clone())),
            ("output", t.name()),
        ];
        let title = match (morris, next) {
            (true, Some(_)) => w.bars_title_morris_unclear,
            (true, None) => w.bars_title_morris,
            (false, Some(_)) => w.bars_title_unclear,
            (false, None) => w.bars_title,
        };
        let subtitle = if morris { w.bars_subtitle_morris } else { w.bars_subtitle };
        let samples = figure(top.samples as f64, "count", t.language);
        let subtitle = say(subtitle, [("output", t.name()), ("samples", samples), ("level", t.level())]);
        let heading = self.heading(say(title, names), subtitle);
        let chart = Bars {
            heading: heading.clone(),
            axis,
            keys: vec![(keys[0].to_owned(), CATEGORIES[5]), (keys[1].to_owned(), CATEGORIES[0])],
            rows: rows.collect(),
        };
        Figure::drawn(file, &heading, caption.to_owned(), chart.png(self.style))
    }

    fn convergence(&self, file: &str) -> Result<Figure, String> {
        let (t, w, output) = (&self.teller, self.teller.w, self.teller.output);
        let morris = t.answer.method == "morris";
        let lead = if morris { "mu_star" } else { "ST" };
        let order = ranked(output.of(lead));
        let top = *order.first().ok_or_else(|| t.no_indices())?;
        let samples = top.samples;
        let (axis, factor) = if morris {
            self.changes("mu*")
        } else {
            let unit = format!("ST, {}", w.bars_unit);
            (ValueAxis::new(Scaling::FromZero, Quantity::Percent, &unit), 1.0)
        };
        let curves: Vec<Curve> = order
            .iter()
            .take(MOST_LINES)
            .enumerate()
            .map(|(at, row)| {
                let rows: Vec<&IndexRow> = output
                    .convergence
                    .iter()
                    .filter(|part| part.index == lead && part.parameter == row.parameter)
                    .collect();
                let band =
                    |row: &&IndexRow| Some((row.samples as f64, factor * row.ci_low?, factor * row.ci_high?));
                Curve {
                    name: row.parameter.clone(),
                    colour: CATEGORIES[at],
                    pattern: Pattern::Solid,
                    thickness: Thickness::Main,
                    points: rows.iter().map(|row| (row.samples as f64, factor * row.value)).collect(),
                    band: rows.iter().filter_map(band).collect(),
                }
            })
            .collect();
        let count = |n: u64| figure(n as f64, "count", t.language);
        // One point is no way that a curve goes.
        if curves.iter().all(|curve| curve.points.len() < 2) {
            return Err(say(w.too_short, [("samples", count(samples)), ("output", t.name())]));
        }
        let title = match leads_from(&output.convergence, lead, &top.parameter) {
            Some(from) => {
                let names = [("name", top.parameter.clone()), ("output", t.name()), ("from", count(from))];
                say(w.converge_title, names)
            }
            None => say(w.converge_title_open, [("output", t.name())]),
        };
        let subtitle = say(
            w.converge_subtitle,
            [("output", t.name()), ("samples", count(samples)), ("level", t.level())],
        );
        let heading = self.heading(title, subtitle);
        let chart = Curves {
            heading: heading.clone(),
            across: ValueAxis::new(Scaling::Log, Quantity::Count, w.converge_across),
            regions: Vec::new(),
            panels: vec![CurvePanel { axis, curves, ..CurvePanel::default() }],
        };
        Figure::drawn(file, &heading, w.converge_caption.to_owned(), chart.png(self.style))
    }
}

/// A bar in units of its axis.
fn scaled(value: f64, ends: Option<(f64, f64)>, factor: f64) -> Bar {
    Bar { value: factor * value, whisker: ends.map(|(low, high)| (factor * low, factor * high)) }
}

/// Samples from which on a factor leads in every part of them; none where it does so in all of them only.
fn leads_from(convergence: &[IndexRow], lead: &str, name: &str) -> Option<u64> {
    let rows = || convergence.iter().filter(|row| row.index == lead);
    let mut parts: Vec<u64> = rows().map(|row| row.samples).collect();
    parts.dedup();
    let leads = |samples: &u64| {
        let order = ranked(rows().filter(|row| row.samples == *samples));
        order.first().is_some_and(|top| top.parameter == name)
    };
    let led: Vec<u64> = parts.into_iter().rev().take_while(leads).collect();
    led.last().copied().filter(|_| led.len() > 1)
}
