//! The cost of output against the speed promised to each user, over the batch that the promise leaves.

use super::charts::{View, figure_of};
use super::words::say;
use crate::costing::SpeedPoint;
use crate::report::Figure;
use crate::report::charts::{
    CATEGORIES, Colour, Curve, CurvePanel, Curves, Mark, Pattern, Quantity, Region, Scaling, Thickness,
    ValueAxis,
};

/// The file.
pub(super) const FILE: &str = "charts/cost-against-speed.png";

pub(super) fn draw(view: &View<'_>) -> Result<Figure, String> {
    let (w, speed) = (view.words, &view.curves.speed);
    let now = speed.promised;
    let fastest = speed.points.last().copied().unwrap_or(now);
    // Twice the promise, or half the way to the limit where twice is out of reach.
    let wanted = (2.0 * now.speed).min(f64::midpoint(now.speed, fastest.speed));
    let off = |point: &SpeedPoint| (point.speed - wanted).abs();
    let fast = speed.points.iter().copied().min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(now);
    let number = |value: f64| view.brief(value.round());
    let heading = view.heading(
        say(
            w.speed_title_up,
            [
                ("fast", number(fast.speed)),
                ("now", number(now.speed)),
                ("product", view.name()),
                ("times", view.times(fast.cost / now.cost)),
            ],
        ),
        w.speed_subtitle.to_owned(),
    );
    let replica = view.product().serving.map_or(0.0, |serving| serving.replica);
    let unit = say(w.speed_unit, [("currency", view.costing.currency.clone())]);
    let users = say(w.speed_batch_unit, [("gpus", view.brief(replica))]);
    let label = say(w.promised, [("speed", number(now.speed))]);
    let chart = Curves {
        heading: heading.clone(),
        across: ValueAxis::new(Scaling::FromZero, Quantity::Number, w.speed_across),
        regions: regions(view, fastest.speed),
        panels: vec![
            panel(
                (w.speed_cost, ValueAxis::new(Scaling::Log, view.money(), &unit), CATEGORIES[0]),
                (&speed.points, &now, |point| point.cost),
                format!("{label}, {}", view.amount(now.cost)),
            ),
            panel(
                (w.speed_batch, ValueAxis::new(Scaling::Log, Quantity::Number, &users), CATEGORIES[2]),
                (&speed.points, &now, |point| point.batch),
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
            ("fastest", number(alone(view))),
        ],
    );
    figure_of(FILE, &heading, caption, chart.png(view.style))
}

/// The speed of a user alone on a replica.
fn alone(view: &View<'_>) -> f64 {
    view.curves.speed.fastest
}

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

fn regions(view: &View<'_>, end: f64) -> Vec<Region> {
    let w = view.words;
    let Some(bound) = view.curves.speed.memory_bound.filter(|bound| *bound < end) else { return Vec::new() };
    let region = |ends: (f64, f64), name: &str, note: String| Region { ends, name: name.to_owned(), note };
    let fastest = view.brief(alone(view).round());
    vec![
        region((0.0, bound), w.memory_bound, w.memory_bound_note.to_owned()),
        region((bound, end), w.speed_bound, say(w.speed_bound_note, [("fastest", fastest)])),
    ]
}
