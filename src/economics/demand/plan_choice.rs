//! Which plan of a product a user takes, how much it then uses, and what it really pays.
//!
//! A bill that is no multiple of the tokens makes the price depend on the use. Users answer the average price (Ito 2014,
//! "Do consumers respond to marginal or average price?", found just that): use rests where
//!
//! q = q_0 x(P(q))^(-eta),   P(q) = bill(q) / served(q)
//!
//! Where the bill never falls in q and eta < 1 there is one such place: P can fall no faster than 1/q, so the right side
//! rises no faster than q^eta. Where a bill falls (a discount on all tokens from a threshold on) there may be one on
//! either side, and users take the better. Of all plans they take the one of highest utility, which without a stop is
//! the one of the lowest average price.
//!
//! Who is stopped at less than it wants has the utility of what it gets: with r = q / q_0 and -g(x) the maximum over r of
//! u(r) - x r, u(r) = (1 - eta r^(-(1 - eta) / eta)) / (1 - eta), 1 + ln r at eta = 1; its price term is x r - u(r).

use super::preference::{Preference, is_one};
use crate::economics::billing::{Charge, Plan, Rates};
use crate::maths::{exp, ln, pow};
use crate::units::{Money, MoneyPerMtok, Mtok};

/// The plan that is taken, and what follows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Taken {
    /// Position of the plan among those offered; none for pay as you go.
    pub plan: Option<usize>,
    /// What a token that is served pays on average.
    pub price: MoneyPerMtok,
    /// g(x), or what takes its place for those who are stopped.
    pub term: f64,
    /// Tokens served over those at the reference price.
    pub usage: f64,
    /// Months of the plan's term.
    pub months: u32,
    /// Of a user's bill of a month, what is paid when the term begins.
    pub in_advance: Money,
    /// Part of the bill that is revenue only when the term has ended.
    pub lapsed: f64,
    /// Part of the bill that lapses and was paid in advance.
    pub lapsed_in_advance: f64,
}

/// Halvings by which a rest is found: 2^-48 of a range of at most e^50.
const HALVINGS: usize = 48;
/// Use is looked for from this part of what is wanted at the reference price.
const LEAST: f64 = 1e-9;

impl Taken {
    /// Pay as you go at a price that does not depend on use.
    pub fn as_you_go(preference: &Preference, price: MoneyPerMtok) -> Self {
        Self {
            plan: None,
            price,
            term: preference.price_term(price),
            usage: preference.usage(price),
            months: 1,
            in_advance: Money::ZERO,
            lapsed: 0.0,
            lapsed_in_advance: 0.0,
        }
    }

    /// What a user takes who wants `base` tokens a month at the reference price; of equals the first. None where nothing
    /// that is offered can serve it.
    pub fn best<'p>(
        preference: &Preference,
        rates: &Rates,
        (goes, plans): (bool, impl Iterator<Item = (usize, &'p Plan)>),
        base: Mtok,
    ) -> Option<Self> {
        let mut best = goes.then(|| Self::as_you_go(preference, rates.average()));
        for (position, plan) in plans {
            for found in Self::under(preference, rates, (position, plan), base) {
                if best.is_none_or(|best| found.term < best.term) {
                    best = Some(found);
                }
            }
        }
        best
    }

    /// Where a user can come to rest under one plan, one for each stretch in which its bill does not fall.
    fn under(
        preference: &Preference,
        rates: &Rates,
        (position, plan): (usize, &Plan),
        base: Mtok,
    ) -> Vec<Self> {
        let wanted_at = |wanted: f64| {
            let average = plan.charge(rates, Mtok(wanted)).average().unwrap_or(MoneyPerMtok::ZERO);
            base.get() * preference.usage(average)
        };
        let taken = |wanted: f64| {
            let charge = plan.charge(rates, Mtok(wanted));
            Some(Self { plan: Some(position), months: plan.months(), ..Self::at(preference, charge, base)? })
        };
        if preference.tastes.usage_elasticity.get() == 0.0 {
            return taken(base.get()).into_iter().collect();
        }
        let mut ends = vec![base.get() * LEAST];
        ends.extend(plan.falls().iter().map(|at| at.get()));
        let mut most = base.get().max(2.0 * ends[ends.len() - 1]);
        while wanted_at(most) > most && most < 1e18 {
            most *= 2.0;
        }
        ends.push(most);
        let stretches = ends.windows(2).filter_map(|pair| rest(&wanted_at, (pair[0], pair[1])));
        stretches.filter_map(taken).collect()
    }

    /// What follows from a bill; none where less is served than is wanted and nothing less will do.
    ///
    /// Where use does not rest at its average price, because there is a stop or because the bill jumps there (one more
    /// package), it is held below what it would be, and has the worth of what it gets.
    fn at(preference: &Preference, charge: Charge, base: Mtok) -> Option<Self> {
        let price = charge.average()?;
        let usage = charge.served / base;
        let eta = preference.tastes.usage_elasticity.get();
        let is_held = usage < preference.usage(price) * (1.0 - 1e-9);
        let term = match (is_held, eta > 0.0) {
            (false, _) => preference.price_term(price),
            (true, true) => preference.relative_price(price) * usage - worth(usage, eta),
            (true, false) => return None,
        };
        let part = |of: Money| if charge.amount > Money::ZERO { of / charge.amount } else { 0.0 };
        Some(Self {
            plan: None,
            price,
            term,
            usage,
            months: 1,
            in_advance: charge.in_advance,
            lapsed: part(charge.lapsed),
            lapsed_in_advance: part(charge.lapsed_in_advance),
        })
    }
}

/// u(r): what r times the use at the reference price is worth.
fn worth(r: f64, eta: f64) -> f64 {
    if is_one(eta) {
        return 1.0 + ln(r);
    }
    (1.0 - eta * pow(r, -(1.0 - eta) / eta)) / (1.0 - eta)
}

/// The most that is used of what is wanted at its price, above the first end and up to the second.
fn rest(wanted_at: &dyn Fn(f64) -> f64, (low, high): (f64, f64)) -> Option<f64> {
    // just above the end at which the bill has fallen, and just below that at which it falls
    let (mut low, mut high) = (ln(low * (1.0 + 1e-12)), ln(high * (1.0 - 1e-12)));
    let is_wanted = |at: f64| wanted_at(exp(at)) >= exp(at);
    if !is_wanted(low) || is_wanted(high) {
        return None;
    }
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if is_wanted(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(exp(low))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::economics::billing::{
        Commitment, Free, Overflow, Package, PriceSheet, Provisioned, Subscription, Tariff, Tier, TokenMix,
        VolumeTiers,
    };
    use crate::economics::demand::Tastes;
    use crate::units::{Elo, MtokPerDay, Share};

    fn preference(eta: f64) -> Preference {
        Preference {
            tastes: Tastes { usage_elasticity: Share(eta), ..Tastes::default() },
            reference_price: MoneyPerMtok(2.0),
            reference_quality: Elo(1200.0),
            own_cost: MoneyPerMtok(0.4),
        }
    }

    fn rates(price: f64) -> Rates {
        let sheet = PriceSheet { input: MoneyPerMtok(price), output: MoneyPerMtok(price), cached: None };
        Rates::of(&sheet, &Tariff::default(), &TokenMix::default())
    }

    fn fee(fee: f64, quota: Option<f64>, overflow: Overflow) -> Plan {
        let quota = quota.map(Mtok);
        Plan::Subscription(Subscription {
            fee: Money(fee),
            quota,
            cap: None,
            overflow,
            discount: Share::ZERO,
        })
    }

    fn best(eta: f64, plans: &[Plan], base: f64) -> Taken {
        Taken::best(&preference(eta), &rates(2.0), (true, plans.iter().enumerate()), Mtok(base)).unwrap()
    }

    #[test]
    fn a_flat_fee_is_taken_by_those_who_use_more_than_it_costs() {
        // at 2 a Mtok and eta 0 a fee of 20 pays from 10 Mtok on
        let plan = [fee(20.0, None, Overflow::Pay)];
        assert_eq!(best(0.0, &plan, 9.99).plan, None);
        let heavy = best(0.0, &plan, 40.0);
        assert_eq!(heavy.plan, Some(0));
        assert!((heavy.price.get() - 0.5).abs() < 1e-9);
    }

    #[test]
    fn use_rests_where_it_is_worth_its_average_price() {
        // eta 1/2, fee F, all contained: q = q0 ((F/q + h) / P)^(-1/2), so q^2 = q0^2 P q / (F + h q):
        // h q^2 + F q - q0^2 P = 0 at h 0.4, F 20, q0 40, P 2: q = (-20 + sqrt(400 + 5120)) / 0.8
        let expected = (-20.0 + 5520.0_f64.sqrt()) / 0.8;
        let taken = best(0.5, &[fee(20.0, None, Overflow::Pay)], 40.0);
        assert!((taken.usage * 40.0 / expected - 1.0).abs() < 1e-9, "{}", taken.usage * 40.0);
    }

    #[test]
    fn who_is_stopped_has_the_worth_of_what_it_gets() {
        // a stop that does not bind is worth what the price is
        for eta in [0.3, 0.5, 1.0] {
            let own = preference(eta);
            for x in [0.4, 1.0, 2.5] {
                let price = MoneyPerMtok(x * 2.0 - 0.4);
                let r = own.usage(price);
                let term = own.relative_price(price) * r - worth(r, eta);
                assert!((term - own.price_term(price)).abs() < 1e-12, "eta {eta} x {x}");
            }
        }
        // free to 1 Mtok: at 30 wanted it beats paying for nothing less
        let free = Plan::Free(Free {
            limit: MtokPerDay(1.0 / 30.4375),
            burst: crate::units::Ratio(1.0),
            overflow: Overflow::Stop,
        });
        assert_eq!(best(0.4, std::slice::from_ref(&free), 0.5).plan, Some(0));
        assert_eq!(best(0.4, std::slice::from_ref(&free), 300.0).plan, None);
        // who cannot do with less does not take it
        assert_eq!(best(0.0, &[free], 2.0).plan, None);
    }

    #[test]
    fn of_two_rests_the_better_is_taken() {
        // half price on all from 100: at 90 wanted at the reference price, eta 0.4, x falls from 1.2 to 0.7
        let tiers = Plan::VolumeTiers(VolumeTiers {
            tiers: vec![Tier { above: Mtok(100.0), discount: Share(0.5) }],
            on_all: true,
        });
        let own = preference(0.4);
        let rests = Taken::under(&own, &rates(2.0), (0, &tiers), Mtok(100.0));
        assert_eq!(rests.len(), 2);
        let taken = best(0.4, &[tiers], 100.0);
        assert!((taken.price.get() - 1.0).abs() < 1e-12);
        assert!((taken.usage - pow(0.7, -0.4)).abs() < 1e-9);
    }

    fn any_plan() -> impl Strategy<Value = Plan> {
        let money = 0.1..1e4_f64;
        let tokens = 0.1..1e4_f64;
        let stops = prop::bool::ANY.prop_map(|stops| if stops { Overflow::Stop } else { Overflow::Pay });
        prop_oneof![
            (money.clone(), tokens.clone(), stops.clone()).prop_map(|(f, q, o)| fee(f, Some(q), o)),
            (money.clone(), tokens.clone(), 1..25_u32).prop_map(|(price, tokens, months)| {
                Plan::Package(Package { price: Money(price), tokens: Mtok(tokens), months })
            }),
            (money.clone(), 0.0..0.9_f64, 1..25_u32).prop_map(|(spend, discount, months)| {
                Plan::Commitment(Commitment { spend: Money(spend), discount: Share(discount), months })
            }),
            (money, tokens.clone(), stops.clone()).prop_map(|(fee, rate, overflow)| {
                let (rate, fill) = (MtokPerDay(rate / 30.0), Share(0.4));
                Plan::Provisioned(Provisioned { rate, fee: Money(fee), months: 1, fill, overflow })
            }),
            (tokens.clone(), stops).prop_map(|(limit, overflow)| {
                let limit = MtokPerDay(limit / 30.0);
                Plan::Free(Free { limit, burst: crate::units::Ratio(1.0), overflow })
            }),
            (tokens.clone(), tokens, 0.0..0.9_f64, prop::bool::ANY).prop_map(
                |(a, more, discount, on_all)| {
                    let tier = |above, discount| Tier { above: Mtok(above), discount: Share(discount) };
                    let tiers = vec![tier(a, discount / 2.0), tier(a + more, discount)];
                    Plan::VolumeTiers(VolumeTiers { tiers, on_all })
                }
            ),
        ]
    }

    proptest! {
        #[test]
        fn what_is_taken_is_a_rest_and_never_worse_than_paying_as_one_goes(
            plans in prop::collection::vec(any_plan(), 1..4),
            base in 0.01..1e4_f64,
            eta in 0.0..1.0_f64,
            price in 0.01..20.0_f64,
        ) {
            let (own, rates) = (preference(eta), rates(price));
            let taken = Taken::best(&own, &rates, (true, plans.iter().enumerate()), Mtok(base)).unwrap();
            let go = Taken::as_you_go(&own, rates.average());
            prop_assert!(taken.term <= go.term + 1e-9);
            if let Some(plan) = taken.plan {
                // billed = metered: the average price times what is served is the bill of just that
                let charge = plans[plan].charge(&rates, Mtok(base * taken.usage));
                let billed = taken.price.get() * base * taken.usage;
                prop_assert!((charge.amount.get() - billed).abs() <= 1e-6 * billed.max(1e-6), "{charge:?} {billed}");
                // nobody uses more than it is worth at its average price
                prop_assert!(taken.usage <= own.usage(taken.price) * (1.0 + 1e-9));
            }
        }

        #[test]
        fn one_more_plan_never_makes_a_product_better_than_its_best(
            plans in prop::collection::vec(any_plan(), 2..5), base in 0.01..1e4_f64, eta in 0.05..0.95_f64,
        ) {
            let (own, rates) = (preference(eta), rates(2.0));
            let each = |k: usize| Taken::best(&own, &rates, (true, plans.iter().enumerate().skip(k).take(1)), Mtok(base));
            let together = Taken::best(&own, &rates, (true, plans.iter().enumerate()), Mtok(base)).unwrap();
            let best = (0..plans.len()).filter_map(each).map(|taken| taken.term).fold(f64::INFINITY, f64::min);
            prop_assert!((together.term - best).abs() < 1e-12);
        }

        #[test]
        fn bills_never_fall_in_use_but_where_they_say_so(
            plan in any_plan(), price in 0.01..20.0_f64, low in 0.01..1e4_f64, more in 1.0..3.0_f64,
        ) {
            let high = low * more;
            prop_assume!(!plan.falls().iter().any(|at| at.get() >= low && at.get() <= high));
            let rates = rates(price);
            let (few, many) = (plan.charge(&rates, Mtok(low)), plan.charge(&rates, Mtok(high)));
            prop_assert!(many.amount.get() >= few.amount.get() * (1.0 - 1e-12) - 1e-9, "{few:?} {many:?}");
        }
    }
}
