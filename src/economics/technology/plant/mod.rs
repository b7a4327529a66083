//! A provider's means of serving: parameters as they stand in a scenario, and the plant they resolve to.

mod resolve;
mod technology;
#[cfg(test)]
mod tests;

pub use technology::Technology;

use super::fleet::CapacityPolicy;
use super::hardware::GpuHour;
use super::learning::Learning;
use super::machine::Machine;
use super::progress::Progress;
use super::staffing::Staffing;
use crate::units::{Days, MoneyPerGpuHour, MoneyPerMtok, Ratio, Share};

/// The means of one provider, everything known, money in the scenario's currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plant {
    /// The accelerator.
    pub machine: Machine,
    /// What an hour of it costs at the start.
    pub hour: GpuHour,
    /// What it cannot fall below: its electricity.
    pub least: MoneyPerGpuHour,
    /// How capacity is fitted to the daily swing.
    pub staffing: Staffing,
    /// When capacity is ordered and released.
    pub capacity: CapacityPolicy,
    /// Multiplies the work of every token.
    pub calibration: Ratio,
    /// Part of repeated input that the cache serves.
    pub cache_hit: Share,
    /// Cost of a cached input token over that of a computed one.
    pub cache_cost: Share,
    /// Cost of sending output to the customer.
    pub egress: MoneyPerMtok,
    /// Part of the tokens that is made on the customer's device instead.
    pub offload: Share,
    /// Learning by doing, where there is any.
    pub learning: Option<Learning>,
    /// The trend of technology.
    pub progress: Progress,
}

impl Plant {
    /// This plant, new accelerators, with what a provider keeps of its plant before: calibration, cache, egress, offload
    /// and know-how.
    #[must_use]
    pub fn keeping(&self, before: &Self) -> Self {
        Self {
            calibration: before.calibration,
            cache_hit: before.cache_hit,
            cache_cost: before.cache_cost,
            egress: before.egress,
            offload: before.offload,
            learning: before.learning,
            ..*self
        }
    }

    /// What a GPU-hour costs on the market a time after the start; contracts are told by the stock.
    pub fn gpu_hour(&self, elapsed: Days) -> GpuHour {
        self.hour.after(Ratio(self.progress.after(elapsed).hardware), self.least)
    }
}
