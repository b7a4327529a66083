//! Monthly settlement: invoices are paid, costs are booked, firms without cash leave.

use super::super::agenda::Agenda;
use super::super::event::Event;
use super::super::meter::of_provider;
use super::super::world::World;
use crate::calendar::Instant;
use crate::economics::finance::Account;
use crate::history::{Entity, HappeningKind};
use crate::ids::{OfferId, ProviderId};
use crate::units::Money;

/// Closes the month.
pub(in crate::simulation) fn settle(world: &mut World, agenda: &mut Agenda, at: Instant) {
    world.advance(at);
    agenda.schedule(world.model.calendar.next_month(at), Event::Settlement);
    super::billing::renew(world);
    close_books(world);
    let failed: Vec<ProviderId> = world
        .model
        .provider_ids()
        .filter(|id| {
            let firm = &world.firms[id.index()];
            firm.present && firm.books.cash() < -world.model.providers[id.index()].credit
        })
        .collect();
    leave(world, &failed);
    super::investment::invest(world, agenda);
}

/// Books what was metered since the last settlement.
pub(in crate::simulation) fn close_books(world: &mut World) {
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    for provider in world.model.provider_ids() {
        let p = provider.index();
        let offers: Vec<usize> = world.offers_of(provider).collect();
        let sales = of_provider(&world.meter.revenue, offers.iter().copied())
            - of_provider(&world.settled.revenue, offers.iter().copied());
        let serving = world.meter.serving[p] - world.settled.serving[p];
        let runs = world.meter.runs[p] - world.settled.runs[p];
        let techniques = world.meter.techniques[p] - world.settled.techniques[p];
        let fixed = world.meter.fixed[p] - world.settled.fixed[p] - runs - techniques;
        let costs = &world.model.providers[p].fixed;
        let all = (costs.staff + costs.training + costs.data).get();
        let books = &mut world.firms[p].books;
        books.post(Account::Receivable, Account::Revenue, Money(sales));
        books.post(Account::Cash, Account::Receivable, Money(sales));
        books.post(Account::Serving, Account::Cash, Money(serving));
        for (account, cost) in
            [(Account::Staff, costs.staff), (Account::Training, costs.training), (Account::Data, costs.data)]
        {
            books.post(account, Account::Cash, Money(fixed * share(cost.get(), all)));
        }
        books.post(Account::Training, Account::Cash, Money(runs));
        books.post(Account::Engineering, Account::Cash, Money(techniques));
        world.book_advances(provider);
        world.firms[p].books.prove();
    }
    world.settled.clone_from(&world.meter);
}

/// Providers leave: their offers are gone, their fleets are given up, their users choose anew at once, everybody looks
/// around. Those who leave at one instant leave together, so that nobody flees to a firm that is going too.
pub(in crate::simulation) fn leave(world: &mut World, providers: &[ProviderId]) {
    if providers.is_empty() {
        return;
    }
    let mut gone = Vec::new();
    for provider in providers {
        let firm = &mut world.firms[provider.index()];
        firm.present = false;
        firm.close_halls();
        let cash = firm.books.cash().get();
        world.note(HappeningKind::Exit, Entity::Provider(*provider), None, Some(cash));
        gone.extend(world.offers_of(*provider).filter(|j| world.market.offers[*j].on_sale));
    }
    for j in &gone {
        world.market.offers[*j].on_sale = false;
    }
    world.market.relay();
    for j in gone {
        let name = world.model.offer_name(OfferId::at(j));
        world.reviews +=
            world.population.evict(j, &name, &world.market.tables, world.streams, &mut world.counts);
    }
    for provider in providers {
        world.alert(*provider);
    }
    super::demand::refresh(world);
}
