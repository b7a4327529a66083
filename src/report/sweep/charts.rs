//! The pictures of a sweep: a line with bands over one parameter, bars over one choice, a heat map over two.

use super::sentences::{name, title, written};
use super::words::{Words, say, words};
use crate::experiments::{Axis, SweepAnswer, Swept, crossings, frontier};
use crate::report::charts::{
    Bar, BarRow, Bars, CATEGORIES, Curve, CurvePanel, Curves, Heading, Heat, Mark, Pattern, Quantity,
    Scaling, Style, Thickness, Threshold, ValueAxis,
};
use crate::report::figures::Drawing;
use crate::report::number::level;
use crate::report::studied::{file, quantity, with_unit};
use crate::report::{Figure, Language};

/// Runs of a point from which on a band from the 5th to the 95th of a hundred is drawn.
const ENOUGH: u64 = 20;

/// Draws a picture of each output.
pub fn draw(answer: &SweepAnswer, style: &Style) -> Drawing {
    let language = Language::from(style.language);
    let mut drawn = Drawing::default();
    for (number, swept) in answer.outputs.iter().enumerate() {
        let file = file("sweep", number, &swept.output);
        let view = View { answer, swept, style, language, w: words(language) };
        let made = view.draw(&file);
        drawn.add(file, made);
    }
    drawn
}

struct View<'a> {
    answer: &'a SweepAnswer,
    swept: &'a Swept,
    style: &'a Style,
    language: Language,
    w: &'static Words,
}

impl View<'_> {
    fn draw(&self, file: &str) -> Result<Figure, String> {
        let caption = say(self.w.caption, [("output", name(self.swept, self.language))]);
        let (heading, png) = match &self.answer.axes[..] {
            [axis] if axis.numbers.is_some() => self.line(axis),
            [axis] => self.bars(axis),
            [along, across] if self.answer.points.len() == along.values.len() * across.values.len() => {
                self.heat(along, across)
            }
            _ => return Err(self.w.no_picture.to_owned()),
        };
        Figure::drawn(file, &heading, caption, png)
    }

    fn heading(&self, subtitle: &str) -> Heading {
        let (answer, language) = (self.answer, self.language);
        let condition = self.swept.condition.as_ref().map(|it| written(self.swept, it, language));
        let flip = condition.map_or_else(String::new, |it| say(self.w.heat_flip, [("condition", it)]));
        let subtitle = say(
            subtitle,
            [
                ("output", name(self.swept, language)),
                ("level", level(answer.level)),
                ("path", answer.axes.first().map_or_else(String::new, |axis| axis.path.clone())),
                ("flip", flip),
            ],
        );
        let source = say(
            if answer.replicates == 1 { self.w.source_one } else { self.w.source },
            [
                ("title", answer.title.clone()),
                ("seed", answer.seed.to_string()),
                ("n", answer.replicates.to_string()),
            ],
        );
        Heading { title: title(answer, self.swept, language), subtitle, source }
    }

    /// The words where there are several runs a point, or those where there is one.
    fn of_runs(&self, several: &'static str, one: &'static str) -> &'static str {
        if self.answer.replicates == 1 { one } else { several }
    }

    fn quantity(&self) -> Quantity {
        quantity(&self.swept.unit, &self.answer.currency)
    }

    fn unit(&self) -> String {
        with_unit(&name(self.swept, self.language), &self.swept.unit)
    }

    fn line(&self, axis: &Axis) -> (Heading, Result<Vec<u8>, crate::report::charts::ChartError>) {
        // Of fewer runs the outermost say little about one in twenty, and may lie within the interval of the mean.
        let is_spread = self.answer.replicates >= ENOUGH;
        let several = if is_spread { self.w.line_subtitle } else { self.w.line_subtitle_few };
        let heading = self.heading(self.of_runs(several, self.w.subtitle_one));
        let numbers = axis.numbers.as_deref().unwrap_or_default();
        let mut order: Vec<usize> = (0..self.answer.points.len()).collect();
        let x = |point: usize| numbers[self.answer.points[point][0]];
        order.sort_by(|a, b| x(*a).total_cmp(&x(*b)));
        let heights = &self.swept.points;
        let points: Vec<(f64, f64)> =
            order.iter().filter_map(|point| Some((x(*point), heights[*point].mean?))).collect();
        let band = |low: &dyn Fn(usize) -> Option<f64>, high: &dyn Fn(usize) -> Option<f64>| {
            order.iter().filter_map(|at| Some((x(*at), low(*at)?, high(*at)?))).collect::<Vec<_>>()
        };
        let curve = |points: Vec<(f64, f64)>, band| Curve {
            name: String::new(),
            colour: CATEGORIES[0],
            pattern: Pattern::Solid,
            thickness: Thickness::Main,
            points,
            band,
        };
        let mut curves =
            vec![curve(points.clone(), band(&|at| heights[at].ci_low, &|at| heights[at].ci_high))];
        if is_spread {
            curves.push(curve(points.clone(), band(&|at| heights[at].p05, &|at| heights[at].p95)));
        }
        let condition = self.swept.condition.as_ref();
        let flips = condition.map(|it| (crossings(&points, it.threshold), it.threshold));
        let mark = |at: f64, threshold: f64| Mark {
            at: (at, threshold),
            label: format!("{} {}", Quantity::Number.brief(at, self.style.language), axis.unit)
                .trim()
                .to_owned(),
            colour: CATEGORIES[3],
            dropped: true,
        };
        let marks =
            flips.into_iter().flat_map(|(at, threshold)| at.into_iter().map(move |at| mark(at, threshold)));
        let unit =
            if axis.unit.is_empty() { axis.path.clone() } else { format!("{}, {}", axis.path, axis.unit) };
        let threshold = condition.map(|it| Threshold { value: it.threshold, label: String::new() });
        let chart = Curves {
            heading: heading.clone(),
            across: ValueAxis::new(Scaling::Around, Quantity::Number, &unit),
            regions: Vec::new(),
            panels: vec![CurvePanel {
                title: String::new(),
                axis: ValueAxis::new(Scaling::Around, self.quantity(), &self.unit()),
                curves,
                thresholds: threshold.into_iter().collect(),
                marks: marks.collect(),
            }],
        };
        let png = chart.png(self.style);
        (heading, png)
    }

    fn bars(&self, axis: &Axis) -> (Heading, Result<Vec<u8>, crate::report::charts::ChartError>) {
        let heading = self.heading(self.of_runs(self.w.bars_subtitle, self.w.subtitle_one));
        let rows = self.answer.points.iter().zip(&self.swept.points).map(|(at, point)| BarRow {
            name: axis.values[at[0]].clone(),
            note: String::new(),
            bars: vec![point.mean.map(|value| Bar { value, whisker: point.ci_low.zip(point.ci_high) })],
        });
        let chart = Bars {
            heading: heading.clone(),
            axis: ValueAxis::new(Scaling::FromZero, self.quantity(), &self.unit()),
            keys: vec![(self.w.mean.to_owned(), CATEGORIES[0])],
            rows: rows.collect(),
        };
        let png = chart.png(self.style);
        (heading, png)
    }

    /// The first axis along, the second across; values in ascending order where they are numbers.
    fn heat(
        &self,
        along: &Axis,
        across: &Axis,
    ) -> (Heading, Result<Vec<u8>, crate::report::charts::ChartError>) {
        let condition = self.swept.condition.as_ref();
        let heading = self.heading(self.of_runs(self.w.heat_subtitle, self.w.heat_subtitle_one));
        let order = |axis: &Axis| {
            let mut order: Vec<usize> = (0..axis.values.len()).collect();
            if let Some(numbers) = &axis.numbers {
                order.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]));
            }
            order
        };
        let (rows, columns) = (order(along), order(across));
        let cell = |row: usize, column: usize| {
            let at = self.answer.points.iter().position(|at| at[..] == [row, column]);
            at.and_then(|at| self.swept.points[at].mean)
        };
        let cells: Vec<Vec<Option<f64>>> =
            rows.iter().map(|row| columns.iter().map(|column| cell(*row, *column)).collect()).collect();
        let level = condition.map(|it| it.threshold);
        let named = |axis: &Axis, order: &[usize]| {
            (axis.path.clone(), order.iter().map(|at| axis.values[*at].clone()).collect())
        };
        let chart = Heat {
            heading: heading.clone(),
            across: named(across, &columns),
            along: named(along, &rows),
            unit: self.unit(),
            quantity: self.quantity(),
            frontier: level.map_or_else(Vec::new, |level| frontier(&cells, level)),
            cells,
            level,
            framed: Vec::new(),
        };
        let png = chart.png(self.style);
        (heading, png)
    }
}
