//! What is said of made-up answers.

use super::{bridge, frame, sentences};
use crate::experiments::{
    Best, BreakEven, Bridge, BridgePart, BridgeStep, Candidate, Mean, Next, PriceAnswer, PriceOpening,
};
use crate::report::Language;

fn mean(value: f64) -> Mean {
    Mean { mean: Some(value), ..Mean::default() }
}

fn candidate(cut: f64, chance_exit: f64) -> Candidate {
    Candidate {
        cut,
        arm: format!("cut {cut}"),
        price: Some(1.0 - cut),
        share: mean(0.5),
        share_provider: mean(0.5),
        revenue: mean(1e6),
        margin_gross: mean(0.5),
        profit: mean(1e5),
        profit_over_no_cut: mean(0.0),
        cash_end: mean(1e6),
        market_price: mean(1.0),
        chance_best: 0.5,
        chance_above_no_cut: 0.5,
        chance_below_no_cut: 0.5,
        chance_exit,
        chance_cash_below_zero: 0.0,
        break_even: BreakEven { average: None, marginal: None },
    }
}

/// One run in which no cut is best.
fn answer(candidates: Vec<Candidate>, next: Option<Next>) -> PriceAnswer {
    let best =
        Best { cut: 0.0, profit_over_no_cut: mean(0.0), chance_above_no_cut: 0.0, chance_best: 1.0, next };
    PriceAnswer {
        title: "Two firms".to_owned(),
        currency: "USD".to_owned(),
        start: "2025-01-01".to_owned(),
        horizon: 730.5,
        provider: "A".to_owned(),
        product: "p".to_owned(),
        date: "2025-01-01".to_owned(),
        day: 0.0,
        seed: 7,
        level: 0.95,
        replicates: 1,
        opening: PriceOpening {
            price: 1.0,
            unit_cost_average: 2.0,
            unit_cost_marginal: 2.0,
            share: Some(0.5),
            tokens_per_day: 1.0,
        },
        on_sale_from: None,
        replaced: None,
        candidates,
        best: Some(best),
        waterfall: None,
    }
}

#[test]
fn the_risk_is_said_of_the_price_it_is_that_of() {
    let next = Next { cut: 0.25, profit_of_best_over_it: mean(5e4) };
    let said =
        sentences(&answer(vec![candidate(0.0, 0.0), candidate(0.25, 1.0)], Some(next)), Language::English);
    let last = "Keeping the price, A leaves the market in 0 % of runs, and its cash falls below zero in 0 %.";
    assert_eq!(said.last().map(String::as_str), Some(last));
}

#[test]
fn a_single_candidate_is_no_draw() {
    let alone = answer(vec![candidate(0.0, 0.0)], None);
    let said = sentences(&alone, Language::English);
    assert_eq!(said[0], "Only no cut was asked for: there is nothing to compare.");
    assert!(frame(&alone, Language::English).contains("One run of 730 days"));
}

#[test]
fn one_run_has_no_column_of_intervals() {
    let mut found = answer(vec![candidate(0.0, 0.0), candidate(0.25, 0.0)], None);
    let steps = |change| vec![BridgeStep { name: BridgePart::Price, change }];
    let waterfall = |change| Bridge {
        from_cut: 0.0,
        to_cut: 0.25,
        replicates: 1,
        gross_profit_from: 100.0,
        gross_profit_to: 90.0,
        unit_margin_from: None,
        unit_margin_to: None,
        steps: steps(change),
    };
    let mut heads = |change: Mean| -> Vec<String> {
        found.waterfall = Some(waterfall(change));
        bridge(&found, Language::English).unwrap().heads.into_iter().map(|head| head.name).collect()
    };
    assert_eq!(heads(mean(-10.0)), ["step", "change"]);
    let sure = Mean { ci_low: Some(-12.0), ci_high: Some(-8.0), ..mean(-10.0) };
    assert_eq!(heads(sure), ["step", "change", "95 % interval"]);
}
