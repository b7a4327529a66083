//! The serving law: step time, batch, latency target and memory give the GPU-hours of a million tokens.

mod promise;

use super::architecture::{Architecture, Format, Transformer};
use super::exact::StepParts;
use super::infeasible::Infeasible;
use super::latency::Latency;
use super::machine::{Bits, Machine};
use super::plant::Plant;
use super::progress::Factors;
use crate::complaint::Complaints;
use crate::units::{Days, GpuHours, Gpus, MoneyPerMtok, Ratio, Seconds, Share, TokensPerSecond};

/// Memory available to weights and context, the rest being buffers.
const USABLE_MEMORY: f64 = 0.9;

/// Memory that weights may fill, so that room is left for context.
const WEIGHT_MEMORY: f64 = 0.6;

/// Utilisation of prefill in the busiest hour: it has no time per token to keep, only a queue. With the default swing
/// it gives a mean load of 0.64, against 0.65 inferred from DeepSeek's and SGLang's published rates.
const PREFILL_TARGET: f64 = 0.9;

/// Highest part of peak arithmetic seen at scale: 76 % (prefill of PaLM 540B on TPU v4, Pope et al., 2022).
const BEST_COMPUTE: f64 = 0.76;

/// Highest part of memory bandwidth measured: 92 % (Azure, streaming test on GB200).
const BEST_MEMORY: f64 = 0.92;

/// Least fixed time of a decoding step with fused kernels, in seconds.
const BEST_OVERHEAD: f64 = 0.5e-3;

/// Efficiency of a mixture of experts over that of a dense model: 0.27 against 0.40 in 8 bits, calibrated on the
/// published rates of DeepSeek and SGLang.
const MIXTURE_EFFICIENCY: f64 = 0.675;

/// Least bytes of a number: 4 bits, below which quality collapses.
const LEAST_BYTES: f64 = 0.5;

/// Part of the traffic between experts that narrower numbers leave: a byte goes out and two come back (8 and 16 bits),
/// half a byte each way at 4 bits.
const LEAST_TRAFFIC: f64 = 1.0 / 3.0;

/// One product on one plant at a point of progress.
///
/// A decoding step of B sequences on a replica of g accelerators takes T(B) = a + b B with
/// ```text
/// a = W / (g BW eta_m) + t_0                                                             fixed cost of a step
/// b = F_dec / (g peak eta_c) + ctx kv / (g BW eta_m) + (1 - overlap) net / (g BW_net)    for each sequence
/// ```
/// and with x tokens a second Little's law gives rho = b x, TPOT = a / (1 - rho), B = (a/b) rho / (1 - rho). The target
/// TPOT <= tau and the memory B <= B_max set rho_max. Sources: Austin et al., "How to Scale Your Model" (2025); Erdil,
/// "Inference economics of language models", arXiv 2506.04645 (2025).
///
/// Progress enters once a driver: `model` multiplies W, F, kv and net alike; `precision` multiplies the bytes of
/// weights, of keys and values, and the time of arithmetic and of network (activations), each until 4 bits (the arithmetic
/// with the efficiency of 4 bits, as the technique has it);
/// `serving` divides eta_c, eta_m, and multiplies t_0 and the exposed network until the best efficiencies measured;
/// `hardware` is in the GPU-hour's price and nowhere here.
///
/// Speculation takes E tokens from a pass with g drafts of cost c: a is multiplied by (g c + 1) / E, keys and values by
/// 1 / E, arithmetic and traffic of decoding by (g + 1) / E. Tokens made on the customer's device need no hours: w and r
/// are multiplied by the part that is left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ServingLaw {
    pub(super) transformer: Transformer,
    pub(super) plant: Plant,
    pub(super) factors: Factors,
    pub(super) learned: Ratio,
    pub(super) gpus: f64,
    step: f64,
    sequence: f64,
    pub(super) batch_max: f64,
    pub(super) rho_max: f64,
    decode: f64,
    prefill: f64,
}

impl ServingLaw {
    /// The law at the start.
    ///
    /// # Errors
    /// When the weights do not fit, the promised speed is out of reach, or a needed network is unknown.
    pub fn new(transformer: Transformer, plant: Plant) -> Result<Self, Infeasible> {
        Self::build(transformer, &plant, Factors::ONE, Ratio::ZERO)
    }

    /// The law of another model or plant at the same time and with the same know-how.
    ///
    /// # Errors
    /// As [`ServingLaw::new`].
    pub fn rebuilt(&self, transformer: Transformer, plant: Plant) -> Result<Self, Infeasible> {
        Self::build(transformer, &plant, self.factors, self.learned)
    }

    fn build(
        transformer: Transformer,
        plant: &Plant,
        factors: Factors,
        learned: Ratio,
    ) -> Result<Self, Infeasible> {
        let weights = transformer.weights().get() * factors.model * narrowed(&factors, transformer.format);
        let memory = plant.machine.memory.get();
        let needed = (weights / (WEIGHT_MEMORY * memory)).ceil();
        let gpus = transformer.gpus_per_replica.map_or_else(|| node(needed), Gpus::get);
        if gpus < needed {
            return Err(Infeasible::Memory { needed: Gpus(needed) });
        }
        if transformer.network_bytes.get() > 0.0 && plant.machine.network.is_none() {
            return Err(Infeasible::Network);
        }
        let law = Self {
            transformer,
            plant: *plant,
            factors,
            learned,
            gpus,
            step: 0.0,
            sequence: 0.0,
            batch_max: 0.0,
            rho_max: 0.0,
            decode: 0.0,
            prefill: 0.0,
        };
        let law = law.evaluated();
        if law.batch_max < 1.0 {
            return Err(Infeasible::Memory { needed: Gpus(needed * 2.0) });
        }
        if law.rho_max <= 0.0 {
            return Err(Infeasible::Latency { fastest: TokensPerSecond(1.0 / law.step) });
        }
        Ok(law)
    }

    /// The law of a model as it stands in a scenario; what cannot be is complained of at `path`.
    pub fn resolve(
        architecture: &Architecture,
        plant: &Plant,
        path: &str,
        complaints: &mut Complaints,
    ) -> Option<Self> {
        let Some(transformer) = architecture.resolve() else {
            complaints
                .error(
                    "unknown-weights",
                    path,
                    "the size of the model is not known",
                    "neither `like` nor `total`",
                )
                .help("give `like = \"Llama-3-70B\"` or `total = \"70 B\"`");
            return None;
        };
        Self::new(transformer, *plant).map_err(|reason| reason.complain(&transformer, path, complaints)).ok()
    }

    /// The law a time after the start.
    #[must_use]
    pub fn at(&self, elapsed: Days) -> Self {
        Self { factors: self.plant.progress.after(elapsed), ..*self }.evaluated()
    }

    /// The law with the work of every token multiplied.
    #[must_use]
    pub fn scaled(&self, factor: Ratio) -> Self {
        let factor = factor.get();
        let mut law = *self;
        law.plant.calibration = law.plant.calibration * factor;
        law.decode *= factor;
        law.prefill *= factor;
        law
    }

    /// The law after so many doublings of the tokens its provider has served, counted from the start.
    #[must_use]
    pub fn learned(&self, doublings: Ratio) -> Self {
        Self { learned: doublings, ..*self }.evaluated()
    }

    /// The law on another plant, a new accelerator: techniques adopted stay, as do cache, egress, offload, calibration
    /// and know-how. A replica of a given size that no longer holds the weights is chosen anew.
    ///
    /// # Errors
    /// As [`ServingLaw::new`].
    pub fn on(&self, plant: &Plant) -> Result<Self, Infeasible> {
        let own = &self.plant;
        let plant = Plant {
            calibration: own.calibration,
            cache_hit: own.cache_hit,
            cache_cost: own.cache_cost,
            egress: own.egress,
            offload: own.offload,
            learning: own.learning,
            ..*plant
        };
        let eta_compute = self.efficiency_in(self.transformer.format, &plant.machine);
        let model = Transformer { eta_compute, ..self.transformer };
        match self.rebuilt(model, plant) {
            Err(Infeasible::Memory { .. }) if model.gpus_per_replica.is_some() => {
                self.rebuilt(Transformer { gpus_per_replica: None, ..model }, plant)
            }
            result => result,
        }
    }

    /// A given efficiency carried over to another format or chip: it moves as the calibrated ones do with the width of
    /// the arithmetic (50, 40, 34 %). None stays none.
    pub(super) fn efficiency_in(&self, format: Format, machine: &Machine) -> Option<Share> {
        let (_, old) = self.plant.machine.peak(self.transformer.format);
        let (_, new) = machine.peak(format);
        self.transformer.eta_compute.map(|eta| {
            let moved = eta.get() * (new.efficiency() / old.efficiency());
            Share(moved.min(BEST_COMPUTE.max(eta.get())))
        })
    }

    /// The law that its transformer, plant, factors and replica make.
    pub(super) fn evaluated(&self) -> Self {
        let (model, plant, g) = (&self.transformer, &self.plant, self.gpus);
        let parts = self.parts();
        let step = (parts.weights + parts.overhead).get();
        let sequence = (parts.arithmetic + parts.context).get();
        let memory = USABLE_MEMORY * g * plant.machine.memory.get() * 1e9;
        let batch_max = (memory - self.weights()) / self.context();
        let by_latency = 1.0 - step * model.tokens_per_second.get();
        let by_memory = batch_max / (batch_max + step / sequence);
        let hours = 1e6 / 3600.0 * plant.calibration.get() * plant.offload.rest().get();
        Self {
            step,
            sequence,
            batch_max,
            rho_max: by_latency.min(by_memory),
            decode: sequence * g * hours,
            prefill: self.arithmetic() * model.prefill_flop().get() / self.flops() * hours,
            ..*self
        }
    }

    /// The parts of a decoding step, for each output token of a sequence.
    pub fn parts(&self) -> StepParts {
        let (model, plant, g) = (&self.transformer, &self.plant, self.gpus);
        let waste = self.waste();
        let eta_memory = improved(model.eta_memory.get(), BEST_MEMORY, waste);
        let bandwidth = plant.machine.bandwidth.get() * 1e9 * eta_memory;
        let exposed = model.overlap.rest().get() * waste * model.network_bytes.get();
        let network = plant.machine.network.map_or(0.0, |network| exposed / (network.get() * 1e9));
        let overhead = model.overhead.get();
        let (drafts, passes, checks) = model.speculation.map_or((1.0, 1.0, 1.0), |speculation| {
            (speculation.pass(), speculation.tokens_per_pass(), speculation.arithmetic())
        });
        let traffic = self.factors.model * self.factors.precision.max(LEAST_TRAFFIC) * network;
        let arithmetic = checks * (self.arithmetic() * model.decode_flop().get() / self.flops() + traffic);
        StepParts {
            weights: Seconds(self.weights() / (g * bandwidth) * drafts / passes),
            arithmetic: Seconds(arithmetic / g),
            context: Seconds(self.context() / (bandwidth * passes) / g),
            overhead: Seconds((overhead * waste).max(overhead.min(BEST_OVERHEAD)) * drafts / passes),
        }
    }

    /// Bytes of the weights after progress.
    fn weights(&self) -> f64 {
        let model = &self.transformer;
        model.weights().get() * 1e9 * self.factors.model * narrowed(&self.factors, model.format)
    }

    /// Bytes of the keys and values of a request.
    fn context(&self) -> f64 {
        let model = &self.transformer;
        let stored = model.kv_bytes.get() * model.kv_format.bytes() / Format::Bf16.bytes();
        model.context.get() * stored * self.factors.model * narrowed(&self.factors, model.kv_format)
    }

    /// What progress leaves of the time of arithmetic.
    fn arithmetic(&self) -> f64 {
        let narrowest = self.plant.machine.narrowest(self.transformer.format);
        self.factors.model * self.factors.precision.max(narrowest)
    }

    /// Operations a second that an accelerator reaches.
    fn flops(&self) -> f64 {
        let model = &self.transformer;
        let (peak, bits) = self.plant.machine.peak(model.format);
        let eta = model.eta_compute.map_or_else(|| efficiency(bits, model), Share::get);
        let eta = self.plant.learning.map_or(eta, |learning| learning.efficiency(eta, self.learned));
        peak.get() * 1e12 * improved(eta, BEST_COMPUTE, self.waste())
    }

    /// What progress and tuning leave of the time lost to inefficiency.
    fn waste(&self) -> f64 {
        self.factors.serving / self.transformer.tuning.get()
    }

    /// The model it serves.
    pub fn transformer(&self) -> &Transformer {
        &self.transformer
    }

    /// Cost of sending a million output tokens to the customer; those made on its device are not sent.
    pub fn egress(&self) -> MoneyPerMtok {
        self.plant.egress * self.plant.offload.rest().get()
    }

    /// The plant it runs on.
    pub fn plant(&self) -> &Plant {
        &self.plant
    }

    /// Accelerators of a replica: g.
    pub fn gpus_per_replica(&self) -> Gpus {
        Gpus(self.gpus)
    }

    /// Fixed time of a decoding step: a.
    pub fn step(&self) -> Seconds {
        Seconds(self.step)
    }

    /// Time that each sequence adds to a step: b.
    pub fn sequence(&self) -> Seconds {
        Seconds(self.sequence)
    }

    /// Sequences that the memory holds at once: B_max = (0.9 g HBM - W) / (ctx kv).
    pub fn batch_max(&self) -> Ratio {
        Ratio(self.batch_max)
    }

    /// Utilisation at which the promised speed is just kept and the memory just suffices.
    pub fn rho_max(&self) -> Share {
        Share(self.rho_max)
    }

    /// GPU-hours of a million output tokens on hardware that is always busy: g b 10^6 / 3600.
    pub fn decode_work(&self) -> GpuHours {
        GpuHours(self.decode)
    }

    /// GPU-hours of a million computed input tokens on hardware that is always busy: F_pre 10^6 / (3600 peak eta_c).
    pub fn prefill_work(&self) -> GpuHours {
        GpuHours(self.prefill)
    }

    /// GPU-hours provided in the busiest hour for a million output tokens: decode work / rho_max.
    pub fn decode_provided(&self) -> GpuHours {
        GpuHours(self.decode / self.rho_max)
    }

    /// GPU-hours provided in the busiest hour for a million computed input tokens: prefill work / 0.9.
    pub fn prefill_provided(&self) -> GpuHours {
        GpuHours(self.prefill / PREFILL_TARGET)
    }

    /// Seconds per output token on a replica at utilisation rho: a / (1 - rho), processor sharing, never more than a
    /// batch that fills the memory takes; at rho >= 1 a part 1 - 1/rho of the requests is refused.
    pub fn service(&self, rho: Ratio) -> Latency {
        let rho = rho.get();
        let slowest = self.step + self.sequence * self.batch_max;
        if rho >= 1.0 {
            Latency::Overload { slowest: Seconds(slowest), refused: Share(1.0 - 1.0 / rho) }
        } else {
            Latency::Steady(Seconds((self.step / (1.0 - rho)).min(slowest)))
        }
    }
}

/// The smallest power of two from a node of eight up.
fn node(needed: f64) -> f64 {
    (needed.max(8.0) as u64).next_power_of_two() as f64
}

/// Part of the peak reached at large batch.
fn efficiency(bits: Bits, model: &Transformer) -> f64 {
    let dense = bits.efficiency();
    if model.is_mixture() { dense * MIXTURE_EFFICIENCY } else { dense }
}

/// What progress leaves of the bytes of a number: no less than 4 bits.
fn narrowed(factors: &Factors, format: Format) -> f64 {
    factors.precision.max((LEAST_BYTES / format.bytes()).min(1.0))
}

/// An efficiency after progress, up to the best that was measured (or to itself, if it is better already).
fn improved(eta: f64, best: f64, waste: f64) -> f64 {
    (eta / waste).min(best.max(eta))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::economics::technology::examples::{deepseek_v3, h100, h800, llama_70b};
    use crate::economics::technology::progress::Progress;
    use crate::units::{Parameters, Tokens};

    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found / expected - 1.0).abs() < tolerance, "found {found}, expected {expected}");
    }

    #[test]
    fn what_does_not_fit_or_is_too_fast_or_unknown_is_refused() {
        let tight = Transformer { gpus_per_replica: Some(Gpus(8.0)), ..deepseek_v3() };
        // 671 GB / (0.6 x 80 GB) = 13.98
        assert_eq!(ServingLaw::new(tight, h800()), Err(Infeasible::Memory { needed: Gpus(14.0) }));
        let hasty = Transformer { tokens_per_second: TokensPerSecond(200.0), ..llama_70b() };
        // 1 / 5.430 ms = 184 tok/s
        let Err(Infeasible::Latency { fastest }) = ServingLaw::new(hasty, h100()) else { panic!("served") };
        near(fastest.get(), 184.2, 1e-3);
        let mut lonely = h800();
        lonely.machine.network = None;
        assert_eq!(ServingLaw::new(deepseek_v3(), lonely), Err(Infeasible::Network));
    }

    #[test]
    fn the_replica_is_a_node_or_the_next_power_of_two_that_holds_the_weights() {
        let small = Transformer { gpus_per_replica: None, ..llama_70b() };
        assert_eq!(ServingLaw::new(small, h100()).unwrap().gpus_per_replica(), Gpus(8.0));
        let large = Transformer { gpus_per_replica: None, ..deepseek_v3() };
        assert_eq!(ServingLaw::new(large, h800()).unwrap().gpus_per_replica(), Gpus(16.0));
    }

    #[test]
    fn overload_refuses_and_is_never_a_negative_latency() {
        let law = ServingLaw::new(llama_70b(), h100()).unwrap();
        let full = law.step().get() + law.sequence().get() * law.batch_max().get();
        // at rho = 1.25 one request in five
        let Latency::Overload { slowest, refused } = law.service(Ratio(1.25)) else { panic!("steady") };
        near(slowest.get(), full, 1e-12);
        near(refused.get(), 0.2, 1e-12);
        near(law.service(Ratio(0.999_999)).per_token().get(), full, 1e-12);
    }

    #[test]
    fn a_year_of_one_driver_enters_once() {
        let cost = |progress| {
            let mut plant = h100();
            plant.progress = progress;
            let law = ServingLaw::new(llama_70b(), plant).unwrap().at(Days(365.25));
            (plant.gpu_hour(Days(365.25)).total() * law.decode_work()).get()
        };
        let (none, all) = (Progress::NONE, Progress::default());
        let still = cost(none);
        near(still / cost(Progress { hardware: all.hardware, ..none }), 1.38, 1e-9);
        near(still / cost(Progress { model: all.model, ..none }), 2.0, 1e-9);
        near(still / cost(Progress { precision: all.precision, ..none }), 1.26, 1e-9);
        near(still / cost(Progress { serving: all.serving, ..none }), 1.2, 1e-9);
        near(still / cost(all), 1.38 * 2.0 * 1.26 * 1.2, 1e-9);
    }

    proptest! {
        #[test]
        fn eight_bits_never_cost_more_than_sixteen_at_equal_efficiency(
            weights in 1e9..4e11, context in 100.0..20_000.0, eta in 0.2..0.7,
        ) {
            let cost = |format| {
                let model = Transformer {
                    total: Parameters(weights),
                    active: Parameters(weights),
                    context: Tokens(context),
                    format,
                    eta_compute: Some(Share(eta)),
                    gpus_per_replica: Some(Gpus(32.0)),
                    ..llama_70b()
                };
                ServingLaw::new(model, h100()).unwrap()
            };
            let (narrow, wide) = (cost(Format::Fp8), cost(Format::Bf16));
            prop_assert!(narrow.decode_provided() <= wide.decode_provided());
            prop_assert!(narrow.prefill_provided() <= wide.prefill_provided());
        }

        #[test]
        fn a_faster_promise_costs_more_and_nothing_costs_less_than_the_floor(slow in 1.0..180.0, more in 0.0..100.0) {
            let law = |speed| {
                ServingLaw::new(Transformer { tokens_per_second: TokensPerSecond(speed), ..llama_70b() }, h100())
            };
            let relaxed = law(slow).unwrap();
            prop_assert!(relaxed.decode_provided() >= relaxed.decode_work());
            match law(slow + more) {
                Ok(hasty) => prop_assert!(hasty.decode_provided() >= relaxed.decode_provided()),
                Err(reason) => {
                    let is_latency = matches!(reason, Infeasible::Latency { .. });
                    prop_assert!(is_latency);
                }
            }
        }

        #[test]
        fn progress_never_makes_serving_dearer(early in 0.0..5_000.0, later in 0.0..5_000.0, mixture in 0_u8..2) {
            let law = if mixture == 1 {
                ServingLaw::new(deepseek_v3(), h800()).unwrap()
            } else {
                ServingLaw::new(llama_70b(), h100()).unwrap()
            };
            let (before, after) = (law.at(Days(early)), law.at(Days(early + later)));
            let slack = 1.0 + 1e-12;
            prop_assert!(after.decode_provided().get() <= before.decode_provided().get() * slack);
            prop_assert!(after.prefill_provided().get() <= before.prefill_provided().get() * slack);
            prop_assert!(after.step() <= before.step() && after.rho_max().get() > 0.0);
            prop_assert!(after.decode_work().get() > 0.0);
        }

        #[test]
        fn latency_rises_in_utilisation_and_refusals_begin_at_one(rho in 0.0..3.0, more in 0.0..1.0) {
            let law = ServingLaw::new(llama_70b(), h100()).unwrap();
            let (low, high) = (law.service(Ratio(rho)), law.service(Ratio(rho + more)));
            prop_assert!(high.per_token() >= low.per_token() && low.per_token() >= law.step());
            prop_assert!(high.refused() >= low.refused());
            prop_assert_eq!(low.refused() > Share::ZERO, rho > 1.0);
        }
    }
}
