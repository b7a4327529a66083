//! Demand as a firm perceives it: users of one preference, read off the parts of users that its offers reach.
//!
//! The firm inverts shares as Berry (1994) does: with alpha from its belief and R the part of users it does not reach,
//! merit_j = ln(s_j / R) + alpha g(x_j), so that at posted prices its own offers have exactly the parts seen. Rivals and
//! the outside option are one alternative whose weight stays as it is. The best joint prices of its offers solve
//! F_j = 0 of `equilibrium.rs` for a market with this firm alone: with one offer
//!
//! (p - c) / (p + h) = 1 / \[alpha (1 - s) x^(1 - eta) + eta\];   eta = 0, h = 0, mu = `P_ref` / alpha:  p = c + mu / (1 - S_own).

use super::equilibrium::{NashMarket, nash};
use super::information::{OwnProduct, Scale};
use super::pricer::PriceMove;
use crate::economics::demand::{Preference, ResponseMarket, ResponseSegment, Tastes};
use crate::maths;
use crate::units::{Elo, MoneyPerMtok, Ratio, Share, Spread, Utils};

/// Least part of users that an offer, and all others, count as having: a new offer has nobody yet and must be priced.
const LEAST_REACH: f64 = 1e-6;

/// Users as the firm takes them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Perceived {
    /// alpha.
    pub(super) alpha: f64,
    /// eta.
    pub(super) eta: Share,
    /// Where both are measured.
    pub(super) scale: Scale,
}

impl Perceived {
    fn preference(&self) -> Preference {
        Preference {
            tastes: Tastes {
                price: Spread::same(Ratio(self.alpha)),
                usage_elasticity: self.eta,
                ..Tastes::default()
            },
            reference_price: self.scale.price,
            // Quality stands in the merits.
            reference_quality: Elo::ZERO,
            own_cost: self.scale.own_cost,
        }
    }

    /// merit_j of own offers that users choose at posted prices with the chances `chosen`; all others have merit 0.
    pub(super) fn merits(&self, own: &[OwnProduct], chosen: &[f64]) -> Vec<f64> {
        let preference = self.preference();
        let rest = (1.0 - chosen.iter().sum::<f64>()).max(LEAST_REACH);
        own.iter()
            .zip(chosen)
            .map(|(own, share)| {
                let term = preference.price_term(own.posted.blended());
                maths::ln(share.max(LEAST_REACH) / rest) + self.alpha * term
            })
            .collect()
    }

    /// x^(-eta) at a level.
    pub(super) fn usage(&self, level: MoneyPerMtok) -> f64 {
        self.preference().usage(level)
    }

    /// Chances of own offers of these merits at levels, and x^(-eta) of each, into `out`.
    pub(super) fn choice(&self, merits: &[f64], levels: &[f64], out: &mut Vec<(f64, f64)>) {
        let preference = self.preference();
        out.clear();
        let utilities = merits.iter().zip(levels).map(|(merit, level)| {
            let level = MoneyPerMtok(*level);
            (merit - self.alpha * preference.price_term(level), preference.usage(level))
        });
        out.extend(utilities);
        // From the largest down, the others at 0, so that nothing overflows.
        let top = out.iter().fold(0.0, |top: f64, (v, _)| top.max(*v));
        let sum = maths::exp(-top) + out.iter().map(|(v, _)| maths::exp(v - top)).sum::<f64>();
        for (v, _) in out.iter_mut() {
            *v = maths::exp(*v - top) / sum;
        }
    }

    /// Users who at posted prices choose the own offers with these chances.
    pub(super) fn users(&self, own: &[OwnProduct], chosen: &[f64]) -> ResponseSegment {
        ResponseSegment {
            merit: self.merits(own, chosen).into_iter().map(Utils).collect(),
            preference: self.preference(),
            // One kind of user: its mass is the unit of tokens.
            mass: 1.0,
            ratio: vec![1.0; own.len()],
            inertia: Spread::same(Utils::ZERO),
            outside: Utils::ZERO,
            outside_inertia: Utils::ZERO,
            multi_home: crate::units::Share::ZERO,
            own_hosting: None,
            nests: None,
        }
    }

    /// The levels of most profit over unit costs, all own offers at once; none where no such level is found.
    pub(super) fn best(
        own: &[OwnProduct],
        users: ResponseSegment,
        costs: &[MoneyPerMtok],
    ) -> Option<Vec<MoneyPerMtok>> {
        let costs = vec![costs.to_vec()];
        let demand =
            ResponseMarket { segments: vec![users], owners: vec![0; own.len()], providers: 1, types: 1 };
        let start: Vec<MoneyPerMtok> = own.iter().map(|own| own.posted.blended()).collect();
        let found = nash(&NashMarket { demand, costs }, &start);
        let sound = found.converged && found.levels.iter().all(|level| level.get().is_finite());
        sound.then_some(found.levels)
    }
}

/// Moves to the levels that a firm would have, each bounded by `step`.
pub(super) fn moves(own: &[OwnProduct], levels: Vec<MoneyPerMtok>, step: Option<Share>) -> Vec<PriceMove> {
    own.iter()
        .zip(levels)
        .filter_map(|(own, level)| PriceMove::to(own, within_step(level, own.posted.blended(), step)))
        .collect()
}

/// A level no further from the posted one than `step`: from p (1 - step) to p / (1 - step). A free offer has no distance.
fn within_step(level: MoneyPerMtok, posted: MoneyPerMtok, step: Option<Share>) -> MoneyPerMtok {
    match step.map(|step| step.rest().get()) {
        Some(left) if left > 0.0 && posted > MoneyPerMtok::ZERO => {
            level.max(posted * left).min(posted / left)
        }
        _ => level,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{look, product};
    use super::*;

    fn perceived(alpha: f64, eta: f64) -> Perceived {
        Perceived { alpha, eta: Share(eta), scale: look(&[], &[]).scale }
    }

    #[test]
    fn the_best_price_obeys_its_formula() {
        // At the price found, with the share that it then has: (p - c) / p = 1 / [alpha (1 - s) x^(1 - eta) + eta].
        for eta in [0.0, 0.4, 1.0] {
            let (firm, own) = (perceived(1.3, eta), [product(0, 2.0, 1.0)]);
            let users = firm.users(&own, &[0.3]);
            let merit = users.merit[0].get();
            let p = Perceived::best(&own, users, &[MoneyPerMtok(1.0)]).unwrap()[0].get();
            let w = maths::exp(merit - 1.3 * firm.preference().price_term(MoneyPerMtok(p)));
            let s = w / (1.0 + w);
            let elasticity = 1.3 * (1.0 - s) * maths::pow(p, 1.0 - eta) + eta;
            assert!(((p - 1.0) / p - 1.0 / elasticity).abs() < 1e-7, "eta {eta}: {p}");
        }
    }

    #[test]
    fn two_offers_are_priced_above_one_of_them_alone() {
        let firm = perceived(2.0, 0.0);
        let both = [product(0, 1.5, 1.0), product(1, 1.5, 1.0)];
        let cost = MoneyPerMtok(1.0);
        let joint = Perceived::best(&both, firm.users(&both, &[0.3, 0.3]), &[cost; 2]).unwrap();
        let alone = Perceived::best(&both[..1], firm.users(&both[..1], &[0.3]), &[cost]).unwrap();
        assert!(joint[0] > alone[0] && (joint[0] - joint[1]).get().abs() < 1e-7);
    }

    #[test]
    fn nobody_and_everybody_have_a_best_price() {
        for reach in [0.0, 1.0] {
            let own = [product(0, 1.5, 1.0)];
            let users = perceived(2.0, 0.4).users(&own, &[reach]);
            assert!(Perceived::best(&own, users, &[MoneyPerMtok(1.0)]).unwrap()[0].get() > 1.0);
        }
    }

    #[test]
    fn a_step_bounds_rise_and_fall() {
        let bound = |level: f64| within_step(MoneyPerMtok(level), MoneyPerMtok(1.0), Some(Share(0.2))).get();
        assert!((bound(0.1) - 0.8).abs() < 1e-12 && (bound(9.0) - 1.25).abs() < 1e-12);
        assert!((bound(0.9) - 0.9).abs() < 1e-12);
        assert_eq!(within_step(MoneyPerMtok(3.0), MoneyPerMtok::ZERO, Some(Share(0.2))), MoneyPerMtok(3.0));
    }
}
