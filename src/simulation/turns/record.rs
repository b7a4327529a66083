//! Figures are taken down, what users gain among them.

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

/// What users gain a day.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::simulation) struct Gains {
    /// Over having the outside option only.
    surplus: f64,
    /// Over the same offers at the prices that they were first posted at: the compensating variation of all moves of price.
    from_prices: f64,
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

/// Gains a day of the users who know the market. Usage is independent of alpha over users, so each alpha has its part of
/// it; lasting tastes for providers are not integrated (they add the same option value before and after a price moves, to
/// first order).
fn segment_gains(world: &World, segment: usize) -> Gains {
    let (view, model) = (&world.market.segments[segment], &world.model.segments[segment]);
    let usage = world.counts.aware_usage(segment) * view.growth * view.shock;
    let table = &world.market.tables[segment];
    let outside = view.outside.get();
    let first: Vec<f64> = table
        .code
        .iter()
        .zip(&table.exact)
        .map(|(code, now)| view.first_term(*code).unwrap_or(now.1))
        .collect();
    // The log-sum of a nested choice is that of ln W.
    let fold = |utilities: &mut [f64]| {
        if let Some(nests) = &table.nests {
            nests.fold(utilities);
        }
    };
    let mut utilities = vec![0.0; table.len()];
    let mut gains = Gains::default();
    let sigma = model.tastes.price.sigma.get();
    let steps = if sigma == 0.0 { 0..=0 } else { -STEPS..=STEPS };
    for i in steps {
        let z = f64::from(i) * STEP;
        let density = if sigma == 0.0 { 1.0 } else { STEP * exp(-0.5 * z * z) / (2.0 * PI).sqrt() };
        let alpha = model.tastes.price.median.get() * exp(sigma * z);
        for (a, utility) in utilities.iter_mut().enumerate() {
            *utility = table.exact[a].0 - alpha * table.exact[a].1;
        }
        fold(&mut utilities);
        let worth = log_sum(&utilities);
        // Who can serve weights has more outside the market than nothing.
        let outside = table.own_hosting().map_or(outside, |own| log_sum(&utilities[own..]));
        for (a, utility) in utilities.iter_mut().enumerate() {
            *utility = table.exact[a].0 - alpha * first[a];
        }
        fold(&mut utilities);
        let each = MtokPerDay(usage * density);
        let money = |gain: f64| surplus_per_day(view.preference.reference_price, each, alpha, gain).get();
        gains.surplus += money(worth - outside);
        gains.from_prices += money(worth - log_sum(&utilities));
    }
    gains
}
