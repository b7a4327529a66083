//! Figures are taken down, consumer surplus among them.

use super::super::agenda::Agenda;
use super::super::event::Event;
use super::super::world::World;
use super::finance::close_books;
use crate::calendar::Instant;
use crate::economics::demand::log_sum;
use crate::economics::indices::surplus_per_day;
use crate::maths::{exp, normal_quantile};
use crate::units::MtokPerDay;

/// Strata of alpha over which surplus is integrated.
const STRATA: usize = 16;

/// Takes a row down and plans the next.
pub(in crate::simulation) fn take(world: &mut World, agenda: &mut Agenda, at: Instant) {
    world.advance(at);
    meter_surplus(world);
    world.take_down();
    agenda.schedule(at.after(world.model.record.every).max(at.next()), Event::Record);
}

/// At the horizon: the last row, and the books of the broken month.
pub(in crate::simulation) fn close(world: &mut World) {
    world.advance(world.model.horizon);
    close_books(world);
    if world.panel.instants().last() != Some(&world.now) {
        meter_surplus(world);
        world.take_down();
    }
}

/// Surplus over the time since the last record: the mean of the rates at its two ends.
fn meter_surplus(world: &mut World) {
    let rate: f64 = (0..world.model.segments.len()).map(|segment| segment_surplus(world, segment)).sum();
    let days = (world.meter.elapsed - world.recorded.elapsed).get();
    let before = world.surplus_rate.unwrap_or(rate);
    world.meter.surplus += 0.5 * (before + rate) * days;
    world.surplus_rate = Some(rate);
}

/// Surplus a day of the users who know the market, over having the outside option only. Usage is independent of alpha
/// over users, so strata of alpha share it evenly; lasting tastes for providers are not integrated (they add the same
/// option value before and after a price moves, to first order).
fn segment_surplus(world: &World, segment: usize) -> f64 {
    let (view, model) = (&world.market.segments[segment], &world.model.segments[segment]);
    let usage = world.counts.aware_usage(segment) * view.growth * view.shock;
    let table = &world.market.tables[segment];
    let outside = view.outside.get();
    let mut utilities = vec![0.0; table.len()];
    let mut sum = 0.0;
    for i in 0..STRATA {
        let z = normal_quantile((i as f64 + 0.5) / STRATA as f64);
        let alpha = model.tastes.price.median.get() * exp(model.tastes.price.sigma.get() * z);
        for (a, utility) in utilities.iter_mut().enumerate() {
            *utility = f64::from(table.merit[a]) - alpha * f64::from(table.price_term[a]);
        }
        let gain = log_sum(&utilities) - outside;
        let each = MtokPerDay(usage / STRATA as f64);
        sum += surplus_per_day(view.preference.reference_price, each, alpha, gain).get();
    }
    sum
}
