//! A segment's view of the offers: what its users pay for each and what follows for choice and use.

use super::contracts::Contract;
use super::hosting::Hosting;
use crate::economics::billing::Weights;
use crate::economics::demand::{Nesting, Preference, Requirements};
use crate::economics::regulation::Terms;
use crate::model::Links;
use crate::units::{Days, MoneyPerMtok, MtokPerDay, Share, Spread, Utils};

/// A segment's view of the offers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PublicSegment {
    pub preference: Preference,
    pub requires: Requirements,
    /// Open weights that its users can serve themselves.
    pub hosts: Option<Hosting>,
    /// What offers its users hold to be alike: the key of each offer's nest.
    pub nests: Option<(Nesting, Vec<u32>)>,
    /// Whether an offer's provider meets what is required of providers, by offer.
    pub welcome: Vec<bool>,
    pub outside: Utils,
    /// Utility of staying with a provider, given or solved from churn.
    pub inertia: Spread<Utils>,
    /// What policies in force do to sales to it.
    pub terms: Terms,
    /// Mean use of a user at the reference price, at the opening.
    pub mean_usage: MtokPerDay,
    /// Effective price as the seller gets it, what a user pays, g(x), x^(-eta) and token weights, by offer.
    pub prices: Vec<MoneyPerMtok>,
    pub paid: Vec<MoneyPerMtok>,
    /// What the state pays of a bill, for each million tokens of usual use  \[money/Mtok\].
    pub relief: Vec<f64>,
    pub price_terms: Vec<f64>,
    pub usage: Vec<f64>,
    pub weights: Vec<Weights>,
    /// Price term and use at the price that an offer was first posted at: what users compare with, and what a cut link holds
    /// them to.
    pub first: Vec<(Option<f64>, Option<f64>)>,
    pub links: Links,
    /// What has been agreed on, by offer.
    pub contracts: Vec<Contract>,
    /// Part of the tokens that is served when the fleet has room, by offer.
    pub movable: Vec<Share>,
    /// Position among the classes of use of its segment.
    pub class: u32,
    /// Mean time between two reviews of a user.
    pub spacing: Days,
    /// Growth and shocks of use since the opening.
    pub growth: f64,
    pub shock: f64,
}

impl PublicSegment {
    /// Multiplier of base usage at an offer's price.
    pub(super) fn intensity(&self, offer: usize) -> f64 {
        self.usage[offer] * self.growth * self.shock
    }

    /// Price term of an alternative at the price that it was first posted at; none of what is no offer.
    pub(super) fn first_term(&self, code: u8) -> Option<f64> {
        self.first.get(usize::from(code))?.0
    }

    /// What a user pays for an offer at the seller's price, and what follows for choice and usage.
    ///
    /// A credit of v a day is worth alpha v / E, with E = P_ref q today's usual use in money; it covers a bill at most.
    /// Under a plan use and choice are those of the plan, moved as its mean price is moved.
    pub(super) fn charge(&mut self, offer: usize, by_plan: bool) {
        let price = self.prices[offer];
        let paid = self.terms.paid(price);
        self.paid[offer] = paid;
        let (usage, term) = (self.preference.usage(paid), self.preference.price_term(paid));
        (self.usage[offer], self.price_terms[offer]) = if by_plan {
            let taken = &self.contracts[offer].taken;
            if paid == price {
                (taken.usage, taken.term)
            } else {
                let (usual, before) = (self.preference.usage(price), self.preference.price_term(price));
                (taken.usage * usage / usual, taken.term + term - before)
            }
        } else {
            (usage, term)
        };
        let (first_term, first_usage) = &mut self.first[offer];
        let (term, usage) = (
            *first_term.get_or_insert(self.price_terms[offer]),
            *first_usage.get_or_insert(self.usage[offer]),
        );
        if !self.links.choice {
            self.price_terms[offer] = term;
        }
        if !self.links.usage {
            self.usage[offer] = usage;
        }
        if self.terms.credit.get() > 0.0 {
            let bill = paid.get() * self.intensity(offer);
            self.relief[offer] = bill.min(self.terms.credit.get() / self.mean_usage.get());
            let usual = self.preference.reference_price.get() * self.growth * self.shock;
            self.price_terms[offer] -= self.relief[offer] / usual;
        } else {
            self.relief[offer] = 0.0;
        }
    }
}
