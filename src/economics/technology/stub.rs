//! STUB until science is merged.
#![allow(missing_docs, clippy::all)]
use super::*;
use crate::complaint::{Check, Complaints};
use crate::units::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Speculation {
    pub accepted: Share,
    pub ahead: u32,
    pub draft: Share,
}
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Technique {
    Quantise { format: Format },
    QuantiseContext { format: Format },
    Prune {},
    Speculate(Speculation),
}
impl Technique {
    pub fn quality(&self, _: &CostCurve) -> f64 {
        match self {
            Self::Prune {} => -11.0,
            _ => 0.0,
        }
    }
    pub fn cost(&self, _: &CostCurve) -> GpuHours {
        GpuHours(300.0)
    }
}
impl Check for Technique {
    fn check(&self, _: &str, _: &mut Complaints) {}
}
impl CostCurve {
    pub fn adopt(&self, technique: &Technique) -> Result<Self, Infeasible> {
        match (self, technique) {
            (Self::Constant(_), _) => Err(Infeasible::Network),
            (_, Technique::Quantise { .. }) => Ok(self.scaled(Ratio(0.5))),
            _ => Ok(self.scaled(Ratio(0.9))),
        }
    }
    pub fn on(&self, _: &Plant) -> Result<Self, Infeasible> {
        Ok(self.scaled(Ratio(0.4)))
    }
}
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrainingRun {
    pub gpus: Gpus,
}
impl TrainingRun {
    pub fn plan(&self, _: &Plant) -> Plan {
        Plan { days: Days(90.0), hours: GpuHours(1e6) }
    }
}
impl Check for TrainingRun {
    fn check(&self, _: &str, _: &mut Complaints) {}
}
pub struct Plan {
    pub days: Days,
    pub hours: GpuHours,
}
