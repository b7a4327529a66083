//! The charts of a study of sensitivity, for each output: a tornado, bars of indices, indices against samples.

use super::sentences::{Teller, ends, ranked, widest};
use super::words::{say, words};
use crate::experiments::{IndexRow, Mean, SensitivityAnswer};
use crate::report::charts::{
    Bar, BarRow, Bars, CATEGORIES, Curve, CurvePanel, Curves, Heading, Pattern, Quantity, Scaling, Style,
    Thickness, ValueAxis,
};
use crate::report::figures::Drawing;
use crate::report::number::{figure, optional};
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

/// The file of a chart: letters and digits of the output, with its number in front, since two may lose their difference.
fn file(chart: &str, number: usize, output: &str) -> String {
    let plain: String =
        output.chars().map(|c| if c.is_alphanumeric() || "._".contains(c) { c } else { '-' }).collect();
    format!("charts/{}-{chart}-{plain}.png", number + 1)
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

    fn quantity(&self) -> Quantity {
        quantity(&self.teller.output.unit, &self.teller.answer.currency)
    }

    fn tornado(&self, file: &str) -> Result<Figure, String> {
        let (t, w, output) = (&self.teller, self.teller.w, self.teller.output);
        let flat = || say(w.flat, [("output", t.name())]);
        let top = widest(&output.tornado).ok_or_else(flat)?;
        let mut swings: Vec<_> = output.tornado.iter().zip(&t.answer.inputs).collect();
        swings.sort_by(|a, b| b.0.size().total_cmp(&a.0.size()));
        let bar = |of: Mean| of.mean.map(|value| Bar { value, whisker: of.ci_low.zip(of.ci_high) });
        let rows = swings.into_iter().take(MOST_ROWS).map(|(swing, input)| {
            let (low, high) = t.ends_of(input);
            BarRow {
                name: swing.parameter.clone(),
                note: format!("{low} – {high}"),
                bars: vec![bar(swing.at_low), bar(swing.at_high)],
            }
        });
        let heading = self.heading(
            say(w.tornado_title, [("name", top.parameter.clone()), ("output", t.name())]),
            say(
                w.tornado_subtitle,
                [
                    ("output", t.name()),
                    ("base", optional(output.base.mean, &output.unit, t.language)),
                    ("level", t.level()),
                ],
            ),
        );
        let unit = say(w.change, [("output", t.name())]);
        let unit = with_unit(&unit, &output.unit);
        let chart = Bars {
            heading: heading.clone(),
            axis: ValueAxis::new(Scaling::FromZero, self.quantity(), &unit),
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
        let next = order.get(1).filter(|next| ends(next).zip(ends(top)).is_some_and(|(a, b)| a.high > b.low));
        let bar = |row: &IndexRow| Bar { value: row.value, whisker: row.ci_low.zip(row.ci_high) };
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
            (true, _) => w.bars_title_morris,
            (_, Some(_)) => w.bars_title_unclear,
            _ => w.bars_title,
        };
        let subtitle = if morris { w.bars_subtitle_morris } else { w.bars_subtitle };
        let samples = figure(top.samples as f64, "count", t.language);
        let subtitle = say(subtitle, [("output", t.name()), ("samples", samples), ("level", t.level())]);
        let heading = self.heading(say(title, names), subtitle);
        let (keys, axis, caption) = if morris {
            let unit = with_unit(&say(w.change, [("output", t.name())]), &output.unit);
            (
                ["mu*", "sigma"],
                ValueAxis::new(Scaling::FromZero, self.quantity(), &unit),
                w.bars_caption_morris,
            )
        } else {
            let axis = ValueAxis::new(Scaling::FromZero, Quantity::Percent, w.bars_unit);
            (["S1", "ST"], axis, w.bars_caption)
        };
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
        let samples = order.first().ok_or_else(|| t.no_indices())?.samples;
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
                let band = |row: &&IndexRow| Some((row.samples as f64, row.ci_low?, row.ci_high?));
                Curve {
                    name: row.parameter.clone(),
                    colour: CATEGORIES[at],
                    pattern: Pattern::Solid,
                    thickness: Thickness::Main,
                    points: rows.iter().map(|row| (row.samples as f64, row.value)).collect(),
                    band: rows.iter().filter_map(band).collect(),
                }
            })
            .collect();
        let quantity = if morris { self.quantity() } else { Quantity::Percent };
        let unit = if morris { with_unit("mu*", &output.unit) } else { format!("ST, {}", w.bars_unit) };
        let subtitle = say(
            w.converge_subtitle,
            [
                ("output", t.name()),
                ("samples", figure(samples as f64, "count", t.language)),
                ("level", t.level()),
            ],
        );
        let heading = self.heading(say(w.converge_title, [("output", t.name())]), subtitle);
        let axis = ValueAxis::new(Scaling::FromZero, quantity, &unit);
        let chart = Curves {
            heading: heading.clone(),
            across: ValueAxis::new(Scaling::Log, Quantity::Count, w.converge_across),
            regions: Vec::new(),
            panels: vec![CurvePanel { axis, curves, ..CurvePanel::default() }],
        };
        Figure::drawn(file, &heading, w.converge_caption.to_owned(), chart.png(self.style))
    }
}

/// How numbers of a unit are written on an axis.
pub(super) fn quantity(unit: &str, currency: &str) -> Quantity {
    match unit {
        "share" | "chance" => Quantity::Percent,
        unit if unit == currency => Quantity::money(currency),
        _ => Quantity::Number,
    }
}

/// Words with the unit behind them, where the axis does not write it itself.
fn with_unit(words: &str, unit: &str) -> String {
    match unit {
        "share" | "chance" | "index" | "count" | "ln" | "" => words.to_owned(),
        unit => format!("{words}, {unit}"),
    }
}
