//! Stacked areas of amounts over time under their total, each named at its right end.
use super::{
    axis::{self, ABOVE, DATE_AXIS, DateLook, Plot, ROW},
    colour::Colour,
    data::{self, Dates, Period, Values},
    error::ChartError,
    font::Weight,
    frame,
    labels::{self, EndLabel, EndLabels},
    number,
    scale::{Scaling, ValueAxis, ValueScale},
    sheet::{Area, Pen, Sheet, Spot},
    stack,
    style::{Heading, Style},
    theme,
};

/// One layer of a stack of amounts.
#[derive(Clone, Debug, PartialEq)]
pub struct AmountLayer {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// Its amount at each date, zero or more; `None` where there is none.
    pub amounts: Values,
}

/// Amounts over time that add up to a total; the first layer lies at the bottom.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedAmounts {
    /// The words round it.
    pub heading: Heading,
    /// Its dates.
    pub dates: Dates,
    /// Its value axis, always from zero.
    pub axis: ValueAxis,
    /// Its layers, from the bottom.
    pub layers: Vec<AmountLayer>,
    /// The name of the line on top.
    pub total: String,
}

impl StackedAmounts {
    /// Draws it as a PNG.
    ///
    /// # Errors
    /// When there is no layer or date, lengths differ, or an amount is negative or not finite.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        let period = self.check()?;
        let edges = stack::edges(&self.dates, self.layers.iter().map(|layer| &layer.amounts), f64::INFINITY);
        let range = data::range(edges.iter().flatten().copied())
            .ok_or_else(|| ChartError::Empty("there is no date".to_owned()))?;
        let axis = ValueAxis { scaling: Scaling::FromZero, ..self.axis.clone() };
        let style = &style.at_least(labels::height_for(self.layers.len() + 1));
        frame::chart(style, &self.heading, |sheet, inside| {
            let rows = axis::row(sheet, inside, &axis.unit, &[]);
            let top = inside.top + rows as f64 * ROW + ABOVE;
            let area = Area { top, bottom: inside.bottom - DATE_AXIS, ..inside };
            let values = ValueScale::new(&axis, range, area.height(), style.language)?;
            let gutter = axis::gutter(sheet, &values);
            let plot = Plot { area, dates: period, values };
            let names = EndLabels::new(sheet, self.labels(&plot, (&edges, style)), area.height());
            let left = area.left;
            let area = Area { left: left + gutter, right: area.right - names.margin(sheet), ..area };
            axis::check_room(area)?;
            let plot = Plot { area, ..plot };
            plot.grid(sheet, left);
            self.areas(sheet, &plot, &edges);
            // The grid shows through, so that heights can be read in the middle of the stack.
            for tick in &plot.values.ticks {
                let y = plot.y(tick.value);
                sheet.line(&[(area.left, y), (area.right, y)], Pen::new(theme::WHITE, 1.0).faint(0.35));
            }
            let line = stack::path(&plot, &self.dates, &edges[edges.len() - 1]);
            sheet.line(&line, Pen::new(theme::INK, 2.0));
            axis::date_axis(sheet, area, &period, DateLook { language: style.language, most: 9 });
            names.draw(sheet, area);
            Ok(())
        })
    }

    fn check(&self) -> Result<Period, ChartError> {
        let period = self.dates.period()?;
        if self.layers.is_empty() {
            return Err(ChartError::Empty("there is no layer".to_owned()));
        }
        for layer in &self.layers {
            self.dates.check(&layer.name, &layer.amounts)?;
            if let Some(amount) = layer.amounts.iter().flatten().find(|amount| **amount < 0.0) {
                return Err(ChartError::Range(format!("an amount of {amount} ({}) in a stack", layer.name)));
            }
        }
        Ok(period)
    }

    fn areas(&self, sheet: &Sheet<'_>, plot: &Plot, edges: &[Vec<f64>]) {
        let paths: Vec<Vec<Spot>> = edges.iter().map(|edge| stack::path(plot, &self.dates, edge)).collect();
        stack::fill(sheet, &paths, self.layers.iter().map(|layer| layer.colour));
        // A white seam between two layers, finer where one is thin, none where it would hide it.
        for three in paths.windows(3) {
            let (below, edge, above) = (&three[0], &three[1], &three[2]);
            let thin = |at: usize| (below[at].1 - edge[at].1).min(edge[at].1 - above[at].1);
            for at in 1..edge.len() {
                let width = SEAM.min(thin(at - 1).min(thin(at)) / 3.0);
                if width > 0.2 {
                    sheet.line(&edge[at - 1..=at], Pen::new(theme::WHITE, width));
                }
            }
        }
    }

    /// A label for every layer at the middle of its last thickness, and one for the total on top.
    fn labels(&self, plot: &Plot, (edges, style): (&[Vec<f64>], &Style)) -> Vec<EndLabel> {
        let end = |edge: &[f64]| edge.last().copied().unwrap_or(0.0);
        let whole = end(&edges[edges.len() - 1]);
        let text = |amount| number::among(amount, whole, &self.axis.quantity, style.language);
        let mut out: Vec<EndLabel> = self
            .layers
            .iter()
            .enumerate()
            .map(|(at, layer)| EndLabel {
                y: plot.y(f64::midpoint(end(&edges[at]), end(&edges[at + 1]))),
                name: layer.name.clone(),
                value: layer.amounts.last().copied().flatten().map_or_else(|| "–".to_owned(), text),
                colour: layer.colour,
                weight: Weight::Regular,
            })
            .collect();
        out.push(EndLabel {
            // Just above its line, so that it stays the uppermost.
            y: plot.y(whole) - 6.0,
            name: self.total.clone(),
            value: text(whole),
            colour: theme::INK,
            weight: Weight::SemiBold,
        });
        out
    }
}

/// Width of a seam between layers that are thick enough.
const SEAM: f64 = 1.2;
