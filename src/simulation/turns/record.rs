//! Figures are taken down.

use super::super::agenda::Agenda;
use super::super::event::Event;
use super::super::world::World;
use super::finance::close_books;
use crate::calendar::Instant;
use crate::economics::demand::{Gains, Worth};
use crate::units::MtokPerDay;

/// Takes a row down and plans the next.
pub(in crate::simulation) fn take(world: &mut World, agenda: &mut Agenda, at: Instant) {
    world.advance(at);
    if at == world.model.horizon {
        close_books(world);
    }
    meter_surplus(world);
    world.take_down();
    agenda.schedule(at.after(world.model.record.every).max(at.next()), Event::Record);
}

/// Keeps what the market opened with, where the first record comes later than after a day.
pub(in crate::simulation) fn keep_first_day(world: &mut World, at: Instant) {
    world.advance(at);
    world.keep_first_day();
}

/// Puts the month's changes of prices down to their causes, and plans the next stocktaking.
pub(in crate::simulation) fn take_stock(world: &mut World, agenda: &mut Agenda, at: Instant) {
    world.advance(at);
    world.take_stock();
    agenda.schedule(world.model.calendar.next_month(at), Event::Stocktaking);
}

/// At the horizon: the last row, and the books of the broken month.
pub(in crate::simulation) fn close(world: &mut World) {
    world.advance(world.model.horizon);
    if world.model.record.attribution {
        world.take_stock();
    }
    close_books(world);
    world.file_books();
    if world.panel.instants().last() != Some(&world.now) {
        meter_surplus(world);
        world.take_down();
    }
}

/// Gains over the time since the last record: the mean of the rates at its two ends.
fn meter_surplus(world: &mut World) {
    let rates: Vec<Gains> =
        (0..world.model.segments.len()).map(|segment| segment_gains(world, segment)).collect();
    let days = (world.meter.elapsed - world.recorded.elapsed).get();
    for (s, rate) in rates.iter().enumerate() {
        let before = world.gains.get(s).unwrap_or(rate);
        world.meter.surplus[s] += 0.5 * (before.surplus + rate.surplus) * days;
        world.meter.compensating[s] += 0.5 * (before.from_prices + rate.from_prices) * days;
    }
    world.gains = rates;
}

/// Gains a day of the users of a segment who know the market.
fn segment_gains(world: &World, segment: usize) -> Gains {
    let (view, tastes) = (&world.market.segments[segment], &world.model.segments[segment].tastes);
    let table = &world.market.tables[segment];
    let first = |(code, now): (&u8, &(f64, f64))| (now.0, view.first_term(*code).unwrap_or(now.1));
    let first: Vec<(f64, f64)> = table.code.iter().zip(&table.exact).map(first).collect();
    let worth = Worth {
        alpha: (tastes.price.median.get(), tastes.price.sigma.get()),
        now: &table.exact,
        first: &first,
        nests: table.nests.as_ref(),
        own_hosting: table.own_hosting(),
        outside: view.outside.get(),
    };
    let usage = world.counts.aware_usage(segment) * view.growth * view.shock;
    worth.gains(view.preference.reference_price, MtokPerDay(usage))
}
