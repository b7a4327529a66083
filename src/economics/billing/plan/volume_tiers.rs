//! Volume tiers: the more tokens in a month, the less each costs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PlanAbout, Terms};
use crate::complaint::{Check, Complaints};
use crate::economics::billing::invoice::Line;
use crate::economics::billing::tariff::Rates;
use crate::units::{Mtok, Share};

pub(super) const ABOUT: PlanAbout =
    PlanAbout { key: "volume_tiers", english: "volume tiers", chinese: "阶梯计价" };

/// The more tokens in a month, the less each costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VolumeTiers {
    /// The tiers, upwards; below the first the sheet holds.
    pub tiers: Vec<Tier>,
    /// Whether the discount of the tier that is reached is on all tokens of the month; else on those of each slice.
    #[serde(default)]
    pub on_all: bool,
}

/// A tier.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Tokens of a month from which on it holds.
    pub above: Mtok,
    /// Discount on the sheet.
    pub discount: Share,
}

impl Terms for VolumeTiers {
    fn bill(&self, rates: &Rates, wanted: Mtok, out: &mut dyn FnMut(Line)) {
        if self.on_all {
            let reached = self.tiers.iter().rev().find(|tier| wanted > tier.above);
            return Line::tokens(rates, wanted, reached.map_or(1.0, |tier| tier.discount.rest().get()), out);
        }
        let (mut from, mut factor) = (Mtok::ZERO, 1.0);
        for tier in &self.tiers {
            Line::tokens(rates, wanted.min(tier.above) - from, factor, out);
            if wanted <= tier.above {
                return;
            }
            (from, factor) = (tier.above, tier.discount.rest().get());
        }
        Line::tokens(rates, wanted - from, factor, out);
    }

    fn falls(&self) -> Vec<Mtok> {
        if self.on_all { self.tiers.iter().map(|tier| tier.above).collect() } else { Vec::new() }
    }

    fn is_free(&self) -> bool {
        let gives_away = |tier: &Tier| tier.discount >= Share::ONE;
        if self.on_all {
            self.tiers.iter().any(gives_away)
        } else {
            // Slices below it are paid, unless it is the first and begins at nought.
            self.tiers.first().is_some_and(|tier| tier.above <= Mtok::ZERO && gives_away(tier))
        }
    }
}

impl Check for VolumeTiers {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.tiers.is_empty() {
            complaints.error("no-tiers", format!("{path}.tiers"), "tiers need a tier", "the list is empty");
        }
        for (k, pair) in self.tiers.windows(2).enumerate() {
            if pair[1].above <= pair[0].above {
                complaints.error(
                    "tiers-not-rising",
                    format!("{path}.tiers[{}].above", k + 1),
                    "tiers go upwards",
                    &format!(
                        "must be more than {} Mtok, where the tier before it begins",
                        pair[0].above.get()
                    ),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{month, rates};
    use super::*;
    use crate::economics::billing::Plan;
    use crate::units::Money;

    fn tiers(on_all: bool) -> Plan {
        let tier = |above, discount| Tier { above: Mtok(above), discount: Share(discount) };
        Plan::VolumeTiers(VolumeTiers { tiers: vec![tier(100.0, 0.1), tier(500.0, 0.3)], on_all })
    }

    #[test]
    fn slices_pay_each_its_own() {
        // at 2 a Mtok: 100 x 2 + 400 x 1.8 + 100 x 1.4 = 200 + 720 + 140
        assert_eq!(month(&tiers(false), 2.0, 600.0), Money(1060.0));
        assert_eq!(month(&tiers(false), 2.0, 100.0), Money(200.0));
        assert_eq!(month(&tiers(false), 2.0, 40.0), Money(80.0));
    }

    #[test]
    fn tiers_are_free_where_nothing_below_them_is_paid() {
        let is_free = |tiers: &[(f64, f64)], on_all| {
            let tiers = tiers
                .iter()
                .map(|(above, discount)| Tier { above: Mtok(*above), discount: Share(*discount) });
            VolumeTiers { tiers: tiers.collect(), on_all }.is_free()
        };
        assert!(is_free(&[(0.0, 1.0)], false) && is_free(&[(0.0, 1.0), (10.0, 0.5)], false));
        assert!(!is_free(&[(10.0, 1.0)], false) && !is_free(&[(0.0, 0.9), (10.0, 1.0)], false));
        assert!(is_free(&[(10.0, 1.0)], true) && !is_free(&[(10.0, 0.9)], true));
    }

    #[test]
    fn a_tier_on_all_tokens_makes_the_bill_fall_where_it_begins() {
        // 600 x 2 x 0.7; at the threshold itself the lower tier still holds
        assert_eq!(month(&tiers(true), 2.0, 600.0), Money(840.0));
        assert_eq!(month(&tiers(true), 2.0, 500.0), Money(900.0));
        assert!(month(&tiers(true), 2.0, 501.0) < Money(900.0));
        assert_eq!(tiers(true).invoice(&rates(2.0), Mtok(600.0)).lines.len(), 2);
    }
}
