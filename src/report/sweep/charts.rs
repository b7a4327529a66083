//! The pictures of a sweep: a line with bands over one parameter, bars over one choice, a heat map over two.

use super::tell::{name, written};
use super::words::{Words, say, words};
use crate::experiments::{Axis, SweepAnswer, Swept, crossings, frontier};
use crate::report::charts::{
    Bar, BarRow, Bars, CATEGORIES, Curve, CurvePanel, Curves, Heading, Heat, Mark, Pattern, Quantity,
    Scaling, Style, Thickness, Threshold, ValueAxis,
};
use crate::report::figures::Drawing;
use crate::report::{Figure, Language};

/// Draws a picture of each output.
pub fn draw(answer: &SweepAnswer, style: &Style) -> Drawing {
    let language = Language::from(style.language);
    let mut drawn = Drawing::default();
    for (number, swept) in answer.outputs.iter().enumerate() {
        let plain: String = swept
            .output
            .chars()
            .map(|c| if c.is_alphanumeric() || "._".contains(c) { c } else { '-' })
            .collect();
        let file = format!("charts/{}-sweep-{plain}.png", number + 1);
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

    fn heading(&self, title: &str, subtitle: &str) -> Heading {
        let condition = self.swept.condition.as_ref();
        let condition = condition.map_or_else(String::new, |it| written(self.swept, it, self.language));
        let places = |text: &str| {
            text.replace("{output}", &name(self.swept, self.language))
                .replace("{level}", &format!("{} %", (self.answer.level * 1e3).round() / 1e1))
                .replace("{path}", self.answer.axes.first().map_or("", |axis| &axis.path))
                .replace("{condition}", &condition)
        };
        let source = say(
            self.w.source,
            [
                ("title", self.answer.title.clone()),
                ("seed", self.answer.seed.to_string()),
                ("n", self.answer.replicates.to_string()),
            ],
        );
        Heading { title: places(title), subtitle: places(subtitle), source }
    }

    fn quantity(&self) -> Quantity {
        match self.swept.unit.as_str() {
            "share" | "chance" => Quantity::Percent,
            unit if unit == self.answer.currency => Quantity::money(unit),
            _ => Quantity::Number,
        }
    }

    fn unit(&self) -> String {
        let name = name(self.swept, self.language);
        match self.swept.unit.as_str() {
            "share" | "chance" | "index" | "count" | "ln" | "" => name,
            unit => format!("{name}, {unit}"),
        }
    }

    fn line(&self, axis: &Axis) -> (Heading, Result<Vec<u8>, crate::report::charts::ChartError>) {
        let heading = self.heading(self.w.line_title, self.w.line_subtitle);
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
        let curves = vec![
            curve(points.clone(), band(&|at| heights[at].ci_low, &|at| heights[at].ci_high)),
            curve(points.clone(), band(&|at| heights[at].p05, &|at| heights[at].p95)),
        ];
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
        let heading = self.heading(self.w.line_title, self.w.bars_subtitle);
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
        let subtitle = if condition.is_some() { self.w.heat_subtitle_flip } else { self.w.heat_subtitle };
        let heading = self.heading(self.w.heat_title, subtitle);
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
