//! Arms of a scenario: what they change, and that nothing else differs.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use pricewar::experiments::{BASE, Comparison, Keeps, Ledger, Plan, Subject, Trial, causal_arms};
use pricewar::history::{Entity, Measure};
use pricewar::ids::OfferId;
use pricewar::model::Twin;
use pricewar::random::Streams;
use pricewar::scenario::{Paint, Scenario, load_text, twin};
use pricewar::simulation::simulate;
use pricewar::study::ModelMaker;
use pricewar::units::MoneyPerDay;

const MARKET: &str = r#"
title    = "Two firms"
start    = 2025-01-01
horizon  = "6 months"
currency = "USD"
seed     = 7
[batch]
replicates = 6
[reference]
price = "1 USD/Mtok"
[[segment]]
name   = "companies"
users  = 500
usage  = { median = "20 Mtok/day", sigma = 1 }
churn  = "4 %/month"
[[provider]]
name    = "A"
cash    = "5 M USD"
product = [{ name = "p", quality = 1200, constant_cost = 0.5, price = { input = 0.6, output = 1.8 }, share = "60 %" }]
[[provider]]
name    = "B"
cash    = "5 M USD"
product = [{ name = "p", quality = 1200, constant_cost = 0.5, price = { input = 0.6, output = 1.8 }, share = "40 %" }]
[[shock]]
at    = 2025-03-01
name  = "cut"
price = { provider = "A", product = "p", price = { input = 0.4, output = 1.2 } }
[[policy]]
name = "tax"
levy = { rate = 0.1 }
[uncertainty]
"policy.tax.levy.rate" = { uniform = { low = 0.05, high = 0.2 } }
"provider.*.cash"      = { lognormal = { median = "5 M USD", sigma = 0.5 }, each = true }
"#;

fn scenario(more: &str, set: &[&str]) -> Scenario {
    let set: Vec<String> = set.iter().map(|text| (*text).to_owned()).collect();
    load_text("market.toml", &format!("{MARKET}{more}"), &set)
        .unwrap_or_else(|error| panic!("{}", error.render(Paint::Plain)))
}

fn compared(scenario: &Scenario) -> Comparison {
    let arms: Vec<String> =
        [BASE.to_owned()].into_iter().chain(scenario.arms.iter().map(|arm| arm.name.clone())).collect();
    let base: &dyn ModelMaker = &scenario.maker;
    let makers: Vec<&dyn ModelMaker> =
        [base].into_iter().chain(scenario.arms.iter().map(|arm| &arm.maker as &dyn ModelMaker)).collect();
    let trial = Trial { study: &scenario.study, arms: &makers, simulate, keeps: Keeps::All };
    let plan = Plan { arms: arms.clone(), replicates: scenario.study.replicates };
    let mut ledger = Ledger::new(Subject::of(&scenario.model, &scenario.study, &arms, "compare"));
    for job in plan.jobs() {
        ledger.enter(trial.run(job));
    }
    Comparison::of(&ledger.findings())
}

#[test]
fn an_arm_that_changes_nothing_has_differences_of_exactly_nought() {
    let found = compared(&scenario("[compare.arms.same]\npolicy.tax.levy.payer = \"seller\"\n", &[]));
    assert_eq!((found.replicates, found.arms.as_slice()), (6, &["same".to_owned()][..]));
    assert!(found.figures.len() > 50);
    for figure in &found.figures {
        let arm = &figure.arms[0];
        assert!(
            arm.difference.is_none_or(|difference| difference == 0.0),
            "{} {}",
            figure.measure,
            figure.entity
        );
        assert_eq!(arm.mean, figure.base);
    }
}

#[test]
fn arms_stand_in_the_order_of_the_file_and_change_what_they_say() {
    let more = r#"
[compare.arms.without_tax]
policy.tax.enabled = false
[compare.arms.no_cut]
shock.cut.enabled = false
[compare.arms.by_path]
"provider.A.pricing" = { cost_plus = { margin = "50 %" } }
[compare.arms.all]
"shock.*.enabled" = false
"#;
    let market = scenario(more, &[]);
    let names: Vec<&str> = market.arms.iter().map(|arm| arm.name.as_str()).collect();
    assert_eq!(names, ["without_tax", "no_cut", "by_path", "all"]);
    let found = compared(&market);
    let difference = |arm: usize, measure: &str, entity: &str| {
        found.figure(measure, entity).unwrap().arms[arm].difference.unwrap()
    };
    // What an arm switches off is not drawn for it, and what is drawn for all is the same in all: cash at the start.
    let public = found.figure("public_revenue", "market").unwrap();
    assert!(public.base.unwrap() > 0.0);
    assert_eq!(public.arms[0].mean, Some(0.0));
    // Firms that hold their prices sell the same with and without a levy on sellers, and keep it.
    assert_eq!(difference(0, "tokens", "A").to_bits(), 0.0_f64.to_bits());
    assert!((difference(0, "profit", "market") - public.base.unwrap()).abs() < 1e-6 * public.base.unwrap());
    assert!(difference(0, "welfare", "market").abs() < 1e-6 * public.base.unwrap());
    assert!(difference(1, "price_blended", "market") > 0.0);
    // Six pairs of markets that differ by the cut alone: what each earns by itself scatters with cash and tax, the difference does not.
    let narrowed = |arm: usize, measure: &str| found.figure(measure, "market").unwrap().arms[arm].narrowed;
    assert!(narrowed(1, "profit").unwrap() > 3.0, "{:?}", narrowed(1, "profit"));
    assert_eq!(found.figure("tokens", "A").unwrap().arms[0].narrowed, None);
    assert!(difference(2, "price_effective", "A") > 0.05);
    assert_eq!(difference(1, "tokens", "B").to_bits(), difference(3, "tokens", "B").to_bits());
}

#[test]
fn an_arm_can_be_left_out() {
    let arms = "[compare.arms]\none.enabled = false\n[compare.arms.one.provider.A]\ncash = 1\n[compare.arms.two]\nenabled = true\n";
    let scenario = scenario(arms, &[]);
    let names: Vec<&str> = scenario.arms.iter().map(|arm| arm.name.as_str()).collect();
    assert_eq!(names, ["two"]);
    let found = compared(&scenario);
    assert!(found.figures.iter().all(|figure| figure.arms[0].difference.is_none_or(|by| by.abs() <= 0.0)));
}

#[test]
fn an_arm_lies_above_the_draws() {
    // Cash is drawn for each firm: the arm fixes that of A alone.
    let scenario = scenario("[compare.arms.rich]\n\"provider.A.cash\" = \"80 M USD\"\n", &[]);
    let draws = vec![0.1, 3e6, 7e6];
    assert_eq!(scenario.study.parameters.len(), draws.len());
    let cash = |model: &pricewar::model::Model| [0, 1].map(|p| model.providers[p].cash.get() as i64);
    assert_eq!(cash(&scenario.maker.make(&draws).unwrap()), [3_000_000, 7_000_000]);
    assert_eq!(cash(&scenario.arms[0].maker.make(&draws).unwrap()), [80_000_000, 7_000_000]);
}

#[test]
fn the_command_line_lies_above_the_arms_and_switches_all_that_a_star_matches() {
    let more = "[compare.arms.low]\nprovider.A.fixed.staff = 10\n";
    let market = scenario(more, &["provider.A.fixed.staff=20", "shock.*.enabled=false"]);
    assert!(market.model.shocks.is_empty());
    assert_eq!(market.arms[0].model.providers[0].fixed.staff, MoneyPerDay(20.0));
}

/// Blended posted price of a product in the records of the history of the twin without war.
fn twin_prices(more: &str, offer: usize) -> Vec<Option<f64>> {
    prices_of(Twin::WithoutWar, more, offer)
}

/// The same in a twin.
fn prices_of(kind: Twin, more: &str, offer: usize) -> Vec<Option<f64>> {
    let scenario = scenario(&format!("{more}[compare.arms.peace]\ntwin = \"{}\"\n", kind.name()), &[]);
    let [arm] = scenario.arms.as_slice() else { panic!("there is one arm") };
    let history = simulate(&arm.model, Streams::new(7, 0));
    let entity = Entity::Offer(OfferId::at(offer));
    history.panel.values(Measure::PostedPrice, entity).unwrap().collect()
}

fn last(prices: &[Option<f64>]) -> f64 {
    prices.last().copied().flatten().unwrap()
}

#[test]
fn a_twin_without_war_moves_no_price_but_for_its_cost() {
    // 0.75 x 0.6 + 0.25 x 1.8 = 0.9 blended; the script would cut A by a third.
    let still = twin_prices("", 0);
    assert!(still.iter().all(|price| (price.unwrap() - 0.9).abs() < 1e-12));
    // Its cost halves on 10 April: its price does at the next turn of the month, and stays there.
    let cheaper =
        "[[shock]]\nat = 2025-04-10\nname = \"better chips\"\ncost = { provider = \"A\", factor = 0.5 }\n";
    let fallen = twin_prices(cheaper, 0);
    assert!((last(&fallen) - 0.45).abs() < 1e-12, "{fallen:?}");
    let levels = fallen.iter().flatten().filter(|price| (**price - 0.9).abs() > 1e-12);
    assert!(levels.clone().all(|price| (price - 0.45).abs() < 1e-12) && levels.count() > 5);
    assert!((last(&twin_prices(cheaper, 1)) - 0.9).abs() < 1e-12, "B has had no news");
}

#[test]
fn a_twin_with_held_prices_moves_none_whatever_costs_do() {
    let cheaper =
        "[[shock]]\nat = 2025-04-10\nname = \"better chips\"\ncost = { provider = \"A\", factor = 0.5 }\n";
    for offer in 0..2 {
        let held = prices_of(Twin::Held, cheaper, offer);
        assert!(held.len() > 20 && held.iter().all(|price| (price.unwrap() - 0.9).abs() < 1e-12), "{held:?}");
    }
    // A rule is left out as a script is: at cost plus nothing B would come down from 0.9.
    let rule = "[[shock]]\nat = 2025-03-01\nname = \"one\"\nrelease = { provider = \"B\", product = \"p\", quality = 1230 }\n";
    let scenario = scenario(
        &format!("{rule}[compare.arms.peace]\ntwin = \"hold\"\n"),
        &["provider.B.pricing.cost_plus.margin=0 %"],
    );
    let last_of = |model| {
        last(
            &simulate(model, Streams::new(7, 0))
                .panel
                .values(Measure::PostedPrice, Entity::Offer(OfferId::at(1)))
                .unwrap()
                .collect::<Vec<_>>(),
        )
    };
    assert!(last_of(&scenario.model) < 0.8, "{}", last_of(&scenario.model));
    assert!((last_of(&scenario.arms[0].model) - 0.9).abs() < 1e-12);
}

const LAUNCH: &str = "[[shock]]\nat = 2025-04-10\nname = \"free\"\n[shock.launch]\nprovider = \"B\"\nproduct = { name = \"q\", quality = 1230, constant_cost = 0.2, price = { input = 0.01, output = 0.03 } }\n";

#[test]
fn a_launch_asks_the_median_price_of_its_tier_where_prices_are_held() {
    // Both products of the tier stand at 0.9; the third costs 0.2 and would be given away.
    let asked = prices_of(Twin::Held, LAUNCH, 2);
    assert!((last(&asked) - 0.9).abs() < 1e-12, "{asked:?}");
}

#[test]
fn a_cut_of_less_than_the_fall_of_cost_is_a_move_of_price_and_no_war() {
    let cheaper =
        "[[shock]]\nat = 2025-02-10\nname = \"better chips\"\ncost = { provider = \"A\", factor = 0.5 }\n";
    let found = compared(&scenario(cheaper, &[&twin(Twin::WithoutWar), &twin(Twin::Held)]));
    assert_eq!(found.arms, ["without_war", "hold"]);
    let figure = found.figure("consumer_surplus", "market").unwrap();
    let [war, moves] = [0, 1].map(|arm| -figure.arms[arm].difference.unwrap());
    // The script takes a third off A's price; its halved cost passed on would have taken off half. So moves of price are worth
    // something to users, and less than the cost that could have been passed on: the script was no war.
    assert!(moves > 0.0 && war < 0.0, "{war} {moves}");
}

#[test]
fn a_launch_asks_the_median_markup_of_its_tier_in_the_twin() {
    // Both products of the tier stand at 0.9 / 0.5 = 1.8 times their cost; the third costs 0.2 and would be given away.
    let asked = twin_prices(LAUNCH, 2);
    assert!((last(&asked) - 0.36).abs() < 1e-12, "{asked:?}");
}

#[test]
fn what_a_war_does_is_the_base_less_its_twin() {
    let found = compared(&scenario("[compare.arms.peace]\ntwin = \"without_war\"\n", &[]));
    let figure = |measure: &str| &found.figure(measure, "market").unwrap().arms[0];
    let profit = figure("profit");
    assert!(profit.difference.unwrap() > 0.0, "a cut below the best price costs its firm");
    assert_eq!(profit.reversed().difference, profit.difference.map(|value| -value));
    assert_eq!(
        (profit.reversed().ci_low, profit.reversed().ci_high),
        (profit.ci_high.map(|v| -v), profit.ci_low.map(|v| -v))
    );
    assert!(figure("consumer_surplus").difference.unwrap() < 0.0, "users pay more without it");
}

#[test]
fn a_flag_can_say_what_an_arm_is() {
    let made = scenario("", &[&twin(Twin::WithoutWar)]);
    assert_eq!(made.arms.len(), 1);
    assert_eq!(made.arms[0].model.twin, Some(Twin::WithoutWar));
    assert_eq!(made.model.twin, None);
}

#[test]
fn parts_of_causes_sum_to_the_whole_and_what_is_not_there_causes_nothing() {
    let sets = causal_arms();
    let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
    let found = compared(&scenario("", &sets)).causal.unwrap();
    assert_eq!(found.arms.len(), 7);
    let price = found.outcomes.iter().find(|outcome| outcome.measure == "price_blended").unwrap();
    // Costs are constants: only the script moves a price, so all of its fall is conduct.
    let [technology, scale, conduct] = price.parts;
    assert!(technology.mean.abs() < 1e-12 && scale.mean.abs() < 1e-12);
    assert!(conduct.mean < -0.01 && (conduct.mean - price.total.mean).abs() < 1e-12);
    for outcome in &found.outcomes {
        let sum: f64 = outcome.parts.iter().map(|part| part.mean).sum();
        assert!(
            (sum - outcome.total.mean).abs() <= 1e-9 * outcome.total.mean.abs().max(1.0),
            "{}",
            outcome.measure
        );
    }
}

#[test]
fn a_link_that_is_cut_stands_as_at_the_opening() {
    let cut = |link: &str| compared(&scenario(&format!("[compare.arms.cut]\nlinks.{link} = false\n"), &[]));
    let difference = |found: &Comparison, measure: &str, entity: &str| {
        found.figure(measure, entity).unwrap().arms[0].difference.unwrap()
    };
    // A third off A's price moves tokens to it, and more are used: each by its own link.
    let (choice, usage) = (cut("choice"), cut("usage"));
    assert!(difference(&choice, "share_users", "A") < -0.001);
    assert!(difference(&usage, "share_users", "A").abs() < 1e-12, "users choose as they did");
    assert!(difference(&usage, "tokens_per_day", "market") < 0.0);
    // Nothing falls with time, serves from a fleet or is remembered here.
    for link in ["technology", "scale", "load", "satisfaction", "word_of_mouth"] {
        assert!(difference(&cut(link), "welfare", "market") == 0.0, "{link}");
    }
}

#[test]
fn the_compensating_variation_is_of_moves_of_price_alone() {
    let found = compared(&scenario("[compare.arms.peace]\ntwin = \"without_war\"\n", &[]));
    let figure = |measure: &str| found.figure(measure, "market").unwrap();
    let peace = figure("compensating_variation").arms[0].mean.unwrap();
    assert!(peace == 0.0, "no price has moved");
    // Without usage beyond the log-sum the gain of users is the gain from prices: same users, same offers.
    let gain = -figure("consumer_surplus").arms[0].difference.unwrap();
    let from_prices = figure("compensating_variation").base.unwrap();
    assert!(from_prices > 0.0 && (gain / from_prices - 1.0).abs() < 1e-9, "{gain} {from_prices}");
    assert!(figure("price_index").base.unwrap() < -0.01);
    assert!(figure("price_index").arms[0].mean.unwrap().abs() < 1e-12);
}
