//! What plans do to the books: what is paid in advance is owed to users until it is delivered, and what lapses is earned
//! when its term has ended.
//!
//! Of a bill b a month, a part is paid when the term begins. With N users and m months of the term to come a firm owes them
//!
//! D = sum of N b_advance m + what is paid, not used, and will lapse when the term ends
//!
//! (deferred revenue, IFRS 15.106, B44-B47). Cash of a month = revenue + change of D; revenue = what was billed - what lapses when the
//! term ends + what lapsed.

use super::super::world::World;
use crate::calendar::{DAYS_A_MONTH, Instant};
use crate::economics::finance::Account;
use crate::ids::{OfferId, ProviderId};
use crate::units::Money;

/// What has been billed by the day and is no revenue before the term ends, by kind of user and offer.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::simulation) struct Pool {
    /// All of it.
    pub lapsing: f64,
    /// The part that has been paid.
    pub paid: f64,
}

/// A month of contracts is over: what lapses is earned, and those whose term has ended agree anew.
pub(in crate::simulation) fn renew(world: &mut World) {
    world.market.month += 1;
    if !world.market.has_plans() {
        return;
    }
    world.month_began = world.now;
    let month = world.market.month;
    let mut free = Vec::new();
    for (s, view) in world.market.segments.iter().enumerate() {
        for (j, contract) in view.contracts.iter().enumerate() {
            if month >= contract.until {
                let owner = world.owner(j).index();
                let pool = std::mem::take(&mut world.pools[s][j]);
                world.meter.revenue[j] += pool.lapsing;
                world.meter.sales[owner].revenue += pool.lapsing;
            }
            if contract.ends(month) {
                free.push((s, j));
            }
        }
    }
    world.market.agree(world.model);
    world.market.relay();
    for (s, j) in free {
        let name = world.model.offer_name(OfferId::at(j));
        let luck = (world.streams, u64::from(month));
        let table = &world.market.tables[s];
        world.reviews += world.population.renew((s, j), &name, table, luck, &mut world.counts);
    }
}

/// Plans begin or end to be offered on this day.
pub(in crate::simulation) fn dates(world: &mut World, at: Instant) {
    world.advance(at);
    let paid = |world: &World| -> Vec<Vec<f64>> {
        let prices = |view: &super::super::market::PublicSegment| {
            view.prices.iter().map(|price| price.get()).collect()
        };
        world.market.segments.iter().map(prices).collect()
    };
    let before = paid(world);
    world.market.agree(world.model);
    world.market.relay();
    let after = paid(world);
    let left = 1.0 - world.model.attention.salient.get();
    for j in (0..world.market.offers.len()).filter(|j| world.market.offers[*j].on_sale).collect::<Vec<_>>() {
        let fell = |(was, is): (&Vec<f64>, &Vec<f64>)| was[j] > 0.0 && is[j] <= was[j] * left;
        if before.iter().zip(&after).any(fell) {
            world.alert(world.owner(j));
        }
    }
}

impl World<'_> {
    /// What a firm owes the users who have paid in advance.
    pub(in crate::simulation) fn owed(&self, provider: ProviderId) -> Money {
        if !self.market.has_plans() {
            return Money::ZERO;
        }
        let part = (self.now.since(self.month_began).get() / DAYS_A_MONTH).min(1.0);
        let mut owed = 0.0;
        for j in self.offers_of(provider) {
            for (s, view) in self.market.segments.iter().enumerate() {
                let contract = &view.contracts[j];
                let advance = contract.taken.in_advance.get() * contract.left(self.market.month, part);
                owed += self.counts.users(s, j) * advance + self.pools[s][j].paid;
            }
        }
        Money(owed)
    }

    /// Books the change of what a firm owes its users.
    pub(in crate::simulation) fn book_advances(&mut self, provider: ProviderId) {
        let owed = self.owed(provider);
        let books = &mut self.firms[provider.index()].books;
        // A debt stands negative, as accountants write it.
        let change = owed + books.balance(Account::DeferredRevenue);
        if change != Money::ZERO {
            books.post(Account::Cash, Account::DeferredRevenue, change);
        }
    }

    /// What users have paid before the opening for what is still to come stands against the owners' part of the cash.
    pub(in crate::simulation) fn open_advances(&mut self) {
        for provider in self.model.provider_ids() {
            let owed = self.owed(provider);
            if owed != Money::ZERO {
                self.firms[provider.index()].books.post(Account::Equity, Account::DeferredRevenue, owed);
            }
        }
    }
}
