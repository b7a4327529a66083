//! The serving law: step time, batch, latency target and memory give the GPU-hours of a million tokens.

mod promise;
mod step;
#[cfg(test)]
mod tests;

pub use step::StepParts;
use step::narrowed;

use super::architecture::{Architecture, Transformer};
use super::infeasible::Infeasible;
use super::latency::Latency;
use super::plant::Plant;
use super::progress::Factors;
use crate::complaint::Complaints;
use crate::units::{Days, GpuHours, Gpus, MoneyPerMtok, Quantity, Ratio, Seconds, Share, TokensPerSecond};

/// Memory that weights may fill, so that room is left for context.
const WEIGHT_MEMORY: f64 = 0.6;

/// Accelerators of a node: the least of a replica whose size is not given.
const NODE: f64 = 8.0;

/// Utilisation of prefill in the busiest hour: it has no time per token to keep, only a queue. With the default swing
/// it gives a mean load of 0.64, against 0.65 inferred from DeepSeek's and SGLang's published rates.
const PREFILL_TARGET: f64 = 0.9;

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
        let gpus = transformer.gpus_per_replica.map_or_else(|| power_of_two(needed.max(NODE)), Gpus::get);
        if gpus < needed || needed > Gpus::MAX {
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
            return Err(Infeasible::Memory { needed: law.holding_one().max(Gpus(needed)) });
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

    /// The law on another plant, a new accelerator: techniques adopted stay, as does what a plant keeps
    /// ([`Plant::keeping`]). A replica of a given size that no longer holds the weights is chosen anew, one smaller than
    /// a node as the smallest power of two that holds them.
    ///
    /// # Errors
    /// As [`ServingLaw::new`].
    pub fn on(&self, plant: &Plant) -> Result<Self, Infeasible> {
        let plant = plant.keeping(&self.plant);
        let eta_compute = self.efficiency_in(self.transformer.format, &plant.machine);
        let model = Transformer { eta_compute, ..self.transformer };
        let of = |gpus| self.rebuilt(Transformer { gpus_per_replica: gpus, ..model }, plant);
        match of(model.gpus_per_replica) {
            Err(Infeasible::Memory { needed }) if model.small_replica().is_some() && needed.get() < NODE => {
                of(Some(Gpus(power_of_two(needed.get())))).or_else(|_| of(None))
            }
            Err(Infeasible::Memory { .. }) if model.gpus_per_replica.is_some() => of(None),
            result => result,
        }
    }

    /// The law of a successor of another shape: on its own replica where that is smaller than a node and still serves as
    /// promised, else on one chosen anew.
    ///
    /// # Errors
    /// As [`ServingLaw::new`].
    pub(super) fn succeeded(&self, transformer: Transformer, plant: &Plant) -> Result<Self, Infeasible> {
        let of = |gpus| self.rebuilt(Transformer { gpus_per_replica: gpus, ..transformer }, *plant);
        let small = transformer.small_replica();
        of(small).or_else(|reason| if small.is_some() { of(None) } else { Err(reason) })
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

impl Transformer {
    /// Accelerators of a replica where they were given and are fewer than a node.
    pub(super) fn small_replica(&self) -> Option<Gpus> {
        self.gpus_per_replica.filter(|own| own.get() < NODE)
    }
}

/// The smallest power of two that is not below a count; counts beyond all fleets stay what they are.
fn power_of_two(needed: f64) -> f64 {
    if needed > Gpus::MAX { needed } else { (needed.max(1.0).ceil() as u64).next_power_of_two() as f64 }
}
