//! Costings: against sums made by hand, and as a user of the command meets them.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use std::fs;

use common::pricewar;
use pricewar::costing::{Costing, ProductCosting};
use pricewar::maths::{pow, sqrt};
use pricewar::model::Model;
use pricewar::random::Streams;
use pricewar::scenario::load_text;
use pricewar::simulation::{Asked, costing};
use pricewar::units::{Days, MtokPerDay};

/// One firm with 80 rented accelerators at 2 USD an hour, half of its input repeated and served from a cache.
const FIRM: &str = r#"
title = "One firm"
start = 2025-01-01
horizon = "1 year"
currency = "USD"
seed = 1
reference = { price = "1 USD/Mtok" }

[[segment]]
name = "users"
users = 1000
usage = { median = "8 Mtok/day", sigma = 0 }
mix = { output = "20 %", repeated = "50 %" }
aware = { now = "100 %" }
outside = { share = "10 %" }

[[provider]]
name = "A"
cash = "1 G USD"
fixed = { training = "10 k USD/day", data = "1 k USD/day", staff = "5 k USD/day" }

[provider.technology]
hardware = "H800"
gpus = 80
rent = "2 USD/GPU-hour"
egress = "0.01 USD/Mtok"
cache_cost = "10 %"

[[provider.product]]
name = "a"
quality = 1200
model = { like = "Llama-3-70B" }
share = "100 %"
price = { input = "0.5 USD/Mtok", cached = "0.1 USD/Mtok", output = "2 USD/Mtok" }
"#;

fn model(text: &str) -> Model {
    load_text("market.toml", text, &[]).unwrap_or_else(|error| panic!("{error:?}")).model
}

fn costed(asked: &Asked) -> Costing {
    costing(&model(FIRM), Streams::new(1, 0), asked).unwrap()
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1e-9), "{found}, not {expected}");
}

fn only(costing: &Costing) -> &ProductCosting {
    assert_eq!(costing.products.len(), 1);
    &costing.products[0]
}

#[test]
fn the_fleet_is_paid_by_its_tokens_and_revenue_is_tokens_times_prices() {
    let costing = costed(&Asked::default());
    let product = only(&costing);
    let tokens = &product.tokens_per_day;
    assert!(tokens.total > 1000.0 && tokens.refused.abs() < 1e-12, "{tokens:?}");
    near(tokens.output, 0.2 * tokens.total);
    near(tokens.input_cached, 0.5 * tokens.input_billed);
    // 80 x 24 x 2 = 3,840 USD; egress 0.01 USD for each Mtok of output.
    near(product.fleet_cost_per_day, 3840.0);
    near(product.cost_per_day, 3840.0 + 0.01 * tokens.output);
    let revenue = 0.5 * tokens.input_missed + 0.1 * tokens.input_cached + 2.0 * tokens.output;
    near(product.revenue_per_day, revenue);
    near(product.margin.unwrap(), 1.0 - product.cost_per_day / revenue);
    let identity = &costing.providers[0].total_cost_per_day;
    near(identity.compute, 3840.0);
    near(identity.inference, 0.01 * tokens.output);
    near(identity.total, 3840.0 + 10_000.0 + 1_000.0 + identity.inference);
    near(costing.providers[0].total_cost_per_month.total, identity.total * 30.4375);
}

#[test]
fn concepts_components_and_kinds_agree_with_each_other() {
    let costing = costed(&Asked::default());
    let product = only(&costing);
    for (concept, kinds) in product.unit_cost.named() {
        let totals =
            [kinds.input_billed, kinds.input_missed, kinds.input_cached, kinds.output, kinds.blended];
        for ((kind, parts), total) in kinds.components.named().into_iter().zip(totals) {
            let sum: f64 = parts.named().iter().map(|(_, value)| value).sum();
            assert!((sum - total).abs() < 1e-12, "{concept} {kind}");
        }
        near(kinds.input_billed, f64::midpoint(kinds.input_missed, kinds.input_cached));
        near(kinds.blended, 0.8 * kinds.input_billed + 0.2 * kinds.output);
    }
    let (average, full) = (&product.unit_cost.average, &product.unit_cost.full);
    near(average.components.input_cached.compute, 0.1 * average.components.input_missed.compute);
    near((full.blended - average.blended) * product.tokens_per_day.total, 11_000.0);
    assert!(product.unit_cost.floor.blended < average.blended);
}

#[test]
fn a_contract_locks_its_part_until_its_term() {
    let terms = "progress = { hardware = 0 }\ncommitted = \"50 %\"\ncontract = { discount = \"40 %\", term = \"100 days\" }";
    let bound = FIRM.replacen("gpus = 80", &format!("gpus = 80\n{terms}"), 1);
    let model = model(&bound);
    // half at 2 less 40 %, half at 2: 1.6, and 2 from the end on
    for (day, hour) in [(0.0, 1.6), (50.0, 1.6), (99.0, 1.6), (100.0, 2.0)] {
        let asked = Asked { at: Days(day), ..Asked::default() };
        near(costing(&model, Streams::new(1, 0), &asked).unwrap().providers[0].accelerator_hour, hour);
    }
    // between 0.4 and 1.6 of the mean at 0.6 of the price: 1.6 - 0.6 x 1.2 = 0.88, which is 0.55 of 1.6
    let found =
        costing(&model, Streams::new(1, 0), &Asked::default()).unwrap().providers[0].reservation.unwrap();
    near(found.committed, 0.5);
    near(found.best, 0.55);
    // 0.6 x 0.8 + 0.8^2 / 2.4 = 0.74667 over 0.6 x 0.88 + 0.72^2 / 2.4 = 0.744
    near(found.dearer, (0.48 + 0.64 / 2.4) / (0.528 + 0.5184 / 2.4) - 1.0);
    assert_eq!(costed(&Asked::default()).providers[0].reservation, None);
}

#[test]
fn the_exact_step_and_the_wait_for_a_place_stand_beside_the_law_in_use() {
    let serving = only(&costed(&Asked::default())).serving.unwrap();
    let model = model(FIRM);
    let parts = model.offers[0].cost.law().unwrap().parts();
    let (batch, most) = (serving.batch.unwrap(), serving.batch_max.unwrap());
    let [weights, arithmetic, context, overhead] =
        [parts.weights, parts.arithmetic, parts.context, parts.overhead].map(|part| part.get() * 1000.0);
    near(serving.tpot_ms, weights + overhead + (arithmetic + context) * batch);
    let exact = serving.tpot_exact_ms.unwrap();
    near(exact, weights.max(arithmetic * batch) + overhead + context * batch);
    assert!(exact < serving.tpot_ms && serving.tpot_ms < 2.0 * exact);
    // Sakasegawa on ten replicas, times between requests twice as varied as those of a Poisson stream
    let (places, rho) = (10.0 * most, batch / most);
    let power = pow(rho, sqrt(2.0 * (places + 1.0)) - 1.0);
    let expected = 1.5 * power / (places * (1.0 - rho));
    assert!((serving.wait_over_service.unwrap() / expected - 1.0).abs() < 1e-9, "{serving:?}");
}

#[test]
fn a_load_and_a_date_are_what_was_asked_for() {
    let asked = Asked { at: Days(365.0), load: Some(MtokPerDay(2e6)), product: Some("A/a".to_owned()) };
    let (now, later) = (costed(&Asked::default()), costed(&asked));
    let product = only(&later);
    near(product.tokens_per_day.total, 2e6);
    near(product.tokens_per_day.output, 4e5);
    assert_eq!(later.date, "2026-01-01");
    let serving = product.serving.unwrap();
    assert!(serving.accelerators_paid >= serving.accelerators_required && serving.utilisation < 1.0);
    // A year of technology more than halves the floor: 1.38 x 2.0 x 1.26 x 1.2 = 4.2, less egress.
    assert!(product.unit_cost.floor.blended < 0.3 * only(&now).unit_cost.floor.blended);
    let unknown = Asked { product: Some("b".to_owned()), ..Asked::default() };
    assert_eq!(costing(&model(FIRM), Streams::new(1, 0), &unknown), Err(vec!["A/a".to_owned()]));
}

#[test]
fn a_product_is_described_as_it_is_when_it_comes() {
    // The same product again half a year later; the price of an hour stands still.
    let text = FIRM.replace("egress = ", "progress = { hardware = 0 }\negress = ");
    let launch = r#"
[[shock]]
at = 2025-07-01
name = "again"
[shock.launch]
provider = "A"
[shock.launch.product]
name = "b"
quality = 1200
model = { like = "Llama-3-70B" }
price = { input = "0.5 USD/Mtok", cached = "0.1 USD/Mtok", output = "2 USD/Mtok" }
"#;
    let model = model(&(text + launch));
    let floor = |name: &str, day: f64| {
        let asked = Asked { at: Days(day), load: Some(MtokPerDay(1e4)), product: Some(format!("A/{name}")) };
        only(&costing(&model, Streams::new(1, 0), &asked).unwrap()).unit_cost.floor.blended
    };
    // 2025-07-01 is day 181: before it comes it is as it will be then, afterwards its technology moves on from there.
    for (later, first) in [(100.0, 0.0), (181.0, 0.0), (241.0, 60.0)] {
        near(floor("b", later), floor("a", first));
    }
    assert!(floor("a", 60.0) < 0.9 * floor("a", 0.0));
}

#[test]
fn curves_run_through_today_and_credits_sum_to_the_fall() {
    let costing = costed(&Asked::default());
    let product = only(&costing);
    let curves = costing.curves.as_ref().unwrap();
    let (volume, speed) = (curves.volume.as_ref().unwrap(), curves.speed.as_ref().unwrap());
    let today = volume.points.iter().find(|point| (point.tokens / volume.today - 1.0).abs() < 1e-9);
    let concepts = product.unit_cost.named().map(|(_, kinds)| kinds.blended);
    let today = today.unwrap();
    for (found, expected) in
        [today.marginal, today.floor, today.average, today.full].into_iter().zip(concepts)
    {
        near(found, expected);
    }
    // In the regime of one replica the average is proportional to 1/volume; far out it nears its limit.
    let (first, second) = (volume.points[0], volume.points[20]);
    let egress = 0.01 * 0.2;
    near((first.average - egress) * first.tokens, (second.average - egress) * second.tokens);
    let last = volume.points.last().unwrap();
    assert!(last.average / volume.limit - 1.0 < 0.1);
    near(speed.promised.cost, product.unit_cost.average.output);
    let (start, end) = (&curves.months[0], curves.months.last().unwrap());
    near(end.saved.iter().sum::<f64>(), start.total() - end.total());
    assert!(end.total() < start.total());
}

/// The day that DeepSeek published: 608 G input of which 342 G from the cache, 168 G output, 226.75 nodes of eight.
const DAY: &str = r#"
title = "The day that DeepSeek published"
start = 2025-02-27
horizon = "30 days"
currency = "USD"
seed = 1
reference = { price = "0.5 USD/Mtok" }

[[segment]]
name = "all"
users = 1000
usage = { median = "1552 Mtok/day", sigma = 0 }
tastes = { usage_elasticity = 0 }
mix = { output = 0.21649484536082475, repeated = 0.5625 }
aware = { now = "100 %" }
outside = { share = "50 %" }

[[provider]]
name = "DeepSeek"
cash = "1 G USD"

[provider.technology]
hardware = "H800"
gpus = 1814
rent = "2 USD/GPU-hour"
egress = 0

[[provider.product]]
name = "R1"
quality = 1350
measured = { input = "9212.5 tok/s", output = "1850 tok/s", hit = 0.5625, speed = "21 tok/s" }
share = "100 %"
price = { input = "0.55 USD/Mtok", cached = "0.14 USD/Mtok", output = "2.19 USD/Mtok" }
"#;

#[test]
fn the_day_that_deepseek_published() {
    let costing = costing(&model(DAY), Streams::new(1, 0), &Asked::default()).unwrap();
    let product = only(&costing);
    let about = |found: f64, expected: f64, tolerance: f64| {
        assert!((found / expected - 1.0).abs() < tolerance, "{found}, not {expected}");
    };
    about(product.tokens_per_day.total, 776e3, 1e-6);
    about(product.tokens_per_day.input_cached, 342e3, 1e-6);
    near(product.cost_per_day, 87_072.0);
    near(costing.providers[0].fleet_cost_per_day, 87_072.0);
    // 342 x 0.14 + 266 x 0.55 + 168 x 2.19 = 562.1 k USD; published 562,027, and 545 % over cost
    about(product.revenue_per_day, 562_100.0, 1e-5);
    about(product.profit_over_cost.unwrap(), 5.455, 1e-3);
    let average = &product.unit_cost.average;
    about(average.input_billed, 0.0603, 2e-3);
    about(average.input_missed, 0.138, 2e-3);
    about(average.output, 0.300, 2e-3);
    let curves = costing.curves.as_ref().unwrap();
    assert!(curves.volume.is_none() && curves.speed.is_none());
}

#[test]
fn the_command_answers_in_words_files_and_json() {
    let here = tempfile::tempdir().unwrap();
    fs::write(here.path().join("firm.toml"), FIRM).unwrap();
    let words = pricewar(&here, &["cost", "firm.toml", "--no-charts"]);
    let said = String::from_utf8_lossy(&words.stdout).into_owned();
    assert!(words.status.success(), "{}", String::from_utf8_lossy(&words.stderr));
    assert!(said.contains("opening load") && said.contains("3840 USD"), "{said}");
    let page = said.lines().last().unwrap();
    assert!(page.starts_with("output/firm/cost-") && here.path().join(page).is_file(), "{page}");
    let table = fs::read_to_string(here.path().join(page).with_file_name("cost.csv")).unwrap();
    assert!(table.starts_with("provider,product,concept,kind,component,value,unit\n"));
    assert!(table.contains("A,a,day,,fleet_cost,3840,USD/day\n"), "{table}");
    let curves = fs::read_to_string(here.path().join(page).with_file_name("curves.csv")).unwrap();
    assert!(curves.starts_with("curve,x,x_unit,series,value,unit\n"));
    for row in
        ["volume,,,limit,", "speed,,,fastest,", "time,0,day,standard,", "time,0,day,saved_by_hardware,"]
    {
        assert!(curves.lines().any(|line| line.starts_with(row)), "{row}");
    }

    let json = pricewar(&here, &["cost", "firm.toml", "--no-charts", "--json", "--load", "1 Gtok/day"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let product = &value["products"][0];
    near(product["tokens_per_day"]["total"].as_f64().unwrap(), 1000.0);
    for path in [
        "/cost_per_day",
        "/revenue_per_day",
        "/fleet_cost_per_day",
        "/unit_cost/average/input_billed",
        "/unit_cost/average/input_missed",
        "/unit_cost/average/output",
        "/unit_cost/average/components/output/network",
    ] {
        assert!(product.pointer(path).unwrap().is_f64(), "{path}");
    }
}

/// Every number of a JSON value, with its path.
fn numbers(value: &serde_json::Value, path: &str, found: &mut Vec<(String, f64)>) {
    match value {
        serde_json::Value::Number(number) => found.push((path.to_owned(), number.as_f64().unwrap())),
        serde_json::Value::Array(list) => {
            list.iter().enumerate().for_each(|(at, own)| numbers(own, &format!("{path}/{at}"), found));
        }
        serde_json::Value::Object(keys) => {
            keys.iter().for_each(|(key, own)| numbers(own, &format!("{path}/{key}"), found));
        }
        _ => {}
    }
}

#[test]
fn every_number_by_name_is_one_of_the_rows() {
    let here = tempfile::tempdir().unwrap();
    let terms = "committed = \"50 %\"\ncontract = { discount = \"40 %\", term = \"100 days\" }";
    fs::write(here.path().join("firm.toml"), FIRM.replacen("gpus = 80", &format!("gpus = 80\n{terms}"), 1))
        .unwrap();
    let done = pricewar(&here, &["cost", "firm.toml", "--no-charts", "--out", "costs"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let json = fs::read_to_string(here.path().join("costs/cost.json")).unwrap();
    let table = fs::read_to_string(here.path().join("costs/cost.csv")).unwrap();
    let rows: Vec<f64> =
        table.lines().skip(1).map(|line| line.rsplit(',').nth(1).unwrap().parse().unwrap()).collect();
    let mut named = Vec::new();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    for part in ["providers", "products"] {
        numbers(&json[part], part, &mut named);
    }
    assert!(named.len() > 150, "{}", named.len());
    for (path, value) in named {
        let is_there = rows.iter().any(|row| (row - value).abs() <= 1e-12 * value.abs());
        assert!(is_there, "{path}: {value}");
    }
}

#[test]
fn check_tells_what_a_training_run_takes() {
    let here = tempfile::tempdir().unwrap();
    let run = "training = \"20 %\"\nruns = { product = \"a\", run = { active = \"405 B\", tokens = 15.6e12, gpus = 16384 } }";
    let text = FIRM.replacen(
        "[provider.technology]",
        &format!("[provider.investment]\n{run}\n\n[provider.technology]"),
        1,
    );
    fs::write(here.path().join("firm.toml"), text).unwrap();
    let told = pricewar(&here, &["check", "firm.toml"]);
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    // Llama-3.1-405B (T5, T6): 3.79e25 FLOP, 29.7 M hours at 2 USD, 15.6e12 / 405e9 = 38.5 tokens a weight
    let row = told.lines().find(|line| line.contains("A/a") && line.contains("when it is paid for"));
    let row = row.unwrap_or_else(|| panic!("{told}"));
    for figure in ["3.79e25", "40.4 %", "12.7 %", "13.6 min", "38.5", "1.89"] {
        assert!(row.contains(figure), "{figure}: {row}");
    }
}

#[test]
fn what_cannot_be_costed_ends_with_two() {
    let here = tempfile::tempdir().unwrap();
    fs::write(here.path().join("firm.toml"), FIRM).unwrap();
    for (flags, words) in [
        (["--load", "3 bananas"], "1 Gtok/day"),
        (["--product", "b"], "A/a"),
        (["--at", "2024-12-31"], "2025-01-01"),
        (["--out", "taken"], "--force"),
    ] {
        fs::create_dir_all(here.path().join("taken")).unwrap();
        fs::write(here.path().join("taken/thesis.txt"), "precious").unwrap();
        let output = pricewar(&here, &[&["cost", "firm.toml", "--no-charts"], &flags[..]].concat());
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{flags:?}: {complaint}");
        assert!(complaint.contains(words), "{flags:?}: {complaint}");
    }
}
