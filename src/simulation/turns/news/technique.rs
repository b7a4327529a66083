//! News of techniques: a product is served another way from now on, for less, perhaps a little worse.

use super::super::super::world::World;
use super::super::demand::refresh;
use super::COMMON;
use super::training::{improve, lifted};
use crate::economics::technology::Technique;
use crate::history::{Entity, HappeningKind};
use crate::ids::{OfferId, ProviderId};
use crate::model::Adoption;
use crate::units::{Money, MtokPerDay};

/// Plays a scripted adoption.
pub(super) fn shock(world: &mut World, adoption: &Adoption) {
    for offer in &adoption.offers {
        adopt(world, *offer, &adoption.technique, adoption.cost);
    }
    refresh(world);
}

/// What adopting a technique for a product costs; none where it cannot be adopted.
pub(in crate::simulation::turns) fn price(
    world: &World,
    offer: OfferId,
    technique: &Technique,
    given: Option<Money>,
) -> Option<Money> {
    let base = &world.supply[offer.index()].base;
    base.adopt(technique).ok()?;
    let provider: ProviderId = world.owner(offer.index());
    Some(given.unwrap_or_else(|| world.price_of(provider, technique.cost(base))))
}

/// Whether a technique makes a product need fewer accelerators at its load of today, or at a common one where nothing is
/// sold yet.
pub(in crate::simulation::turns) fn is_gain(world: &World, offer: OfferId, technique: &Technique) -> bool {
    let supply = &world.supply[offer.index()];
    let load = if supply.load.total() > MtokPerDay::ZERO { supply.load } else { COMMON };
    let after = supply.base.adopt(technique);
    after.is_ok_and(|after| after.gpus_offered(&load) < supply.base.gpus_offered(&load))
}

/// Adopts a technique for a product: its cost curve changes, its quality where the technique costs some, and the price
/// is booked. What cannot be served that way stays as it is.
pub(in crate::simulation::turns) fn adopt(
    world: &mut World,
    offer: OfferId,
    technique: &Technique,
    given: Option<Money>,
) {
    if !world.model.links.technology {
        return;
    }
    let provider = world.owner(offer.index());
    let Some(cost) = price(world, offer, technique, given) else { return };
    let before = world.supply[offer.index()].base;
    let Ok(after) = before.adopt(technique) else { return };
    if !world.firms[provider.index()].present {
        return;
    }
    let floor = |world: &World| world.own_costs(offer.index()).floor.get();
    let was = floor(world);
    world.supply[offer.index()].base = after;
    world.renew_curve(offer.index(), world.now);
    world.pay_technique(provider, cost);
    let is = floor(world);
    let named = (HappeningKind::Technique, Entity::Offer(offer));
    world.note_of(named, (Some(was), Some(is)), technique.to_string());
    let change = technique.quality(&before);
    if change < 0.0 {
        let appeal = lifted(world, offer, change);
        improve(world, offer, appeal);
    }
}
