//! The rental market of accelerators: what multiplies every rent today, beyond the trend of hardware.

use rand::RngExt;

use super::world::World;
use crate::calendar::Instant;
use crate::economics::technology::Scarcity;
use crate::economics::technology::rent::RANGE;
use crate::ids::{AcceleratorId, entity};
use crate::maths::normal_deviate;
use crate::model::{Model, RentMarket, RentShock};
use crate::random::{Purpose, Streams};
use crate::units::{Ratio, Share};

/// Smallest change of the market's factor that the chronicle tells.
const NOTED: f64 = 0.1;

/// The state of the rental market.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rents {
    /// Factor of rent shocks so far, by accelerator.
    shocks: Vec<f64>,
    market: Option<State>,
}

/// Scarcity, and what it is measured against.
#[derive(Debug, Clone, Copy, PartialEq)]
struct State {
    law: RentMarket,
    scarcity: f64,
    /// Utilisation at which scarcity is at its mean.
    usual: f64,
    /// When it last moved.
    at: Instant,
    /// Factor that the chronicle last told.
    told: f64,
}

impl Rents {
    pub(super) fn open(model: &Model) -> Self {
        let market = model.rents.map(|law| State {
            law,
            scarcity: law.now.get(),
            usual: law.usual.map_or(0.0, Share::get),
            at: Instant::START,
            told: 1.0,
        });
        Self { shocks: vec![1.0; model.accelerators.len()], market }
    }

    /// Takes the opening's utilisation for the usual one where the scenario gives none.
    pub(super) fn settle(&mut self, used: f64) {
        if let Some(state) = self.market.as_mut().filter(|state| state.law.usual.is_none()) {
            state.usual = used;
        }
    }

    /// What multiplies the rent of an accelerator.
    pub(super) fn factor(&self, accelerator: AcceleratorId) -> Ratio {
        Ratio(self.shocks[accelerator.index()] * self.market.map_or(1.0, |state| state.factor()))
    }

    /// A shock multiplies rents from now on.
    pub(super) fn shock(&mut self, shock: &RentShock) {
        for (at, factor) in self.shocks.iter_mut().enumerate() {
            if shock.accelerator.is_none_or(|only| only.index() == at) {
                *factor *= shock.factor.get();
            }
        }
    }

    /// A month passes with rented fleets used so far; what the chronicle should tell of it.
    ///
    /// The process of [`Scarcity::step`] with the mean that utilisation u sets: mean + response (u - usual).
    pub(super) fn step(&mut self, at: Instant, used: f64, streams: Streams) -> Option<(f64, f64)> {
        let state = self.market.as_mut()?;
        let mean = state.law.law.mean.get() + state.law.response.get() * (used - state.usual);
        let law = Scarcity { mean: Ratio(mean.clamp(RANGE.0, RANGE.1)), ..state.law.law };
        let mut luck = streams.open(Purpose::Rents, entity("rents"), at.day() as u64);
        let z = normal_deviate(luck.random());
        state.scarcity = law.step(state.scarcity, at.since(state.at), z);
        state.at = at;
        let (told, now) = (state.told, state.factor());
        if (now / told - 1.0).abs() < NOTED {
            return None;
        }
        state.told = now;
        Some((told, now))
    }
}

impl State {
    fn factor(&self) -> f64 {
        (1.0 + self.scarcity) / (1.0 + self.law.now.get())
    }
}

impl World<'_> {
    /// Mean utilisation of the fleets that are rented, each by its size; 0 where none is.
    pub(super) fn rented_use(&self) -> f64 {
        let rented =
            self.firms.iter().filter(|firm| firm.present && firm.kinds.iter().any(|kind| !kind.owned));
        let (used, all) = rented.fold((0.0, 0.0), |(used, all), firm| {
            let size = firm.fleet.installed.get();
            // A fleet that has broken down says nothing of how scarce accelerators are beyond being full.
            (used + size * firm.published.utilisation.get().min(2.0), all + size)
        });
        if all > 0.0 { used / all } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::DAYS_A_MONTH;
    use crate::maths::{ln, sqrt};
    use crate::units::Days;

    fn rents(volatility: f64) -> Rents {
        let law = RentMarket {
            now: Ratio(0.5),
            law: Scarcity {
                mean: Ratio(0.2),
                half_life: Days(12.0 * DAYS_A_MONTH),
                volatility: Ratio(volatility),
            },
            response: Ratio(2.0),
            usual: None,
        };
        let state = State { law, scarcity: 0.5, usual: 0.0, at: Instant::START, told: 1.0 };
        Rents { shocks: vec![1.0, 1.0], market: Some(state) }
    }

    fn year(rents: &mut Rents, used: f64, seed: u64) -> f64 {
        for month in 1..=12 {
            let at = Instant::at_day(DAYS_A_MONTH * f64::from(month));
            rents.step(at, used, Streams::new(seed, 0));
        }
        rents.factor(AcceleratorId(0)).get()
    }

    #[test]
    fn scarcity_returns_to_its_mean_and_rises_with_utilisation() {
        let mut calm = rents(0.0);
        calm.settle(0.7);
        // after a half-life: sqrt(1.5 x 1.2) = 1.341641; over 1.5
        assert!((year(&mut calm.clone(), 0.7, 1) - 1.341_641 / 1.5).abs() < 1e-5);
        // a tenth more use: the mean is 0.4, sqrt(1.5 x 1.4) = 1.449138
        assert!((year(&mut calm, 0.8, 1) - 1.449_138 / 1.5).abs() < 1e-5);
    }

    #[test]
    fn its_luck_is_its_own_and_of_the_stated_size() {
        let ends: Vec<f64> = (0..400).map(|seed| ln(year(&mut rents(0.05), 0.0, seed) * 1.5)).collect();
        assert_eq!(ends[7].to_bits(), ln(year(&mut rents(0.05), 0.0, 7) * 1.5).to_bits());
        let mean = ends.iter().sum::<f64>() / 400.0;
        let sd = sqrt(ends.iter().map(|end| (end - mean) * (end - mean)).sum::<f64>() / 399.0);
        // 0.05 sqrt((1 - 1/4) / (2 ln 2)) = 0.03678; the mean ln 1.341641 = 0.29389 within four standard errors
        assert!((mean - 0.293_89).abs() < 4.0 * 0.036_78 / 20.0, "{mean}");
        assert!((sd - 0.036_78).abs() < 0.006, "{sd}");
    }

    #[test]
    fn a_shock_meets_its_accelerator_only_and_stays() {
        let mut rents = Rents { market: None, ..rents(0.0) };
        rents.shock(&RentShock { accelerator: Some(AcceleratorId(1)), factor: Ratio(1.4) });
        rents.shock(&RentShock { accelerator: None, factor: Ratio(0.5) });
        assert_eq!(
            (rents.factor(AcceleratorId(0)), rents.factor(AcceleratorId(1))),
            (Ratio(0.5), Ratio(0.7))
        );
        assert_eq!(rents.step(Instant::at_day(30.0), 0.7, Streams::new(1, 0)), None);
    }
}
