//! The served model as the serving law sees it: weights, work of a token, memory of its context.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::compression::{SPARSE_BYTES, SPARSE_SPEED, Speculation};
use crate::complaint::{Check, Complaints};
use crate::maths::pow;
use crate::units::{
    Bytes, Flop, Gigabytes, Gpus, Parameters, Ratio, Seconds, Share, Tokens, TokensPerSecond,
};

/// Number format of the weights, and with it of the arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// 16 bits; the reference.
    #[default]
    Bf16,
    /// 8 bits, floating: twice the peak of 16 bits.
    Fp8,
    /// 8 bits, integer: twice the peak of 16 bits.
    Int8,
    /// Weights of 4 bits, arithmetic of 16.
    Int4,
    /// 4 bits, floating: four times the peak of 16 bits where the chip has it.
    Fp4,
}

impl std::fmt::Display for Format {
    /// As a scenario names it.
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str(match self {
            Self::Bf16 => "bf16",
            Self::Fp8 => "fp8",
            Self::Int8 => "int8",
            Self::Int4 => "int4",
            Self::Fp4 => "fp4",
        })
    }
}

impl Format {
    /// Bytes of a number as stored.
    pub fn bytes(self) -> f64 {
        match self {
            Self::Bf16 => 2.0,
            Self::Fp8 | Self::Int8 => 1.0,
            Self::Int4 | Self::Fp4 => 0.5,
        }
    }
}

/// What is served: the shape of a model and how it is run. `like` takes the shape of a model of the catalogue, and the
/// fields given here replace its own; without `like` only `total` is needed, and the rest is estimated from it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Architecture {
    /// Name of a model of the catalogue.
    pub like: Option<String>,
    /// All weights.
    pub total: Option<Parameters>,
    /// Weights used for a token: fewer than all in a mixture of experts. Default: all.
    pub active: Option<Parameters>,
    /// Layers. Default: estimated from the active weights.
    pub layers: Option<u32>,
    /// Keys and values of a token of context in 16 bits, in bytes. Default: estimated for eight key-value heads.
    pub kv_bytes: Option<Bytes>,
    /// Format in which keys and values are kept. Default: `bf16`.
    pub kv_format: Option<Format>,
    /// Attention work of an output token for each token of context, in FLOP. Default: estimated.
    pub attention_flop: Option<Flop>,
    /// Attention work of an input token for each token before it, in FLOP. Default: that of an output token.
    pub prefill_attention_flop: Option<Flop>,
    /// Bytes that a token sends between accelerators to reach its experts. Default: estimated for a mixture of
    /// experts, none for a dense model.
    pub network_bytes: Option<Bytes>,
    /// Number format of weights and arithmetic: `bf16`, `fp8`, `int8`, `int4`, `fp4`. Default: `bf16`.
    pub format: Option<Format>,
    /// Mean context held for a request, which is also taken as the length of its prompt. Default: 4,000 tokens.
    pub context: Option<Tokens>,
    /// Accelerators that serve one copy. Default: the smallest power of two from 8 up that holds the weights in 60 %
    /// of its memory.
    pub gpus_per_replica: Option<Gpus>,
    /// Speed that each user is promised in the busiest hour. Default: 20 tok/s.
    pub tokens_per_second: Option<TokensPerSecond>,
    /// Part of the peak arithmetic that is reached. Default: 50 % in 16 bits, 40 % in 8 bits, 34 % in 4 bits; a
    /// mixture of experts 0.675 of it (27 % in 8 bits).
    pub eta_compute: Option<Share>,
    /// Part of the memory bandwidth that is reached. Default: 75 % (range 60 to 92 %).
    pub eta_memory: Option<Share>,
    /// Fixed time of a decoding step: launches and collectives. Default: two reductions of 12 us a layer.
    pub overhead: Option<Seconds>,
    /// Part of the traffic between experts that is hidden behind arithmetic. Default: 70 %.
    pub overlap: Option<Share>,
    /// Whether its weights are 2:4 sparse: 0.56 of the bytes, 1.25 times the throughput of matrices. Default: no.
    pub sparse: Option<bool>,
    /// Speculative decoding: `{ accepted = "80 %", ahead = 4 }`. Default: none.
    pub speculation: Option<Speculation>,
    /// Where the figures come from.
    pub source: Option<String>,
}

impl Architecture {
    /// This where it is given, `base` elsewhere; the name in `like` is this one's.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        Self {
            like: self.like.clone(),
            total: self.total.or(base.total),
            active: self.active.or(base.active),
            layers: self.layers.or(base.layers),
            kv_bytes: self.kv_bytes.or(base.kv_bytes),
            kv_format: self.kv_format.or(base.kv_format),
            attention_flop: self.attention_flop.or(base.attention_flop),
            prefill_attention_flop: self.prefill_attention_flop.or(base.prefill_attention_flop),
            network_bytes: self.network_bytes.or(base.network_bytes),
            format: self.format.or(base.format),
            context: self.context.or(base.context),
            gpus_per_replica: self.gpus_per_replica.or(base.gpus_per_replica),
            tokens_per_second: self.tokens_per_second.or(base.tokens_per_second),
            eta_compute: self.eta_compute.or(base.eta_compute),
            eta_memory: self.eta_memory.or(base.eta_memory),
            overhead: self.overhead.or(base.overhead),
            overlap: self.overlap.or(base.overlap),
            sparse: self.sparse.or(base.sparse),
            speculation: self.speculation.or(base.speculation),
            source: self.source.clone().or_else(|| base.source.clone()),
        }
    }

    /// Everything known, estimated where it is not given; none when the weights are not known.
    ///
    /// Estimates for a transformer of the Llama shape: N = 12 L d^2 and d = 102.4 L (its 70 B model: L = 80, d = 8192)
    /// give L = (N / 125,829)^(1/3) from the active weights; eight key-value heads of 128 give 4,096 L bytes of 16-bit
    /// keys and values a token; attention 4 d L; a mixture sends 3 bytes to each of nine experts, 27 d L.
    pub fn resolve(&self) -> Option<Transformer> {
        let total = self.total?;
        let active = self.active.unwrap_or(total);
        let layers = self.layers.map_or_else(|| pow(active.get() / 125_829.0, 1.0 / 3.0), f64::from);
        let width = pow(active.get() / (12.0 * layers), 0.5);
        let is_mixture = active < total;
        let attention = self.attention_flop.unwrap_or(Flop(4.0 * width * layers));
        let all_to_all = if is_mixture { Bytes(27.0 * width * layers) } else { Bytes::ZERO };
        Some(Transformer {
            total,
            active,
            kv_bytes: self.kv_bytes.unwrap_or(Bytes(4096.0 * layers)),
            kv_format: self.kv_format.unwrap_or_default(),
            attention_flop: attention,
            prefill_attention_flop: self.prefill_attention_flop.unwrap_or(attention),
            network_bytes: self.network_bytes.unwrap_or(all_to_all),
            format: self.format.unwrap_or_default(),
            context: self.context.unwrap_or(Tokens(4000.0)),
            tokens_per_second: self.tokens_per_second.unwrap_or(TokensPerSecond(20.0)),
            gpus_per_replica: self.gpus_per_replica,
            eta_compute: self.eta_compute,
            eta_memory: self.eta_memory.unwrap_or(Share(0.75)),
            overhead: self.overhead.unwrap_or(Seconds(24e-6 * layers)),
            overlap: self.overlap.unwrap_or(Share(0.7)),
            is_sparse: self.sparse.unwrap_or(false),
            speculation: self.speculation,
            tuning: Ratio(1.0),
        })
    }
}

impl Check for Architecture {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        positive(path, "total", self.total, complaints);
        positive(path, "active", self.active, complaints);
        positive(path, "layers", self.layers, complaints);
        positive(path, "kv_bytes", self.kv_bytes, complaints);
        positive(path, "context", self.context, complaints);
        positive(path, "gpus_per_replica", self.gpus_per_replica, complaints);
        positive(path, "tokens_per_second", self.tokens_per_second, complaints);
        positive(path, "eta_compute", self.eta_compute, complaints);
        positive(path, "eta_memory", self.eta_memory, complaints);
        if let Some(speculation) = &self.speculation {
            speculation.check(&format!("{path}.speculation"), complaints);
        }
        if let (Some(active), Some(total)) = (self.active, self.total)
            && active > total
        {
            complaints
                .error(
                    "more-active-than-total",
                    format!("{path}.active"),
                    "a token cannot use more weights than the model has",
                    &format!("found {}, the model has {}", active.get(), total.get()),
                )
                .help("`active` is the part of `total` that one token uses");
        }
    }
}

fn positive<Q: PartialOrd + Default>(path: &str, field: &str, given: Option<Q>, complaints: &mut Complaints) {
    if given.is_some_and(|quantity| quantity <= Q::default()) {
        complaints.error(
            "not-positive",
            format!("{path}.{field}"),
            &format!("`{field}` must be above zero"),
            "found 0",
        );
    }
}

/// A served model with everything known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Transformer {
    /// All weights.
    pub total: Parameters,
    /// Weights used for a token.
    pub active: Parameters,
    /// Keys and values of a token of context in 16 bits.
    pub kv_bytes: Bytes,
    /// Format in which they are kept.
    pub kv_format: Format,
    /// Attention work of an output token for each token of context.
    pub attention_flop: Flop,
    /// Attention work of an input token for each token before it.
    pub prefill_attention_flop: Flop,
    /// Bytes a token sends between accelerators.
    pub network_bytes: Bytes,
    /// Number format of weights and arithmetic.
    pub format: Format,
    /// Mean context of a request.
    pub context: Tokens,
    /// Speed promised to a user in the busiest hour.
    pub tokens_per_second: TokensPerSecond,
    /// Accelerators for one copy; none lets the weights decide.
    pub gpus_per_replica: Option<Gpus>,
    /// Part of the peak arithmetic reached; none lets the format in use decide.
    pub eta_compute: Option<Share>,
    /// Part of the memory bandwidth reached.
    pub eta_memory: Share,
    /// Fixed time of a decoding step.
    pub overhead: Seconds,
    /// Part of the network traffic hidden behind arithmetic.
    pub overlap: Share,
    /// Whether its weights are 2:4 sparse.
    pub is_sparse: bool,
    /// Speculative decoding, where it is used.
    pub speculation: Option<Speculation>,
    /// Efficiency of serving software over that of the start: what kernels and batching adopted since have brought.
    pub tuning: Ratio,
}

impl Transformer {
    /// Bytes of all weights: W = N_tot w, 0.56 of it where they are sparse.
    pub fn weights(&self) -> Gigabytes {
        let sparse = if self.is_sparse { SPARSE_BYTES } else { 1.0 };
        Gigabytes(self.total.get() * self.format.bytes() * sparse * 1e-9)
    }

    /// Whether only a part of the weights works for a token.
    pub fn is_mixture(&self) -> bool {
        self.active < self.total
    }

    /// Work of an output token: F_dec = 2 N_act + f_attn ctx.
    pub fn decode_flop(&self) -> Flop {
        Flop(self.matrices() + self.attention_flop.get() * self.context.get())
    }

    /// Work of an input token, mean over a causal prompt: F_pre = 2 N_act + f_attn ctx / 2.
    pub fn prefill_flop(&self) -> Flop {
        Flop(self.matrices() + self.prefill_attention_flop.get() * self.context.get() / 2.0)
    }

    /// 2 N_act, sparse weights counted by the time they take.
    fn matrices(&self) -> f64 {
        2.0 * self.active.get() / if self.is_sparse { SPARSE_SPEED } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimates_recover_the_model_they_are_taken_from() {
        let llama =
            Architecture { total: Some(Parameters(70.55e9)), ..Architecture::default() }.resolve().unwrap();
        // published: 80 layers, 327,680 bytes of keys and values, 4 x 64 x 128 x 80 = 2.62e6 FLOP
        assert!((llama.kv_bytes.get() / 327_680.0 - 1.0).abs() < 0.05, "{:?}", llama.kv_bytes);
        assert!((llama.attention_flop.get() / 2.62e6 - 1.0).abs() < 0.08, "{:?}", llama.attention_flop);
        assert!((llama.overhead.get() / 1.92e-3 - 1.0).abs() < 0.05);
        assert_eq!(llama.network_bytes, Bytes::ZERO);
    }

    #[test]
    fn the_estimate_for_a_mixture_is_near_deepseek_v3() {
        let v3 = Architecture {
            total: Some(Parameters(671e9)),
            active: Some(Parameters(37e9)),
            ..Architecture::default()
        };
        // 3 bytes x 9 x 7168 x 61 = 1.18e7
        let bytes = v3.resolve().unwrap().network_bytes.get();
        assert!((bytes / 1.18e7 - 1.0).abs() < 0.1, "{bytes}");
    }

    #[test]
    fn work_of_a_token_with_latent_attention() {
        // 2 x 37e9 + 1.7e7 x 4000 = 1.42e11; 2 x 37e9 + 5.0e6 x 2000 = 8.4e10
        let v3 = Architecture {
            total: Some(Parameters(671e9)),
            active: Some(Parameters(37e9)),
            attention_flop: Some(Flop(1.7e7)),
            prefill_attention_flop: Some(Flop(5.0e6)),
            ..Architecture::default()
        };
        let v3 = v3.resolve().unwrap();
        assert!((v3.decode_flop().get() / 1.42e11 - 1.0).abs() < 1e-12);
        assert!((v3.prefill_flop().get() / 8.4e10 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn without_weights_nothing_is_known() {
        assert_eq!(Architecture::default().resolve(), None);
    }

    #[test]
    fn mistakes_are_found_at_their_fields() {
        let wrong = Architecture {
            total: Some(Parameters(10e9)),
            active: Some(Parameters(20e9)),
            kv_bytes: Some(Bytes::ZERO),
            context: Some(Tokens(0.0)),
            ..Architecture::default()
        };
        let mut complaints = Complaints::new();
        wrong.check("provider.A.product.p.model", &mut complaints);
        let codes: Vec<_> = complaints.list().iter().map(|complaint| complaint.code).collect();
        assert_eq!(codes, ["not-positive", "not-positive", "more-active-than-total"]);
        assert_eq!(complaints.list()[0].path, "provider.A.product.p.model.kv_bytes");
        assert_eq!(complaints.list()[1].path, "provider.A.product.p.model.context");
    }
}
