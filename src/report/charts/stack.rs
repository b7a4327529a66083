//! What stacks of areas have in common, of shares or of amounts: edges, their paths, the areas between them.
use super::{
    axis::Plot,
    colour::Colour,
    data::{Dates, Values},
    sheet::{Sheet, Spot},
};

/// The upper edge of every layer at every date, after a lowest edge of zero; none rises above the ceiling.
pub(super) fn edges<'a>(
    dates: &Dates,
    layers: impl Iterator<Item = &'a Values>,
    ceiling: f64,
) -> Vec<Vec<f64>> {
    let mut edges = vec![vec![0.0; dates.days.len()]];
    for layer in layers {
        let below = &edges[edges.len() - 1];
        let above = below.iter().zip(layer).map(|(b, v)| (b + v.unwrap_or(0.0)).min(ceiling)).collect();
        edges.push(above);
    }
    edges
}

/// An edge as a path; one single date stretches over the whole plot.
pub(super) fn path(plot: &Plot, dates: &Dates, edge: &[f64]) -> Vec<Spot> {
    match edge {
        [only] => vec![(plot.area.left, plot.y(*only)), (plot.area.right, plot.y(*only))],
        _ => dates.days.iter().zip(edge).map(|(day, value)| plot.spot((*day, *value))).collect(),
    }
}

/// Fills the areas between paths, from the bottom.
pub(super) fn fill(sheet: &Sheet<'_>, paths: &[Vec<Spot>], colours: impl Iterator<Item = Colour>) {
    for (pair, colour) in paths.windows(2).zip(colours) {
        let outline: Vec<Spot> = pair[0].iter().chain(pair[1].iter().rev()).copied().collect();
        sheet.polygon(&outline, colour, 0.92);
    }
}
