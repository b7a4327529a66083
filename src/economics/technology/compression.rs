//! Compression: what narrower numbers, sparse weights, smaller students and speculation do to work and to quality.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::architecture::Format;
use crate::complaint::{Check, Complaints};
use crate::maths::{log10, pow};
use crate::units::{Ratio, Share};

/// Bytes of 2:4 sparse weights over dense ones: half the weights and two bits of index for each kept pair. Default
/// multiplier of the cost model, section 4.2.
pub const SPARSE_BYTES: f64 = 0.56;

/// Throughput of 2:4 sparse matrices over dense ones: 1.25 (range 1.0 to 1.3, Sparse-Llama-3.1-8B; nominally 2).
pub const SPARSE_SPEED: f64 = 1.25;

/// Part of the accuracy that 2:4 sparse weights recover: 98 % (range 95 to 99 %; Sparse-Llama-3.1-8B 98.4 %).
pub const SPARSE_RECOVERY: f64 = 0.98;

/// Elo lost with the whole of the accuracy, as a local slope: (400 / ln 10) / (1 - q) at a task accuracy of q = 70 %
/// (assumption), so that a recovery of 98 % costs 11.6 Elo.
const ELO_OF_ACCURACY: f64 = 400.0 / std::f64::consts::LN_10 / 0.3;

/// Elo lost by a student for each tenfold in size: 60 (range 30 to 120, assumption).
pub const ELO_OF_DECADE: f64 = 60.0;

/// Change of Elo for a recovery of accuracy r: -(400 / ln 10) (1 - r) / (1 - q), q = 0.7; never a gain.
pub fn elo_of_recovery(recovery: Share) -> f64 {
    -ELO_OF_ACCURACY * recovery.rest().get()
}

/// Change of Elo of a student r times smaller: -60 log10 r; none for one that is not smaller.
pub fn elo_of_distillation(ratio: Ratio) -> f64 {
    -ELO_OF_DECADE * log10(ratio.get().max(1.0))
}

impl Format {
    /// Part of the accuracy that weights and arithmetic in this format recover: FP8 all of it over the sizes of
    /// Llama-3.1, INT8 98 % (97 to 99), INT4 97.5 %, FP4 98.75 % (98 to 99.5). Kurtic et al. (2024) and vendors; INT4
    /// and FP4 are assumptions inside their ranges.
    pub fn recovery(self) -> Share {
        Share(match self {
            Self::Bf16 | Self::Fp8 => 1.0,
            Self::Int8 => 0.98,
            Self::Int4 => 0.975,
            Self::Fp4 => 0.9875,
        })
    }

    /// The same of keys and values alone: lossless down to 8 bits, 99 % in 4 (assumption).
    pub fn context_recovery(self) -> Share {
        Share(if self.bytes() < 1.0 { 0.99 } else { 1.0 })
    }
}

/// Speculative decoding: a draft proposes tokens, the model checks them in one pass. Exact, so quality stays.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Speculation {
    /// Chance alpha that a proposed token is accepted: 80 % typical; one extra token of DeepSeek-V3 80 to 90 %.
    pub accepted: Share,
    /// Tokens g proposed before each pass; at least 1.
    pub ahead: u32,
    /// Time of a draft's pass over the model's. Default: 5 % (assumption: a draft of a twentieth of the size).
    #[serde(default = "draft")]
    pub draft: Share,
}

fn draft() -> Share {
    Share(0.05)
}

impl Speculation {
    /// Tokens of a pass: E = (1 - alpha^(g+1)) / (1 - alpha), g + 1 when all are accepted (Leviathan et al., 2023).
    pub fn tokens_per_pass(&self) -> f64 {
        let (alpha, g) = (self.accepted.get(), f64::from(self.ahead));
        if alpha >= 1.0 { g + 1.0 } else { (1.0 - pow(alpha, g + 1.0)) / (1.0 - alpha) }
    }

    /// Time of a pass with its drafts over one without: g c + 1.
    pub fn pass(&self) -> f64 {
        f64::from(self.ahead) * self.draft.get() + 1.0
    }

    /// Arithmetic of an output token over that without speculation: (g + 1) / E, since rejected tokens are checked too.
    pub fn arithmetic(&self) -> f64 {
        (f64::from(self.ahead) + 1.0) / self.tokens_per_pass()
    }
}

impl Check for Speculation {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.ahead == 0 {
            complaints
                .error(
                    "nothing-ahead",
                    format!("{path}.ahead"),
                    "a draft must propose at least a token",
                    "found 0",
                )
                .help("give 1 or more, or leave speculation out");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::exp;
    use crate::units::Parameters;

    /// Bits at which the effective weights of a narrow format have fallen to 1 - 1/e (Kumar et al., 2024).
    const WEIGHT_BITS: f64 = 2.6745;

    /// Exponents of the loss that quantisation after training adds, in tokens and in weights (Kumar et al., 2024).
    const AFTER_TRAINING: (f64, f64) = (0.5068, 0.3439);

    /// Weights that a network of N weights of P bits is worth: N (1 - exp(-P / 2.6745)) (Kumar et al., arXiv 2411.04330,
    /// 2024; fitted on small models, so its ratios are to be used rather than its levels).
    fn effective_parameters(parameters: Parameters, bits: f64) -> Parameters {
        parameters * (1.0 - exp(-bits / WEIGHT_BITS))
    }

    /// How much larger the loss through quantisation after training becomes when tokens and weights are multiplied:
    /// D^0.5068 / N^0.3439 (Kumar et al., 2024).
    fn sensitivity(tokens: Ratio, weights: Ratio) -> Ratio {
        Ratio(pow(tokens.get(), AFTER_TRAINING.0) / pow(weights.get(), AFTER_TRAINING.1))
    }

    #[test]
    fn t9_four_tokens_ahead() {
        let speculation = Speculation { accepted: Share(0.8), ahead: 4, draft: Share(0.05) };
        // (1 - 0.8^5) / 0.2 = 0.67232 / 0.2 = 3.3616; / 1.2 = 2.8013; 5 / 3.3616 = 1.4874
        assert!((speculation.tokens_per_pass() - 3.3616).abs() < 1e-9);
        assert!((speculation.tokens_per_pass() / speculation.pass() - 2.8013).abs() < 1e-4);
        assert!((speculation.arithmetic() - 1.4874).abs() < 1e-4);
        // one extra token at 85 %: (1 - 0.7225) / 0.15 = 1.85
        let mtp = Speculation { accepted: Share(0.85), ahead: 1, draft: Share(0.0) };
        assert!((mtp.tokens_per_pass() - 1.85).abs() < 1e-9);
        assert!((Speculation { accepted: Share::ONE, ..mtp }.tokens_per_pass() - 2.0).abs() < 1e-12);
    }

    #[test]
    fn t8_what_narrow_weights_are_worth() {
        for (bits, worth) in [(3.0, 0.674), (4.0, 0.776), (8.0, 0.950), (16.0, 0.997)] {
            let found = effective_parameters(Parameters(1.0), bits).get();
            assert!((found - worth).abs() < 1e-3, "{bits}: {found}");
        }
        // 2^0.5068 = 1.4209; 2^-0.3439 = 1 / 1.2692; 10^0.5068 = 3.212
        assert!((sensitivity(Ratio(2.0), Ratio(1.0)).get() - 1.4209).abs() < 1e-4);
        assert!((sensitivity(Ratio(1.0), Ratio(2.0)).get() - 1.0 / 1.2692).abs() < 1e-4);
        assert!((sensitivity(Ratio(10.0), Ratio(1.0)).get() - 3.212).abs() < 1e-3);
    }

    #[test]
    fn quality_by_hand() {
        // 173.718 / 0.3 x 0.02 = 11.58
        assert!((elo_of_recovery(Share(0.98)) + 11.58).abs() < 1e-2);
        assert!((elo_of_distillation(Ratio(10.0)) + 60.0).abs() < 1e-12);
        assert!(elo_of_distillation(Ratio(0.5)).abs() < 1e-12);
        // the event table: 0 to -15 Elo for a format
        for format in [Format::Bf16, Format::Fp8, Format::Int8, Format::Int4, Format::Fp4] {
            assert!((-15.0..=0.0).contains(&elo_of_recovery(format.recovery())));
        }
    }
}
