//! A posted price: what rivals see and what a bill is computed from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::token_mix::{Cache, TokenMix, Weights};
use crate::units::MoneyPerMtok;

/// Pay as you go: a price for input, one for output, and perhaps one for input that hits a cache.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceSheet {
    /// Price of input.
    pub input: MoneyPerMtok,
    /// Price of output.
    pub output: MoneyPerMtok,
    /// Price of input that hits a cache; absent where the provider sells no cache.
    pub cached: Option<MoneyPerMtok>,
}

impl PriceSheet {
    /// Whether cached input has a price of its own.
    pub fn cache(&self) -> Cache {
        if self.cached.is_some() { Cache::Sold } else { Cache::NotSold }
    }

    /// What a token of these weights costs: w_in p_in + w_hit p_hit + w_out p_out  \[money/Mtok\].
    pub fn at(&self, weights: Weights) -> MoneyPerMtok {
        let cached = self.cached.unwrap_or(self.input);
        self.input * weights.input + cached * weights.cached + self.output * weights.output
    }

    /// The price that a mix of tokens really pays per Mtok.
    pub fn effective(&self, mix: &TokenMix) -> MoneyPerMtok {
        self.at(mix.weights(self.cache()))
    }

    /// The price at three input tokens to one output token, in which lists are compared.
    pub fn blended(&self) -> MoneyPerMtok {
        self.at(Weights::BLENDED)
    }

    /// Whether nothing is charged.
    pub fn is_free(&self) -> bool {
        self.blended() == MoneyPerMtok::ZERO
    }

    /// All prices times a factor.
    pub fn scaled(&self, factor: f64) -> Self {
        Self {
            input: self.input * factor,
            output: self.output * factor,
            cached: self.cached.map(|price| price * factor),
        }
    }

    /// The sheet of the same proportions whose blended price is `level`. A free sheet has no proportions: it
    /// takes those of `shape`, and where that is free too, one price for all tokens.
    pub fn at_level(&self, level: MoneyPerMtok, shape: &Self) -> Self {
        let model = if self.is_free() { shape } else { self };
        if model.is_free() {
            return Self { input: level, output: level, cached: model.cached.map(|_| level) };
        }
        model.scaled(level / model.blended())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Share;

    const SHEET: PriceSheet =
        PriceSheet { input: MoneyPerMtok(1.0), output: MoneyPerMtok(2.0), cached: Some(MoneyPerMtok(0.1)) };

    #[test]
    fn a_mix_pays_for_what_it_uses() {
        // 20 % output at 2; of the 80 % input half hits the cache: 0.4 x 1 + 0.4 x 0.1 + 0.2 x 2 = 0.84
        let mix = TokenMix { output: Share(0.2), repeated: Share(0.5), ..TokenMix::default() };
        assert!((SHEET.effective(&mix).get() - 0.84).abs() < 1e-12);
        // Without a price for hits the same input pays in full: 0.8 + 0.4 = 1.2
        let plain = PriceSheet { cached: None, ..SHEET };
        assert!((plain.effective(&mix).get() - 1.2).abs() < 1e-12);
        assert!((SHEET.blended().get() - 1.25).abs() < 1e-12);
    }

    #[test]
    fn a_level_keeps_proportions_and_a_free_sheet_takes_its_shape() {
        let doubled = SHEET.at_level(MoneyPerMtok(2.5), &SHEET);
        assert!((doubled.output.get() - 4.0).abs() < 1e-12);
        let free = SHEET.scaled(0.0);
        assert!(free.is_free());
        assert!((free.at_level(MoneyPerMtok(1.25), &SHEET).input.get() - 1.0).abs() < 1e-12);
        assert_eq!(free.at_level(MoneyPerMtok(3.0), &free).output, MoneyPerMtok(3.0));
    }
}
