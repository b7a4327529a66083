//! What is drawn into a plot: series with gaps, bands, names where they have room.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::Plot,
    colour::Colour,
    data::{self, Band},
    sheet::{Area, Letters, Pen, Sheet, Spot},
    theme,
};

/// A series with gaps; a single value between gaps is a dot.
pub(super) fn line(sheet: &Sheet<'_>, plot: &Plot, (days, values): (&[f64], &[Option<f64>]), pen: Pen) {
    for run in data::runs(days, values) {
        let spots: Vec<Spot> = run.iter().map(|at| plot.spot(*at)).collect();
        match spots[..] {
            [only] => sheet.dot(only, (pen.width * 0.9).max(1.5), pen.colour),
            _ => sheet.line(&spots, pen),
        }
    }
}

/// A band with gaps; a single date between gaps is a bar.
pub(super) fn band(sheet: &Sheet<'_>, plot: &Plot, (days, band): (&[f64], &Band), look: (Colour, f64)) {
    // Where either edge is absent the band is.
    let both = |a: &Option<f64>, b: &Option<f64>| a.and(*b);
    let low: Vec<_> = band.low.iter().zip(&band.high).map(|(l, h)| both(h, l)).collect();
    let high: Vec<_> = band.low.iter().zip(&band.high).map(|(l, h)| both(l, h)).collect();
    for (low, high) in data::runs(days, &low).into_iter().zip(data::runs(days, &high)) {
        let (low, high): (Vec<Spot>, Vec<Spot>) =
            low.iter().zip(&high).map(|(l, h)| (plot.spot(*l), plot.spot(*h))).unzip();
        if let ([l], [h]) = (&low[..], &high[..]) {
            let bar = Area { left: l.0 - 4.0, right: l.0 + 4.0, top: h.1, bottom: l.1.max(h.1 + 1.0) };
            sheet.rectangle(bar, look.0, look.1);
        } else {
            let outline: Vec<Spot> = low.into_iter().chain(high.into_iter().rev()).collect();
            sheet.polygon(&outline, look.0, look.1);
        }
    }
}

/// Whether a polyline passes through a rectangle (tested at every few pixels of its length).
pub(super) fn crosses(path: &[Spot], area: Area) -> bool {
    path.windows(2).any(|pair| {
        let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        let steps = (dx.abs().max(dy.abs()) / 3.0).ceil().clamp(1.0, 2000.0);
        (0..=steps as usize).any(|n| {
            let share = n as f64 / steps;
            let (x, y) = (pair[0].0 + dx * share, pair[0].1 + dy * share);
            (area.left..=area.right).contains(&x) && (area.top..=area.bottom).contains(&y)
        })
    })
}

/// Writes a name near a spot, inside a page, where it meets nothing that is taken, and best where it is `clear`.
/// A name without room is left out.
pub(super) fn place(
    sheet: &Sheet<'_>,
    (page, taken): (Area, &mut Vec<Area>),
    (x, y): Spot,
    (name, letters, clear): (&str, Letters, &dyn Fn(Area) -> bool),
) {
    let half = sheet.width(name, letters) / 2.0;
    let places = [
        (x + 9.0 + half, y),
        (x, y - 13.0),
        (x, y + 13.0),
        (x - 9.0 - half, y),
        (x + 7.0 + half, y - 11.0),
        (x + 7.0 + half, y + 11.0),
        (x - 7.0 - half, y + 11.0),
        (x - 7.0 - half, y - 11.0),
        (x - 4.0 + half, y + 14.0),
        (x - 4.0 + half, y - 14.0),
        (x + 4.0 - half, y + 14.0),
        (x + 4.0 - half, y - 14.0),
        (x + half, y + 26.0),
        (x + half, y - 26.0),
        (x + 9.0 + half, y + 26.0),
    ];
    let word = |(x, y): Spot| around(x, y, half + 2.0, 6.5);
    let open = |at: &Spot| page.holds(word(*at)) && !taken.iter().any(|other| other.meets(word(*at)));
    let free =
        places.into_iter().find(|at| open(at) && clear(word(*at))).or_else(|| places.into_iter().find(open));
    let Some(free) = free else { return };
    taken.push(word(free));
    sheet.text_over(free, name, letters.anchored(HPos::Center, VPos::Center));
}

/// The rectangle that reaches this far from a middle.
pub(super) fn around(x: f64, y: f64, half_width: f64, half_height: f64) -> Area {
    Area { left: x - half_width, right: x + half_width, top: y - half_height, bottom: y + half_height }
}

/// A cross with a white rim.
pub(super) fn cross(sheet: &Sheet<'_>, (x, y): Spot, colour: Colour) {
    const ARM: f64 = 3.6;
    for pen in [Pen::new(theme::WHITE, 4.4), Pen::new(colour, 1.9)] {
        sheet.line(&[(x - ARM, y - ARM), (x + ARM, y + ARM)], pen);
        sheet.line(&[(x - ARM, y + ARM), (x + ARM, y - ARM)], pen);
    }
}
