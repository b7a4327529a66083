//! Made-up costs to draw: waterfalls, curves and stacks of amounts.
use jiff::civil::date;
use pricewar::maths;
use pricewar::report::charts::*;

use super::samples::{heading, weeks};

fn dollars() -> Quantity {
    Quantity::Money("$".to_owned())
}

fn step(label: &str, change: f64, note: &str) -> Step {
    Step { label: label.to_owned(), change, whisker: None, note: note.to_owned() }
}

pub fn waterfall() -> Waterfall {
    let mut war = step("Price war", -0.62, "18%");
    war.whisker = Some((-0.9, -0.35));
    Waterfall {
        heading: heading(
            "Two thirds of the fall is technology, and most of that is better models",
            "Effective price, from the first quarter of 2024 to the first of 2026; whisker: 5–95% of 200 runs",
        ),
        axis: ValueAxis::new(Scaling::FromZero, dollars(), "$ per million tokens"),
        passages: vec![
            Passage {
                title: "From the first price to the last".to_owned(),
                from: ("First price".to_owned(), 4.2),
                steps: vec![
                    step("Technology trend", -2.3, "66%"),
                    step("Competition", -0.76, "22%"),
                    war,
                    step("Demand", 0.2, "−6%"),
                ],
                to: ("Last price".to_owned(), 0.72),
            },
            Passage {
                title: "Who gets the credit within the trend".to_owned(),
                from: ("First price".to_owned(), 4.2),
                steps: vec![
                    step("Hardware", -0.52, "23%"),
                    step("Model work", -1.23, "53%"),
                    step("Compression", -0.42, "18%"),
                    step("Caching", -0.35, "15%"),
                    step("Utilisation", 0.22, "−9%"),
                ],
                to: ("At trend alone".to_owned(), 1.9),
            },
        ],
    }
}

/// One passage with few steps: it stands upright.
pub fn upright_waterfall() -> Waterfall {
    let mut chart = waterfall();
    chart.passages.truncate(1);
    chart.passages[0].title.clear();
    chart
}

/// Twenty steps with long names: it lies down.
pub fn long_waterfall() -> Waterfall {
    let names = ["Purchase of a competitor", "Longer contexts", "Speculative decoding", "Export controls"];
    let steps: Vec<Step> = (0..20)
        .map(|n| step(&format!("{} {n}", names[n % 4]), if n % 5 == 3 { 0.3 } else { -0.2 }, ""))
        .collect();
    let to = 6.0 + steps.iter().map(|step| step.change).sum::<f64>();
    let passage =
        Passage { title: String::new(), from: ("First".to_owned(), 6.0), steps, to: ("Last".to_owned(), to) };
    Waterfall { passages: vec![passage], ..waterfall() }
}

pub fn curves() -> Curves {
    let volumes: Vec<f64> = (0..=60).map(|n| maths::pow(10.0, f64::from(n) / 10.0)).collect();
    let curve = |name: &str, colour, thickness, cost: &dyn Fn(f64) -> f64| Curve {
        name: name.to_owned(),
        colour,
        pattern: Pattern::Solid,
        thickness,
        points: volumes.iter().map(|x| (*x, cost(*x))).collect(),
        band: Vec::new(),
    };
    let average = |x: f64| 0.31 + 2.0 / x.sqrt() + 380.0 / x;
    let full = curve("Full cost", CATEGORIES[3], Thickness::Main, &|x| average(x) + 900.0 / x);
    let mut average = curve("Average cost", CATEGORIES[0], Thickness::Main, &average);
    average.band = average.points.iter().map(|(x, y)| (*x, y * 0.8, y * 1.25)).collect();
    let region = |from, to, name: &str, note: &str| Region {
        ends: (from, to),
        name: name.to_owned(),
        note: note.to_owned(),
    };
    Curves {
        heading: heading(
            "At a hundredth of today's load a token costs six times as much",
            "Cost of a million tokens against tokens served; both axes logarithmic",
        ),
        across: ValueAxis::new(Scaling::Log, Quantity::Number, "Million tokens a day"),
        regions: vec![
            region(1.0, 3e2, "One replica", "The smallest fleet stands idle: cost falls as 1/volume"),
            region(3e2, 3e4, "Pooling", "Peaks of many users even out: cost falls as 1/√volume"),
            region(3e4, 1e6, "Saturated", "Only latency and the daily swing keep it above the floor"),
        ],
        panels: vec![CurvePanel {
            title: String::new(),
            axis: ValueAxis::new(Scaling::Log, dollars(), "$ per million tokens"),
            curves: vec![average, full],
            thresholds: vec![Threshold { value: 0.2, label: "Floor: hardware busy all the time".to_owned() }],
            marks: vec![Mark {
                at: (8640.0, 0.31 + 2.0 / 8640_f64.sqrt() + 380.0 / 8640.0),
                label: "Today".to_owned(),
                colour: CATEGORIES[0],
                dropped: true,
            }],
        }],
    }
}

/// Cost and batch against the promised speed, on a linear axis, in two panels.
pub fn speed() -> Curves {
    let speeds: Vec<f64> = (1..=90).map(f64::from).collect();
    let of = |name: &str, colour, value: &dyn Fn(f64) -> f64| Curve {
        name: name.to_owned(),
        colour,
        pattern: Pattern::Solid,
        thickness: Thickness::Main,
        points: speeds.iter().map(|x| (*x, value(*x))).collect(),
        band: Vec::new(),
    };
    let rho = |x: f64| 1.0 - 0.01 * x;
    let panel = |title: &str, axis, curve: Curve, y: f64| CurvePanel {
        title: title.to_owned(),
        axis,
        curves: vec![curve],
        thresholds: Vec::new(),
        marks: vec![Mark {
            at: (20.0, y),
            label: "Promised: 20 tok/s".to_owned(),
            colour: CATEGORIES[0],
            dropped: true,
        }],
    };
    Curves {
        heading: heading(
            "Speed is dear: doubling the promise from 40 to 80 tok/s triples the cost",
            "Output tokens",
        ),
        across: ValueAxis::new(
            Scaling::FromZero,
            Quantity::Number,
            "Promised speed, tokens per second and user",
        ),
        regions: Vec::new(),
        panels: vec![
            panel(
                "Cost",
                ValueAxis::new(Scaling::FromZero, dollars(), "$ per million output tokens"),
                of("Output", CATEGORIES[0], &|x| 0.25 / rho(x)),
                0.25 / rho(20.0),
            ),
            panel(
                "Batch",
                ValueAxis::new(Scaling::Log, Quantity::Number, "users served at once by a replica"),
                of("Batch", CATEGORIES[2], &|x| 140.0 * rho(x) / (1.0 - rho(x))),
                140.0 * 4.0,
            ),
        ],
    }
}

pub fn amounts() -> StackedAmounts {
    let dates = Dates::new(date(2024, 5, 6), weeks(90).days);
    let layer = |name: &str, colour, level: f64, fall: f64| AmountLayer {
        name: name.to_owned(),
        colour,
        amounts: (0..90).map(|w| Some(level * maths::exp(-fall * f64::from(w) / 52.0))).collect(),
    };
    StackedAmounts {
        heading: heading(
            "Serving gets cheaper until only egress is left",
            "Standard cost of the largest product, by component",
        ),
        dates,
        axis: ValueAxis::new(Scaling::FromZero, dollars(), "$ per million tokens"),
        layers: vec![
            layer("Output: computing", CATEGORIES[0], 0.26, 1.4),
            layer("Input: computing", CATEGORIES[5], 0.12, 1.6),
            layer("Cached input", CATEGORIES[2], 0.01, 1.2),
            layer("Network", CATEGORIES[4], 0.016, 0.0),
        ],
        total: "Total".to_owned(),
    }
}

/// Everything at the edge of sense.
pub fn odd(style: &Style) -> Vec<(&'static str, Result<Vec<u8>, ChartError>)> {
    let mut nothing = waterfall();
    nothing.passages.truncate(1);
    nothing.passages[0] = Passage {
        title: String::new(),
        from: ("Before".to_owned(), 0.0),
        steps: Vec::new(),
        to: ("After".to_owned(), 0.0),
    };
    let mut below = waterfall();
    below.passages[0].steps = vec![step("Down", -6.2, ""), step("Up", 2.72, "")];
    let mut point = curves();
    point.regions.clear();
    for curve in &mut point.panels[0].curves {
        curve.points.truncate(1);
        curve.band.clear();
    }
    point.panels[0].marks.clear();
    let mut flat = speed();
    flat.panels[0].curves[0].points = vec![(5.0, 0.0), (9.0, 0.0)];
    let mut day = amounts();
    day.dates.days.truncate(1);
    for layer in &mut day.layers {
        layer.amounts.truncate(1);
    }
    let mut gaps = amounts();
    gaps.layers[1].amounts[20..40].fill(None);
    gaps.total.clear();
    vec![
        ("long-waterfall", long_waterfall().png(style)),
        ("empty-waterfall", nothing.png(style)),
        ("waterfall-below-zero", below.png(style)),
        ("one-point", point.png(style)),
        ("flat-curve", flat.png(style)),
        ("one-day-amounts", day.png(style)),
        ("amounts-with-gaps", gaps.png(style)),
    ]
}
