//! From the parameters of a scenario and the facts of an accelerator to a plant.

use super::{Plant, Technology};
use crate::complaint::Complaints;
use crate::economics::technology::edge::{GIGABYTE, STREAMED_BYTES, egress};
use crate::economics::technology::fleet::CapacityPolicy;
use crate::economics::technology::hardware::{Accelerator, GpuHour, energy_inside};
use crate::economics::technology::machine::Machine;
use crate::economics::technology::staffing::Staffing;
use crate::units::{MoneyPerGpuHour, MoneyPerMtok, Ratio, Share};

impl Technology {
    /// The plant, with facts of the accelerator converted at `usd` money per dollar. What is missing is complained of;
    /// `path` is the path of these parameters.
    pub fn resolve(
        &self,
        accelerator: &Accelerator,
        usd: Ratio,
        path: &str,
        complaints: &mut Complaints,
    ) -> Option<Plant> {
        let machine = Machine::resolve(accelerator, &self.hardware, path, complaints);
        let hour = self.hour(accelerator, usd, path, complaints);
        let (machine, hour) = (machine?, hour?);
        let least = match self.owned {
            Some(_) => hour.energy,
            None => energy_inside(accelerator, hour.total(), usd),
        };
        Some(Plant {
            machine,
            hour,
            least,
            staffing: Staffing {
                peak_to_mean: self.peak_to_mean,
                autoscale: self.autoscale,
                burstiness: self.burstiness,
            },
            capacity: CapacityPolicy {
                lead_time: self.lead_time,
                headroom: self.headroom,
                patience: self.patience,
                committed: if self.owned.is_some() { Share::ONE } else { self.committed },
            },
            calibration: self.calibration,
            cache_hit: self.cache_hit,
            cache_cost: self.cache_cost,
            egress: self.egress.unwrap_or(MoneyPerMtok(egress(STREAMED_BYTES, GIGABYTE).get() * usd.get())),
            offload: self.offload,
            learning: self.learning,
            progress: self.progress,
        })
    }

    /// What an hour of the accelerator costs: owned as reckoned, else the rent that is given or known.
    fn hour(
        &self,
        accelerator: &Accelerator,
        usd: Ratio,
        path: &str,
        complaints: &mut Complaints,
    ) -> Option<GpuHour> {
        let hardware = &self.hardware;
        if let Some(owned) = &self.owned {
            let hour = owned.hour(accelerator, usd);
            if hour.is_none() {
                complaints
                    .error(
                        "unknown-purchase-price",
                        format!("{path}.owned"),
                        &format!("the catalogue does not know the price or the power of {hardware}"),
                        "its own hour cannot be reckoned",
                    )
                    .help(format!(
                        "give `server_price` here, or price and power in [catalogue.hardware.\"{hardware}\"]"
                    ));
            }
            return hour;
        }
        let rent = self.rent.or(accelerator.rent.map(|rent| MoneyPerGpuHour(rent.get() * usd.get())));
        if rent.is_none() {
            complaints
                .error(
                    "unknown-rent",
                    format!("{path}.hardware"),
                    &format!("the catalogue does not know what {hardware} rents for"),
                    &format!("found \"{hardware}\""),
                )
                .help("give `rent = \"2 USD/GPU-hour\"` with your figure, or `owned = {}`");
        }
        rent.map(GpuHour::rented)
    }
}
