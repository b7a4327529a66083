//! Laws of the door that need whole scenarios.
#![expect(clippy::float_cmp, reason = "values that are read must be the values that are written")]

use std::path::Path;

use super::*;
use crate::model::ShockKind;
use crate::study::{Distribution, Effect, ModelMaker};
use crate::units::{Days, MoneyPerMtok, Ratio, Share};

const MARKET: &str = include_str!("../../tests/diagnostics/base/market.toml");

fn read(overrides: &[&str]) -> Result<Scenario, ScenarioError> {
    let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
    load_text("market.toml", MARKET, &overrides)
}

fn market(overrides: &[&str]) -> Scenario {
    read(overrides).unwrap_or_else(|error| panic!("{error}"))
}

fn refused(overrides: &[&str]) -> Vec<&'static str> {
    read(overrides).unwrap_err().codes()
}

#[test]
fn every_bundled_scenario_loads_and_so_does_its_resolved_text() {
    for bundled in BUNDLED {
        let file = format!("scenarios/{}.toml", bundled.name);
        let scenario = load(Path::new(&file), &[]).unwrap_or_else(|error| panic!("{error}"));
        let again = load_text("resolved.toml", &scenario.text, &[]).unwrap_or_else(|error| panic!("{error}"));
        assert!(again.model == scenario.model && again.study == scenario.study, "{file}");
        assert_eq!(again.text, scenario.text);
        assert!(!scenario.text.contains("extends"));
    }
}

/// A market without firms, for lines of the documentation.
const PLAIN: &str = r#"
title = "Plain"
start = 2025-01-01
horizon = "2 years"
currency = "USD"
seed = 1
reference = { price = "1 USD/Mtok" }

[[segment]]
name = "all"
users = 1_000
usage = { median = "20 Mtok/day" }
churn = "3 %/month"
"#;

/// A firm A with a product a.
const FIRM: &str = r#"
[[provider]]
name = "A"
cash = "1 G USD"
technology = { hardware = "H100" }

[[provider.product]]
name = "a"
quality = 1200
model = { total = "70 B" }
price = { input = "1 USD/Mtok", output = "3 USD/Mtok" }

"#;

#[test]
fn every_line_of_the_page_on_shocks_is_lawful() {
    let page = std::fs::read_to_string("docs/scenario.md").unwrap();
    let (_, section) = page.split_once("## Shocks").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let lines: Vec<&str> = section
        .lines()
        .filter_map(|row| {
            row.strip_prefix("| `")?.split_once("` | `")?.1.split_once("` |").map(|(line, _)| line)
        })
        .collect();
    assert_eq!(lines.len(), 14, "one a kind");
    let market = [PLAIN, FIRM, &FIRM.replace("\"A\"", "\"Other\"")].concat();
    for line in lines {
        let text = format!("{market}[[shock]]\nat = 2025-08-01\nname = \"it\"\n{line}\n");
        load_text("page.toml", &text, &[]).unwrap_or_else(|error| panic!("{line}\n{error}"));
    }
}

#[test]
fn users_look_around_no_faster_than_is_simulated() {
    // ln 10 / 20.48 a day is 0.1124 days.
    assert_eq!(refused(&["attention.share=90 %", "attention.within=0.112 days"]), ["attention-too-quick"]);
    market(&["attention.share=90 %", "attention.within=0.113 days"]);
}

#[test]
fn an_entrant_with_a_fleet_for_nobody_is_warned_of() {
    let other = FIRM.replace("\"A\"", "\"Other\"");
    let enters = "[[shock]]\nat = 2025-08-01\nname = \"it\"\nentry = { provider = \"Other\" }\n";
    let codes = |other: &str| -> Vec<&'static str> {
        let text = format!("{PLAIN}{FIRM}{other}{enters}");
        let scenario = load_text("entry.toml", &text, &[]).unwrap_or_else(|error| panic!("{error}"));
        scenario.warnings.iter().map(|finding| finding.code).collect()
    };
    assert_eq!(codes(&other), ["entrant-without-fleet"]);
    assert!(codes(&other.replace("hardware = \"H100\"", "hardware = \"H100\", gpus = 64")).is_empty());
}

#[test]
fn names_become_ids_and_defaults_become_values() {
    let model = market(&[]).model;
    assert_eq!(model.offer_name(crate::ids::OfferId(1)), "Borealis/Borealis-1");
    assert_eq!(model.horizon.days(), 365.25);
    assert_eq!(model.reference.own_cost, MoneyPerMtok(1.6)); // a fifth of 8
    assert_eq!(model.providers[1].pricing, crate::economics::pricing::PricingRule::Hold);
    let ShockKind::Price { offer, price } = &model.shocks[0].kind else { panic!("a price shock") };
    assert_eq!((offer.index(), price.input), (0, MoneyPerMtok(2.0)));
    assert_eq!(model.shocks[0].at.day(), 36); // 26 April to 1 June: 5 + 31
}

#[test]
fn overrides_use_the_paths_of_the_file_and_any_unit() {
    let model = market(&[
        "provider.Aster.product.Aster-L.price.input = 0.9 USD/Mtok",
        "provider.*.cash=3 亿 CNY",
        "segment.code.tastes.price=1.1",
        "horizon=8 weeks",
        "shock[0].at=2024-05-01",
        "title=A war",
    ])
    .model;
    assert_eq!(model.offers[0].price.input, MoneyPerMtok(6.48)); // 0.9 x 7.2
    assert!(model.providers.iter().all(|provider| provider.cash.get() == 3e8));
    assert_eq!(model.segments[0].tastes.price.median, Ratio(1.1));
    assert_eq!((model.horizon.days(), model.shocks[0].at.day()), (56.0, 5));
    assert_eq!(model.title, "A war");
}

#[test]
fn a_choice_is_replaced_by_another_and_merged_with_its_own_kind() {
    use crate::economics::pricing::PricingRule;
    let pricing = |overrides: &[&str]| market(overrides).model.providers[0].pricing.clone();
    assert!(matches!(pricing(&["provider.Aster.pricing=hold"]), PricingRule::Hold));
    assert!(matches!(pricing(&["provider.Aster.pricing.undercut.by=2 %"]), PricingRule::Undercut(_)));
    let PricingRule::CostPlus(rule) = pricing(&["provider.Aster.pricing.cost_plus.cost=floor"]) else {
        panic!()
    };
    assert_eq!(rule.margin, Share(0.4));
    // Inertia stands in place of the base's churn.
    let segment = market(&["segment.code.inertia=3"]).model.segments[0].clone();
    assert!(segment.churn.is_none() && segment.inertia.is_some());
    // A wildcard chooses nothing anew: only Aster has this rule.
    assert_eq!(refused(&["provider.*.pricing.trend.fall=1"]), ["path-matches-nothing"]);
    assert!(matches!(
        market(&["provider.*.pricing.cost_plus.margin=1 %"]).model.providers[1].pricing,
        PricingRule::Hold
    ));
}

#[test]
fn members_of_named_lists_are_switched_off_and_on_again() {
    assert!(market(&["shock.Aster cuts.enabled=false"]).model.shocks.is_empty());
    assert_eq!(
        market(&["shock.Aster cuts.enabled=false", "shock.Aster cuts.enabled=true"]).model.shocks.len(),
        1
    );
}

#[test]
fn one_draw_serves_all_that_a_wildcard_matches_unless_each_has_its_own() {
    let one = market(&[
        "uncertainty.\"provider.*.technology.calibration\"={ lognormal = { median = 1, sigma = 0.2 } }",
    ]);
    assert_eq!(one.study.parameters.len(), 1);
    let model = one.maker.make(&[1.5]).unwrap();
    assert!(
        model
            .providers
            .iter()
            .all(|provider| provider.plant.is_some_and(|plant| plant.calibration == Ratio(1.5)))
    );
    let each = market(&[
        "uncertainty.\"provider.*.cash\"={ uniform = { low = \"1 G CNY\", high = \"2 G CNY\" }, each = true }",
    ]);
    let paths: Vec<&str> = each.study.parameters.iter().map(|parameter| parameter.path.as_str()).collect();
    assert_eq!(paths, ["provider.Aster.cash", "provider.Borealis.cash"]);
    assert_eq!(each.study.parameters[0].distribution, Distribution::Uniform { low: 1e9, high: 2e9 });
    let model = each.maker.make(&[1.1e9, 1.9e9]).unwrap();
    assert_eq!((model.providers[0].cash.get(), model.providers[1].cash.get()), (1.1e9, 1.9e9));
}

#[test]
fn factors_multiply_what_stands_there_or_its_default() {
    let scenario = market(&[
        "uncertainty.\"segment.*.churn\"={ normal = { mean = 1, sd = 0.1 }, times = true }",
        "uncertainty.\"segment.*.tastes.price\"={ normal = { mean = 1, sd = 0.1 }, times = true }",
        "uncertainty.\"attention.within\"={ normal = { mean = 1, sd = 0.1 }, times = true }",
    ]);
    assert!(scenario.study.parameters.iter().all(|parameter| parameter.effect == Effect::Times));
    let model = scenario.maker.make(&[2.0, 3.0, 0.5]).unwrap();
    // In order of their paths: attention 14 x 2, churn 3 %/month x 3, price 0.8 x 0.5
    assert_eq!(model.attention.within, Days(28.0));
    assert!((model.segments[0].churn.unwrap().get() - 0.09 / 30.4375).abs() < 1e-15);
    assert!((model.segments[0].tastes.price.median.get() - 0.4).abs() < 1e-15);
    assert_eq!(scenario.maker.make(&[1.0, 1.0, 1.0]).unwrap(), scenario.model);
}

#[test]
fn draws_that_break_a_rule_across_fields_say_why() {
    let scenario = market(&[
        "uncertainty.\"provider.Aster.product.Aster-L.share\"={ uniform = { low = 0.1, high = 0.9 } }",
    ]);
    let reason = scenario.maker.make(&[0.9]).unwrap_err();
    assert!(reason.contains("sum to 130 %"), "{reason}");
    assert!(scenario.maker.make(&[1.5]).unwrap_err().contains("outside"));
    assert!(scenario.maker.make(&[]).is_err());
}

#[test]
fn shares_within_rounding_of_the_whole_are_made_whole() {
    let model = market(&["provider.Aster.product.Aster-L.share=60.05 %"]).model;
    let sum: Share = model.offers.iter().filter_map(|offer| offer.share).sum();
    assert!((sum.get() - 1.0).abs() < 1e-15);
}

#[test]
fn the_schema_on_disk_is_the_schema_of_the_types() {
    let file = "scenarios/scenario.schema.json";
    if std::env::var_os("RENEW").is_some() {
        std::fs::write(file, schema_text()).unwrap();
    }
    let stored = std::fs::read_to_string(file).unwrap_or_default();
    assert!(stored == schema_text(), "run with RENEW=1 to write {file} anew");
}

#[test]
fn every_key_has_a_meaning() {
    fn visit(json: &serde_json::Value, path: &str, mute: &mut Vec<String>) {
        if let Some(properties) = json.get("properties").and_then(serde_json::Value::as_object) {
            for (key, inside) in properties {
                let is_tag =
                    json.get("required").and_then(serde_json::Value::as_array).is_some_and(|r| r.len() == 1)
                        && properties.len() == 1;
                let is_spread = ["median", "sigma"].contains(&key.as_str());
                if inside.get("description").is_none() && !is_tag && !is_spread {
                    mute.push(format!("{path}.{key}"));
                }
            }
        }
        for (name, inside) in json.get("$defs").and_then(serde_json::Value::as_object).into_iter().flatten() {
            visit(inside, name, mute);
        }
    }
    let mut mute = Vec::new();
    visit(schema(), "File", &mut mute);
    assert_eq!(mute, [] as [String; 0]);
}

#[test]
fn every_table_that_may_hold_a_quantity_can_be_drawn() {
    for path in ["reference.price", "attention.share", "segment.code.users", "provider.Aster.fixed.staff"] {
        let law = format!("uncertainty.\"{path}\"={{ lognormal = {{ median = 0.5, sigma = 0.1 }} }}");
        let scenario = market(&[law.as_str()]);
        assert_ne!(
            scenario.maker.make(&[0.6]).map_err(|reason| assert!(reason.contains("users"), "{reason}")),
            Ok(scenario.model)
        );
    }
    let rent = "catalogue.hardware.H800.rent=2";
    let law =
        "uncertainty.\"catalogue.hardware.H800.rent\"={ normal = { mean = 1, sd = 0.1 }, times = true }";
    let scenario = market(&[rent, law]);
    assert_eq!(scenario.maker.make(&[1.0]).as_ref(), Ok(&scenario.model));
    assert_ne!(scenario.maker.make(&[1.1]).as_ref(), Ok(&scenario.model));
    for fixed in ["record.every", "batch.level", "horizon", "usd", "uncertainty.x.lognormal.sigma"] {
        let law = format!("uncertainty.\"{fixed}\"={{ lognormal = {{ median = 1, sigma = 0.1 }} }}");
        assert!(!refused(&[law.as_str()]).is_empty(), "{fixed}");
    }
}

#[test]
fn an_override_lies_above_draws_and_its_text_says_so() {
    let law = |times: bool| {
        format!(
            "uncertainty.\"provider.*.fixed.staff\"={{ lognormal = {{ median = 3, sigma = 0.5 }}, each = true, times = {times} }}"
        )
    };
    let (law, factor) = (law(false), law(true));
    let all = market(&[law.as_str()]);
    let paths = |scenario: &Scenario| -> Vec<String> {
        scenario.study.parameters.iter().map(|parameter| parameter.path.clone()).collect()
    };
    assert!(paths(&all).contains(&"provider.Aster.fixed.staff".to_owned()));
    let one = market(&[law.as_str(), "provider.Aster.fixed.staff=7"]);
    let rest: Vec<String> =
        paths(&all).into_iter().filter(|path| path != "provider.Aster.fixed.staff").collect();
    assert_eq!(paths(&one), rest);
    let draws = vec![2.0; rest.len()];
    let staff = |scenario: &Scenario| {
        let model = scenario.maker.make(&draws).unwrap();
        model.providers.iter().map(|provider| provider.fixed.staff.get()).collect::<Vec<f64>>()
    };
    let mut wanted = vec![2.0; staff(&one).len()];
    wanted[0] = 7.0;
    assert_eq!(staff(&one), wanted);
    // What the result folder holds draws the same.
    let again = load_text("resolved.toml", &one.text, &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((paths(&again), staff(&again)), (rest, wanted));
    assert_eq!(again.text, one.text);
    // A factor multiplies what is set; what is all set is not drawn.
    assert_eq!(paths(&market(&[factor.as_str(), "provider.Aster.fixed.staff=7"])), paths(&all));
    assert!(market(&[law.as_str(), "provider.*.fixed.staff=7"]).study.parameters.is_empty());
    let typo = "uncertainty.\"provider.*.fixed.staff\".except=[\"provider.Astre.fixed.staff\"]";
    assert!(refused(&[law.as_str(), typo]).contains(&"path-matches-nothing"));
}
