//! What agents, cohorts and the mean field do at one instant, against a chance by hand.
//!
//! Seeds are fixed: a true law fails at 4.5 standard deviations for one seed in 150,000.
#![expect(clippy::disallowed_methods, reason = "a test compares within an error far above the last digit")]

use super::super::fixtures::{segment, textbook};
use super::super::opening;
use super::tests::{hold, with};
use super::*;
use crate::economics::demand::{Outside, Review};
use crate::units::Days;

#[test]
fn news_wakes_the_same_part_of_agents_cohorts_and_the_mean_field() {
    // All begin outside, look for the news alone, and nothing holds them: of nine in ten who look within the time P_0 = 1 / (1 + e^0.1)
    // hold the product. Hazards are 2.3 and 18.4 a day.
    let known = 0.9 / (1.0 + 0.1_f64.exp());
    for within in [1.0, 0.125] {
        for (population, count) in
            [(Resolution::Agents, 50_000.0), (Resolution::Cohorts, 1e9), (Resolution::Expected, 1e6)]
        {
            let mut own = segment(count);
            own.review = Review::Every(Days(1e9));
            own.inertia = None;
            own.outside = Outside::default();
            own.tastes.price = Spread::same(Ratio(1.0));
            let mut model = with(&textbook(&[hold(1.4, 1.5)], own, 2.0), population);
            model.attention.share = Share(0.9);
            model.attention.within = Days(within);
            let (mut world, _) = opening::open(&model, Streams::new(3, 0));
            world.market.alerts.raise(Instant::at_day(0.0), &model.attention);
            world.advance(Instant::at_day(1.5));
            let found = world.counts.users(0, 0) / count;
            let sd = if population == Resolution::Expected { 1e-7 } else { 0.5 / count.sqrt() };
            assert!((found - known).abs() < 4.5 * sd, "{population:?} within {within}: {found} {known}");
        }
    }
}

#[test]
fn a_relief_of_inertia_holds_when_terms_end() {
    // All V are 0 and inertia of 4 is cut to a quarter: of those who renew e / (e + 2) stay.
    let known = 1.0_f64.exp() / (1.0_f64.exp() + 2.0);
    for (population, count) in
        [(Resolution::Agents, 50_000.0), (Resolution::Cohorts, 1e9), (Resolution::Expected, 1e6)]
    {
        let mut own = segment(count);
        own.inertia = Some(Spread::same(Utils(4.0)));
        own.tastes.price = Spread::same(Ratio(1.0));
        own.opening = Opening::Settled;
        let model = with(&textbook(&[hold(1.5, 1.5), hold(1.5, 1.5)], own, 1.0), population);
        let streams = Streams::new(3, 0);
        let (mut world, _) = opening::open(&model, streams);
        world.population.rename(1, 0, &mut world.counts);
        let mut table = world.market.tables[0].clone();
        table.hold = 0.25;
        let all = world.counts.users(0, 0);
        world.population.renew((0, 0), "product", &table, (streams, 1), &mut world.counts);
        let found = world.counts.users(0, 0) / all;
        let sd = if population == Resolution::Expected { 1e-13 } else { 0.5 / all.sqrt() };
        assert!((found - known).abs() < 4.5 * sd, "{population:?}: {found} {known}");
    }
}
