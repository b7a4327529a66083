//! Capacity arrives and costs fall: the monthly step of technology, use and fleets.

use super::super::agenda::Agenda;
use super::super::event::Event;
use super::super::meter::of_provider;
use super::super::peace;
use super::super::world::World;
use super::demand::refresh;
use crate::calendar::{DAYS_A_MONTH, Instant};
use crate::history::{Entity, HappeningKind};
use crate::ids::{OfferId, ProviderId};
use crate::maths::{exp, ln};
use crate::units::{Days, Gpus, Growth, Mtok, Ratio};

/// A month begins. Progress and growth are continuous rates taken in monthly steps, so that nothing moves between events.
pub(in crate::simulation) fn month(world: &mut World, agenda: &mut Agenda, at: Instant) {
    world.advance(at);
    let elapsed = at.since(Instant::START);
    for j in 0..world.supply.len() {
        world.renew_curve(j, at);
    }
    for (view, segment) in world.market.segments.iter_mut().zip(&world.model.segments) {
        view.growth = exp(segment.usage.growth.get() * elapsed.get());
    }
    world.use_has_moved();
    for (firm, provider) in world.firms.iter_mut().zip(&world.model.providers) {
        if world.model.links.technology {
            firm.age(at);
        }
        if let Some(captive) = &provider.captive {
            firm.captive_growth = exp(captive.growth.get() * elapsed.get());
        }
    }
    move_rents(world, at);
    for provider in world.model.provider_ids() {
        retire(world, provider);
        world.renew_hour(provider);
    }
    peace::reprice(world, agenda, at);
    if world.market.has_falling_hosting() {
        world.market.relay();
    }
    world.routing.renew();
    refresh(world);
    for provider in world.model.provider_ids() {
        review_capacity(world, agenda, provider);
    }
    refresh(world);
    agenda.schedule(world.model.calendar.next_month(at), Event::Month);
}

impl World<'_> {
    /// An offer's cost curve of this month. A product launched later is described as it is at its launch, so its
    /// technology moves on from there.
    pub(in crate::simulation) fn renew_curve(&mut self, offer: usize, at: Instant) {
        // What was learnt stays with who learnt it.
        let maker = self.model.offers[offer].provider;
        let shock = Ratio(self.firms[maker.index()].cost_shock.get() * self.law_cost_factor());
        let links = self.model.links;
        let age =
            if links.technology { at.since(self.market.offers[offer].since.min(at)) } else { Days::ZERO };
        let sold = of_provider(&self.meter.tokens, self.model.offers_of(maker).map(OfferId::index));
        let served = if links.scale { Mtok(sold + self.meter.captive[maker.index()]) } else { Mtok::ZERO };
        self.supply[offer].curve = self.supply[offer].base.at(age).learned(served).scaled(shock);
    }
}

impl World<'_> {
    /// Multiplies the unit costs of a firm and of those that it has bought from now on; of one that has been bought, its own.
    pub(in crate::simulation) fn scale_costs(&mut self, provider: ProviderId, factor: f64) {
        let mut makers: Vec<ProviderId> = self.makers_of(provider).collect();
        if makers.is_empty() {
            makers.push(provider);
        }
        for maker in makers {
            let firm = &mut self.firms[maker.index()];
            firm.cost_shock = Ratio(firm.cost_shock.get() * factor);
        }
        let (offers, now) = (self.hit_with(provider).collect::<Vec<usize>>(), self.now);
        for j in offers {
            self.renew_curve(j, now);
        }
    }
}

/// Orders what the load will want after the lead time, growing as in the last month; gives a surplus back.
fn review_capacity(world: &mut World, agenda: &mut Agenda, provider: ProviderId) {
    let p = provider.index();
    let Some(plant) = world.firms[p].plant() else { return };
    if !world.firms[p].present {
        return;
    }
    let firm = &mut world.firms[p];
    let required = firm.published.required();
    let growth = firm
        .required_before
        .filter(|(_, before)| *before > Gpus::ZERO && required > Gpus::ZERO)
        .map_or(Growth::ZERO, |(then, before)| Growth(ln(required / before) / world.now.since(then).get()))
        // A month's jump is not taken for a trend beyond a doubling a month: fleets are not ordered on one launch.
        .min(Growth(std::f64::consts::LN_2 / DAYS_A_MONTH))
        .max(Growth::ZERO);
    firm.required_before = Some((world.now, required));
    let due = world.now.after(plant.capacity.lead_time).max(world.now.next());
    let step = firm.policy(&plant).review(&firm.fleet_by(due), firm.wanted(), growth);
    firm.release(step.release);
    if step.order > Gpus::ZERO {
        firm.fleet.order(step.order);
        let kind = firm.stock.present();
        agenda.schedule(due, Event::Delivery { provider, gpus: step.order, kind });
        world.note(HappeningKind::Order, Entity::Provider(provider), None, Some(step.order.get()));
    }
    world.renew_hour(provider);
}

/// The rental market takes its monthly step on what fleets were used in the month that ends.
fn move_rents(world: &mut World, at: Instant) {
    let used = world.rented_use();
    if let Some((from, to)) = world.rents.step(at, used, world.streams) {
        world.note(HappeningKind::RentMove, Entity::Market, Some(from), Some(to));
    }
}

/// Accelerators at the end of their life are taken out.
fn retire(world: &mut World, provider: ProviderId) {
    let gone = world.firms[provider.index()].retire(world.now);
    if gone > Gpus::ZERO {
        world.note(HappeningKind::Retirement, Entity::Provider(provider), None, Some(gone.get()));
    }
}

/// Ordered accelerators arrive.
pub(in crate::simulation) fn deliver(
    world: &mut World,
    at: Instant,
    (provider, gpus, kind): (ProviderId, Gpus, usize),
) {
    if !world.firms[provider.index()].present {
        return;
    }
    world.advance(at);
    world.firms[provider.index()].deliver(gpus, kind, at);
    world.renew_hour(provider);
    world.note(HappeningKind::Delivery, Entity::Provider(provider), None, Some(gpus.get()));
    refresh(world);
}
