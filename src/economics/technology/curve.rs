//! The cost curve of a product: what its tokens cost at a load, and how many accelerators it requires.

use super::breakdown::{Breakdown, Load, TokenCosts, UnitCosts};
use super::fleet::FleetCharge;
use super::serving::{Latency, ServingLaw};
use crate::units::{
    Days, GpuHours, Gpus, MoneyPerDay, MoneyPerGpuHour, MoneyPerMtok, MtokPerDay, Ratio, Seconds,
};

/// Charges of a product that do not depend on its load.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FixedPerDay {
    /// Amortised training.
    pub training: MoneyPerDay,
    /// Amortised data.
    pub data: MoneyPerDay,
}

/// How unit cost comes about.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "curves are few, and copied curves need no allocation in the loop"
)]
pub enum CostCurve {
    /// The textbook's: every token costs the same, whatever the load.
    Constant(MoneyPerMtok),
    /// The physics of serving.
    Serving(ServingLaw),
}

impl CostCurve {
    /// The curve a time after the start; a constant cost stays.
    #[must_use]
    pub fn at(&self, elapsed: Days) -> Self {
        match self {
            Self::Constant(cost) => Self::Constant(*cost),
            Self::Serving(law) => Self::Serving(law.at(elapsed)),
        }
    }

    /// The curve with every cost multiplied.
    #[must_use]
    pub fn scaled(&self, factor: Ratio) -> Self {
        match self {
            Self::Constant(cost) => Self::Constant(*cost * factor.get()),
            Self::Serving(law) => Self::Serving(law.scaled(factor)),
        }
    }

    /// Offered load of the busiest hour, in accelerators that run at their targets:
    /// A g = swing (computed r_in + cached kappa r_in + output r_out) / 24, r the GPU-hours provided for a million
    /// tokens. A constant cost needs none.
    pub fn gpus_offered(&self, load: &Load) -> Gpus {
        match self {
            Self::Constant(_) => Gpus::ZERO,
            Self::Serving(law) => Gpus(law.plant().staffing.swing() * provided(law, load).get() / 24.0),
        }
    }

    /// Accelerators for the load: whole replicas by square-root staffing, one at least; a constant cost needs none.
    pub fn gpus_required(&self, load: &Load) -> Gpus {
        match self {
            Self::Constant(_) => Gpus::ZERO,
            Self::Serving(law) => {
                let replica = law.gpus_per_replica();
                replica * law.plant().staffing.replicas(self.gpus_offered(load) / replica)
            }
        }
    }

    /// Service when the fleet is used at that ratio of offered load to accelerators (see [`utilisation`]): replicas run
    /// at rho = rho_max times it. A constant cost serves at once and never refuses.
    ///
    /// [`utilisation`]: super::fleet::utilisation
    pub fn latency(&self, utilisation: Ratio) -> Latency {
        match self {
            Self::Constant(_) => Latency::Steady(Seconds::ZERO),
            Self::Serving(law) => law.service(Ratio(utilisation.get() * law.rho_max().get())),
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
            Self::Constant(cost) => {
                let flat = Breakdown { compute: *cost, ..Breakdown::ZERO };
                let costs = TokenCosts { input: flat, cached: flat, output: flat };
                (costs, costs, costs)
            }
            Self::Serving(law) => {
                let floor = busy(law).cost(fleet.hour.capital, fleet.hour.energy, law);
                let paid = if fleet.is_idle() { fleet.committed.rest().get() } else { 1.0 };
                let marginal = staffed(law).cost(fleet.hour.capital * paid, fleet.hour.energy, law);
                let spread = self.spread(law, load, fleet);
                let average = staffed(law)
                    .cost(fleet.hour.capital * spread, fleet.hour.energy * spread, law)
                    .max(floor);
                (marginal, floor, average)
            }
        };
        UnitCosts { marginal, floor, average, full: average.plus(amortised(load, fixed)) }
    }

    /// Hours paid for an hour provided: the product's part of the fleet over its provided work.
    fn spread(&self, law: &ServingLaw, load: &Load, fleet: &FleetCharge) -> f64 {
        let work = provided(law, load);
        if work <= GpuHours::ZERO {
            return law.plant().staffing.swing();
        }
        let required = self.gpus_required(load);
        let part = required / fleet.required.max(required);
        fleet.gpus.get() * 24.0 * part / work.get()
    }
}

/// GPU-hours of a million tokens by kind.
struct Work {
    input: GpuHours,
    cached: GpuHours,
    output: GpuHours,
}

impl Work {
    fn cost(&self, capital: MoneyPerGpuHour, energy: MoneyPerGpuHour, law: &ServingLaw) -> TokenCosts {
        let of = |hours: GpuHours, network| Breakdown {
            compute: MoneyPerMtok((capital * hours).get()),
            energy: MoneyPerMtok((energy * hours).get()),
            network,
            ..Breakdown::ZERO
        };
        TokenCosts {
            input: of(self.input, MoneyPerMtok::ZERO),
            cached: of(self.cached, MoneyPerMtok::ZERO),
            output: of(self.output, law.plant().egress),
        }
    }
}

/// Work on hardware that is always busy.
fn busy(law: &ServingLaw) -> Work {
    let input = law.prefill_work();
    Work { input, cached: input * law.plant().cache_cost.get(), output: law.decode_work() }
}

/// Work at the targets of the busiest hour.
fn staffed(law: &ServingLaw) -> Work {
    let input = law.prefill_provided();
    Work { input, cached: input * law.plant().cache_cost.get(), output: law.decode_provided() }
}

/// GPU-hours provided a day for a load without swing.
fn provided(law: &ServingLaw, load: &Load) -> GpuHours {
    let work = staffed(law);
    work.input * load.computed().get() + work.cached * load.cached.get() + work.output * load.output.get()
}

fn amortised(load: &Load, fixed: &FixedPerDay) -> Breakdown {
    let tokens = load.total();
    if tokens <= MtokPerDay::ZERO {
        return Breakdown::ZERO;
    }
    Breakdown { training: fixed.training / tokens, data: fixed.data / tokens, ..Breakdown::ZERO }
}
