//! What a load asks of a fleet: work, accelerators, and the speed and refusals of a fleet of a given size.

use super::CostCurve;
use crate::economics::technology::breakdown::Load;
use crate::economics::technology::latency::Latency;
use crate::units::{GpuHours, Gpus, Ratio, Seconds, Share, TokensPerSecond};

impl CostCurve {
    /// GPU-hours a day that a load needs on hardware that is always busy.
    pub fn busy_work(&self, load: &Load) -> GpuHours {
        self.busy().of(load)
    }

    /// GPU-hours a day that a load needs at the targets of the busiest hour, swing left out.
    pub fn work(&self, load: &Load) -> GpuHours {
        match self {
            Self::Constant(_) | Self::Table(_) => GpuHours::ZERO,
            Self::Measured(_) | Self::Serving(_) => self.staffed().of(load),
        }
    }

    /// Offered load of the busiest hour, in accelerators that run at their targets:
    /// A g = swing (computed r_in + cached kappa r_in + output r_out) / 24, r the GPU-hours provided for a million
    /// tokens. A constant cost needs none.
    pub fn gpus_offered(&self, load: &Load) -> Gpus {
        match self {
            Self::Constant(_) | Self::Table(_) => Gpus::ZERO,
            Self::Measured(_) | Self::Serving(_) => Gpus(self.swing().get() * self.work(load).get() / 24.0),
        }
    }

    /// Accelerators for the load: whole replicas by square-root staffing, one at least; a measured fleet those of its
    /// rates, a constant cost none.
    pub fn gpus_required(&self, load: &Load) -> Gpus {
        match self {
            Self::Constant(_) | Self::Table(_) => Gpus::ZERO,
            Self::Measured(_) => self.gpus_offered(load),
            Self::Serving(law) => {
                let replica = law.gpus_per_replica();
                let offered = Ratio(self.gpus_offered(load) / replica);
                replica * law.plant().staffing.replicas(offered).get()
            }
        }
    }

    /// Speed that a user is promised; none where nothing is waited for.
    pub fn promised(&self) -> Option<TokensPerSecond> {
        match self {
            Self::Constant(_) | Self::Table(_) => None,
            Self::Measured(fleet) => fleet.speed(),
            Self::Serving(law) => Some(law.promised()),
        }
    }

    /// Service when the fleet is used at that ratio of offered load to accelerators (see [`utilisation`]): replicas run
    /// at rho = rho_max times it. A constant cost serves at once and never refuses.
    ///
    /// [`utilisation`]: crate::economics::technology::fleet::utilisation
    pub fn latency(&self, utilisation: Ratio) -> Latency {
        match self {
            Self::Constant(_) | Self::Table(_) => Latency::Steady(Seconds::ZERO),
            Self::Measured(fleet) => {
                let slowest = fleet.speed().map_or(Seconds::ZERO, |speed| Seconds(1.0 / speed.get()));
                if utilisation > Ratio(1.0) {
                    Latency::Overload { slowest, refused: Share(1.0 - 1.0 / utilisation.get()) }
                } else {
                    Latency::Steady(slowest)
                }
            }
            Self::Serving(law) => law.service(Ratio(utilisation.get() * law.rho_max().get())),
        }
    }
}
