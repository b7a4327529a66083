//! The cost of output against the speed promised to each user, over the batch that the promise leaves.

use super::charts::View;
use super::words::say;
use crate::costing::{SpeedCurve, SpeedPoint};
use crate::report::Figure;
use crate::report::charts::{
    CATEGORIES, Colour, Curve, CurvePanel, Curves, Mark, Pattern, Quantity, Region, Scaling, Thickness,
    ValueAxis,
};

/// The file.
pub(super) const FILE: &str = "charts/cost-against-speed.png";

pub(super) fn draw(view: &View<'_>) -> Result<Figure, String> {
    let w = view.words;
    let speed = view.curves.speed.as_ref().ok_or_else(|| w.no_speed.to_owned())?;
    let now = speed.promised;
    let fastest = speed.points.last().copied().unwrap_or(now);
    let number = |value: f64| view.brief(value.round());
    let title = match faster(speed) {
        Some((wanted, dearer)) => say(
            if dearer >= 1.5 { w.speed_title_times } else { w.speed_title_more },
            [
                ("fast", number(wanted)),
                ("now", number(now.speed)),
                ("product", view.name()),
                ("times", view.times(dearer)),
                ("more", view.percent(dearer - 1.0)),
            ],
        ),
        None => say(
            w.speed_title_limit,
            [
                ("now", number(now.speed)),
                ("product", view.name()),
                ("cost", view.amount(now.cost)),
                ("fastest", number(speed.fastest)),
            ],
        ),
    };
    let heading = view.heading(title, w.speed_subtitle.to_owned());
    // Near the limit the cost goes to infinity: what is many times as dear as now is nobody's choice.
    let near = |point: &&SpeedPoint| point.cost <= MOST * now.cost;
    let shown: Vec<SpeedPoint> = speed.points.iter().filter(near).copied().collect();
    let end = shown.last().map_or(fastest.speed, |point| point.speed);
    let unit = say(w.speed_unit, [("currency", view.costing.currency.clone())]);
    let users = say(w.speed_batch_unit, [("gpus", view.brief(view.replica()))]);
    let label = say(w.promised, [("speed", number(now.speed))]);
    let chart = Curves {
        heading: heading.clone(),
        across: ValueAxis::new(Scaling::FromZero, Quantity::Number, w.speed_across),
        regions: regions(view, speed, end),
        panels: vec![
            panel(
                (w.speed_cost, ValueAxis::new(Scaling::FromZero, view.money(), &unit), CATEGORIES[0]),
                (&shown, &now, |point| point.cost),
                format!("{label}, {}", view.amount(now.cost)),
            ),
            panel(
                (w.speed_batch, ValueAxis::new(Scaling::Log, Quantity::Number, &users), CATEGORIES[2]),
                (&shown, &now, |point| point.batch),
                number(now.batch),
            ),
        ],
    };
    let caption = say(
        w.speed_caption,
        [
            ("speed", number(now.speed)),
            ("batch", number(now.batch)),
            ("cost", view.amount(now.cost)),
            ("fastest", number(speed.fastest)),
        ],
    );
    Figure::drawn(FILE, &heading, caption, chart.png(view.style))
}

/// Twice the promise, or half the way to the last point where twice is out of reach, and what output costs there over
/// what it costs now; none where the promise is beyond all points.
fn faster(curve: &SpeedCurve) -> Option<(f64, f64)> {
    let (now, last) = (curve.promised, curve.points.last()?);
    let wanted = (2.0 * now.speed).min(f64::midpoint(now.speed, last.speed));
    let cost = cost_at(&curve.points, wanted).filter(|_| wanted > now.speed)?;
    Some((wanted, cost / now.cost))
}

/// The cost at a speed between two points.
fn cost_at(points: &[SpeedPoint], speed: f64) -> Option<f64> {
    let pair = points.windows(2).find(|pair| pair[0].speed <= speed && speed <= pair[1].speed)?;
    let share = (speed - pair[0].speed) / (pair[1].speed - pair[0].speed);
    Some(pair[0].cost + share * (pair[1].cost - pair[0].cost))
}

/// Costs up to this many times the present one are drawn.
const MOST: f64 = 6.0;

/// The least part of the axis that is named.
const SLIVER: f64 = 0.12;

type Of = fn(&SpeedPoint) -> f64;

fn panel(
    (title, axis, colour): (&str, ValueAxis, Colour),
    (points, now, of): (&[SpeedPoint], &SpeedPoint, Of),
    label: String,
) -> CurvePanel {
    CurvePanel {
        title: title.to_owned(),
        axis,
        curves: vec![Curve {
            name: String::new(),
            colour,
            pattern: Pattern::Solid,
            thickness: Thickness::Main,
            points: points.iter().map(|point| (point.speed, of(point))).collect(),
            band: Vec::new(),
        }],
        thresholds: Vec::new(),
        marks: vec![Mark { at: (now.speed, of(now)), label, colour, dropped: true }],
    }
}

fn regions(view: &View<'_>, speed: &SpeedCurve, end: f64) -> Vec<Region> {
    let w = view.words;
    // A sliver of an axis has no room for its name.
    let wide = |bound: &f64| (SLIVER * end..end).contains(bound);
    let Some(bound) = speed.memory_bound.filter(wide) else { return Vec::new() };
    let region = |ends: (f64, f64), name: &str, note: String| Region { ends, name: name.to_owned(), note };
    let fastest = view.brief(speed.fastest.round());
    vec![
        region((0.0, bound), w.memory_bound, w.memory_bound_note.to_owned()),
        region((bound, end), w.speed_bound, say(w.speed_bound_note, [("fastest", fastest)])),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_at_the_limit_has_no_faster_one_beside_it() {
        // cost 1 / (1 - v / 100) up to 97 of 100
        let point = |speed: f64| SpeedPoint { speed, cost: 1.0 / (1.0 - speed / 100.0), batch: 1.0 };
        let curve = |promised| SpeedCurve {
            points: [10.0, 20.0, 40.0, 97.0].map(point).to_vec(),
            promised: point(promised),
            fastest: 100.0,
            memory_bound: None,
        };
        // 0.9 / 0.8 = 1.125
        let (wanted, dearer) = faster(&curve(10.0)).unwrap();
        assert!((wanted - 20.0).abs() < 1e-12 && (dearer - 1.125).abs() < 1e-12);
        assert_eq!(faster(&curve(98.0)), None);
        assert_eq!(faster(&SpeedCurve { points: Vec::new(), ..curve(10.0) }), None);
    }
}
