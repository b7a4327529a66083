//! Techniques that a provider adopts: each changes the law of serving, perhaps the quality, and costs something once.
//!
//! Here is what a scenario may say; `adopt` changes curves, `price` knows quality lost and hours spent.

mod adopt;
mod price;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::architecture::Format;
use super::compression::Speculation;
use crate::complaint::{Check, Complaints};
use crate::units::{Bytes, Parameters, Ratio, Share};

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
