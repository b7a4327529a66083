//! Stacked areas of shares over time, each named at its right end.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, DATE_AXIS, DateLook, Plot},
    colour::Colour,
    data::{Dates, Period, Values},
    error::ChartError,
    font::Weight,
    frame,
    labels::{self, EndLabel, EndLabels},
    notes,
    number::{self, Quantity},
    scale::{Scaling, ValueAxis, ValueScale},
    sheet::{Area, Letters, Pen, Sheet, Spot},
    stack,
    style::{Heading, Style},
    theme,
};

/// One layer of the stack.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// Its share of the whole at each date, from 0 to 1; `None` where it did not exist.
    pub shares: Values,
}

/// Shares of a whole over time; the first layer lies at the bottom.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedShares {
    /// The words round it.
    pub heading: Heading,
    /// Its dates.
    pub dates: Dates,
    /// Its layers, from the bottom.
    pub layers: Vec<Layer>,
}

/// Height of the label of a quarter line.
const QUARTER: f64 = 14.0;

/// Shares that add up to this much over 1 are rounding; more is a mistake of the caller.
const SLACK: f64 = 1e-6;

impl StackedShares {
    /// Draws it as a PNG.
    ///
    /// # Errors
    /// When there is no layer or date, a share is not within 0 to 1, or shares of one date add up to more than 1.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        let period = self.check()?;
        let edges = stack::edges(&self.dates, self.layers.iter().map(|layer| &layer.shares), 1.0);
        let axis = ValueAxis::new(Scaling::FromZero, Quantity::Percent, "");
        let style = &style.at_least(labels::height_for(self.layers.len()));
        frame::chart(style, &self.heading, |sheet, inside| {
            let values = ValueScale::new(&axis, (0.0, 1.0), inside.height(), style.language)?;
            let area = Area { top: inside.top + 8.0, bottom: inside.bottom - DATE_AXIS, ..inside };
            let plot = Plot { area, dates: period, values };
            // The margin has room for every name, wherever it will stand in the end.
            let all = EndLabels::new(sheet, self.labels(&plot, (&edges, style)), area.height());
            let area = Area { right: area.right - all.margin(sheet), ..area };
            axis::check_room(area)?;
            let plot = Plot { area, ..plot };
            self.areas(sheet, &plot, &edges);
            let taken = self.inside_grid(sheet, &plot, &edges);
            let mut outer = Vec::new();
            for (at, label) in self.labels(&plot, (&edges, style)).into_iter().enumerate() {
                let room = || self.room_inside(sheet, &plot, (at, &edges, &taken));
                let spot = if self.is_gone(at) { room() } else { None };
                match spot {
                    Some(spot) => {
                        sheet.text(spot, &self.layers[at].name, inside_letters(self.layers[at].colour));
                    }
                    None => outer.push(label),
                }
            }
            let labels = EndLabels::new(sheet, outer, area.height());
            axis::date_axis(sheet, area, &period, DateLook { language: style.language, most: 9 });
            labels.draw(sheet, area);
            Ok(())
        })
    }

    fn check(&self) -> Result<Period, ChartError> {
        let period = self.dates.period()?;
        if self.layers.is_empty() {
            return Err(ChartError::Empty("there is no layer".to_owned()));
        }
        for layer in &self.layers {
            self.dates.check(&layer.name, &layer.shares)?;
            if let Some(share) = layer.shares.iter().flatten().find(|s| !(-SLACK..=1.0 + SLACK).contains(*s))
            {
                return Err(ChartError::Range(format!("a share of {share} ({})", layer.name)));
            }
        }
        for (at, day) in self.dates.days.iter().enumerate() {
            let sum: f64 = self.layers.iter().filter_map(|layer| layer.shares[at]).sum();
            if sum > 1.0 + SLACK {
                return Err(ChartError::Range(format!("the shares of day {day} add up to {sum}")));
            }
        }
        Ok(period)
    }

    fn areas(&self, sheet: &Sheet<'_>, plot: &Plot, edges: &[Vec<f64>]) {
        let paths: Vec<Vec<Spot>> = edges.iter().map(|edge| stack::path(plot, &self.dates, edge)).collect();
        stack::fill(sheet, &paths, self.layers.iter().map(|layer| layer.colour));
        for (at, path) in paths.iter().enumerate().skip(1) {
            // A white seam, but none where the layer is thinner than the seam would be.
            for piece in seams(path, &paths[at - 1]) {
                sheet.line(&piece, Pen::new(theme::WHITE, 1.2));
            }
        }
    }

    /// Whether a layer has all but vanished by the last date; it may be named inside, where it was thick.
    fn is_gone(&self, at: usize) -> bool {
        self.layers[at].shares.last().copied().flatten().is_none_or(|share| share < 0.0005)
    }

    /// A label for every layer, at the middle of its last thickness.
    fn labels(&self, plot: &Plot, (edges, style): (&[Vec<f64>], &Style)) -> Vec<EndLabel> {
        let end = |edge: &[f64]| edge.last().copied().unwrap_or(0.0);
        let percent = |share: f64| number::brief(share.clamp(0.0, 1.0), &Quantity::Percent, style.language);
        let label = |(at, layer): (usize, &Layer)| EndLabel {
            y: plot.y(f64::midpoint(end(&edges[at]), end(&edges[at + 1]))),
            name: layer.name.clone(),
            value: layer.shares.last().copied().flatten().map_or_else(|| "–".to_owned(), percent),
            colour: layer.colour,
            weight: Weight::SemiBold,
        };
        self.layers.iter().enumerate().map(label).collect()
    }

    /// Quarter lines in white over the areas, their labels inside; gives the places of these.
    fn inside_grid(&self, sheet: &Sheet<'_>, plot: &Plot, edges: &[Vec<f64>]) -> Vec<Area> {
        let mut taken = Vec::new();
        for share in [0.25, 0.5, 0.75] {
            let y = plot.y(share);
            sheet.line(&[(plot.area.left, y), (plot.area.right, y)], Pen::new(theme::WHITE, 1.0).faint(0.45));
            let text = format!("{}%", share * 100.0);
            let letters = Letters::new(theme::NOTE, theme::INK).bold().anchored(HPos::Right, VPos::Bottom);
            let width = sheet.width(&text, letters);
            let place = |x: f64| Area { left: x - width - 2.0, right: x + 2.0, top: y - QUARTER, bottom: y };
            // The label stands on the line where one layer lies behind all of it, best at the right.
            let inside = self.dates.days.iter().rev().map(|day| plot.x(*day) - 6.0);
            let mut inside = inside.take_while(|x| place(*x).left >= plot.area.left);
            let found = inside.find_map(|x| Some((x, self.behind(plot, place(x), edges)?)));
            let x = found.map_or(plot.area.right - 6.0, |(x, _)| x);
            match found {
                Some((_, layer)) => {
                    let colour = self.layers[layer].colour.ink_on();
                    sheet.text((x, y - 1.0), &text, Letters { colour, ..letters });
                }
                None => sheet.text_over((x, y - 1.0), &text, letters),
            }
            taken.push(place(x));
        }
        taken
    }

    /// The layer that alone lies behind a word, if one does: at the dates of the word and their neighbours, between which
    /// edges are straight.
    fn behind(&self, plot: &Plot, word: Area, edges: &[Vec<f64>]) -> Option<usize> {
        let days = &self.dates.days;
        let first = days.iter().rposition(|day| plot.x(*day) <= word.left).unwrap_or(0);
        let last = days.iter().position(|day| plot.x(*day) >= word.right).unwrap_or(days.len() - 1);
        let (low, high) = (word.bottom, word.top);
        (0..self.layers.len()).find(|at| {
            (first..=last).all(|date| plot.y(edges[*at][date]) >= low && plot.y(edges[at + 1][date]) <= high)
        })
    }

    /// Where the name of a layer fits inside it and meets nothing taken, at its thickest, if anywhere.
    fn room_inside(
        &self,
        sheet: &Sheet<'_>,
        plot: &Plot,
        (at, edges, taken): (usize, &[Vec<f64>], &[Area]),
    ) -> Option<Spot> {
        let half = sheet.width(&self.layers[at].name, inside_letters(theme::INK)) / 2.0 + 4.0;
        let mut best: Option<(f64, Spot)> = None;
        for day in &self.dates.days {
            let x = plot.x(*day);
            if x - half < plot.area.left || x + half > plot.area.right {
                continue;
            }
            // The free height over the whole width of the name.
            let (mut low, mut high) = (plot.area.bottom, plot.area.top);
            for (other, near) in self.dates.days.iter().enumerate() {
                if (plot.x(*near) - x).abs() <= half {
                    low = low.min(plot.y(edges[at][other]));
                    high = high.max(plot.y(edges[at + 1][other]));
                }
            }
            let middle = f64::midpoint(low, high);
            let is_free = !taken.iter().any(|other| other.meets(notes::around(x, middle, half, 7.0)));
            if is_free && best.is_none_or(|(most, _)| low - high > most) {
                best = Some((low - high, (x, middle)));
            }
        }
        best.filter(|(free, _)| *free >= 14.0).map(|(_, spot)| spot)
    }
}

/// Letters of a name inside its layer.
fn inside_letters(ground: Colour) -> Letters {
    Letters::new(theme::LABEL, ground.ink_on()).bold().anchored(HPos::Center, VPos::Center)
}

/// The pieces of a path that lie at least a pixel above the path below it.
fn seams(path: &[Spot], below: &[Spot]) -> Vec<Vec<Spot>> {
    let mut out = Vec::new();
    let mut open: Vec<Spot> = Vec::new();
    for (spot, under) in path.iter().zip(below) {
        if under.1 - spot.1 >= 1.0 {
            open.push(*spot);
        } else if open.len() > 1 {
            out.push(std::mem::take(&mut open));
        } else {
            open.clear();
        }
    }
    if open.len() > 1 {
        out.push(open);
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::language::Language;
    use super::*;

    #[test]
    fn a_quarter_label_stands_where_one_layer_lies_behind_all_of_it() {
        // The lower layer has 24 % up to day 70, then 27 % and 30 %.
        let own = [0.24, 0.24, 0.24, 0.24, 0.24, 0.24, 0.24, 0.24, 0.27, 0.3, 0.3];
        let days: Vec<f64> = (0..11).map(|n| 10.0 * f64::from(n)).collect();
        let layer = |shares: Values| Layer { name: String::new(), colour: theme::INK, shares };
        let chart = StackedShares {
            heading: Heading::default(),
            dates: Dates::new(date(2025, 1, 1), days),
            layers: vec![layer(own.map(Some).to_vec()), layer(own.map(|share| Some(1.0 - share)).to_vec())],
        };
        let edges = stack::edges(&chart.dates, chart.layers.iter().map(|layer| &layer.shares), 1.0);
        let axis = ValueAxis::new(Scaling::FromZero, Quantity::Percent, "");
        let plot = Plot {
            area: Area { left: 0.0, top: 0.0, right: 1000.0, bottom: 400.0 },
            dates: chart.dates.period().unwrap(),
            values: ValueScale::new(&axis, (0.0, 1.0), 400.0, Language::English).unwrap(),
        };
        // Ten pixels a day, four a per cent: 25 % is at 300, and a label of 14 reaches up to 28.5 %.
        let behind = |left: f64| {
            let word = Area { left, right: left + 50.0, top: 286.0, bottom: 300.0 };
            chart.behind(&plot, word, &edges)
        };
        assert_eq!(behind(950.0), Some(0));
        assert_eq!(behind(850.0), None, "27 % at day 80 lies behind its middle");
        assert_eq!(behind(600.0), Some(1));
    }
}
