//! Value based: the price of the next best alternative, times what the difference in quality is worth to a user.
//!
//! p + h = max( (P_r + h) e^(keep (mu / alpha) (ln 10 / 400) (R - R_r)), c (1 + floor) + h ),   r the rival offer of largest
//! (mu / alpha) (ln 10 / 400) R_r - ln(P_r + h): what a user would take instead. keep = 1 - given where the product is better,
//! 1 where it is worse, for a worse product must give the whole difference back. With keep = 1 and utility logarithmic in
//! price a user is indifferent. Economic value: Nagle and Mueller, The strategy and tactics of pricing (1987 and later).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::{CostBasis, InformationSet, OwnProduct, RivalProduct, floor};
use super::pricer::{PriceMove, Pricer};
use crate::complaint::{Check, Complaints};
use crate::economics::demand::{Tastes, quality_utils};
use crate::maths;
use crate::random::Stream;
use crate::units::{MoneyPerMtok, Ratio, Share};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "value_based",
    rule: "p + h = (P_r + h) e^(keep (mu / alpha) (ln 10 / 400) (R - R_r)), r the next best alternative, not below c (1 + floor)",
    source: "economic value to the customer: Nagle and Mueller 1987; Elo scale: Bradley and Terry 1952",
    use_when: "a firm sells quality: prices should follow the gap to the next best model and not the cost",
};

/// Price by the difference in quality.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ValueBased {
    /// Part of the value of better quality that is left to the user. Default 30 % (assumption: enough of it to make them move).
    pub given: Share,
    /// mu: the users' taste for quality, as the firm takes it. Default 1 (the Arena's own scale).
    pub quality: Ratio,
    /// alpha: their taste for price, as the firm takes it. Default 0.8 (that of users, where none is given).
    pub price: Ratio,
    /// Mark-up over unit cost below which it does not go.
    pub floor: Ratio,
    /// The unit cost meant.
    pub cost: CostBasis,
}

impl Default for ValueBased {
    fn default() -> Self {
        Self {
            given: Share(0.3),
            quality: Ratio(1.0),
            price: Tastes::default().price.median,
            floor: Ratio::ZERO,
            cost: CostBasis::default(),
        }
    }
}

impl Check for ValueBased {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        // Below 0.05 a difference of 100 Elo would be worth a factor of 100,000.
        if self.price < Ratio(0.05) {
            complaints
                .error(
                    "value-without-price",
                    format!("{path}.price"),
                    "to users who do not mind the price any quality is worth any price",
                    &format!("found {}, must be at least 0.05", self.price.get()),
                )
                .help("0.8 is usual");
        }
    }
}

impl ValueBased {
    /// (mu / alpha) (ln 10 / 400) (R - R_r): ln of how much more a user would pay.
    fn worth(&self, own: &OwnProduct, rival: &RivalProduct) -> f64 {
        quality_utils(own.quality, rival.quality).get() * self.quality.get() / self.price.get()
    }

    fn level(&self, own: &OwnProduct, seen: &InformationSet) -> Option<MoneyPerMtok> {
        let h = seen.scale.own_cost;
        // The alternative at which the product is worth least to a user who has it.
        let (rival, worth, _) = seen
            .rivals
            .iter()
            .filter(|rival| rival.posted.blended() + h > MoneyPerMtok::ZERO)
            .map(|rival| {
                let worth = self.worth(own, rival);
                (rival, worth, worth + maths::ln((rival.posted.blended() + h).get()))
            })
            .min_by(|a, b| a.2.total_cmp(&b.2))?;
        let keep = if worth > 0.0 { self.given.rest().get() } else { 1.0 };
        let level = (rival.posted.blended() + h) * maths::exp(keep * worth) - h;
        Some(level.max(floor(&own.costs, self.cost, self.floor)))
    }
}

impl Pricer for ValueBased {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        seen.own.iter().filter_map(|own| PriceMove::to(own, self.level(own, seen)?)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{level_at, product, rival};
    use super::*;
    use crate::units::Elo;

    fn price(mut rule: ValueBased, gap: f64, rivals: &[RivalProduct]) -> f64 {
        let own = OwnProduct { quality: Elo(1200.0 + gap), ..product(0, 5.0, 1.0) };
        level_at(&mut rule, 30.0, own, rivals)
    }

    #[test]
    fn a_hundred_points_by_hand() {
        // Rival at 2; 100 Elo are 0.575646 utils; over alpha 0.8, 0.719558; seven tenths kept: 2 e^0.503690 = 3.309634.
        let level = price(ValueBased::default(), 100.0, &[rival(1, 2.0)]);
        assert!(
            (level - 2.0 * maths::exp(0.7 * 100.0 * std::f64::consts::LN_10 / 400.0 / 0.8)).abs() < 1e-12
        );
        assert!((level - 3.309_634).abs() < 1e-5, "{level}");
        // A worse one gives all of it back: 2 e^-0.719558 = 0.973935, and cost is 1.
        assert!((price(ValueBased::default(), -100.0, &[rival(1, 2.0)]) - 1.0).abs() < 1e-12);
        // As good: the rival's price.
        assert!((price(ValueBased::default(), 0.0, &[rival(1, 2.0)]) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn the_next_best_is_what_a_user_would_take() {
        // A model 400 points better at 9 is a better deal than an equal one at 2 (e^2.88 = 17.8 times as good).
        let great = RivalProduct { quality: Elo(1600.0), ..rival(2, 9.0) };
        let rule = ValueBased { cost: CostBasis::Marginal, ..ValueBased::default() };
        let both = price(rule, 0.0, &[rival(1, 2.0), great]);
        assert!((both - price(rule, 0.0, &[great])).abs() < 1e-12);
        // Nobody to be compared with: no move.
        assert!((price(rule, 0.0, &[]) - 5.0).abs() < 1e-12);
    }

    #[test]
    fn with_all_of_the_value_kept_a_user_is_indifferent() {
        // Utility logarithmic in price: mu k R - alpha ln p is the same for both.
        let rule = ValueBased { given: Share::ZERO, ..ValueBased::default() };
        for gap in [-50.0, 20.0, 200.0] {
            let p = price(rule, gap, &[rival(1, 2.0)]);
            let gain = quality_utils(Elo(1200.0 + gap), Elo(1200.0)).get();
            assert!((gain - 0.8 * (maths::ln(p) - maths::ln(2.0))).abs() < 1e-9, "{gap}");
        }
    }

    #[test]
    fn a_taste_for_price_of_nothing_is_refused() {
        let mut complaints = Complaints::new();
        ValueBased { price: Ratio::ZERO, ..ValueBased::default() }.check("p", &mut complaints);
        assert_eq!(complaints.list()[0].code, "value-without-price");
    }
}
