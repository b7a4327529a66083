//! Monthly settlement: invoices are paid, costs are booked, money comes, firms without it leave, others come.

mod assets;
mod books;
mod entry;
mod exit;
mod failing_firm;
mod funding;
mod parent;
mod shutdown;

pub(in crate::simulation) use assets::open_books;
pub(in crate::simulation) use books::close_books;
pub(super) use exit::leave;
pub(in crate::simulation) use funding::Drought;
pub(super) use funding::drought;
pub(super) use shutdown::shut;

use super::super::agenda::Agenda;
use super::super::event::Event;
use super::super::world::World;
use crate::calendar::Instant;
use crate::ids::ProviderId;

/// Closes the month.
pub(in crate::simulation) fn settle(world: &mut World, agenda: &mut Agenda, at: Instant) {
    world.advance(at);
    agenda.schedule(world.model.calendar.next_month(at), Event::Settlement);
    super::billing::renew(world);
    close_books(world);
    if !world.model.policies.is_empty() {
        world.law.remember(at, &world.meter.revenue);
    }
    let beyond = parent::cover(world, agenda, at);
    funding::raise(world, at);
    world.reckon_runways();
    let failed: Vec<ProviderId> = world
        .model
        .provider_ids()
        .filter(|id| {
            let firm = &world.firms[id.index()];
            firm.present && firm.books.cash() < -world.model.providers[id.index()].credit
        })
        .collect();
    let mut leaving = failing_firm::rescue(world, &failed);
    leaving.extend(beyond.into_iter().filter(|id| !failed.contains(id)));
    leave(world, &leaving);
    entry::consider(world, agenda, at);
    super::investment::invest(world, agenda);
    if world.model.calendar.date(at).day_of_year() == 1 {
        world.file_books();
        world.firms.iter_mut().for_each(|firm| firm.treasury.losses.close_year());
    }
}

impl World<'_> {
    /// Reckons anew how long each firm's money lasts.
    fn reckon_runways(&mut self) {
        for (firm, provider) in self.firms.iter_mut().zip(&self.model.providers) {
            firm.treasury.reckon(&firm.books, provider.credit);
        }
    }
}
