//! What a technique costs: its quality, for good, and its GPU-hours, once.

use super::Technique;
use crate::economics::technology::compression::{SPARSE_RECOVERY, elo_of_distillation, elo_of_recovery};
use crate::economics::technology::curve::CostCurve;
use crate::economics::technology::scaling::dense_equivalent as worth;
use crate::economics::technology::serving::ServingLaw;
use crate::units::{GpuHours, Ratio, Share};

/// GPU-hours of conversion and of testing again, whatever the technique: 300 (assumption; "a few hundred").
const EVALUATION: f64 = 300.0;

/// Tokens of a distillation: 160 billion, the geometric middle of 50 to 500 billion.
const DISTILLATION_TOKENS: f64 = 160e9;

/// Tokens of training that repair a pruned model: 13 billion (Sparse-Llama-3.1-8B).
const RECOVERY_TOKENS: f64 = 13e9;

/// Part of the 16-bit peak reached in training: 37.5 %, the median over 33 known runs (Epoch AI).
const TRAINING_EFFICIENCY: f64 = 0.375;

impl Technique {
    /// Change of quality in Elo, never above zero. A format loses what its accuracy loses against the format before; a
    /// student 60 Elo for each tenfold; a mixture the same for its effective size sqrt(N_act N_tot), a rule of thumb.
    pub fn quality(&self, before: &CostCurve) -> f64 {
        let model = before.transformer();
        let change = match self {
            Self::Quantise { format } => {
                let old = model.map_or(Share::ONE, |model| model.format.recovery());
                elo_of_recovery(format.recovery()) - elo_of_recovery(old)
            }
            Self::QuantiseContext { format } => {
                let old = model.map_or(Share::ONE, |model| model.kv_format.context_recovery());
                elo_of_recovery(format.context_recovery()) - elo_of_recovery(old)
            }
            Self::Prune {} if model.is_some_and(|model| model.is_sparse) => 0.0,
            Self::Prune {} => elo_of_recovery(Share(SPARSE_RECOVERY)),
            Self::Distil { ratio } => elo_of_distillation(*ratio),
            Self::Mixture { total, active } => model.map_or(0.0, |model| {
                elo_of_distillation(Ratio(worth(model.active, model.total) / worth(*active, *total)))
            }),
            Self::Attention { .. }
            | Self::Speculate(_)
            | Self::Cache { .. }
            | Self::Algorithm { .. }
            | Self::Curation { .. }
            | Self::Serving { .. }
            | Self::Offload { .. } => 0.0,
        };
        change.min(0.0)
    }

    /// GPU-hours that its adoption takes once, on the accelerators of the product: 300 of conversion and evaluation;
    /// a student 6 N_S D + 2 N_T D operations more, sparse weights 6 N D, at 37.5 % of the 16-bit peak.
    ///
    /// The training of a successor (mixture, attention, algorithms, data) is a `TrainingRun` and not counted here.
    pub fn cost(&self, before: &CostCurve) -> GpuHours {
        let training = match (self, before.law()) {
            (Self::Distil { ratio }, Some(law)) => {
                let teacher = law.transformer().active.get();
                let student = teacher / ratio.get();
                hours((6.0 * student + 2.0 * teacher) * DISTILLATION_TOKENS, law)
            }
            (Self::Prune {}, Some(law)) => hours(6.0 * law.transformer().active.get() * RECOVERY_TOKENS, law),
            _ => 0.0,
        };
        GpuHours(EVALUATION + training)
    }
}

/// GPU-hours of so many operations on the law's accelerator.
fn hours(flop: f64, law: &ServingLaw) -> f64 {
    flop / (law.plant().machine.peak16.get() * 1e12 * TRAINING_EFFICIENCY * 3600.0)
}
