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

pub(super) fn draw(view: &View<'_>) -> Result<Figure, String> {
    let w = view.words;
    let volume = view.curves.volume.as_ref().ok_or_else(|| w.no_volume.to_owned())?;
    // A table of costs knows no accelerators.
    let is_fleet = view.replica() > 0.0;
    let floor_line = if is_fleet { w.floor_line } else { w.given_floor };
    let today = at(volume, volume.today);
    let [dear, cheap] = [0.01, 100.0].map(|factor| at(volume, volume.today * factor).average);
    let title = if is_usual(dear, today.average, cheap) {
        say(
            w.volume_title,
            [
                ("product", view.name()),
                ("times", view.times(dear / today.average)),
                ("less", view.percent(1.0 - cheap / today.average)),
            ],
        )
    } else {
        say(
            w.volume_title_plain,
            [
                ("product", view.name()),
                ("low", view.amount(dear)),
                ("now", view.amount(today.average)),
                ("high", view.amount(cheap)),
            ],
        )
    };
    let heading = view.heading(
        title,
        say(if is_fleet { w.volume_subtitle } else { w.given_subtitle }, [("product", view.name())]),
    );
    let floor = today.floor;
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
                at: (volume.today * MTOK, today.average),
                label: say(
                    w.today,
                    [("tokens", view.tokens(volume.today)), ("cost", view.amount(today.average))],
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
            ("average", view.amount(today.average)),
            ("floor", view.amount(floor)),
            ("limit", view.amount(volume.limit)),
        ],
    );
    Figure::drawn(FILE, &heading, caption, chart.png(view.style))
}

/// Whether a token becomes cheaper with the load, as all do but those of a table that says otherwise.
fn is_usual(small: f64, today: f64, large: f64) -> bool {
    small >= today && today >= large
}

/// The point nearest to a volume.
fn at(volume: &VolumeCurve, tokens: f64) -> VolumePoint {
    let off = |point: &VolumePoint| (point.tokens / tokens).max(tokens / point.tokens);
    let nearest = volume.points.iter().min_by(|a, b| off(a).total_cmp(&off(b)));
    let none = VolumePoint { tokens, marginal: 0.0, floor: 0.0, average: 0.0, full: 0.0 };
    nearest.copied().unwrap_or(none)
}

fn curves(view: &View<'_>, volume: &VolumeCurve) -> Vec<Curve> {
    let w = view.words;
    let curve = |name: &str, colour: Colour, cost: fn(&VolumePoint) -> f64| Curve {
        name: name.to_owned(),
        colour,
        pattern: Pattern::Solid,
        thickness: Thickness::Main,
        points: volume.points.iter().map(|point| (point.tokens * MTOK, cost(point))).collect(),
        band: Vec::new(),
    };
    // Below the floor, since the hardware is paid for already.
    let is_idle = volume.points.iter().all(|point| point.marginal < point.floor);
    let is_fleet = view.replica() > 0.0;
    let marginal = if is_idle && is_fleet { w.marginal_idle } else { w.marginal_curve };
    let average = if is_fleet { w.average_curve } else { w.given_average };
    let mut curves = vec![
        curve(average, CATEGORIES[0], |point| point.average),
        curve(marginal, CATEGORIES[2], |point| point.marginal),
    ];
    // Without training and data the full cost is the average.
    if volume.points.iter().any(|point| point.full > point.average * 1.001) {
        curves.insert(1, curve(w.full_curve, CATEGORIES[3], |point| point.full));
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

#[cfg(test)]
mod tests {
    use super::is_usual;

    #[test]
    fn a_cost_that_rises_with_the_load_is_not_told_as_one_that_falls() {
        assert!(is_usual(4.0, 1.0, 0.5) && is_usual(1.0, 1.0, 1.0));
        assert!(!is_usual(0.5, 1.0, 2.0) && !is_usual(2.0, 1.0, 1.1) && !is_usual(0.9, 1.0, 0.9));
    }
}
