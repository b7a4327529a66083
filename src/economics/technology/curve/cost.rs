//! What a million tokens of each kind costs at a load, in the four concepts.

use super::CostCurve;
use crate::economics::technology::breakdown::{Breakdown, Load, TokenCosts, UnitCosts};
use crate::economics::technology::fleet::FleetCharge;
use crate::economics::technology::hardware::GpuHour;
use crate::units::{GpuHours, MoneyPerDay, MoneyPerMtok, MtokPerDay, Ratio, Share};

/// Charges of a product that do not depend on its load.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FixedPerDay {
    /// Amortised training.
    pub training: MoneyPerDay,
    /// Amortised data.
    pub data: MoneyPerDay,
}

impl CostCurve {
    /// Token costs of technology alone, with `spread` hours paid for an hour provided: no fleet, no replica, no load.
    ///
    /// At the opening's spread this is the standard cost of the accountants; at the swing of a day it is the long-run
    /// marginal cost, a fleet that grows with its load.
    pub fn standard(&self, hour: GpuHour, spread: Ratio) -> TokenCosts {
        match self {
            Self::Constant(cost) => flat(*cost),
            Self::Table(table) => flat(table.at_scale()),
            Self::Measured(_) | Self::Serving(_) => {
                self.staffed().cost(hour.capital * spread.get(), hour.energy * spread.get())
            }
        }
    }

    /// What a served token adds in money beyond the fleet's hours, output being a share of it: the whole cost where
    /// there is no fleet, else sending it.
    pub fn metered(&self, load: &Load, output: Share) -> MoneyPerMtok {
        match self {
            Self::Constant(cost) => *cost,
            Self::Table(table) => table.average(load.total()),
            Self::Measured(fleet) => fleet.egress() * output.get(),
            Self::Serving(law) => law.egress() * output.get(),
        }
    }

    /// What a million tokens of each kind costs at a load, in the four concepts.
    ///
    /// floor = w p; marginal = r p, or energy alone for the committed part of a fleet with idle capacity; average =
    /// the product's part of the fleet's cost over its tokens, the part being its requirement over that of all
    /// products, divided over kinds of tokens as the work is; full = average + training + data, equal on every token.
    /// Output carries egress. Without any load the average is that of a load without limit, swing times r p.
    pub fn unit_costs(&self, load: &Load, fleet: &FleetCharge, fixed: &FixedPerDay) -> UnitCosts {
        let (marginal, floor, average) = match self {
            Self::Constant(cost) => (flat(*cost), flat(*cost), flat(*cost)),
            Self::Table(table) => {
                let volume = load.total();
                (flat(table.marginal(volume)), flat(table.least()), flat(table.average(volume)))
            }
            Self::Measured(_) | Self::Serving(_) => {
                let floor = self.busy().cost(fleet.hour.capital, fleet.hour.energy);
                let paid = if fleet.is_idle() { fleet.committed.rest().get() } else { 1.0 };
                let work = self.staffed();
                let marginal = work.cost(fleet.hour.capital * paid, fleet.hour.energy);
                let spread = self.spread(load, fleet);
                let average = work.cost(fleet.hour.capital * spread, fleet.hour.energy * spread).max(floor);
                (marginal, floor, average)
            }
        };
        UnitCosts { marginal, floor, average, full: average.plus(amortised(load, fixed)) }
    }

    /// Hours paid for an hour provided: the product's part of the fleet over its provided work.
    fn spread(&self, load: &Load, fleet: &FleetCharge) -> f64 {
        let work = self.work(load);
        if work <= GpuHours::ZERO {
            return self.swing().get();
        }
        let required = fleet.own.unwrap_or_else(|| self.gpus_required(load));
        let part = required / fleet.required.max(required);
        fleet.gpus.get() * 24.0 * part / work.get()
    }
}

/// The same cost for every kind of token.
fn flat(cost: MoneyPerMtok) -> TokenCosts {
    let each = Breakdown { compute: cost, ..Breakdown::ZERO };
    TokenCosts { input: each, cached: each, output: each }
}

/// Training and data over all tokens of a day; nothing without any.
fn amortised(load: &Load, fixed: &FixedPerDay) -> Breakdown {
    let tokens = load.total();
    if tokens <= MtokPerDay::ZERO {
        return Breakdown::ZERO;
    }
    Breakdown { training: fixed.training / tokens, data: fixed.data / tokens, ..Breakdown::ZERO }
}
