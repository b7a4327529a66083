//! Figures are taken down, consumer surplus among them.

use std::f64::consts::PI;

use super::super::agenda::Agenda;
use super::super::event::Event;
use super::super::world::World;
use super::finance::close_books;
use crate::calendar::Instant;
use crate::economics::demand::log_sum;
use crate::economics::indices::surplus_per_day;
use crate::maths::exp;
use crate::units::MtokPerDay;

/// Half the number of steps, and the step, of the trapezoidal rule over the normal deviate of ln alpha. On a smooth
/// integrand under a normal density the rule converges faster than any power: with step 1/2 to about e^(-2 pi^2 / h^2).
const STEPS: i32 = 12;
const STEP: f64 = 0.5;

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

/// Surplus over the time since the last record: the mean of the rates at its two ends.
fn meter_surplus(world: &mut World) {
    let rate: f64 = (0..world.model.segments.len()).map(|segment| segment_surplus(world, segment)).sum();
    let days = (world.meter.elapsed - world.recorded.elapsed).get();
    let before = world.surplus_rate.unwrap_or(rate);
    world.meter.surplus += 0.5 * (before + rate) * days;
    world.surplus_rate = Some(rate);
}

/// Surplus a day of the users who know the market, over having the outside option only. Usage is independent of alpha
/// over users, so each alpha has its part of it; lasting tastes for providers are not integrated (they add the same
/// option value before and after a price moves, to first order).
fn segment_surplus(world: &World, segment: usize) -> f64 {
    let (view, model) = (&world.market.segments[segment], &world.model.segments[segment]);
    let usage = world.counts.aware_usage(segment) * view.growth * view.shock;
    let table = &world.market.tables[segment];
    let outside = view.outside.get();
    let mut utilities = vec![0.0; table.len()];
    let mut sum = 0.0;
    let sigma = model.tastes.price.sigma.get();
    let steps = if sigma == 0.0 { 0..=0 } else { -STEPS..=STEPS };
    for i in steps {
        let z = f64::from(i) * STEP;
        let density = if sigma == 0.0 { 1.0 } else { STEP * exp(-0.5 * z * z) / (2.0 * PI).sqrt() };
        let alpha = model.tastes.price.median.get() * exp(sigma * z);
        for (a, utility) in utilities.iter_mut().enumerate() {
            *utility = table.exact[a].0 - alpha * table.exact[a].1;
        }
        // Who can serve weights has more outside the market than nothing.
        let outside = table.own_hosting().map_or(outside, |own| log_sum(&utilities[own..]));
        let gain = log_sum(&utilities) - outside;
        let each = MtokPerDay(usage * density);
        sum += surplus_per_day(view.preference.reference_price, each, alpha, gain).get();
    }
    sum
}
