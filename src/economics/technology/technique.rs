//! Techniques that a provider adopts: each changes the law of serving, perhaps the quality, and costs something once.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::architecture::{Format, Transformer};
use super::compression::{SPARSE_RECOVERY, Speculation, elo_of_distillation, elo_of_recovery};
use super::curve::CostCurve;
use super::infeasible::Infeasible;
use super::plant::Plant;
use super::serving::ServingLaw;
use crate::complaint::{Check, Complaints};
use crate::maths::{pow, sqrt};
use crate::units::{Bytes, GpuHours, Parameters, Ratio, Share};

/// Exponent theta with which effective compute becomes less work of a token at equal quality: 0.67, between 0.5
/// (compute-optimal, N ~ C^0.5) and 1 (all progress spent on a smaller model).
pub const COMPUTE_TO_WORK: f64 = 0.67;

/// GPU-hours of conversion and of testing again, whatever the technique: 300 (assumption; "a few hundred").
const EVALUATION: f64 = 300.0;

/// Tokens of a distillation: 160 billion, the geometric middle of 50 to 500 billion.
const DISTILLATION_TOKENS: f64 = 160e9;

/// Tokens of training that repair a pruned model: 13 billion (Sparse-Llama-3.1-8B).
const RECOVERY_TOKENS: f64 = 13e9;

/// Part of the 16-bit peak reached in training: 37.5 %, the median over 33 known runs (Epoch AI).
const TRAINING_EFFICIENCY: f64 = 0.375;

/// A way to serve tokens with less, or for less.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Technique {
    /// Weights and arithmetic in another number format.
    Quantise {
        /// The format.
        format: Format,
    },
    /// Keys and values in another number format.
    QuantiseContext {
        /// The format.
        format: Format,
    },
    /// 2:4 sparse weights: 0.56 of the bytes, 1.25 times the throughput, 98 % of the accuracy.
    Prune {},
    /// A student with so many times fewer weights.
    Distil {
        /// Weights of the teacher over those of the student; 3 to 20 are usual.
        ratio: Ratio,
    },
    /// A mixture of experts as successor.
    Mixture {
        /// All its weights.
        total: Parameters,
        /// Those that work for a token.
        active: Parameters,
    },
    /// Another attention, known by the memory of its context.
    Attention {
        /// Keys and values of a token of context in 16 bits.
        kv_bytes: Bytes,
    },
    /// Speculative decoding.
    Speculate(Speculation),
    /// A cache for repeated input.
    Cache {
        /// Part of repeated input that it serves.
        hit: Share,
        /// Cost of a cached token over that of a computed one. Default: as before.
        cost: Option<Share>,
    },
    /// Better training algorithms, by the effective compute they add.
    Algorithm {
        /// Effective compute over that before.
        factor: Ratio,
    },
    /// Better data, by the effective compute they add.
    Curation {
        /// Effective compute over that before; published cases 1 to 6.6.
        factor: Ratio,
    },
    /// Better kernels, batching and overlap.
    Serving {
        /// Efficiency over that before; ends where measured efficiencies end.
        factor: Ratio,
    },
    /// A part of the tokens is made on the customer's device.
    Offload {
        /// That part.
        share: Share,
    },
}

impl std::fmt::Display for Technique {
    /// As a scenario names it, with the format where it has one.
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::Quantise { format } => write!(out, "quantise {format}"),
            Self::QuantiseContext { format } => write!(out, "quantise_context {format}"),
            Self::Prune {} => out.write_str("prune"),
            Self::Distil { ratio } => write!(out, "distil {}", ratio.get()),
            Self::Mixture { .. } => out.write_str("mixture"),
            Self::Attention { .. } => out.write_str("attention"),
            Self::Speculate(_) => out.write_str("speculate"),
            Self::Cache { .. } => out.write_str("cache"),
            Self::Algorithm { factor } => write!(out, "algorithm {}", factor.get()),
            Self::Curation { factor } => write!(out, "curation {}", factor.get()),
            Self::Serving { factor } => write!(out, "serving {}", factor.get()),
            Self::Offload { .. } => out.write_str("offload"),
        }
    }
}

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
                elo_of_distillation(Ratio(effective(model.total, model.active) / effective(*total, *active)))
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

    /// What is left of the work of a token where the technique says so without physics.
    fn work(&self) -> Option<f64> {
        match self {
            Self::Distil { ratio } => Some(1.0 / ratio.get()),
            Self::Algorithm { factor } | Self::Curation { factor } => {
                Some(pow(factor.get(), -COMPUTE_TO_WORK))
            }
            Self::Serving { factor } => Some(1.0 / factor.get()),
            Self::Offload { share } => Some(share.rest().get()),
            _ => None,
        }
    }
}

/// GPU-hours of so many operations on the law's accelerator.
fn hours(flop: f64, law: &ServingLaw) -> f64 {
    flop / (law.plant().machine.peak16.get() * 1e12 * TRAINING_EFFICIENCY * 3600.0)
}

/// Weights of the dense model that a mixture is worth: sqrt(N_act N_tot), a rule of thumb.
fn effective(total: Parameters, active: Parameters) -> f64 {
    sqrt(total.get() * active.get())
}

impl CostCurve {
    /// The curve with a technique adopted, from now on: it outlasts time and cost shocks.
    ///
    /// A cost without physics takes those techniques that only change the work of a token.
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
}

impl CostCurve {
    /// A cost without physics, multiplied by what the technique leaves of the work of a token.
    fn lighter(&self, technique: &Technique) -> Result<Self, Infeasible> {
        technique.work().map(|work| self.scaled(Ratio(work))).ok_or(Infeasible::Physics)
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
            Technique::Mixture { total, active } => model = model.mixture(*total, *active),
            Technique::Attention { kv_bytes } => model.kv_bytes = *kv_bytes,
            Technique::Speculate(speculation) => model.speculation = Some(*speculation),
            Technique::Cache { hit, cost } => {
                plant.cache_hit = *hit;
                plant.cache_cost = cost.unwrap_or(plant.cache_cost);
            }
            Technique::Algorithm { factor } | Technique::Curation { factor } => {
                model = model.lighter(pow(factor.get(), -COMPUTE_TO_WORK));
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
    /// time of a step with r^(-1/3), attention and traffic with r^(-2/3). The replica is chosen anew.
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
            gpus_per_replica: None,
            ..*self
        }
    }

    /// A mixture as successor, with the attention and the format of this model. Its traffic is estimated as for any
    /// mixture where this model has none; its efficiency is the calibrated one of mixtures.
    fn mixture(&self, total: Parameters, active: Parameters) -> Self {
        let estimate = super::Architecture { total: Some(total), active: Some(active), ..Default::default() };
        let traffic = estimate.resolve().map_or(Bytes::ZERO, |model| model.network_bytes);
        let was_mixture = self.is_mixture() && active < total;
        Self {
            total,
            active,
            network_bytes: if was_mixture { self.network_bytes } else { traffic },
            eta_compute: if was_mixture { self.eta_compute } else { None },
            gpus_per_replica: None,
            ..*self
        }
    }
}

impl Check for Technique {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        let mut above = |field: &str, value: f64, least: f64| {
            if value < least || value <= 0.0 {
                complaints.error(
                    "technique-without-gain",
                    format!("{path}.{field}"),
                    &format!("`{field}` must be above zero and at least {least}"),
                    &format!("found {value}"),
                );
            }
        };
        match self {
            Self::Distil { ratio } => above("distil.ratio", ratio.get(), 1.0),
            Self::Algorithm { factor } => above("algorithm.factor", factor.get(), 0.0),
            Self::Curation { factor } => above("curation.factor", factor.get(), 0.0),
            Self::Serving { factor } => above("serving.factor", factor.get(), 0.0),
            Self::Attention { kv_bytes } => above("attention.kv_bytes", kv_bytes.get(), 0.0),
            Self::Mixture { total, active } => {
                above("mixture.total", total.get(), active.get());
                above("mixture.active", active.get(), 0.0);
            }
            Self::Speculate(speculation) => speculation.check(&format!("{path}.speculate"), complaints),
            Self::Quantise { .. }
            | Self::QuantiseContext { .. }
            | Self::Prune {}
            | Self::Cache { .. }
            | Self::Offload { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drivers::{Driver, Drivers};
    use crate::economics::technology::examples::{deepseek_v3, h100, h800, llama_70b};
    use crate::economics::technology::learning::Learning;
    use crate::economics::technology::progress::Progress;
    use crate::units::{Days, Gigabytes, GigabytesPerSecond, MoneyPerMtok, Mtok, Tflops};

    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found / expected - 1.0).abs() < tolerance, "found {found}, expected {expected}");
    }

    fn llama() -> ServingLaw {
        ServingLaw::new(llama_70b(), h100()).unwrap()
    }

    fn curve(law: &ServingLaw) -> CostCurve {
        CostCurve::Serving(*law)
    }

    const FOUR_AHEAD: Speculation = Speculation { accepted: Share(0.8), ahead: 4, draft: Share(0.05) };

    /// One of each, small enough to be served as promised.
    fn all() -> Vec<Technique> {
        vec![
            Technique::Quantise { format: Format::Int4 },
            Technique::QuantiseContext { format: Format::Fp4 },
            Technique::Prune {},
            Technique::Distil { ratio: Ratio(4.0) },
            Technique::Mixture { total: Parameters(120e9), active: Parameters(12e9) },
            Technique::Attention { kv_bytes: Bytes(70_272.0) },
            Technique::Speculate(FOUR_AHEAD),
            Technique::Cache { hit: Share(0.5), cost: Some(Share(0.1)) },
            Technique::Algorithm { factor: Ratio(2.0) },
            Technique::Curation { factor: Ratio(1.5) },
            Technique::Serving { factor: Ratio(1.2) },
            Technique::Offload { share: Share(0.2) },
        ]
    }

    #[test]
    fn quantised_by_technique_or_from_the_start_is_the_same() {
        let wide = Transformer { format: Format::Bf16, eta_compute: Some(Share(0.5)), ..llama_70b() };
        let law = ServingLaw::new(wide, h100()).unwrap();
        let narrow = law.adopt(&Technique::Quantise { format: Format::Fp8 }).unwrap();
        near(narrow.decode_work().get(), llama().decode_work().get(), 1e-12);
        near(narrow.step().get(), llama().step().get(), 1e-12);
        assert!(Technique::Quantise { format: Format::Fp8 }.quality(&curve(&law)).abs() < 1e-12);
        // INT8 98 %: -11.58, and nothing more when it is INT8 already
        let int8 = Technique::Quantise { format: Format::Int8 };
        assert!((int8.quality(&curve(&law)) + 11.58).abs() < 1e-2);
        assert!(int8.quality(&curve(&law).adopt(&int8).unwrap()).abs() < 1e-12);
    }

    #[test]
    fn speculation_by_hand() {
        let law = llama().adopt(&Technique::Speculate(FOUR_AHEAD)).unwrap();
        // a: 5.430 ms x 1.2 / 3.3616 = 1.938 ms
        near(law.step().get(), 5.430e-3 / 2.8013, 1e-3);
        // b: 22.28 us x 1.4874 + 16.69 us / 3.3616 = 33.14 + 4.97 = 38.11 us
        near(law.sequence().get(), 38.11e-6, 1e-3);
        assert!(law.rho_max() > llama().rho_max());
        assert_eq!(law.prefill_work(), llama().prefill_work());
    }

    #[test]
    fn pruned_once_and_no_more() {
        let law = llama().adopt(&Technique::Prune {}).unwrap();
        near(law.transformer().weights().get(), 70.55 * 0.56, 1e-12);
        // 22.28 / 1.25 + 16.69 = 34.52 us; prefill / 1.25
        near(law.sequence().get(), 34.52e-6, 1e-3);
        near(law.prefill_work().get(), llama().prefill_work().get() / 1.25, 1e-12);
        assert!((Technique::Prune {}.quality(&curve(&llama())) + 11.58).abs() < 1e-2);
        assert_eq!(law.adopt(&Technique::Prune {}).unwrap(), law);
        assert!(Technique::Prune {}.quality(&curve(&law)).abs() < 1e-12);
        // 6 x 70.55e9 x 13e9 / (989e12 x 0.375 x 3600) = 4,121 GPU-hours and 300
        near(Technique::Prune {}.cost(&curve(&llama())).get(), 4_421.0, 1e-3);
    }

    #[test]
    fn a_student_of_a_tenth() {
        let distil = Technique::Distil { ratio: Ratio(10.0) };
        let student = llama().adopt(&distil).unwrap();
        near(student.prefill_work().get(), llama().prefill_work().get() / 10.0, 1e-12);
        // 22.28 / 10 + 16.69 / 2.1544 = 9.975 us
        near(student.sequence().get(), 9.975e-6, 1e-3);
        assert!((distil.quality(&curve(&llama())) + 60.0).abs() < 1e-9);
        // (6 x 7.055e9 + 2 x 70.55e9) x 160e9 / (989e12 x 0.375 x 3600) = 21,984 GPU-hours and 300
        near(distil.cost(&curve(&llama())).get(), 22_284.0, 1e-3);
    }

    #[test]
    fn successors_keep_or_lose_quality_by_their_effective_size() {
        // DeepSeek-V2 in place of a dense 67 B: sqrt(236 x 21) = 70.4 > 67, nothing is lost
        let dense = Transformer { total: Parameters(67e9), active: Parameters(67e9), ..llama_70b() };
        let law = ServingLaw::new(dense, h100()).unwrap();
        let v2 = Technique::Mixture { total: Parameters(236e9), active: Parameters(21e9) };
        assert!(v2.quality(&curve(&law)).abs() < 1e-12);
        let successor = law.adopt(&v2).unwrap();
        assert!(successor.prefill_work() < law.prefill_work());
        assert!(successor.transformer().network_bytes > Bytes::ZERO);
        // sqrt(67 x 6.7) = 21.2: 60 log10(67 / 21.2) = 30
        let small = Technique::Mixture { total: Parameters(67e9), active: Parameters(6.7e9) };
        assert!((small.quality(&curve(&law)) + 30.0).abs() < 1e-6);
    }

    #[test]
    fn t19_effective_compute_becomes_less_work() {
        // 2.8284^-0.67 = 0.4983
        let law = llama().adopt(&Technique::Algorithm { factor: Ratio(8.0_f64.sqrt()) }).unwrap();
        near(law.prefill_work().get() / llama().prefill_work().get(), 0.4983, 1e-3);
        near(law.decode_work().get() / llama().decode_work().get(), 0.4983, 1e-3);
    }

    #[test]
    fn offload_leaves_latency_and_sends_less() {
        let mut plant = h100();
        plant.egress = MoneyPerMtok(0.02);
        let law = ServingLaw::new(llama_70b(), plant).unwrap();
        let edge = law.adopt(&Technique::Offload { share: Share(0.25) }).unwrap();
        near(edge.decode_work().get(), law.decode_work().get() * 0.75, 1e-12);
        near(edge.prefill_provided().get(), law.prefill_provided().get() * 0.75, 1e-12);
        near(edge.egress().get(), 0.015, 1e-12);
        assert_eq!((edge.step(), edge.rho_max()), (law.step(), law.rho_max()));
    }

    #[test]
    fn know_how_raises_efficiency_up_to_its_cap() {
        let mut plant = h100();
        plant.learning = Some(Learning { rate: Share(0.1), ..Learning::after(Mtok(1e6)) });
        let law = ServingLaw::new(llama_70b(), plant).unwrap();
        near(law.learned(Ratio(1.0)).prefill_work().get(), law.prefill_work().get() * 0.9, 1e-12);
        near(law.learned(Ratio(99.0)).prefill_work().get(), law.prefill_work().get() * 0.4 / 0.6, 1e-12);
        assert_eq!(llama().learned(Ratio(9.0)).prefill_work(), llama().prefill_work());
    }

    #[test]
    fn techniques_outlast_time_and_shocks_and_never_raise_quality() {
        let mut plant = h100();
        plant.progress = Progress { serving: Progress::NONE.serving, ..Progress::default() };
        let law = ServingLaw::new(llama_70b(), plant).unwrap();
        for technique in all() {
            let adopted = law.adopt(&technique).unwrap();
            let then = adopted.at(Days(200.0)).scaled(Ratio(1.5));
            let later = law.scaled(Ratio(1.5)).at(Days(200.0)).adopt(&technique).unwrap();
            near(then.decode_work().get(), later.decode_work().get(), 1e-9);
            near(then.prefill_work().get(), later.prefill_work().get(), 1e-9);
            assert_ne!(adopted, law, "{technique:?}");
            assert!(technique.quality(&curve(&law)) <= 0.0);
            assert!(technique.cost(&curve(&law)) >= GpuHours(300.0));
        }
    }

    #[test]
    fn every_input_belongs_to_exactly_one_driver() {
        let every: Drivers = Driver::TECHNOLOGY.into_iter().collect();
        let mut old = h100();
        old.learning = Some(Learning::after(Mtok(1e6)));
        let law = ServingLaw::new(llama_70b(), old).unwrap();
        let mut changed = law.learned(Ratio(2.0));
        for technique in all() {
            changed = changed.adopt(&technique).unwrap();
        }
        let changed = changed.on(&Plant { hour: h800().hour, ..next() }).unwrap();
        let same = |one: &ServingLaw, other: &ServingLaw| {
            near(one.decode_work().get(), other.decode_work().get(), 1e-12);
            near(one.prefill_work().get(), other.prefill_work().get(), 1e-12);
            near(one.decode_provided().get(), other.decode_provided().get(), 1e-12);
            assert_eq!(one.transformer(), other.transformer());
            assert_eq!(one.egress(), other.egress());
        };
        same(&law.taking(&changed, every), &changed);
        same(&law.taking(&changed, Drivers::NONE), &law);
    }

    fn next() -> Plant {
        let mut plant = h100();
        plant.machine.peak16 = Tflops(2_250.0);
        plant.machine.peak8 = Some(Tflops(4_500.0));
        plant.machine.memory = Gigabytes(192.0);
        plant.machine.bandwidth = GigabytesPerSecond(8_000.0);
        plant
    }

    #[test]
    fn a_new_accelerator_keeps_what_was_adopted() {
        let cached = llama().adopt(&Technique::Cache { hit: Share(0.3), cost: None }).unwrap();
        let moved = cached.adopt(&Technique::Speculate(FOUR_AHEAD)).unwrap().on(&next()).unwrap();
        assert_eq!(moved.plant().cache_hit, Share(0.3));
        assert_eq!(moved.transformer().speculation, Some(FOUR_AHEAD));
        near(moved.prefill_work().get(), llama().prefill_work().get() * 1_979.0 / 4_500.0, 1e-12);
        // a mixture where the network is not known
        let mut lonely = h100();
        lonely.machine.network = None;
        let mixture = ServingLaw::new(deepseek_v3(), h800()).unwrap();
        assert_eq!(mixture.on(&lonely), Err(Infeasible::Network));
        // FP8 on a chip that computes in 16 bits: the given 40 % becomes 50 %
        let mut old = h100();
        old.machine.peak8 = None;
        assert_eq!(llama().on(&old).unwrap().transformer().eta_compute, Some(Share(0.5)));
    }

    #[test]
    fn a_cost_without_physics_takes_what_changes_work_only() {
        let textbook = CostCurve::Constant(MoneyPerMtok(4.0));
        let halved = textbook.adopt(&Technique::Distil { ratio: Ratio(2.0) });
        assert_eq!(halved, Ok(CostCurve::Constant(MoneyPerMtok(2.0))));
        assert_eq!(textbook.adopt(&Technique::Prune {}), Err(Infeasible::Physics));
        assert_eq!(textbook.on(&h100()), Ok(textbook));
    }

    #[test]
    fn techniques_are_read_and_checked() {
        #[derive(Deserialize)]
        struct File {
            technique: Vec<Technique>,
        }
        let file: File = toml::from_str(
            "technique = [{ prune = {} }, { quantise = { format = \"fp8\" } }, { distil = { ratio = 0.5 } },
             { speculate = { accepted = 0.8, ahead = 0 } }, { mixture = { total = 1e9, active = 2e9 } }]",
        )
        .unwrap();
        let mut complaints = Complaints::new();
        file.technique.iter().for_each(|technique| technique.check("t", &mut complaints));
        let paths: Vec<_> = complaints.list().iter().map(|complaint| complaint.path.as_str()).collect();
        assert_eq!(paths, ["t.distil.ratio", "t.speculate.ahead", "t.mixture.total"]);
        assert!(toml::from_str::<File>("technique = [{ prune = { x = 1 } }]").is_err());
    }
}
