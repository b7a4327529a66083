//! The law in one replicate: which policies are in force, what they do to sales, who has to keep a line.

use super::world::World;
use crate::calendar::{DAYS_A_YEAR, Instant};
use crate::economics::regulation::{Line, Procedure, Seller, Terms, UnitCost};
use crate::ids::{OfferId, ProviderId};
use crate::model::Model;
use crate::units::{Days, MoneyPerMtok, MtokPerDay, Share};

/// State of the law.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Law {
    /// Whether each policy of the model is in force.
    pub in_force: Vec<bool>,
    /// Investigations so far, those that are over included.
    pub cases: Vec<Case>,
    /// Firms that were found to have missed a policy's line, and have to keep it from then on.
    pub orders: Vec<(usize, ProviderId)>,
    /// By offer, the policy at whose line the price is held for the time being.
    pub held: Vec<Option<usize>>,
    /// Whether a monthly look at posted prices is planned.
    pub is_to_inspect: bool,
    /// Cumulated sales by offer at the opening and at settlements, where there are policies: a fine looks back to before its
    /// law.
    sales: Vec<(Instant, Vec<f64>)>,
}

/// An investigation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Case {
    /// The policy.
    pub policy: usize,
    /// The firm.
    pub firm: ProviderId,
    /// The product complained of.
    pub offer: OfferId,
    /// Its price on that day.
    pub price: MoneyPerMtok,
    /// The line on that day.
    pub line: MoneyPerMtok,
    /// Whether it is still going on.
    pub is_open: bool,
}

impl Law {
    /// No policy is in force yet.
    pub(super) fn open(model: &Model) -> Self {
        Self {
            in_force: vec![false; model.policies.len()],
            cases: Vec::new(),
            orders: Vec::new(),
            held: vec![None; model.offers.len()],
            is_to_inspect: false,
            sales: vec![(Instant::START, vec![0.0; model.offers.len()])],
        }
    }

    /// Policies in force, by position.
    pub(super) fn standing(&self) -> impl Iterator<Item = usize> + use<'_> {
        self.in_force.iter().enumerate().filter(|(_, is)| **is).map(|(i, _)| i)
    }

    /// Whether no policy is in force.
    pub(super) fn is_silent(&self) -> bool {
        self.standing().next().is_none()
    }

    /// A firm's liabilities go over to who buys it: investigations go on, orders bind.
    pub(super) fn succeed(&mut self, target: ProviderId, buyer: ProviderId) {
        let firms = self.cases.iter_mut().map(|case| &mut case.firm);
        for firm in firms.chain(self.orders.iter_mut().map(|(_, firm)| firm)) {
            if *firm == target {
                *firm = buyer;
            }
        }
    }

    /// Takes down what was sold up to a day, for fines; forgets what is older than fines look.
    pub(super) fn remember(&mut self, at: Instant, sales: &[f64]) {
        let year = Days(DAYS_A_YEAR);
        let kept = self.sales.iter().position(|(then, _)| at.since(*then) <= year).unwrap_or(0);
        // The last one before the year is where the year begins.
        self.sales.drain(..kept.saturating_sub(1));
        self.sales.push((at, sales.to_vec()));
    }

    /// Sales by offer of the twelve months up to now, or since the start. Of the month in which they begin sales are taken
    /// evenly.
    pub(super) fn sales_of_a_year(&self, now: Instant, sales: &[f64]) -> Vec<f64> {
        let ago = |then: &Instant| now.since(*then).get() - DAYS_A_YEAR;
        let Some(first) = self.sales.iter().rposition(|(then, _)| ago(then) >= 0.0) else {
            return sales.to_vec();
        };
        let (from, earlier) = &self.sales[first];
        let (to, later) =
            self.sales.get(first + 1).map_or((now, sales), |(to, later)| (*to, later.as_slice()));
        let part = ago(from) / to.since(*from).get();
        let begins = earlier.iter().zip(later).map(|(earlier, later)| earlier + part * (later - earlier));
        sales.iter().zip(begins).map(|(sales, begins)| sales - begins).collect()
    }
}

impl World<'_> {
    /// What the policies in force do to sales to a segment.
    pub(super) fn terms_of(&self, segment: usize) -> Terms {
        let customers = self.model.customers_of(segment);
        let name = customers.map_or(&self.model.segments[segment].name, |customers| &customers.name);
        self.law
            .standing()
            .fold(Terms::NONE, |sum, i| sum.and(self.model.policies[i].policy.law().terms(name)))
    }

    /// A product and its seller, as the authority sees them at the published load.
    pub(super) fn seller(&self, offer: usize) -> Seller {
        let costs = self.own_costs(offer);
        let sold = |offers: &mut dyn Iterator<Item = usize>| -> MtokPerDay {
            offers.map(|j| self.supply[j].load.total()).sum()
        };
        let all = sold(&mut (0..self.supply.len()));
        let own = sold(&mut self.offers_of(self.owner(offer)));
        Seller {
            cost: UnitCost { marginal: costs.marginal, floor: costs.floor, average: costs.average },
            share: if all > MtokPerDay::ZERO { Share(own / all) } else { Share::ZERO },
            quality: self.market.quality(self.model, OfferId::at(offer)),
        }
    }

    /// Lines that the policies in force draw for an offer, in the order of the file, and whether each has to be kept at
    /// once.
    pub(super) fn lines(&self, offer: usize) -> Vec<(usize, Line, Procedure)> {
        if self.law.is_silent() {
            return Vec::new();
        }
        let (seller, owner) = (self.seller(offer), self.owner(offer));
        let drawn = self.law.standing().filter_map(|i| {
            let law = self.model.policies[i].policy.law();
            let line = law.line(&seller)?;
            let ordered = self.law.orders.contains(&(i, owner));
            Some((i, line, if ordered { Procedure::Refusal } else { law.procedure() }))
        });
        drawn.collect()
    }

    /// What policies add to the unit cost of an offer, over the tokens that its segments want as last published; negative for
    /// a subsidy  \[money/Mtok\].
    pub(super) fn law_on_cost(&self, offer: usize) -> f64 {
        self.over_segments(offer, &Terms::on_cost)
    }

    /// What policies add to what users pay for an offer, over the same tokens  \[money/Mtok\].
    pub(super) fn law_on_price(&self, offer: usize) -> f64 {
        self.over_segments(offer, &Terms::on_price)
    }

    fn over_segments(&self, offer: usize, of: &dyn Fn(&Terms) -> f64) -> f64 {
        let views = &self.market.segments;
        let first = views.first().map_or(0.0, |view| of(&view.terms));
        if views.iter().all(|view| of(&view.terms).to_bits() == first.to_bits()) {
            return first;
        }
        let used = |s: usize| self.wanted.0[s][offer];
        let tokens: f64 = (0..views.len()).map(used).sum();
        if tokens <= 0.0 {
            return views.iter().map(|view| of(&view.terms)).sum::<f64>() / views.len() as f64;
        }
        (0..views.len()).map(|s| used(s) / tokens * of(&views[s].terms)).sum()
    }

    /// Factor of the policies in force on unit costs: the same for all segments, since a curve serves them all.
    pub(super) fn law_cost_factor(&self) -> f64 {
        self.market.segments.first().map_or(1.0, |view| view.terms.cost.get())
    }
}
