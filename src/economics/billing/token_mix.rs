//! The composition of a user's tokens: input and output, and what of the input a cache can serve.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::units::Share;

/// How a kind of user's billed tokens are composed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TokenMix {
    /// Output tokens among all billed tokens. Default: 25 % (three to one, the mix in which price lists are compared).
    pub output: Share,
    /// Part of the input that repeats an earlier request and can hit a cache where the provider sells one.
    pub repeated: Share,
    /// Part of the tokens that can wait for a batch window, where a product sells one.
    pub batchable: Share,
    /// Part of the other tokens that falls, or is moved, into off-peak hours, where a product sells them cheaper. Default:
    /// 15 % (assumption: half of what eight of 24 even hours would hold).
    pub off_peak: Share,
    /// Part of the tokens in requests longer than the threshold above which a product asks another price.
    pub long: Share,
}

impl Default for TokenMix {
    /// Three input tokens to one output token, nothing repeated: the blend in which price lists are compared.
    fn default() -> Self {
        Self {
            output: Share(0.25),
            repeated: Share::ZERO,
            batchable: Share::ZERO,
            off_peak: Share(0.15),
            long: Share::ZERO,
        }
    }
}

/// Parts of a billed token by what is charged for it; they sum to one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// Input that must be computed.
    pub input: f64,
    /// Input served from a cache.
    pub cached: f64,
    /// Output.
    pub output: f64,
}

impl Weights {
    /// Three to one, without a cache.
    pub const BLENDED: Self = Self { input: 0.75, cached: 0.0, output: 0.25 };
}

impl TokenMix {
    /// The parts of a billed token when the product sells cached input at a price of its own or not.
    pub fn weights(&self, cache: Cache) -> Weights {
        let input = 1.0 - self.output.get();
        let cached = match cache {
            Cache::Sold => input * self.repeated.get(),
            Cache::NotSold => 0.0,
        };
        Weights { input: input - cached, cached, output: self.output.get() }
    }
}

/// Whether a product has a price for input that hits a cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cache {
    /// It has.
    Sold,
    /// Repeated input is charged as any other.
    NotSold,
}
