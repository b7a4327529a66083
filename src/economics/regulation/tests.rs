//! Laws that all policies obey.

use super::*;
use crate::units::{Elo, MoneyPerDay, MoneyPerMtok, Ratio, Share, Utils};
use proptest::prelude::*;

/// One of each, with usual parameters.
fn all() -> Vec<Policy> {
    let named = || vec!["offices".to_owned()];
    let rate = MoneyPerMtok(0.3);
    vec![
        Policy::BelowCostBan(BelowCostBan::default()),
        Policy::Portability(Portability { relief: Share(0.4), segments: named() }),
        Policy::Levy(Levy { rate, payer: Payer::Seller, segments: named() }),
        Policy::Subsidy(Subsidy { rate, payee: Payer::User, segments: named() }),
        Policy::Voucher(Voucher { credit: MoneyPerDay(1.0), segments: named() }),
        Policy::PriceCap(PriceCap { most: MoneyPerMtok(2.0), at_least: None, below: None }),
        Policy::Privacy(Privacy { cost: Ratio(0.1), duty: rate, trust: Utils(0.2), segments: named() }),
        Policy::MergerReview(MergerReview::default()),
    ]
}

#[test]
fn each_policy_says_what_it_is_under_its_own_name() {
    let keys: Vec<&str> = all().iter().map(Policy::key).collect();
    let told: Vec<&str> = POLICIES.iter().map(|about| about.name).collect();
    assert_eq!(keys, told);
    assert!(POLICIES.iter().all(|about| !about.rule.is_empty() && !about.source.is_empty()));
}

#[test]
fn segments_that_are_not_named_see_no_money_and_no_trust() {
    for policy in all() {
        let terms = policy.law().terms("schools");
        // A duty on the seller raises what it costs to serve anyone.
        let expected = Terms { cost: terms.cost, ..Terms::NONE };
        assert_eq!(terms, expected, "{}", policy.key());
    }
}

#[test]
fn usual_parameters_are_lawful() {
    for policy in all() {
        let mut complaints = Complaints::new();
        policy.check("policy.x", &mut complaints);
        assert!(complaints.list().is_empty(), "{}: {:?}", policy.key(), complaints.list());
    }
}

#[test]
fn a_policy_reads_as_it_is_written() {
    for policy in all() {
        let text = serde_json::to_string(&policy).unwrap();
        assert_eq!(serde_json::from_str::<Policy>(&text).unwrap(), policy);
    }
}

fn terms() -> impl Strategy<Value = Terms> {
    (0.0_f64..5.0, 0.0_f64..5.0, 0.5_f64..2.0, -1.0_f64..1.0, 0.0_f64..1.0).prop_map(
        |(owes, gets, cost, trust, inertia)| Terms {
            user_owes: MoneyPerMtok(owes),
            user_gets: MoneyPerMtok(gets),
            seller_owes: MoneyPerMtok(gets),
            seller_gets: MoneyPerMtok(owes),
            credit: MoneyPerDay(owes),
            cost: Ratio(cost),
            duty: MoneyPerMtok(gets),
            trust: Utils(trust),
            inertia: Ratio(inertia),
        },
    )
}

proptest! {
    #[test]
    fn no_policy_changes_nothing_and_the_order_does_not_matter(a in terms(), b in terms()) {
        prop_assert_eq!(a.and(Terms::NONE), a);
        prop_assert_eq!(a.and(b), b.and(a));
    }

    #[test]
    fn what_is_paid_is_never_negative_and_rises_with_the_price(t in terms(), p in 0.0_f64..9.0, more in 0.0_f64..9.0) {
        let paid = t.paid(MoneyPerMtok(p));
        prop_assert!(paid >= MoneyPerMtok::ZERO);
        prop_assert!(t.paid(MoneyPerMtok(p + more)) >= paid);
    }

    #[test]
    fn a_price_at_the_line_is_lawful(share in 0.0_f64..1.0, average in 0.01_f64..9.0, quality in 900.0_f64..1500.0) {
        let cost = UnitCost {
            marginal: MoneyPerMtok(0.2 * average),
            floor: MoneyPerMtok(0.7 * average),
            average: MoneyPerMtok(average),
        };
        let seller = Seller { cost, share: Share(share), quality: Elo(quality) };
        for policy in all() {
            if let Some(line) = policy.law().line(&seller) {
                prop_assert!(line.is_kept(line.at()));
            }
        }
    }
}
