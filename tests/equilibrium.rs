//! The equilibrium of a market without a history: closed forms, brute force, differences, and the command that prints it.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::pricewar;
use pricewar::economics::demand::{Preference, Response, ResponseMarket, ResponseSegment, Tastes};
use pricewar::economics::pricing::{Bound, NashMarket, NoPrice, Settled, gaps, joint, profit, settle};
use pricewar::maths;
use pricewar::random::{Purpose, Streams};
use pricewar::units::{Elo, MoneyPerMtok, Ratio, Share, Spread, Utils};
use rand::RngExt;

/// A textbook market: V = (a - p) / mu + noise, the outside option worth `outside` / mu, one token for each user.
fn textbook(owners: &[usize], appeals: &[f64], costs: &[f64], mu: f64, outside: f64) -> NashMarket {
    let tastes =
        Tastes { price: Spread::same(Ratio(1.0 / mu)), usage_elasticity: Share(0.0), ..Tastes::default() };
    let segment = ResponseSegment {
        preference: Preference {
            tastes,
            reference_price: MoneyPerMtok(1.0),
            reference_quality: Elo(1200.0),
            own_cost: MoneyPerMtok(0.0),
        },
        mass: 1.0,
        merit: appeals.iter().map(|a| Utils(a / mu)).collect(),
        ratio: vec![1.0; owners.len()],
        inertia: Spread::same(Utils(0.0)),
        outside: Utils(outside / mu),
        outside_inertia: Utils(0.0),
        multi_home: Share(0.0),
        own_hosting: None,
        nests: None,
    };
    NashMarket {
        demand: ResponseMarket {
            segments: vec![segment],
            owners: owners.to_vec(),
            providers: owners.iter().max().unwrap() + 1,
            types: 1,
        },
        costs: vec![costs.iter().copied().map(MoneyPerMtok).collect()],
    }
}

fn alone(market: &NashMarket) -> Vec<usize> {
    (0..market.demand.providers).collect()
}

fn starts(market: &NashMarket, at: f64) -> Vec<Vec<MoneyPerMtok>> {
    let offers = market.demand.owners.len();
    vec![vec![MoneyPerMtok(at); offers], vec![MoneyPerMtok::ZERO; offers]]
}

fn prices(settled: &Settled) -> Vec<f64> {
    settled.equilibrium.levels.iter().map(|level| level.get()).collect()
}

fn nash_of(market: &NashMarket, at: f64) -> Vec<f64> {
    let settled = settle(market, &alone(market), &starts(market, at)).unwrap();
    assert!(settled.is_equilibrium, "{settled:?}");
    prices(&settled)
}

/// Shares of products and of the outside option, by the definition of the logit.
fn shares(prices: &[f64], appeals: &[f64], mu: f64, outside: f64) -> (Vec<f64>, f64) {
    let utilities: Vec<f64> = prices.iter().zip(appeals).map(|(p, a)| (a - p) / mu).collect();
    let top = utilities.iter().copied().fold(outside / mu, f64::max);
    let weights: Vec<f64> = utilities.iter().map(|v| maths::exp(v - top)).collect();
    let none = maths::exp(outside / mu - top);
    let sum: f64 = weights.iter().sum::<f64>() + none;
    (weights.iter().map(|w| w / sum).collect(), none / sum)
}

/// Equilibrium prices by another road: each firm has one markup m = mu / (1 - S), S its total share (Anderson, de Palma
/// and Thisse 1992), so that firms answer one another by bisection in m until nothing moves.
fn brute(owners: &[usize], appeals: &[f64], costs: &[f64], mu: f64, outside: f64) -> Vec<f64> {
    let firms = owners.iter().max().unwrap() + 1;
    let mut markups = vec![mu; firms];
    let at =
        |markups: &[f64]| -> Vec<f64> { owners.iter().zip(costs).map(|(f, c)| c + markups[*f]).collect() };
    for _ in 0..2_000 {
        let before = markups.clone();
        for f in 0..firms {
            // m (1 - S(m)) - mu rises in m.
            let (mut low, mut high) = (mu, mu + 1e3);
            for _ in 0..200 {
                markups[f] = 0.5 * (low + high);
                let (s, none) = shares(&at(&markups), appeals, mu, outside);
                let others: f64 = owners.iter().zip(&s).filter(|(o, _)| **o != f).map(|(_, s)| s).sum();
                // The rest of the market, not 1 - S: S may be 1 to the last digit.
                if markups[f] * (others + none) > mu { high = markups[f] } else { low = markups[f] }
            }
        }
        if markups.iter().zip(&before).all(|(m, b)| (m - b).abs() < 1e-13) {
            break;
        }
    }
    at(&markups)
}

fn close(found: &[f64], wanted: &[f64], within: f64, what: &str) {
    for (found, wanted) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() < within, "{what}: {found} for {wanted}");
    }
}

#[test]
fn the_textbook_duopoly_and_its_cartel() {
    let market = textbook(&[0, 1], &[2.0; 2], &[1.0; 2], 0.25, 0.0);
    close(&nash_of(&market, 1.6), &[1.472_927; 2], 5e-7, "Nash");
    let cartel = joint(&market, &starts(&market, 1.6)).unwrap();
    close(&prices(&cartel), &[1.924_981; 2], 5e-7, "joint");
    for (levels, wanted) in [(1.472_926_7, 0.222_927), (1.924_981, 0.337_490)] {
        let levels = [MoneyPerMtok(levels); 2];
        let mut response = Response::new(&market.demand);
        response.at(&levels);
        assert!((profit(&market, &response, &levels, 0).get() - wanted).abs() < 1e-6);
    }
}

#[test]
fn many_markets_agree_with_brute_force() {
    let mut luck = Streams::new(5, 0).open(Purpose::Strategy, 0, 0);
    let mut between = |low: f64, high: f64| low + (high - low) * luck.random::<f64>();
    for case in 0..60 {
        let mu = [0.01, 0.03, 0.1, 0.25, 1.0][case % 5];
        let owners: &[usize] =
            [&[0, 1][..], &[0, 1, 2], &[0, 1, 2, 3], &[0, 0, 1], &[0, 1, 0, 2, 1]][(case / 5) % 5];
        let appeals: Vec<f64> = owners.iter().map(|_| between(1.5, 2.5)).collect();
        let costs: Vec<f64> = owners.iter().map(|_| between(0.5, 1.2)).collect();
        let outside = [0.0, -1.0, 1.0][case % 3];
        let market = textbook(owners, &appeals, &costs, mu, outside);
        let wanted = brute(owners, &appeals, &costs, mu, outside);
        for start in [0.8, 1.5, 5.0] {
            close(&nash_of(&market, start), &wanted, 1e-6, &format!("{case} from {start}"));
        }
        let all = vec![0; owners.len()];
        let wanted = brute(&all, &appeals, &costs, mu, outside);
        let cartel = joint(&market, &starts(&market, 1.5)).unwrap();
        assert!(cartel.is_equilibrium);
        close(&prices(&cartel), &wanted, 1e-6, &format!("{case} joint"));
        // The common markup is mu over the outside share.
        let (_, none) = shares(&prices(&cartel), &appeals, mu, outside);
        for (p, c) in prices(&cartel).iter().zip(&costs) {
            assert!((p - c - mu / none).abs() < 1e-6);
        }
    }
}

#[test]
fn a_market_that_hardly_sells_has_the_markup_of_a_firm_alone() {
    for outside in [14.0, 50.0, 400.0, 900.0] {
        let mut market = textbook(&[0, 1, 1], &[2.0, 2.0, 1.5], &[1.0; 3], 0.25, 0.0);
        market.demand.segments[0].outside = Utils(outside);
        let wanted = brute(&[0, 1, 1], &[2.0, 2.0, 1.5], &[1.0; 3], 0.25, 0.25 * outside);
        assert!((wanted[0] - 1.25).abs() < 1e-5);
        for start in [0.5, 1.2, 40.0] {
            close(&nash_of(&market, start), &wanted, 1e-6, &format!("{outside}"));
        }
    }
}

#[test]
fn a_firm_that_nobody_buys_from_does_not_run_off() {
    // 1,500 utils behind: its share is nothing to the last digit, and its best price is still c + mu.
    let market = textbook(&[0, 1], &[2.0, 0.5], &[1.0, 1.0], 0.001, 0.0);
    let found = nash_of(&market, 1.5);
    let wanted = brute(&[0, 1], &[2.0, 0.5], &[1.0; 2], 0.001, 0.0);
    close(&found, &wanted, 1e-6, "stiff");
    assert!((found[1] - 1.001).abs() < 1e-6);
}

/// Users who differ in alpha, use that answers the price, inertia and loyalty; three providers, the first of two products.
fn mixed(sigma: f64, eta: f64, inertia: f64, loyalty: f64) -> NashMarket {
    let mut market = textbook(&[0, 0, 1, 2], &[2.0, 1.6, 1.8, 2.1], &[1.0, 0.7, 0.9, 1.1], 0.5, 0.0);
    let segment = &mut market.demand.segments[0];
    segment.preference.tastes.price = Spread { median: Ratio(2.0), sigma: Ratio(sigma) };
    segment.preference.tastes.usage_elasticity = Share(eta);
    segment.preference.tastes.loyalty = Utils(loyalty);
    segment.preference.own_cost = MoneyPerMtok(if eta > 0.0 { 0.2 } else { 0.0 });
    segment.inertia = Spread::same(Utils(inertia));
    market.demand.types = if loyalty > 0.0 { 64 } else { 512 };
    market
}

#[test]
fn conditions_hold_by_differences_whoever_decides() {
    for (sigma, eta, inertia, loyalty) in
        [(0.5, 0.0, 0.0, 0.0), (0.3, 0.4, 0.0, 0.0), (0.4, 0.4, 3.0, 0.5), (0.0, 1.0, 0.0, 0.0)]
    {
        let market = mixed(sigma, eta, inertia, loyalty);
        for deciders in [[0, 1, 2], [0, 0, 2], [0, 1, 0], [0, 0, 0]] {
            let settled = settle(&market, &deciders, &starts(&market, 1.5)).unwrap();
            assert!(settled.is_equilibrium, "{settled:?}");
            let levels = settled.equilibrium.levels.clone();
            let mut response = Response::under(&market.demand, &deciders);
            for j in 0..levels.len() {
                let firm = response.decider(j);
                let mut at = |factor: f64| {
                    let mut moved = levels.clone();
                    moved[j] = moved[j] * factor;
                    response.at(&moved);
                    profit(&market, &response, &moved, firm).get()
                };
                let (up, here, down) = (at(1.0 + 1e-4), at(1.0), at(1.0 - 1e-4));
                assert!((up - down).abs() / 2e-4 < 1e-6 * here, "{sigma} {eta} {deciders:?} {j}");
                assert!(up < here && down < here);
            }
            assert!(gaps(&market, &deciders, &levels).iter().flatten().all(|gap| gap.abs() < 1e-8));
        }
    }
}

#[test]
fn the_finer_rule_is_exact() {
    // Nodes twice as dense give the same price; strata, which all weigh the same, do not.
    let price = |types: usize| {
        let mut market = mixed(0.8, 0.0, 0.0, 0.0);
        market.demand.types = types;
        nash_of(&market, 1.5)[0]
    };
    assert!((price(512) - price(1_024)).abs() < 1e-9);
    assert!((price(64) - price(1_024)).abs() > 1e-5);
}

#[test]
fn those_who_merge_raise_their_prices_and_others_follow_by_less() {
    let market = mixed(0.3, 0.4, 2.0, 0.5);
    let at = |deciders: &[usize]| prices(&settle(&market, deciders, &starts(&market, 1.5)).unwrap());
    let (before, after) = (at(&[0, 1, 2]), at(&[0, 0, 2]));
    for j in 0..3 {
        assert!(after[j] > before[j] * 1.005, "{before:?} {after:?}");
    }
    assert!(after[3] > before[3] && after[3] / before[3] < after[2] / before[2]);
}

#[test]
fn a_market_without_a_finite_price_is_refused() {
    let refuse = |market: &NashMarket| settle(market, &alone(market), &starts(market, 1.0)).unwrap_err();
    let mut market = textbook(&[0, 1], &[2.0; 2], &[1.0; 2], 0.25, 0.0);
    market.demand.segments[0].preference.tastes.price = Spread::same(Ratio(0.0));
    assert_eq!(refuse(&market), NoPrice::Indifferent { segment: 0 });
    // p = c + 1 / (alpha (1 - s)) lies beyond a million times the cost.
    market.demand.segments[0].preference.tastes.price = Spread::same(Ratio(1e-9));
    assert!(matches!(refuse(&market), NoPrice::Runaway { bound: Bound::Highest, .. }));
    // The low tail of a wide log-normal is worth more than all others: near e^(sigma^2) times the usual price.
    market.demand.segments[0].preference.tastes.price = Spread { median: Ratio(4.0), sigma: Ratio(6.0) };
    market.demand.types = 1_024;
    assert!(matches!(refuse(&market), NoPrice::Runaway { bound: Bound::Highest, .. }));
    // Nothing costs anything, and use rises as the price falls: cheaper is always better.
    let mut market = textbook(&[0, 1], &[2.0; 2], &[0.0; 2], 0.25, 0.0);
    market.demand.segments[0].preference.tastes.usage_elasticity = Share(1.0);
    assert!(matches!(refuse(&market), NoPrice::Runaway { bound: Bound::Lowest, .. }));
    // At eta = 1 with a cost the price is finite however little users mind: p = c (1 + 1 / (alpha (1 - s))).
    let mut market = textbook(&[0, 1], &[2.0; 2], &[1.0; 2], 0.25, 0.0);
    let tastes = &mut market.demand.segments[0].preference.tastes;
    (tastes.usage_elasticity, tastes.price) = (Share(1.0), Spread::same(Ratio(0.5)));
    let found = nash_of(&market, 1.5);
    let mut response = Response::new(&market.demand);
    response.at(&[MoneyPerMtok(found[0]); 2]);
    let wanted = 1.0 + 1.0 / (0.5 * (1.0 - response.share(0, 0)));
    assert!((found[0] - wanted).abs() < 1e-6 * wanted, "{found:?} {wanted}");
}

fn json(arguments: &[&str]) -> serde_json::Value {
    let here = tempfile::tempdir().unwrap();
    let flags = ["--no-charts", "--json"];
    let output = pricewar(&here, &[&["equilibrium"], arguments, &flags[..]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn number(value: &serde_json::Value, path: &str) -> f64 {
    value.pointer(path).and_then(serde_json::Value::as_f64).unwrap_or_else(|| panic!("{path}"))
}

#[test]
fn the_command_gives_the_textbook_s_numbers() {
    let found = json(&["duopoly-logit"]);
    for firm in 0..2 {
        for (path, wanted) in [
            (format!("/nash/products/{firm}/price"), 1.472_927),
            (format!("/joint/products/{firm}/price"), 1.924_981),
            (format!("/nash/providers/{firm}/profit_per_potential_mtok"), 0.222_927),
            (format!("/joint/providers/{firm}/profit_per_potential_mtok"), 0.337_490),
        ] {
            assert!((number(&found, &path) - wanted).abs() < 1e-6, "{path}: {}", number(&found, &path));
        }
    }
    assert_eq!(found["nash"]["is_equilibrium"], true);
    assert!((number(&found, "/nash/hhi") - 5_000.0).abs() < 1e-6);
    assert!(found["merger"].is_null());
    // mu ln(2 e^((a - p)/mu) + 1) a user.
    let surplus = 0.25 * maths::ln(2.0 * maths::exp(4.0 * (2.0 - 1.472_926_66)) + 1.0);
    assert!((number(&found, "/nash/consumer_surplus_per_potential_mtok") - surplus).abs() < 1e-6);
}

#[test]
fn a_merger_to_monopoly_is_the_joint_maximum() {
    let found = json(&["duopoly-logit", "--merge", "A,B", "--seed", "7"]);
    assert!((number(&found, "/merger/after/products/0/price") - 1.924_981).abs() < 1e-6);
    assert!((number(&found, "/merger/change/hhi") - 5_000.0).abs() < 1e-6);
    assert!(number(&found, "/merger/change/consumer_surplus_per_day") < 0.0);
    let saved = json(&["duopoly-logit", "--merge", "A,B", "--saving", "10 %"]);
    assert!((number(&saved, "/merger/after/products/0/unit_cost") - 0.9).abs() < 1e-12);
    assert!(number(&saved, "/merger/after/products/0/price") < 1.924);
}

#[test]
fn a_result_has_its_files_and_its_chart() {
    let here = tempfile::tempdir().unwrap();
    let output = pricewar(&here, &["equilibrium", "duopoly-logit", "--out", "result", "--scale", "0.5"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for file in ["equilibrium.csv", "equilibrium.json", "report.html", "report.md", "charts/best-replies.png"]
    {
        assert!(here.path().join("result").join(file).is_file(), "{file}");
    }
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("1.473") && said.contains("1.925"), "{said}");
}

#[test]
fn what_cannot_be_answered_ends_with_two_and_says_why() {
    let here = tempfile::tempdir().unwrap();
    for (flags, words) in [
        (&["--set", "segment.users.tastes.price=1e-9"][..], "error[no-finite-price]"),
        (&["--set", "segment.users.tastes.price=1e-9"], "segment `users`"),
        (&["--set", "segment.users.tastes.price={ median = 4, sigma = 5 }"], "low tail"),
        (&["--merge", "A"], "--merge A,B"),
        (&["--merge", "A,a"], "did you mean `A`?"),
        (&["--merge", "A,Zhipu"], "there is A, B"),
        (&["--merge", "A,B", "--saving", "120 %"], "less than 100 %"),
        (&["--saving", "10 %"], "--merge"),
    ] {
        let output = pricewar(&here, &[&["equilibrium", "duopoly-logit", "--no-charts"], flags].concat());
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{flags:?}: {complaint}");
        assert!(complaint.contains(words), "{flags:?}: {complaint}");
    }
}

#[test]
fn the_stiff_duopoly_runs_and_settles() {
    let stiff = ["--set", "segment.users.tastes.price=100", "--set", "provider.*.product.*.appeal=200"];
    let found = json(&[&["duopoly-logit"], &stiff[..]].concat());
    let wanted = brute(&[0, 1], &[2.0; 2], &[1.0; 2], 0.01, 0.0);
    assert!((number(&found, "/nash/products/0/price") - wanted[0]).abs() < 1e-6);
    let here = tempfile::tempdir().unwrap();
    let run = ["run", "duopoly-logit", "--no-charts", "--set", "horizon=30 days"];
    for flags in [&[][..], &stiff] {
        let output = pricewar(&here, &[&run[..], flags].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}
