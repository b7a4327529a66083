//! Switching: one rule until something happens, then another; rules of any kind, of this one too.
//!
//! The rule in force is `then` once any condition of `until` has been met at a review, else `first`. It stays so, or
//! with `back` returns where no condition is met any more. A strategy as a finite automaton: Rubinstein (1986).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PricingRule;
use super::about::About;
use super::information::InformationSet;
use super::pricer::{Belief, PriceMove, Pricer};
use super::rule::Rule;
use crate::complaint::{Check, Complaints};
use crate::random::Stream;
use crate::units::{Days, Money, MoneyPerMtok, Share};

/// What it is.
pub(super) const ABOUT: About = About {
    name: "switching",
    rule: "`first` until any condition of `until` is met, then `then`; with `back`, `first` again when none is",
    source: "strategies as automata: Rubinstein 1986",
    use_when: "a firm changes its mind: aggressive until it has a share, peaceful until a rival is cheap, frugal when cash is short",
};

/// One rule and then another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Switching {
    /// The rule at first.
    pub first: Box<PricingRule>,
    /// What ends it: any of these.
    pub until: Until,
    /// The rule after that.
    pub then: Box<PricingRule>,
    /// Whether it returns to the first when no condition is met any more.
    #[serde(default)]
    pub back: bool,
}

/// Conditions, each seen at a review; one of those given is enough.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Until {
    /// This much time since the start is over.
    pub after: Option<Days>,
    /// Its products reach more of the users who know the market.
    pub reach_above: Option<Share>,
    /// Its products reach fewer of the users who know the market.
    pub reach_below: Option<Share>,
    /// Its products sell more of all tokens.
    pub share_above: Option<Share>,
    /// Its products sell fewer of all tokens.
    pub share_below: Option<Share>,
    /// It has less cash.
    pub cash_below: Option<Money>,
    /// The cheapest rival product has a lower blended price.
    pub rival_below: Option<MoneyPerMtok>,
    /// Fewer rival firms sell than at an earlier look.
    pub rival_leaves: bool,
}

impl Until {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether any condition is met, when `most` rival firms have been seen at once.
    fn is_met(&self, seen: &InformationSet, most: usize) -> bool {
        let reach: Share = seen.own.iter().map(|own| own.reach).sum();
        let share: Share = seen.own.iter().map(|own| own.share).sum();
        let cheapest = seen.rivals.iter().map(|rival| rival.posted.blended()).reduce(MoneyPerMtok::min);
        self.after.is_some_and(|after| seen.elapsed >= after)
            || self.reach_above.is_some_and(|bar| reach > bar)
            || self.reach_below.is_some_and(|bar| reach < bar)
            || self.share_above.is_some_and(|bar| share > bar)
            || self.share_below.is_some_and(|bar| share < bar)
            || self.cash_below.is_some_and(|bar| seen.cash < bar)
            || self.rival_below.is_some_and(|bar| cheapest.is_some_and(|price| price < bar))
            || (self.rival_leaves && seen.rival_firms() < most)
    }
}

impl Check for Switching {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.until.is_empty() {
            complaints
                .error("switch-never", format!("{path}.until"), "it would never switch", "has no condition")
                .help("give one, such as `after = \"1 year\"` or `share_above = \"30 %\"`");
        }
        self.first.check(&format!("{path}.first"), complaints);
        self.then.check(&format!("{path}.then"), complaints);
    }
}

impl Rule for Switching {
    fn open(&self) -> Box<dyn Pricer> {
        Box::new(Switcher {
            until: self.until,
            back: self.back,
            rules: [self.first.open(), self.then.open()],
            switched: false,
            most: 0,
        })
    }
}

/// Both strategies alive; the one that rests does not look.
struct Switcher {
    until: Until,
    back: bool,
    rules: [Box<dyn Pricer>; 2],
    switched: bool,
    /// Most rival firms seen at one look.
    most: usize,
}

impl Pricer for Switcher {
    fn review(&mut self, seen: &InformationSet, luck: &mut Stream) -> Vec<PriceMove> {
        self.most = self.most.max(seen.rival_firms());
        let met = self.until.is_met(seen, self.most);
        self.switched = met || (self.switched && !self.back);
        self.rules[usize::from(self.switched)].review(seen, luck)
    }

    fn belief(&self) -> Option<Belief> {
        self.rules[usize::from(self.switched)].belief()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{level, level_at, look, product, rival};
    use super::super::{CostBasis, CostPlus, OwnProduct};
    use super::*;

    /// Cost 1: a price of 2 and after that of 4.
    fn rule(until: Until, back: bool) -> Switching {
        let plus =
            |margin: f64| PricingRule::CostPlus(CostPlus { margin: Share(margin), cost: CostBasis::Average });
        Switching { first: Box::new(plus(0.5)), until, then: Box::new(plus(0.75)), back }
    }

    fn prices(rule: &Switching, days: &[f64]) -> Vec<f64> {
        let mut firm = rule.open();
        days.iter().map(|day| level_at(firm.as_mut(), *day, product(0, 2.0, 1.0), &[rival(1, 2.0)])).collect()
    }

    fn close(found: &[f64], expected: &[f64]) {
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
    }

    #[test]
    fn it_switches_at_the_first_review_on_or_after_the_day() {
        let until = Until { after: Some(Days(60.0)), ..Until::default() };
        close(&prices(&rule(until, false), &[30.0, 59.0, 60.0, 90.0]), &[2.0, 2.0, 4.0, 4.0]);
    }

    #[test]
    fn each_condition_is_enough_and_back_goes_back() {
        // Share and reach 0.3, cash 1000, the cheapest rival at 2.
        let none = Until::default();
        for (until, met) in [
            (Until { reach_above: Some(Share(0.2)), ..none }, true),
            (Until { reach_above: Some(Share(0.4)), ..none }, false),
            (Until { reach_below: Some(Share(0.4)), ..none }, true),
            (Until { share_above: Some(Share(0.3)), ..none }, false),
            (Until { share_below: Some(Share(0.31)), cash_below: Some(Money(1.0)), ..none }, true),
            (Until { cash_below: Some(Money(1001.0)), ..none }, true),
            (Until { rival_below: Some(MoneyPerMtok(2.0)), ..none }, false),
            (Until { rival_below: Some(MoneyPerMtok(2.1)), ..none }, true),
            (Until { rival_leaves: true, ..none }, false),
        ] {
            close(&prices(&rule(until, false), &[30.0]), &[if met { 4.0 } else { 2.0 }]);
        }
        for (back, last) in [(false, 4.0), (true, 2.0)] {
            let until = Until { share_above: Some(Share(0.3)), ..none };
            let mut firm = rule(until, back).open();
            let at = |share: f64| OwnProduct { share: Share(share), ..product(0, 2.0, 1.0) };
            let found = [0.2, 0.4, 0.2].map(|share| level_at(firm.as_mut(), 0.0, at(share), &[]));
            close(&found, &[2.0, 4.0, last]);
        }
    }

    #[test]
    fn a_rival_that_leaves_is_noticed() {
        let mut firm = rule(Until { rival_leaves: true, ..Until::default() }, true).open();
        let own = [product(0, 2.0, 1.0)];
        let both = [rival(1, 2.0), rival(2, 2.0)];
        let found =
            [&both[..], &both[..1], &both[..]].map(|rivals| level(firm.as_mut(), &look(&own, rivals)));
        close(&found, &[2.0, 4.0, 2.0]);
    }

    #[test]
    fn rules_within_rules_are_read_opened_and_checked() {
        let text = "
            first = { switching = { first = \"hold\", until = { after = 10.0 }, then = { undercut = { by = 1.0 } } } }
            until = {}
            then = { cost_plus = { margin = 0.5 } }";
        let rule: Switching = toml::from_str(text).unwrap();
        let mut complaints = Complaints::new();
        rule.check("provider.A.pricing.switching", &mut complaints);
        let paths: Vec<(&str, &str)> =
            complaints.list().iter().map(|complaint| (complaint.code, complaint.path.as_str())).collect();
        assert_eq!(
            paths,
            [
                ("switch-never", "provider.A.pricing.switching.until"),
                ("undercut-all", "provider.A.pricing.switching.first.switching.then.undercut.by"),
            ]
        );
        close(&prices(&rule, &[5.0]), &[2.0]);
    }
}
