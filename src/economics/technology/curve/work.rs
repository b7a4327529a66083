//! The GPU-hours of a million tokens of each kind, on hardware always busy and at the targets of the busiest hour.

use super::CostCurve;
use crate::economics::technology::breakdown::{Breakdown, Load, TokenCosts};
use crate::units::{GpuHours, MoneyPerGpuHour, MoneyPerMtok};

/// GPU-hours of a million tokens by kind, and what sending output costs.
#[derive(Default)]
pub(super) struct Work {
    input: GpuHours,
    cached: GpuHours,
    output: GpuHours,
    egress: MoneyPerMtok,
}

impl Work {
    /// What those tokens cost at the prices of an hour.
    pub(super) fn cost(&self, capital: MoneyPerGpuHour, energy: MoneyPerGpuHour) -> TokenCosts {
        let of = |hours: GpuHours, network| Breakdown {
            compute: MoneyPerMtok((capital * hours).get()),
            energy: MoneyPerMtok((energy * hours).get()),
            network,
            ..Breakdown::ZERO
        };
        TokenCosts {
            input: of(self.input, MoneyPerMtok::ZERO),
            cached: of(self.cached, MoneyPerMtok::ZERO),
            output: of(self.output, self.egress),
        }
    }

    /// GPU-hours a day of a load.
    pub(super) fn of(&self, load: &Load) -> GpuHours {
        self.input * load.computed().get() + self.cached * load.cached.get() + self.output * load.output.get()
    }
}

impl CostCurve {
    /// Work on hardware that is always busy; measured rates know no other than their own.
    pub(super) fn busy(&self) -> Work {
        match self {
            Self::Serving(law) => {
                let input = law.prefill_work();
                let cached = input * law.plant().cache_cost.get();
                Work { input, cached, output: law.decode_work(), egress: law.egress() }
            }
            _ => self.staffed(),
        }
    }

    /// Work at the targets of the busiest hour; nothing for a cost that needs no fleet.
    pub(super) fn staffed(&self) -> Work {
        match self {
            Self::Constant(_) | Self::Table(_) => Work::default(),
            Self::Measured(fleet) => Work {
                input: fleet.miss(),
                cached: GpuHours::ZERO,
                output: fleet.output(),
                egress: fleet.egress(),
            },
            Self::Serving(law) => {
                let input = law.prefill_provided();
                let cached = input * law.plant().cache_cost.get();
                Work { input, cached, output: law.decode_provided(), egress: law.egress() }
            }
        }
    }
}
