//! Rivals buy firms that fail: users, accelerators and books go to the buyer, the name and the products end. (In a merger,
//! `turns/ownership.rs`, brands live on.)
//!
//! Policies that review mergers are not asked: the firm would leave the market anyway, and its assets with it (failing-firm defence, EU
//! Guidelines on horizontal mergers, 2004/C 31/03, paragraphs 89-91), which is assumed to hold.

use super::super::super::world::World;
use super::super::demand::refresh;
use super::assets::{sell_assets, settle_assets};
use crate::history::{Entity, HappeningKind};
use crate::ids::{OfferId, ProviderId};
use crate::units::Money;

/// Sells the firms that fail to rivals that want and can pay for them; those that nobody buys. The highest price takes a
/// firm, of equal ones the richer buyer's, then the first by name; firms are sold in the order of their names.
pub(super) fn rescue(world: &mut World, failed: &[ProviderId]) -> Vec<ProviderId> {
    let mut queue = failed.to_vec();
    queue.sort_by(|a, b| name(world, *a).cmp(name(world, *b)));
    queue.retain(|seller| match buyer(world, *seller, failed) {
        Some((buyer, price)) => {
            sell(world, *seller, buyer, price);
            false
        }
        None => true,
    });
    // Those who leave leave together, in the order in which they stand.
    failed.iter().copied().filter(|id| queue.contains(id)).collect()
}

fn name<'a>(world: &'a World, provider: ProviderId) -> &'a str {
    &world.model.providers[provider.index()].name
}

/// Who buys a firm and for how much; its debts come on top, and cash must hold both.
fn buyer(world: &World, seller: ProviderId, failed: &[ProviderId]) -> Option<(ProviderId, Money)> {
    let firm = &world.firms[seller.index()];
    let sales = firm.treasury.months.sales_per_day().filter(|sales| *sales > 0.0)?;
    let cash = |id: ProviderId| world.firms[id.index()].books.cash();
    let bids = world.model.provider_ids().filter(|id| !failed.contains(id)).filter_map(|id| {
        let rule = world.model.providers[id.index()].finance.acquisition?;
        let price = rule.price(sales);
        let sells = world.offers_of(id).any(|j| world.market.offers[j].on_sale);
        let can = cash(id) + firm.books.cash().min(Money::ZERO) - price >= Money::ZERO;
        (world.firms[id.index()].present && sells && can).then_some((id, price))
    });
    bids.max_by(|(a, price_a), (b, price_b)| {
        let by_cash = cash(*a).get().total_cmp(&cash(*b).get());
        let by_name = name(world, *b).cmp(name(world, *a));
        price_a.get().total_cmp(&price_b.get()).then(by_cash).then(by_name)
    })
}

/// A firm goes to another: each of its products' users use the buyer's product of nearest quality from now on.
fn sell(world: &mut World, seller: ProviderId, buyer: ProviderId, price: Money) {
    let buyer_name = name(world, buyer).to_owned();
    let what = (HappeningKind::Acquisition, Entity::Provider(seller));
    world.note_of(what, (None, Some(price.get())), buyer_name);
    move_fleet(world, seller, buyer);
    let [own, other] =
        world.firms.get_disjoint_mut([buyer.index(), seller.index()]).expect("a firm does not buy itself");
    other.present = false;
    other.close_halls();
    own.books.take_over(&mut other.books, price);
    world.note(HappeningKind::Exit, Entity::Provider(seller), None, Some(0.0));
    let gone: Vec<usize> = world.offers_of(seller).filter(|j| world.market.offers[*j].on_sale).collect();
    for j in &gone {
        let heir = heir(world, *j, buyer);
        world.market.offers[*j].on_sale = false;
        world.population.rename(*j, heir, &mut world.counts);
    }
    world.market.relay();
    world.alert(buyer);
    refresh(world);
}

/// The buyer's product that is nearest in quality.
fn heir(world: &World, offer: usize, buyer: ProviderId) -> usize {
    let quality = |j: usize| world.market.quality(world.model, OfferId::at(j)).get();
    let on_sale = world.offers_of(buyer).filter(|j| world.market.offers[*j].on_sale);
    on_sale
        .min_by(|a, b| (quality(*a) - quality(offer)).abs().total_cmp(&(quality(*b) - quality(offer)).abs()))
        .expect("a buyer has something on sale")
}

/// Accelerators go along where the buyer runs the same ones, as owner or tenant alike; others are sold or given up.
fn move_fleet(world: &mut World, seller: ProviderId, buyer: ProviderId) {
    settle_assets(world, buyer);
    settle_assets(world, seller);
    let kind = |id: ProviderId| match world.firms[id.index()].kinds.as_slice() {
        [only] => Some((only.accelerator, only.owned, world.worth(id).is_some())),
        _ => None,
    };
    let fits = kind(seller).is_some() && kind(seller) == kind(buyer);
    if !fits {
        sell_assets(world, seller);
        return;
    }
    let [own, other] =
        world.firms.get_disjoint_mut([buyer.index(), seller.index()]).expect("a firm does not buy itself");
    own.treasury.assets.count += std::mem::take(&mut other.treasury.assets.count);
    own.fleet.installed += other.fleet.installed;
    own.stock.join(&mut other.stock);
    world.renew_hour(buyer);
}
