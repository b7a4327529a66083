//! Grim trigger: the collusive price as long as nobody undercuts it; after that a punishing price, for ever or for a time.
//!
//! p = p_C while P_min >= p_C (1 - tolerance) for every own product, else min(p_C, c (1 + punish)) from then on (Friedman 1971) or
//! for `lasting` (Green and Porter 1984). What rivals did while a punishment lasted is not held against them: the review that
//! ends it returns to p_C unseen, so that firms which punish one another can make peace.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::information::{CostBasis, InformationSet, floor};
use super::pricer::{PriceMove, Pricer};
use super::rule::Rule;
use super::target::Target;
use crate::complaint::{Check, Complaints};
use crate::random::Stream;
use crate::units::{Days, Elo, Ratio, Share};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "grim_trigger",
    rule: "p = p_C while P_min >= p_C (1 - tolerance), after that min(p_C, c (1 + punish)), for ever or for `lasting`",
    source: "Friedman 1971; punishment for a time: Green and Porter 1984",
    use_when: "asking whether tacit collusion holds, what breaks it, and how long a market takes to recover",
};

/// Collusion under threat.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GrimTrigger {
    /// p_C: the collusive price.
    pub hold: Target,
    /// Mark-up over unit cost while it punishes. Default 0 (the competitive price).
    pub punish: Ratio,
    /// How long a punishment lasts; for ever when absent.
    pub lasting: Option<Days>,
    /// Part by which a rival may lie below the collusive price without being punished. Default 5 % (assumption: lists differ by that much without ill will).
    pub tolerance: Share,
    /// The unit cost meant.
    pub cost: CostBasis,
    /// Rivals more than this many Elo points worse are not comparable; all are when absent.
    pub window: Option<Elo>,
}

impl Default for GrimTrigger {
    fn default() -> Self {
        Self {
            hold: Target::List,
            punish: Ratio::ZERO,
            lasting: None,
            tolerance: Share(0.05),
            cost: CostBasis::default(),
            window: None,
        }
    }
}

impl Check for GrimTrigger {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if let Target::Markup(markup) = self.hold
            && self.punish >= markup
        {
            complaints
                .error(
                    "punishment-above-collusion",
                    format!("{path}.punish"),
                    "the punishment would be no lower than the collusive price",
                    &format!("found {}, must be below the mark-up held, {}", self.punish.get(), markup.get()),
                )
                .help("0 is the competitive price");
        }
    }
}

impl Rule for GrimTrigger {
    fn open(&self) -> Box<dyn Pricer> {
        Box::new(Colluder { rule: *self, since: None })
    }
}

/// The rule and when the present punishment began.
struct Colluder {
    rule: GrimTrigger,
    since: Option<Days>,
}

impl Colluder {
    /// Whether a comparable rival lies below the collusive price of one of the firm's products.
    fn is_undercut(&self, seen: &InformationSet) -> bool {
        seen.own.iter().any(|own| {
            let least = self.rule.hold.of(own, self.rule.cost) * self.rule.tolerance.rest().get();
            seen.cheapest_comparable(own.quality, self.rule.window).is_some_and(|rival| rival < least)
        })
    }
}

impl Pricer for Colluder {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        match (self.since, self.rule.lasting) {
            (Some(since), Some(lasting)) if seen.elapsed - since >= lasting => self.since = None,
            (None, _) if self.is_undercut(seen) => self.since = Some(seen.elapsed),
            _ => {}
        }
        seen.own
            .iter()
            .filter_map(|own| {
                let level = if self.since.is_some() {
                    // A punishment is never a rise.
                    floor(&own.costs, self.rule.cost, self.rule.punish)
                        .min(self.rule.hold.of(own, self.rule.cost))
                } else {
                    self.rule.hold.of(own, self.rule.cost)
                };
                PriceMove::to(own, level)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{level_at, product, rival};
    use super::*;

    fn path(rule: GrimTrigger, rivals: &[f64]) -> Vec<f64> {
        let mut firm = rule.open();
        rivals
            .iter()
            .enumerate()
            .map(|(month, price)| {
                level_at(firm.as_mut(), 30.0 * month as f64, product(0, 2.0, 1.0), &[rival(1, *price)])
            })
            .collect()
    }

    fn close(found: &[f64], expected: &[f64]) {
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
    }

    #[test]
    fn one_deviation_ends_it_for_ever() {
        // List 2, tolerance 5 %: 1.9 is borne, 1.89 is not; then cost, 1, whatever the rival does.
        close(&path(GrimTrigger::default(), &[2.0, 1.9, 1.89, 2.0, 9.0]), &[2.0, 2.0, 1.0, 1.0, 1.0]);
    }

    #[test]
    fn a_punishment_for_a_time_ends_in_peace() {
        // Sixty days from the second review; the fourth returns without looking, the fifth looks again.
        let rule = GrimTrigger { lasting: Some(Days(60.0)), punish: Ratio(0.2), ..GrimTrigger::default() };
        close(&path(rule, &[2.0, 1.0, 1.0, 1.0, 2.0, 1.0]), &[2.0, 1.2, 1.2, 2.0, 2.0, 1.2]);
    }

    #[test]
    fn two_of_them_hold_the_price_and_nobody_else_is_no_deviation() {
        let rule = GrimTrigger { hold: Target::Markup(Ratio(0.8)), ..GrimTrigger::default() };
        let mut firms = [rule.open(), rule.open()];
        let mut prices = [1.8, 1.8];
        for month in 0..24 {
            let [one, two] = &mut firms;
            let day = 30.0 * f64::from(month);
            prices = [
                level_at(one.as_mut(), day, product(0, prices[0], 1.0), &[rival(1, prices[1])]),
                level_at(two.as_mut(), day, product(0, prices[1], 1.0), &[rival(1, prices[0])]),
            ];
        }
        close(&prices, &[1.8, 1.8]);
        let mut alone = rule.open();
        assert!((level_at(alone.as_mut(), 0.0, product(0, 1.0, 1.0), &[]) - 1.8).abs() < 1e-12);
    }

    #[test]
    fn a_punishment_that_does_not_hurt_is_refused() {
        let mut complaints = Complaints::new();
        let rule =
            GrimTrigger { hold: Target::Markup(Ratio(0.2)), punish: Ratio(0.2), ..GrimTrigger::default() };
        rule.check("p", &mut complaints);
        assert_eq!(complaints.list()[0].code, "punishment-above-collusion");
    }
}
