//! The four costs against the tokens served a day, with the three regimes of scale.

use super::charts::View;
use super::words::say;
use crate::costing::{VolumeCurve, VolumePoint};
use crate::report::Figure;
use crate::report::charts::{
    CATEGORIES, Colour, Curve, CurvePanel, Curves, Mark, Pattern, Quantity, Region, Scaling, Thickness,
    Threshold, ValueAxis,
};

/// The file.
pub(super) const FILE: &str = "charts/cost-against-volume.png";

/// Tokens in the unit of the axis: single tokens, so that its numbers are thousands, millions and billions of them.
const MTOK: f64 = 1e6;

/// Concepts of cost by their place in a point.
const MARGINAL: usize = 0;
const FLOOR: usize = 1;
const AVERAGE: usize = 2;
const FULL: usize = 3;

pub(super) fn draw(view: &View<'_>) -> Result<Figure, String> {
    let w = view.words;
    let volume = view.curves.volume.as_ref().ok_or_else(|| w.no_volume.to_owned())?;
    // A table of costs knows no accelerators.
    let is_fleet = view.replica() > 0.0;
    let floor_line = if is_fleet { w.floor_line } else { w.given_floor };
    let today = at(volume, volume.today);
    let [dear, cheap] = [0.01, 100.0].map(|factor| at(volume, volume.today * factor).costs[AVERAGE]);
    let heading = view.heading(
        say(
            w.volume_title,
            [
                ("product", view.name()),
                ("times", view.times(dear / today.costs[AVERAGE])),
                ("less", view.percent(1.0 - cheap / today.costs[AVERAGE])),
            ],
        ),
        say(if is_fleet { w.volume_subtitle } else { w.given_subtitle }, [("product", view.name())]),
    );
    let floor = today.costs[FLOOR];
    let chart = Curves {
        heading: heading.clone(),
        across: ValueAxis::new(Scaling::Log, Quantity::Number, w.volume_across),
        regions: regions(view, volume),
        panels: vec![CurvePanel {
            title: String::new(),
            axis: ValueAxis::new(Scaling::Log, view.money(), &view.per_mtok()),
            curves: curves(view, volume),
            thresholds: vec![Threshold {
                value: floor,
                label: say(floor_line, [("cost", view.amount(floor))]),
            }],
            marks: vec![Mark {
                at: (volume.today * MTOK, today.costs[AVERAGE]),
                label: say(
                    w.today,
                    [("tokens", view.tokens(volume.today)), ("cost", view.amount(today.costs[AVERAGE]))],
                ),
                colour: CATEGORIES[0],
                dropped: true,
            }],
        }],
    };
    let caption = say(
        w.volume_caption,
        [
            ("product", view.name()),
            ("tokens", view.tokens(volume.today)),
            ("average", view.amount(today.costs[AVERAGE])),
            ("floor", view.amount(floor)),
            ("limit", view.amount(volume.limit)),
        ],
    );
    Figure::drawn(FILE, &heading, caption, chart.png(view.style))
}

/// The point nearest to a volume.
fn at(volume: &VolumeCurve, tokens: f64) -> VolumePoint {
    let off = |point: &VolumePoint| (point.tokens / tokens).max(tokens / point.tokens);
    let nearest = volume.points.iter().min_by(|a, b| off(a).total_cmp(&off(b)));
    nearest.copied().unwrap_or(VolumePoint { tokens, costs: [0.0; 4] })
}

fn curves(view: &View<'_>, volume: &VolumeCurve) -> Vec<Curve> {
    let w = view.words;
    let curve = |name: &str, colour: Colour, concept: usize, thickness: Thickness| Curve {
        name: name.to_owned(),
        colour,
        pattern: Pattern::Solid,
        thickness,
        points: volume.points.iter().map(|point| (point.tokens * MTOK, point.costs[concept])).collect(),
        band: Vec::new(),
    };
    // Below the floor, since the hardware is paid for already.
    let is_idle = volume.points.iter().all(|point| point.costs[MARGINAL] < point.costs[FLOOR]);
    let is_fleet = view.replica() > 0.0;
    let marginal = if is_idle && is_fleet { w.marginal_idle } else { w.marginal_curve };
    let average = if is_fleet { w.average_curve } else { w.given_average };
    let mut curves = vec![
        curve(average, CATEGORIES[0], AVERAGE, Thickness::Main),
        curve(marginal, CATEGORIES[2], MARGINAL, Thickness::Main),
    ];
    // Without training and data the full cost is the average.
    if volume.points.iter().any(|point| point.costs[FULL] > point.costs[AVERAGE] * 1.001) {
        curves.insert(1, curve(w.full_curve, CATEGORIES[3], FULL, Thickness::Main));
    }
    // A marginal cost of nothing has no place on a logarithmic axis.
    curves.retain(|curve| curve.points.iter().all(|(_, cost)| *cost > 0.0));
    curves
}

fn regions(view: &View<'_>, volume: &VolumeCurve) -> Vec<Region> {
    let w = view.words;
    if view.replica() <= 0.0 {
        return Vec::new();
    }
    let ends = |from: f64, to: f64| (from * MTOK, to * MTOK);
    let (Some(first), Some(last)) = (volume.points.first(), volume.points.last()) else { return Vec::new() };
    let alone = volume.one_replica.unwrap_or(first.tokens);
    let saturated = volume.saturated.unwrap_or(last.tokens).max(alone);
    let (speed, peaks) = volume.above_floor;
    let notes = [
        (
            ends(first.tokens, alone),
            w.one_replica,
            if view.replica() > 1.0 {
                say(w.one_replica_note, [("gpus", view.brief(view.replica()))])
            } else {
                w.one_gpu_note.to_owned()
            },
        ),
        (ends(alone, saturated), w.pooling, w.pooling_note.to_owned()),
        (
            ends(saturated, last.tokens),
            w.saturated,
            say(
                w.saturated_note,
                [
                    ("all", view.times(speed * peaks)),
                    ("speed", view.times(speed)),
                    ("peaks", view.times(peaks)),
                ],
            ),
        ),
    ];
    notes
        .into_iter()
        .filter(|(ends, _, _)| ends.0 < ends.1)
        .map(|(ends, name, note)| Region { ends, name: name.to_owned(), note })
        .collect()
}
