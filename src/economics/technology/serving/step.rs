//! The time of a decoding step from model, plant and progress, and what follows from it: batch, rho_max, hours.

use super::ServingLaw;
use crate::economics::technology::architecture::{Format, Transformer};
use crate::economics::technology::machine::{Bits, Machine};
use crate::economics::technology::progress::Factors;
use crate::units::{Gpus, Seconds, Share};

/// Memory available to weights and context, the rest being buffers.
const USABLE_MEMORY: f64 = 0.9;

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

/// Time of a step of B sequences in parts. The law of the simulation adds them, T(B) = a + b B, where hardware takes
/// the larger of weights and arithmetic: it is never faster and at most twice as slow (Austin et al., 2025).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepParts {
    /// Reading the weights once.
    pub weights: Seconds,
    /// Arithmetic and exposed network of a sequence.
    pub arithmetic: Seconds,
    /// Reading keys and values of a sequence.
    pub context: Seconds,
    /// Launches and collectives.
    pub overhead: Seconds,
}

impl StepParts {
    /// T(B) = max(W / (g BW eta_m), B F_dec / (g peak eta_c)) + B ctx kv / (g BW eta_m) + t_0.
    pub fn exact(&self, batch: f64) -> Seconds {
        self.weights.max(self.arithmetic * batch) + self.context * batch + self.overhead
    }
}

impl ServingLaw {
    /// A given efficiency carried over to another format or chip: it moves as the calibrated ones do with the width of
    /// the arithmetic (50, 40, 34 %). None stays none.
    pub(in crate::economics::technology) fn efficiency_in(
        &self,
        format: Format,
        machine: &Machine,
    ) -> Option<Share> {
        let (_, old) = self.plant.machine.peak(self.transformer.format);
        let (_, new) = machine.peak(format);
        self.transformer.eta_compute.map(|eta| {
            let moved = eta.get() * (new.efficiency() / old.efficiency());
            Share(moved.min(BEST_COMPUTE.max(eta.get())))
        })
    }

    /// The law that its transformer, plant, factors and replica make.
    pub(in crate::economics::technology) fn evaluated(&self) -> Self {
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

    /// Accelerators whose usable memory holds the weights and the context of one request.
    pub(super) fn holding_one(&self) -> Gpus {
        let usable = USABLE_MEMORY * self.plant.machine.memory.get() * 1e9;
        Gpus(((self.weights() + self.context()) / usable).ceil())
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
}

/// Part of the peak reached at large batch.
fn efficiency(bits: Bits, model: &Transformer) -> f64 {
    let dense = bits.efficiency();
    if model.is_mixture() { dense * MIXTURE_EFFICIENCY } else { dense }
}

/// What progress leaves of the bytes of a number: no less than 4 bits.
pub(super) fn narrowed(factors: &Factors, format: Format) -> f64 {
    factors.precision.max((LEAST_BYTES / format.bytes()).min(1.0))
}

/// An efficiency after progress, up to the best that was measured (or to itself, if it is better already).
fn improved(eta: f64, best: f64, waste: f64) -> f64 {
    (eta / waste).min(best.max(eta))
}
