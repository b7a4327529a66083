//! Unit cost split by what it pays for, by kind of token and by concept of cost.

use std::ops::{Add, Mul};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::units::{MoneyPerMtok, MtokPerDay, Share};

/// What a million tokens costs, by what the money pays for. Components add up to the whole.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Breakdown {
    /// Accelerators: rent, or loss of value of owned ones.
    pub compute: MoneyPerMtok,
    /// Electricity of owned accelerators; that of rented ones is inside their rent.
    pub energy: MoneyPerMtok,
    /// Egress to the customer.
    pub network: MoneyPerMtok,
    /// Amortised training.
    pub training: MoneyPerMtok,
    /// Amortised data.
    pub data: MoneyPerMtok,
}

impl Breakdown {
    /// Nothing.
    pub const ZERO: Self = Self {
        compute: MoneyPerMtok::ZERO,
        energy: MoneyPerMtok::ZERO,
        network: MoneyPerMtok::ZERO,
        training: MoneyPerMtok::ZERO,
        data: MoneyPerMtok::ZERO,
    };

    /// The sum of the components.
    pub fn total(&self) -> MoneyPerMtok {
        self.compute + self.energy + self.network + self.training + self.data
    }

    /// Component by component the larger of the two.
    pub fn max(self, other: Self) -> Self {
        Self {
            compute: self.compute.max(other.compute),
            energy: self.energy.max(other.energy),
            network: self.network.max(other.network),
            training: self.training.max(other.training),
            data: self.data.max(other.data),
        }
    }
}

impl Add for Breakdown {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            compute: self.compute + other.compute,
            energy: self.energy + other.energy,
            network: self.network + other.network,
            training: self.training + other.training,
            data: self.data + other.data,
        }
    }
}

impl Mul<f64> for Breakdown {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self {
            compute: self.compute * factor,
            energy: self.energy * factor,
            network: self.network * factor,
            training: self.training * factor,
            data: self.data * factor,
        }
    }
}

/// Tokens a day that a product serves.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Load {
    /// Input tokens, those served from the cache included.
    pub input: MtokPerDay,
    /// The part of the input that is served from the cache.
    pub cached: MtokPerDay,
    /// Output tokens.
    pub output: MtokPerDay,
}

impl Load {
    /// Input that has to be computed.
    pub fn computed(&self) -> MtokPerDay {
        (self.input - self.cached).max(MtokPerDay::ZERO)
    }

    /// All billed tokens.
    pub fn total(&self) -> MtokPerDay {
        self.input + self.output
    }

    /// The shares of the kinds of tokens; none when nothing is served.
    pub fn mix(&self) -> Option<TokenMix> {
        let total = self.total();
        (total > MtokPerDay::ZERO).then(|| TokenMix {
            computed: Share(self.computed() / total),
            cached: Share(self.cached / total),
            output: Share(self.output / total),
        })
    }
}

impl Add for Load {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            input: self.input + other.input,
            cached: self.cached + other.cached,
            output: self.output + other.output,
        }
    }
}

impl Mul<f64> for Load {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self { input: self.input * factor, cached: self.cached * factor, output: self.output * factor }
    }
}

/// Shares of billed tokens by kind; they add up to one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TokenMix {
    /// Input that has to be computed.
    pub computed: Share,
    /// Input served from the cache.
    pub cached: Share,
    /// Output.
    pub output: Share,
}

impl TokenMix {
    /// Three input tokens for one of output and no cache: the mix in which price lists are compared.
    pub const THREE_TO_ONE: Self = Self { computed: Share(0.75), cached: Share(0.0), output: Share(0.25) };
}

/// Unit costs of the three kinds of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TokenCosts {
    /// An input token that has to be computed.
    pub input: Breakdown,
    /// An input token served from the cache.
    pub cached: Breakdown,
    /// An output token.
    pub output: Breakdown,
}

impl TokenCosts {
    /// Cost of a million tokens of that mix.
    pub fn blended(&self, mix: &TokenMix) -> Breakdown {
        self.input * mix.computed.get() + self.cached * mix.cached.get() + self.output * mix.output.get()
    }

    /// Component by component the larger of the two.
    pub fn max(self, other: Self) -> Self {
        Self {
            input: self.input.max(other.input),
            cached: self.cached.max(other.cached),
            output: self.output.max(other.output),
        }
    }

    /// The same amount added to every kind of token.
    pub fn plus(self, each: Breakdown) -> Self {
        Self { input: self.input + each, cached: self.cached + each, output: self.output + each }
    }
}

/// The four concepts of unit cost, which pricing rules keep apart.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct UnitCosts {
    /// What one more million tokens costs now: with capacity that is paid for and idle only energy and network,
    /// else a GPU-hour at the target utilisation.
    pub marginal: TokenCosts,
    /// Hardware that is busy all the time: only a token on capacity that is paid for and idle costs less.
    pub floor: TokenCosts,
    /// Cost of the fleet over the tokens served, idle capacity included.
    pub average: TokenCosts,
    /// Average cost and amortised training and data.
    pub full: TokenCosts,
}

impl UnitCosts {
    /// The costs of one concept.
    pub fn of(&self, concept: CostConcept) -> &TokenCosts {
        match concept {
            CostConcept::Marginal => &self.marginal,
            CostConcept::Floor => &self.floor,
            CostConcept::Average => &self.average,
            CostConcept::Full => &self.full,
        }
    }
}

/// Which unit cost is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CostConcept {
    /// What one more million tokens costs now; nearly nothing while capacity that is paid for stands idle.
    Marginal,
    /// Hardware busy all the time: the physical lower bound.
    Floor,
    /// Cost of the fleet over the tokens served, idle capacity included: the break-even price before training.
    #[default]
    Average,
    /// Average cost and amortised training and data: the long-run break-even price.
    Full,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(x: f64) -> MoneyPerMtok {
        MoneyPerMtok(x)
    }

    #[test]
    fn a_breakdown_sums_to_its_total_and_blends_linearly() {
        let part = Breakdown {
            compute: money(1.0),
            energy: money(0.25),
            network: money(0.5),
            training: money(2.0),
            data: money(0.125),
        };
        assert_eq!(part.total(), money(3.875));
        let costs = TokenCosts { input: part, cached: Breakdown::ZERO, output: part * 4.0 };
        // 0.75 x 3.875 + 0.25 x 15.5 = 6.78125
        let blend = costs.blended(&TokenMix::THREE_TO_ONE).total();
        assert!((blend.get() - 6.781_25).abs() < 1e-12);
    }

    #[test]
    fn the_mix_of_a_load_counts_every_token_once() {
        // DeepSeek, 27 to 28 February 2025: 608 G input of which 342 G from the cache, 168 G output
        let load = Load { input: MtokPerDay(608e3), cached: MtokPerDay(342e3), output: MtokPerDay(168e3) };
        let mix = load.mix().unwrap();
        assert!((mix.cached.get() - 342.0 / 776.0).abs() < 1e-12);
        assert!((mix.computed.get() + mix.cached.get() + mix.output.get() - 1.0).abs() < 1e-12);
        assert_eq!(Load::default().mix(), None);
    }
}
