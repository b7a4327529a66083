//! Adoption: the curve, the law and the model that a technique leaves.

use super::Technique;
use crate::economics::technology::algorithms::work_left;
use crate::economics::technology::architecture::{Architecture, Transformer};
use crate::economics::technology::curve::CostCurve;
use crate::economics::technology::infeasible::Infeasible;
use crate::economics::technology::plant::Plant;
use crate::economics::technology::serving::ServingLaw;
use crate::maths::pow;
use crate::units::{Bytes, Parameters, Ratio};

impl CostCurve {
    /// The curve with a technique adopted, from now on: it outlasts time and cost shocks.
    ///
    /// A cost without physics takes those techniques that only change the work of a token, each on top of those before. A
    /// part made on the customer's device replaces the part before, which a number alone does not know: it is refused.
    ///
    /// # Errors
    /// When the changed model cannot be served as promised, or a cost without physics has nothing to change.
    pub fn adopt(&self, technique: &Technique) -> Result<Self, Infeasible> {
        match self {
            Self::Serving(law) => law.adopt(technique).map(Self::Serving),
            Self::Measured(fleet) => match technique {
                Technique::Cache { hit, cost: None } => {
                    Ok(Self::Measured(fleet.with(Plant { cache_hit: *hit, ..*fleet.plant() })))
                }
                Technique::Offload { share } => {
                    Ok(Self::Measured(fleet.with(Plant { offload: *share, ..*fleet.plant() })))
                }
                _ => self.lighter(technique),
            },
            Self::Constant(_) | Self::Table(_) => self.lighter(technique),
        }
    }

    /// A cost without physics, multiplied by what the technique leaves of the work of a token.
    fn lighter(&self, technique: &Technique) -> Result<Self, Infeasible> {
        technique.work().map(|work| self.scaled(Ratio(work))).ok_or(Infeasible::Physics)
    }
}

impl Technique {
    /// What is left of the work of a token where the technique says so without physics.
    fn work(&self) -> Option<f64> {
        match self {
            Self::Distil { ratio } => Some(1.0 / ratio.get()),
            Self::Algorithm { factor } | Self::Curation { factor } => Some(work_left(*factor).get()),
            Self::Serving { factor } => Some(1.0 / factor.get()),
            _ => None,
        }
    }
}

impl ServingLaw {
    /// The law with a technique adopted.
    ///
    /// # Errors
    /// When the changed model cannot be served as promised.
    pub fn adopt(&self, technique: &Technique) -> Result<Self, Infeasible> {
        let (mut model, mut plant) = (*self.transformer(), *self.plant());
        match technique {
            Technique::Quantise { format } => {
                model.eta_compute = self.efficiency_in(*format, &plant.machine);
                model.format = *format;
            }
            Technique::QuantiseContext { format } => model.kv_format = *format,
            Technique::Prune {} => model.is_sparse = true,
            Technique::Distil { ratio } => model = model.student(*ratio),
            Technique::Mixture { total, active } => {
                return self.succeeded(model.mixture(*total, *active), &plant);
            }
            Technique::Attention { kv_bytes } => model.kv_bytes = *kv_bytes,
            Technique::Speculate(speculation) => model.speculation = Some(*speculation),
            Technique::Cache { hit, cost } => {
                plant.cache_hit = *hit;
                plant.cache_cost = cost.unwrap_or(plant.cache_cost);
            }
            Technique::Algorithm { factor } | Technique::Curation { factor } => {
                model = model.lighter(work_left(*factor).get());
            }
            Technique::Serving { factor } => model.tuning = model.tuning * factor.get(),
            Technique::Offload { share } => plant.offload = *share,
        }
        self.rebuilt(model, plant)
    }
}

impl Transformer {
    /// The model with the work, the weights and the memory of a token multiplied.
    fn lighter(&self, factor: f64) -> Self {
        Self {
            total: self.total * factor,
            active: self.active * factor,
            kv_bytes: self.kv_bytes * factor,
            attention_flop: self.attention_flop * factor,
            prefill_attention_flop: self.prefill_attention_flop * factor,
            network_bytes: self.network_bytes * factor,
            ..*self
        }
    }

    /// A student r times smaller. Layers and width go with N^(1/3) (N = 12 L d^2, d ~ L): keys and values and the fixed
    /// time of a step with r^(-1/3), attention and traffic with r^(-2/3). A replica smaller than a node still holds it;
    /// another is chosen anew.
    fn student(&self, ratio: Ratio) -> Self {
        let side = pow(ratio.get(), -1.0 / 3.0);
        Self {
            total: self.total / ratio.get(),
            active: self.active / ratio.get(),
            kv_bytes: self.kv_bytes * side,
            attention_flop: self.attention_flop * (side * side),
            prefill_attention_flop: self.prefill_attention_flop * (side * side),
            network_bytes: self.network_bytes * (side * side),
            overhead: self.overhead * side,
            gpus_per_replica: self.small_replica(),
            ..*self
        }
    }

    /// A mixture as successor, with the attention and the format of this model. Its traffic is estimated as for any
    /// mixture where this model has none; its efficiency is the calibrated one of mixtures.
    fn mixture(&self, total: Parameters, active: Parameters) -> Self {
        let estimate = Architecture { total: Some(total), active: Some(active), ..Default::default() };
        let traffic = estimate.resolve().map_or(Bytes::ZERO, |model| model.network_bytes);
        let was_mixture = self.is_mixture() && active < total;
        Self {
            total,
            active,
            network_bytes: if was_mixture { self.network_bytes } else { traffic },
            eta_compute: if was_mixture { self.eta_compute } else { None },
            ..*self
        }
    }
}
