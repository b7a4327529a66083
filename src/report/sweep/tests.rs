//! What is said and drawn of made-up sweeps.

use std::sync::Arc;

use super::{draw, frame, sentences};
use crate::experiments::{Axis, Condition, Height, SweepAnswer, Swept};
use crate::report::Language;
use crate::report::charts::{self, Fonts, Style};

const EN: Language = Language::English;

/// Profit over three costs, one run a point.
fn answer(means: [f64; 3], condition: Option<Condition>) -> SweepAnswer {
    let height = |mean: f64| Height {
        n: 1,
        mean: Some(mean),
        ci_low: None,
        ci_high: None,
        p05: None,
        p95: None,
        chance: None,
    };
    let axis = Axis {
        path: "cost".to_owned(),
        values: ["1", "2", "3"].map(str::to_owned).to_vec(),
        numbers: Some(vec![1.0, 2.0, 3.0]),
        unit: "USD/Mtok".to_owned(),
    };
    let profit = Swept {
        output: "profit.{path}".to_owned(),
        measure: "profit".to_owned(),
        entity: "{path}".to_owned(),
        unit: "USD".to_owned(),
        points: means.map(height).to_vec(),
        condition,
    };
    SweepAnswer {
        title: "Two firms".to_owned(),
        currency: "USD".to_owned(),
        seed: 7,
        level: 0.95,
        replicates: 1,
        axes: vec![axis],
        points: vec![vec![0], vec![1], vec![2]],
        outputs: vec![profit],
    }
}

fn title(answer: &SweepAnswer) -> String {
    let style = Style::new(charts::Language::English, Arc::new(Fonts::embedded())).scaled(0.5);
    draw(answer, &style).figures[0].title.clone()
}

fn first(answer: &SweepAnswer) -> String {
    sentences(answer, &answer.outputs[0], EN)[0].clone()
}

#[test]
fn titles_are_findings_and_names_in_braces_stay_names() {
    let moved = answer([300.0, 100.0, -100.0], None);
    let range = "Profit ({path}) lies between −100 USD (cost = 3) and 300 USD (cost = 1).";
    assert_eq!(first(&moved), range);
    assert_eq!(title(&moved), "Profit ({path}) lies between −100 USD (at 3) and 300 USD (at 1)");
    assert!(frame(&moved, EN).contains("each run once"));
    // From 100 at 2 to -100 at 3 nought is passed half way.
    let above = Condition { output: "profit.{path}".to_owned(), above: true, threshold: 0.0 };
    let flips = answer([300.0, 100.0, -100.0], Some(above.clone()));
    assert_eq!(title(&flips), "Whether Profit ({path}) > 0 USD flips near cost = 2.50 USD/Mtok");
    // A touch is no flip.
    let never = answer([-100.0, 0.0, -100.0], Some(above));
    assert_eq!(title(&never), "Profit ({path}) lies between −100 USD (at 1) and 0 USD (at 2)");
}

#[test]
fn what_does_not_move_has_no_range() {
    let still = answer([100.0, 100.0, 100.0], None);
    assert_eq!(first(&still), "Profit ({path}) is 100 USD at every point that has a figure.");
    assert_eq!(title(&still), "Profit ({path}) is 100 USD at every point");
}
