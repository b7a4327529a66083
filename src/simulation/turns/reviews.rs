//! Firms look at their prices, each from its own information set; what they decide is posted later.

use rand::RngExt;

use super::super::agenda::Agenda;
use super::super::event::Event;
use super::super::world::World;
use crate::calendar::Instant;
use crate::economics::pricing::{InformationSet, OwnProduct, PriceMove, RivalProduct, Scale};
use crate::economics::technology::Load;
use crate::ids::{OfferId, ProviderId, entity};
use crate::random::Purpose;
use crate::units::{MtokPerDay, Share};

/// A firm's own review, on its cadence; the next one is put on the agenda.
pub(in crate::simulation) fn own(world: &mut World, agenda: &mut Agenda, at: Instant, provider: ProviderId) {
    let firm = &mut world.firms[provider.index()];
    firm.reviews += 1;
    let (done, reviews) = (firm.reviews, world.model.providers[provider.index()].reviews);
    let first = reviews.first.unwrap_or(reviews.every).get();
    let name = entity(&world.model.providers[provider.index()].name);
    let jitter = if reviews.jitter.get() > 0.0 {
        let mut luck = world.streams.open(Purpose::Cadence, name, done);
        (luck.random::<f64>() * 2.0 - 1.0) * reviews.jitter.get()
    } else {
        0.0
    };
    // Reviews depend on the cadence, not on each other, so jitter does not add up.
    let due = Instant::at_day(first + done as f64 * reviews.every.get() + jitter).max(at.next());
    agenda.schedule(due, Event::PriceReview { provider });
    review(world, agenda, at, (provider, Occasion::Cadence));
}

/// Why a firm looks at its prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Occasion {
    /// Its own cadence.
    Cadence,
    /// A rival's cut, which is not answered by raising a price.
    RivalCut,
}

/// A firm's look at its prices after a rival's move.
pub(in crate::simulation) fn react(
    world: &mut World,
    agenda: &mut Agenda,
    at: Instant,
    provider: ProviderId,
) {
    world.firms[provider.index()].answers.retain(|due| *due > at);
    review(world, agenda, at, (provider, Occasion::RivalCut));
}

fn review(world: &mut World, agenda: &mut Agenda, at: Instant, (provider, occasion): (ProviderId, Occasion)) {
    let reviews = &world.model.providers[provider.index()].reviews;
    for step in decide(world, at, provider) {
        let posted = world.market.offers[step.offer.index()].posted;
        let (old, new) = (posted.blended().get(), step.sheet.blended().get());
        let coming = &mut world.coming[step.offer.index()];
        coming.retain(|(effective, _)| *effective > at);
        // A lower price that is decided and under notice is not answered with a higher one either.
        let lowest = coming.iter().map(|(_, level)| level.get()).fold(old, f64::min);
        let change = if old > 0.0 { (new / old - 1.0).abs() } else { f64::from(u8::from(new > 0.0)) };
        let fits = occasion == Occasion::Cadence || new < lowest;
        if fits && change >= reviews.least.get() {
            // At least one instant later: firms that review together see the same prices.
            let effective = at.after(reviews.notice).max(at.next());
            world.coming[step.offer.index()].push((effective, step.sheet.blended()));
            agenda.schedule(effective, Event::PriceEffective { offer: step.offer, sheet: step.sheet });
        }
    }
}

/// What a firm makes of what it sees: its moves away from the posted prices.
pub(super) fn decide(world: &mut World, at: Instant, provider: ProviderId) -> Vec<PriceMove> {
    if !world.firms[provider.index()].present || world.peace.is_some() {
        return Vec::new();
    }
    let own = own_products(world, at, provider);
    let rivals = rival_products(world, provider);
    let seen = InformationSet {
        elapsed: at.since(Instant::START),
        own: &own,
        rivals: &rivals,
        cash: world.firms[provider.index()].books.cash(),
        outside: world.market.unserved,
        scale: Scale { price: world.model.reference.price, own_cost: world.model.reference.own_cost },
    };
    let name = entity(&world.model.providers[provider.index()].name);
    let mut luck = world.streams.open(Purpose::Strategy, name, at.0 as u64);
    let mut moves = world.firms[provider.index()].pricer.review(&seen, &mut luck);
    moves.retain(|step| {
        let is_own = world.owner(step.offer.index()) == provider;
        debug_assert!(is_own, "a strategy sets its own prices only");
        is_own && step.sheet != world.market.offers[step.offer.index()].posted
    });
    moves
}

fn own_products<'m>(world: &World<'m>, at: Instant, provider: ProviderId) -> Vec<OwnProduct<'m>> {
    let model = world.model;
    let sold: MtokPerDay = world.supply.iter().map(|supply| supply.load.total()).sum();
    world
        .ids_of(provider)
        .filter(|id| world.market.offers[id.index()].on_sale)
        .map(|id| {
            let j = id.index();
            let sales = Load::total(&world.supply[j].load);
            OwnProduct {
                offer: id,
                name: &model.offers[j].name,
                posted: world.market.offers[j].posted,
                listed: world.market.offers[j].listed,
                age: at.since(world.market.offers[j].since),
                quality: world.market.quality(model, id),
                costs: world.seen_costs(j),
                sales,
                share: if sold > MtokPerDay::ZERO { Share(sales / sold) } else { Share::ZERO },
                reach: world.market.offers[j].reach,
            }
        })
        .collect()
}

fn rival_products(world: &World, provider: ProviderId) -> Vec<RivalProduct> {
    (0..world.model.offers.len())
        .map(OfferId::at)
        .filter(|id| world.owner(id.index()) != provider)
        .filter(|id| world.market.offers[id.index()].on_sale)
        .map(|id| RivalProduct {
            offer: id,
            provider: world.owner(id.index()),
            posted: world.market.offers[id.index()].posted,
            quality: world.market.quality(world.model, id),
            reach: world.market.offers[id.index()].reach,
        })
        .collect()
}
