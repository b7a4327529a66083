//! Prices that hold until they change: their pieces in time, and lines at one price laid side by side.
use super::{
    colour::Colour,
    data::Period,
    error::ChartError,
    sheet::{Pattern, Spot, Thickness},
};

/// A posted price over time.
#[derive(Clone, Debug, PartialEq)]
pub struct PricePath {
    /// Its name; an empty one leaves the line without a label.
    pub name: String,
    /// The colour of its provider.
    pub colour: Colour,
    /// How its line is broken up; tells products of one provider apart.
    pub pattern: Pattern,
    /// Whether it is a main product.
    pub thickness: Thickness,
    /// (day, price from that day on), days not decreasing; `None` from the day on which it is withdrawn.
    pub steps: Vec<(f64, Option<f64>)>,
}

impl PricePath {
    /// Refuses days out of order and prices that are negative or not finite.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        let name = &self.name;
        for (day, price) in &self.steps {
            if !day.is_finite() || price.is_some_and(|p| !p.is_finite()) {
                return Err(ChartError::NotANumber(format!("{name}, day {day}")));
            }
            if price.is_some_and(|p| p < 0.0) {
                return Err(ChartError::Range(format!("a negative price ({name}, day {day})")));
            }
        }
        match self.steps.windows(2).find(|pair| pair[0].0 > pair[1].0) {
            Some(pair) => {
                let (a, b) = (pair[0].0, pair[1].0);
                Err(ChartError::Range(format!("{name}: days must not decrease, but {b} follows {a}")))
            }
            None => Ok(()),
        }
    }

    /// The price on a day.
    pub(super) fn price_on(&self, day: f64) -> Option<f64> {
        self.steps.iter().rev().find(|(from, _)| *from <= day).and_then(|(_, price)| *price)
    }
}

/// All prices of a path within a period.
pub(super) fn prices<'a>(path: &'a PricePath, period: &'a Period) -> impl Iterator<Item = f64> + 'a {
    let first = path.price_on(period.first);
    let later = path.steps.iter().filter(|(day, _)| period.holds(*day)).filter_map(|(_, price)| *price);
    first.into_iter().chain(later)
}

/// How the paths are laid on the sheet.
pub(super) struct Lay<'a> {
    pub period: Period,
    /// The x of a day.
    pub x: &'a dyn Fn(f64) -> f64,
    /// The y of a price.
    pub y: &'a dyn Fn(f64) -> f64,
    /// Distance of lines that lie at one price, and the most that they may spread, for a price.
    pub apart: &'a dyn Fn(f64) -> (f64, f64),
}

/// The unbroken lines of every path, as corners on the sheet. Paths that have one price at one time run side by
/// side there, in their order, so that none hides another.
pub(super) fn lay_out(paths: &[PricePath], lay: &Lay<'_>) -> Vec<Vec<Vec<Spot>>> {
    let Period { first, last, .. } = lay.period;
    let mut days: Vec<f64> = paths.iter().flat_map(|path| path.steps.iter().map(|(day, _)| *day)).collect();
    days.retain(|day| *day > first && *day < last);
    days.extend([first, last]);
    days.sort_by(f64::total_cmp);
    days.dedup();
    // A period of one day still shows its prices, as one short stretch.
    let stretches: Vec<(f64, f64)> = if days.len() > 1 {
        days.windows(2).map(|pair| (pair[0], pair[1])).collect()
    } else {
        vec![(first, last)]
    };
    let mut out: Vec<Vec<Vec<Spot>>> = vec![Vec::new(); paths.len()];
    let mut open: Vec<Vec<Spot>> = vec![Vec::new(); paths.len()];
    for (from, to) in stretches {
        let now: Vec<Option<f64>> = paths.iter().map(|path| path.price_on(from)).collect();
        for (at, price) in now.iter().enumerate() {
            let Some(price) = price else {
                if !open[at].is_empty() {
                    out[at].push(std::mem::take(&mut open[at]));
                }
                continue;
            };
            let same = |other: &Option<f64>| other.is_some_and(|p| p.total_cmp(price).is_eq());
            let crowd = now.iter().filter(|p| same(p)).count();
            let rank = now[..at].iter().filter(|p| same(p)).count();
            let (gap, most) = (lay.apart)(*price);
            let gap = if crowd > 1 { gap.min(most / (crowd - 1) as f64) } else { 0.0 };
            let y = (lay.y)(*price) + (rank as f64 - (crowd - 1) as f64 / 2.0) * gap;
            let line = &mut open[at];
            // Going on at one height moves the last corner instead of adding one.
            if line.len() > 1 && line.last().is_some_and(|spot| (spot.1 - y).abs() < 1e-9) {
                line.pop();
            } else {
                line.push(((lay.x)(from), y));
            }
            line.push(((lay.x)(to), y));
        }
    }
    // A change on the last day has no stretch of its own, but the label at the end tells the price after it.
    for (path, line) in paths.iter().zip(&mut open) {
        let changes = path.steps.iter().any(|(day, _)| day.total_cmp(&last).is_eq());
        if let (Some(price), Some(_), true) = (path.price_on(last), line.last(), changes && first < last) {
            line.push(((lay.x)(last), (lay.y)(price)));
        }
    }
    for (lines, line) in out.iter_mut().zip(open) {
        if !line.is_empty() {
            lines.push(line);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn path(steps: &[(f64, Option<f64>)]) -> PricePath {
        PricePath {
            name: "P".to_owned(),
            colour: Colour::hex(0),
            pattern: Pattern::Solid,
            thickness: Thickness::Main,
            steps: steps.to_vec(),
        }
    }

    const PERIOD: fn() -> Period = || Period { start: date(2025, 1, 1), first: 0.0, last: 10.0 };

    fn lay(paths: &[PricePath]) -> Vec<Vec<Vec<Spot>>> {
        let lay = Lay { period: PERIOD(), x: &|day| day, y: &|price| -price, apart: &|_| (2.0, 3.0) };
        lay_out(paths, &lay)
    }

    #[test]
    fn a_price_holds_until_it_changes() {
        let lines = lay(&[path(&[(-5.0, Some(4.0)), (3.0, Some(1.0)), (8.0, None)])]);
        assert_eq!(lines[0], [vec![(0.0, -4.0), (3.0, -4.0), (3.0, -1.0), (8.0, -1.0)]]);
    }

    #[test]
    fn a_change_on_the_last_day_is_seen() {
        let lines = lay(&[path(&[(0.0, Some(4.0)), (10.0, Some(1.0))])]);
        assert_eq!(lines[0], [vec![(0.0, -4.0), (10.0, -4.0), (10.0, -1.0)]]);
    }

    #[test]
    fn equal_prices_run_side_by_side() {
        let lines = lay(&[path(&[(0.0, Some(4.0))]), path(&[(0.0, Some(4.0)), (5.0, Some(2.0))])]);
        assert_eq!(lines[0], [vec![(0.0, -5.0), (5.0, -5.0), (5.0, -4.0), (10.0, -4.0)]]);
        assert_eq!(lines[1], [vec![(0.0, -3.0), (5.0, -3.0), (5.0, -2.0), (10.0, -2.0)]]);
    }

    #[test]
    fn bad_steps_are_named() {
        assert!(path(&[(0.0, Some(f64::NAN))]).check().is_err());
        assert!(path(&[(0.0, Some(-1.0))]).check().is_err());
        assert!(path(&[(2.0, Some(1.0)), (1.0, Some(1.0))]).check().is_err());
    }
}
