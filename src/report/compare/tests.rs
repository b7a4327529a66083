//! What is said and drawn of made-up comparisons.

use std::sync::Arc;

use super::{draw, frame, sentences, side_by_side};
use crate::experiments::{Compared, Comparison, Difference};
use crate::measures::Kind;
use crate::report::Language;
use crate::report::charts::{self, Fonts, Style};

/// Arms against a base over nine histories of two years.
fn comparison(arms: &[&str], figures: Vec<Compared>) -> Comparison {
    Comparison {
        title: "Two firms".to_owned(),
        question: None,
        currency: "USD".to_owned(),
        start: "2025-01-01".to_owned(),
        horizon: 730.5,
        window: 30.0,
        seed: 7,
        level: 0.9999,
        replicates: 9,
        base: "base".to_owned(),
        arms: arms.iter().map(|arm| (*arm).to_owned()).collect(),
        twins: Vec::new(),
        held: Vec::new(),
        providers: vec!["A".to_owned()],
        causal: None,
        figures,
    }
}

/// A figure of nought in the base and of some height, give or take, in each arm.
fn compared(measure: &str, entity: &str, unit: &str, arms: &[(f64, f64)]) -> Compared {
    let arm = |(mean, half): &(f64, f64)| Difference {
        mean: Some(*mean),
        n: 9,
        difference: Some(*mean),
        sd: None,
        narrowed: None,
        ci_low: Some(mean - half),
        ci_high: Some(mean + half),
        chance_more: Some(if *mean > 0.0 { 1.0 } else { 0.0 }),
        chance_less: Some(if *mean < 0.0 { 1.0 } else { 0.0 }),
    };
    Compared {
        measure: measure.to_owned(),
        entity: entity.to_owned(),
        kind: if entity == "market" { Kind::Market } else { Kind::Provider },
        unit: unit.to_owned(),
        base: Some(0.0),
        arms: arms.iter().map(arm).collect(),
    }
}

#[test]
fn what_a_firm_earns_in_a_held_twin_is_said_of_held_prices() {
    let mut found = comparison(&["hold"], vec![compared("profit", "A", "USD", &[(2e6, 1e6)])]);
    found.held = vec!["hold".to_owned()];
    let said = sentences(&found, Language::English);
    let last =
        "With posted prices held the profit of A changes by +2.00 M USD (99.99 % interval 1.0 to 3.0 M USD).";
    assert_eq!(said.last().map(String::as_str), Some(last));
}

#[test]
fn of_several_arms_each_sentence_says_of_which_it_is_and_shares_differ_by_points() {
    let survived = compared("survived", "A", "chance", &[(0.25, 0.125), (-0.5, 0.25)]);
    let said = sentences(&comparison(&["one", "two"], vec![survived]), Language::English);
    let first = "one: A is still there in the end in 25.0 % of histories, under base in 0 %: a difference of +25.0 pt \
                 (99.99 % interval 12 to 38 pt).";
    assert_eq!(said[1], first);
    assert!(said[3].starts_with("two: A is still there"), "{}", said[3]);
    let alone = compared("survived", "A", "chance", &[(0.25, 0.125)]);
    let said = sentences(&comparison(&["one"], vec![alone]), Language::English);
    assert!(said[1].starts_with("A is still there in the end"), "{}", said[1]);
}

#[test]
fn two_years_are_as_many_days_as_in_a_run_and_nought_has_no_sign() {
    let found = comparison(&["one"], vec![compared("profit", "A", "USD", &[(0.3, 117.0)])]);
    assert!(frame(&found, Language::English).starts_with("9 histories of 730 days from 2025-01-01"));
    let table = side_by_side(&found, Language::English);
    assert_eq!(table.texts()[0][4], "0 ± 117 USD");
}

#[test]
fn the_title_is_that_of_all_arms_drawn_or_not() {
    let names: Vec<String> = (1..=17).map(|at| format!("arm {at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let gains: Vec<(f64, f64)> = (1..=17).map(|at| (f64::from(at) * 1e6, 1e3)).collect();
    let found = comparison(&names, vec![compared("welfare", "market", "USD", &gains)]);
    let style = Style::new(charts::Language::English, Arc::new(Fonts::embedded())).scaled(0.5);
    let drawn = draw(&found, &style);
    assert_eq!(
        drawn.figures[0].title,
        "Welfare is highest under “arm 17”: 17.0 M USD more than under “base”"
    );
}
