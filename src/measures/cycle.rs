//! Price cycles: the peaks of the effective price, and how far apart they are.

use super::reading::Reading;
use crate::calendar::DAYS_A_YEAR;
use crate::history::{Entity, HappeningKind, Measure};

/// How far a price must rise from a trough, and fall again, for a peak to count. Mixes and luck move the effective price of a
/// market with a few thousand users by two or three per cent from record to record.
const SWING: f64 = 0.05;

/// Peaks of a path of (when, price above zero): each reached by a rise of at least [`SWING`] from the trough before it, and
/// followed by a fall that only such a rise would make good. Of equal heights the first counts.
fn peaks(path: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut peaks = Vec::new();
    let Some(&first) = path.first() else { return peaks };
    // The highest point since the last trough while the price rises, the lowest since the last peak while it falls.
    let (mut rises, mut extreme) = (false, first);
    for &point in path {
        let price = point.1;
        if rises {
            if price > extreme.1 {
                extreme = point;
            } else if price * (1.0 + SWING) <= extreme.1 {
                peaks.push(extreme);
                (rises, extreme) = (false, point);
            }
        } else if price >= extreme.1 * (1.0 + SWING) {
            (rises, extreme) = (true, point);
        } else if price < extreme.1 {
            extreme = point;
        }
    }
    peaks
}

/// Mean days from one peak of the effective price to the next; none where there are not two peaks.
pub(super) fn length(reading: &Reading, entity: Entity) -> Option<f64> {
    let peaks = of_reading(reading, entity);
    let (first, last) = (peaks.first()?, peaks.last()?);
    (peaks.len() > 1).then(|| (last.0 - first.0) * DAYS_A_YEAR / (peaks.len() - 1) as f64)
}

/// Full cycles: from peak to peak of the effective price.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature of the catalogue: elsewhere a figure may be absent"
)]
pub(super) fn count(reading: &Reading, entity: Entity) -> Option<f64> {
    Some(of_reading(reading, entity).len().saturating_sub(1) as f64)
}

/// Rises of posted prices, those of a blended price that stays left out.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature of the catalogue: elsewhere a figure may be absent"
)]
pub(super) fn price_rises(reading: &Reading, entity: Entity) -> Option<f64> {
    let rises = reading.happenings(HappeningKind::PriceRise, entity);
    Some(rises.filter(|rise| rise.from.zip(rise.to).is_some_and(|(from, to)| to > from)).count() as f64)
}

fn of_reading(reading: &Reading, entity: Entity) -> Vec<(f64, f64)> {
    peaks(&reading.path(Measure::EffectivePrice, entity))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heights(prices: &[f64]) -> Vec<f64> {
        let path: Vec<(f64, f64)> =
            prices.iter().enumerate().map(|(at, price)| (at as f64, *price)).collect();
        peaks(&path).into_iter().map(|(_, price)| price).collect()
    }

    #[test]
    fn a_sawtooth_has_a_peak_a_tooth() {
        // The first 3 is where the run begins and the last where it ends: neither is reached and left.
        assert_eq!(heights(&[3.0, 2.0, 1.0, 3.0, 2.0, 1.0, 3.1, 2.0, 1.0, 3.0]), [3.0, 3.1]);
    }

    #[test]
    fn ripples_are_no_cycles() {
        assert_eq!(heights(&[1.0, 1.04, 1.0, 1.04, 1.0]), Vec::<f64>::new());
        // Exactly five per cent up and down.
        assert_eq!(heights(&[1.0, 1.05, 1.0, 1.05, 1.0]), [1.05, 1.05]);
        // A step down within a rise is no peak.
        assert_eq!(heights(&[1.0, 1.5, 1.48, 2.0, 1.0]), [2.0]);
        assert_eq!(heights(&[]), Vec::<f64>::new());
    }

    #[test]
    fn a_falling_price_has_no_peak() {
        assert_eq!(heights(&[5.0, 4.0, 3.0, 2.0, 1.0]), Vec::<f64>::new());
    }
}
