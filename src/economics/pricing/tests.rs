//! Laws that every strategy obeys, and the table of what each says of itself.

use proptest::prelude::*;

use super::fixtures::{luck, sheet};
use super::*;
use crate::ids::{OfferId, ProviderId};
use crate::units::{Days, Elo, Money, MoneyPerMtok, MtokPerDay};

/// One of each, with parameters that a scenario could have.
fn all() -> Vec<PricingRule> {
    #[derive(Deserialize)]
    struct Firm {
        pricing: PricingRule,
    }
    let texts = [
        "hold",
        "scripted = { moves = [{ after = 10.0, product = \"flagship\", price = { input = 1.0, output = 2.0 } }] }",
        "trend = { fall = 0.002 }",
        "cost_plus = { margin = 0.4 }",
        "match_rival = {}",
        "undercut = { by = 0.05, floor = 0.1, relent = 1.0 }",
        "best_response = { step = 0.5 }",
        "best_response = { prior = { price = { mean = 1.0, sd = 0.0 }, usage_elasticity = 1.0 } }",
        "forward_looking = {}",
        "penetration = { depth = 0.3, share = 0.3, target = 0.5 }",
        "skimming = { fall = 0.01, first = { markup = 3.0 } }",
        "value_based = {}",
        "quality_first = { margin = 0.6, pass = 0.5 }",
        "loss_leader = { product = \"mini\", markup = 0.5 }",
        "predation = { depth = 0.5, recoup = 1.0, resume = true }",
        "grim_trigger = { lasting = 40.0 }",
        "tit_for_tat = { generosity = 0.3 }",
        "bandit = {}",
        "bandit = { explore = \"ucb1\" }",
        "switching = { first = \"hold\", until = { cash_below = 0.0 }, then = { best_response = {} }, back = true }",
        "q_learner = {}",
    ];
    texts
        .iter()
        .map(|text| {
            let line =
                if *text == "hold" { "pricing = \"hold\"".to_owned() } else { format!("pricing.{text}") };
            toml::from_str::<Firm>(&line).unwrap_or_else(|error| panic!("{line}: {error}")).pricing
        })
        .collect()
}

#[test]
fn each_strategy_says_what_it_is_under_its_own_name() {
    let mut names: Vec<&str> = all().iter().map(|rule| rule.data().0).collect();
    names.dedup();
    let told: Vec<&str> = STRATEGIES.iter().map(|about| about.name).collect();
    assert_eq!(names, told);
    for about in STRATEGIES {
        for text in [about.rule, about.source, about.use_when] {
            assert!(text.len() > 5 && !text.ends_with('.'), "{}: {text}", about.name);
        }
    }
}

#[test]
fn the_names_are_those_of_scenarios() {
    for rule in all() {
        let written = serde_json::to_value(&rule).unwrap();
        let name =
            written.as_str().or_else(|| written.as_object()?.keys().next().map(String::as_str)).unwrap();
        assert_eq!(name, rule.data().0);
    }
}

#[test]
fn usual_parameters_are_lawful() {
    for rule in all() {
        let mut complaints = Complaints::new();
        rule.check("p", &mut complaints);
        assert_eq!(complaints.list(), [], "{rule:?}");
    }
}

/// A price: nothing, usual, or extreme.
fn price() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 0.01_f64..20.0, Just(1e-6), Just(1e6)]
}

fn part() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 0.0_f64..1.0, Just(1.0)]
}

#[derive(Debug, Clone)]
struct Look {
    own: Vec<(f64, f64, f64, f64)>,
    rivals: Vec<(u32, f64, f64, f64)>,
    cash: f64,
    outside: f64,
    own_cost: f64,
}

fn a_look() -> impl Strategy<Value = Look> {
    (
        prop::collection::vec((price(), price(), part(), 800.0_f64..1600.0), 0..4),
        prop::collection::vec((1_u32..4, price(), part(), 800.0_f64..1600.0), 0..4),
        -1e6_f64..1e6,
        part(),
        prop_oneof![Just(0.0), 0.01_f64..1.0],
    )
        .prop_map(|(own, rivals, cash, outside, own_cost)| Look { own, rivals, cash, outside, own_cost })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn own_offers_only_at_prices_that_are_prices(looks in prop::collection::vec(a_look(), 1..5)) {
        for rule in all() {
            let mut firm = rule.open();
            for (k, look) in looks.iter().enumerate() {
                let own: Vec<OwnProduct> = look.own.iter().enumerate().map(|(j, (posted, cost, reach, elo))| {
                    let cost = MoneyPerMtok(*cost);
                    OwnProduct {
                        offer: OfferId(j as u32),
                        name: ["flagship", "mini", "nano"][j],
                        posted: sheet(*posted),
                        listed: sheet(1.0),
                        age: Days(30.0 * k as f64),
                        quality: Elo(*elo),
                        costs: OwnCosts { marginal: cost * 0.1, floor: cost * 0.5, average: cost, full: cost * 2.0 },
                        sales: MtokPerDay(1e3 * reach),
                        share: Share(*reach),
                        reach: Share(*reach),
                    }
                }).collect();
                let rivals: Vec<RivalProduct> = look.rivals.iter().enumerate().map(|(j, (firm, posted, reach, elo))| RivalProduct {
                    offer: OfferId(10 + j as u32),
                    provider: ProviderId(*firm),
                    posted: sheet(*posted),
                    quality: Elo(*elo),
                    reach: Share(*reach),
                }).collect();
                let seen = InformationSet {
                    elapsed: Days(30.0 * k as f64),
                    own: &own,
                    rivals: &rivals,
                    cash: Money(look.cash),
                    outside: Share(look.outside),
                    scale: Scale { price: MoneyPerMtok(1.0), own_cost: MoneyPerMtok(look.own_cost) },
                };
                let moves = firm.review(&seen, &mut luck(k as u64));
                for step in &moves {
                    let level = step.sheet.blended().get();
                    prop_assert!(own.iter().any(|own| own.offer == step.offer), "{rule:?}");
                    prop_assert!(level.is_finite() && level >= 0.0, "{rule:?}: {level}");
                }
                let mut offers: Vec<OfferId> = moves.iter().map(|step| step.offer).collect();
                offers.sort_unstable();
                offers.dedup();
                prop_assert_eq!(offers.len(), moves.len(), "a product moves once: {:?}", rule);
                let belief = firm.belief();
                prop_assert!(belief.is_none_or(|belief| belief.mean >= 0.05 && belief.sd.is_finite()), "{belief:?}");
            }
        }
    }
}
