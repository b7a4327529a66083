//! A cycle of two prices: one against the other as a path with its direction, and both over time; the last part stands out.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, ABOVE, DATE_AXIS, DateLook, Key, ROW},
    colour::Colour,
    data::{self, Period},
    error::ChartError,
    frame,
    scale::{ValueAxis, ValueScale},
    sheet::{Area, Letters, Pattern, Pen, Sheet, Spot},
    style::{Heading, Style},
    theme,
};

/// A price that holds until it changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Whose it is.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// Its values at the days of the chart.
    pub values: Vec<f64>,
}

/// Two prices that change on certain days.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// The words round them.
    pub heading: Heading,
    /// The date axis.
    pub period: Period,
    /// How both prices are shown; its unit is written once, over both plots.
    pub axis: ValueAxis,
    /// Days on which either price changes, from the first on, ascending.
    pub days: Vec<f64>,
    /// The price along the horizontal axis, and the one along the vertical axis.
    pub courses: [Course; 2],
    /// The day from which on the path stands out.
    pub last_from: f64,
    /// Names of the path before that day and after.
    pub parts: [String; 2],
    /// Name of the line on which both prices are equal.
    pub equal: String,
}

/// Part of the width that the plot of one price against the other may take.
const LEFT: f64 = 0.5;
/// Height of ticks and name below the left plot; of it the dates at the right take a part.
const BELOW: f64 = DATE_AXIS + 16.0;
/// Logical pixels of path from arrow to arrow, and the size of an arrow.
const ARROWS: (f64, f64) = (70.0, 4.6);

impl Phase {
    /// Draws it as a PNG.
    ///
    /// # Errors
    /// When there are fewer than two days, lengths differ, days run back or a number is not fit for the axis.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        self.period.check()?;
        let lengths = self.courses.each_ref().map(|course| course.values.len());
        if self.days.len() < 2 || lengths != [self.days.len(); 2] {
            return Err(ChartError::Empty("two prices at the same two days or more".to_owned()));
        }
        let numbers = self.courses.iter().flat_map(|course| course.values.iter().copied());
        if numbers.clone().chain(self.days.iter().copied()).any(|value| !value.is_finite()) {
            return Err(ChartError::NotANumber("a price or its day".to_owned()));
        }
        if self.days.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(ChartError::Range("days must increase".to_owned()));
        }
        let range = data::range(numbers).ok_or_else(|| ChartError::Empty("there is no price".to_owned()))?;
        frame::chart(style, &self.heading, |sheet, inside| {
            let rows = axis::row(sheet, inside, &self.axis.unit, &self.keys(sheet));
            let top = inside.top + rows as f64 * ROW + ABOVE + 2.0;
            let height = inside.bottom - BELOW - top;
            let values = ValueScale::new(&self.axis, range, height, style.language)?;
            let gutter = axis::gutter(sheet, &values);
            // The plot of one against the other is square: equal prices lie on its diagonal.
            let side = height.min(inside.width() * LEFT - gutter - 30.0);
            let square = Area {
                left: inside.left + gutter,
                top,
                right: inside.left + gutter + side,
                bottom: top + side,
            };
            let values = ValueScale::new(&self.axis, range, side, style.language)?;
            let right = Area { left: square.right + 46.0 + gutter, right: inside.right - 8.0, ..square };
            axis::check_room(square)?;
            axis::check_room(right)?;
            self.square(sheet, (square, gutter), &values);
            let plot = axis::Plot { area: right, dates: self.period, values };
            plot.grid(sheet, right.left - gutter);
            for course in self.courses.iter().rev() {
                for (from, to, opacity) in
                    [(f64::NEG_INFINITY, self.last_from, 0.35), (self.last_from, f64::INFINITY, 1.0)]
                {
                    let steps =
                        self.steps(&plot, course, (from.max(self.period.first), to.min(self.period.last)));
                    sheet.line(&steps, Pen::new(course.colour, 1.8).faint(opacity));
                }
            }
            axis::date_axis(sheet, right, &self.period, DateLook { language: style.language, most: 5 });
            Ok(())
        })
    }

    /// The steps of a price between two days.
    fn steps(&self, plot: &axis::Plot, course: &Course, (from, to): (f64, f64)) -> Vec<Spot> {
        let mut spots: Vec<Spot> = Vec::new();
        let ends = self.days.iter().skip(1).copied().chain([f64::INFINITY]);
        for ((day, end), value) in self.days.iter().zip(ends).zip(&course.values) {
            let (start, stop) = (day.max(from), end.min(to));
            // What changes on the last day has no stretch of its own.
            if start < stop || (start <= stop && *day >= to) {
                spots.extend([start, stop].map(|day| plot.spot((day, *value))));
            }
        }
        spots
    }

    /// One price against the other.
    fn square(&self, sheet: &Sheet<'_>, (area, gutter): (Area, f64), values: &ValueScale) {
        let place = |(a, b): (f64, f64)| -> Spot {
            (area.left + values.share(a) * area.width(), area.bottom - values.share(b) * area.height())
        };
        let letters = Letters::new(theme::TICK, theme::GREY);
        let mut end = f64::NEG_INFINITY;
        for tick in &values.ticks {
            let (x, y) = place((tick.value, tick.value));
            sheet.line(&[(area.left - gutter, y), (area.right, y)], values.grid_pen(tick));
            sheet.line(&[(x, area.top), (x, area.bottom)], values.grid_pen(tick));
            sheet.text(
                (area.left - gutter, y - 1.0),
                &tick.label,
                letters.anchored(HPos::Left, VPos::Bottom),
            );
            let half = sheet.width(&tick.label, letters) / 2.0;
            if x - half > end + 8.0 {
                sheet.text((x, area.bottom + 8.0), &tick.label, letters.anchored(HPos::Center, VPos::Top));
                end = x + half;
            }
        }
        sheet.line(&[(area.left, area.bottom), (area.right, area.bottom)], Pen::new(theme::INK, 1.0));
        let diagonal = [(area.left, area.bottom), (area.right, area.top)];
        sheet.line(&diagonal, Pen::new(theme::GREY, 1.0).broken(Pattern::Dotted));
        let [a, b] = &self.courses;
        let spots: Vec<Spot> = a.values.iter().zip(&b.values).map(|(a, b)| place((*a, *b))).collect();
        // The last part begins where the path is when its day comes.
        let from = self.days.iter().rposition(|day| *day <= self.last_from).unwrap_or(0);
        sheet.line(&spots[..=from], Pen::new(theme::CONTEXT, 1.2));
        sheet.line(&spots[from..], Pen::new(theme::INK, 2.0));
        arrows(sheet, &spots[from..], theme::INK);
        if let Some(last) = spots.last() {
            sheet.dot(*last, 5.6, theme::WHITE);
            sheet.dot(*last, 4.2, theme::INK);
        }
        let bold = Letters::new(theme::LABEL, a.colour.for_text()).bold();
        let middle = (f64::midpoint(area.left, area.right), area.bottom + 25.0);
        let name = sheet.shorten(&a.name, bold, area.width());
        sheet.text(middle, &format!("{name} →"), bold.anchored(HPos::Center, VPos::Top));
        let bold = Letters { colour: b.colour.for_text(), ..bold };
        let name = sheet.shorten(&b.name, bold, area.width());
        sheet.text(
            (area.left, area.top - ABOVE + 1.0),
            &format!("↑ {name}"),
            bold.anchored(HPos::Left, VPos::Center),
        );
    }

    fn keys<'a>(&'a self, sheet: &'a Sheet<'_>) -> Vec<Key<'a>> {
        let line = |text: &str, pen: Pen| {
            let sign = move |(x, y): Spot| {
                sheet.line(&[(x, y), (x + 20.0, y)], pen);
                20.0
            };
            Key { text: text.to_owned(), sign: Box::new(sign) as Box<dyn Fn(Spot) -> f64 + 'a> }
        };
        let [before, last] = &self.parts;
        let courses = self.courses.iter().map(|course| line(&course.name, Pen::new(course.colour, 2.4)));
        let path = [line(last, Pen::new(theme::INK, 2.0)), line(before, Pen::new(theme::CONTEXT, 1.6))];
        let equal = line(&self.equal, Pen::new(theme::GREY, 1.0).broken(Pattern::Dotted));
        path.into_iter().chain([equal]).chain(courses).collect()
    }
}

/// Small arrows along a path, at even distances and on stretches long enough to bear one.
fn arrows(sheet: &Sheet<'_>, spots: &[Spot], colour: Colour) {
    let (every, size) = ARROWS;
    let mut due = every / 2.0;
    for pair in spots.windows(2) {
        let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        let length = crate::maths::sqrt(dx * dx + dy * dy);
        due -= length;
        if due > 0.0 || length < 2.0 * size {
            continue;
        }
        due = every;
        let (ux, uy) = (dx / length, dy / length);
        let middle = (pair[0].0 + dx / 2.0, pair[0].1 + dy / 2.0);
        let at = |along: f64, across: f64| {
            (
                middle.0 + ux * along * size - uy * across * size,
                middle.1 + uy * along * size + ux * across * size,
            )
        };
        sheet.polygon(&[at(1.0, 0.0), at(-0.8, 0.85), at(-0.8, -0.85)], colour, 1.0);
    }
}
