//! What a million tokens costs, and why: hardware -> GPU-hour -> step time -> utilisation -> money per Mtok.
//!
//! Parameters as they stand in a scenario ([`Technology`], [`Architecture`]) and facts ([`Accelerator`]) are resolved
//! once into a [`Plant`] and, for each product on it, a [`CostCurve`]. A curve answers with a [`Breakdown`] in four
//! concepts of cost ([`UnitCosts`]), never with a bare number. The equations and their sources are in
//! `docs/model/cost.md`.

pub mod algorithms;
pub mod architecture;
pub mod attribution;
pub mod breakdown;
pub mod compression;
pub mod curve;
#[cfg(test)]
mod data;
pub mod edge;
#[cfg(test)]
mod exact;
#[cfg(test)]
mod examples;
pub mod fleet;
pub mod given;
pub mod hardware;
pub mod infeasible;
pub mod latency;
#[cfg(test)]
mod laws;
pub mod learning;
pub mod lease;
pub mod machine;
pub mod plant;
pub mod progress;
pub mod queueing;
pub mod rent;
pub mod reservation;
pub mod scaling;
pub mod serving;
pub mod staffing;
pub mod stock;
pub mod taking;
pub mod technique;
pub mod training;
#[cfg(test)]
mod vectors;

pub use architecture::{Architecture, Format, Transformer};
pub use attribution::{contributions, shapley};
pub use breakdown::{Breakdown, CostConcept, Load, TokenCosts, TokenMix, UnitCosts};
pub use compression::Speculation;
pub use curve::{CostCurve, FixedPerDay};
pub use fleet::{CapacityMove, CapacityPolicy, Fleet, FleetCharge, utilisation};
pub use given::{CostPoint, CostTable, MeasuredFleet, MeasuredRates, check_points};
pub use hardware::{Accelerator, GpuHour, Owned};
pub use infeasible::Infeasible;
pub use latency::Latency;
pub use learning::Learning;
pub use lease::{Contract, Lease};
pub use machine::Machine;
pub use plant::{Plant, Technology};
pub use progress::Progress;
pub use rent::Scarcity;
pub use reservation::UniformLoad;
pub use scaling::ScalingLaw;
pub use serving::{ServingLaw, StepParts};
pub use staffing::Staffing;
pub use stock::Stock;
pub use technique::Technique;
pub use training::{Recovery, RunPlan, TrainingRun};
