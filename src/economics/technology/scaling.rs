//! The scaling law of loss, and the split of compute between weights and tokens that it recommends.

use crate::maths::{exp, ln, log10, pow, sqrt};
use crate::units::{Parameters, Ratio, RunFlop, Share, TrainingTokens};

/// Loss in nats a token: L(N, D) = E + A / N^alpha + B / D^beta. For a mixture of experts N is an effective size,
/// sqrt(N_act N_tot) by rule of thumb, while compute counts active weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScalingLaw {
    /// Loss that no size or data removes.
    pub irreducible: f64,
    /// A.
    pub weights: f64,
    /// B.
    pub tokens: f64,
    /// alpha.
    pub weights_exponent: f64,
    /// beta.
    pub tokens_exponent: f64,
}

impl ScalingLaw {
    /// Besiroglu, Erdil, Barnett and You, "Chinchilla scaling: a replication attempt" (2024). The constants printed by
    /// Hoffmann et al. (2022) give 93 tokens a weight and are not fit for allocation.
    pub const BESIROGLU: Self = Self {
        irreducible: 1.8172,
        weights: 482.01,
        tokens: 2085.43,
        weights_exponent: 0.3478,
        tokens_exponent: 0.3658,
    };

    /// Loss of N weights after D tokens.
    pub fn loss(&self, parameters: Parameters, tokens: TrainingTokens) -> f64 {
        self.irreducible
            + self.weights / pow(parameters.get(), self.weights_exponent)
            + self.tokens / pow(tokens.get(), self.tokens_exponent)
    }

    /// The weights and tokens of least loss for a compute C = 6 N D:
    /// N* = G (C/6)^(beta / (alpha + beta)), D* = (C/6) / N*, G = (alpha A / (beta B))^(1 / (alpha + beta)).
    pub fn allocation(&self, compute: RunFlop) -> (Parameters, TrainingTokens) {
        let (alpha, beta) = (self.weights_exponent, self.tokens_exponent);
        let balance = alpha * self.weights / (beta * self.tokens);
        let pairs = compute.get() / 6.0;
        let weights = exp((ln(balance) + beta * ln(pairs)) / (alpha + beta));
        (Parameters(weights), TrainingTokens(pairs / weights))
    }
}

/// Weights of the dense model that a mixture is worth: sqrt(N_act N_tot), a rule of thumb.
pub fn dense_equivalent(active: Parameters, total: Parameters) -> Parameters {
    Parameters(sqrt(total.get() * active.get()))
}

/// Compute of a training run: C = 6 N_act D.
pub fn training_compute(active: Parameters, tokens: TrainingTokens) -> RunFlop {
    RunFlop(6.0 * active.get() * tokens.get())
}

/// Gain of Elo from effective compute multiplied: 100 for each tenfold (range 50 to 150; an assumption, no map from
/// loss to Elo is accepted).
pub fn elo_of_compute(factor: Ratio) -> f64 {
    100.0 * log10(factor.get().max(f64::MIN_POSITIVE))
}

/// Yearly charge for a unit of capital: CRF(r, L) = r (1 + r)^L / ((1 + r)^L - 1), 1 / L without interest, or with so
/// little that the difference from one has no digits left.
pub fn capital_recovery(interest: Share, years: f64) -> f64 {
    let r = interest.get();
    let growth = pow(1.0 + r, years);
    if growth - 1.0 < 1e-8 { 1.0 / years } else { r * growth / (growth - 1.0) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::economics::technology::examples::near;

    const LAW: ScalingLaw = ScalingLaw::BESIROGLU;

    #[test]
    fn t5_the_compute_of_chinchilla() {
        let (weights, tokens) = LAW.allocation(RunFlop(5.76e23));
        near(weights.get(), 7.225e10, 1e-2);
        near(tokens.get(), 1.329e12, 1e-2);
        near(tokens.get() / weights.get(), 18.4, 1e-2);
        for (n, d, loss) in
            [(70e9, 1.4e12, 1.973_88), (8e9, 15e12, 2.0221), (70e9, 15e12, 1.9303), (405e9, 15.6e12, 1.8926)]
        {
            near(LAW.loss(Parameters(n), TrainingTokens(d)), loss, 1e-3);
        }
    }

    #[test]
    fn compute_and_capital_by_hand() {
        // 6 x 405e9 x 15.6e12 = 3.79e25
        near(training_compute(Parameters(405e9), TrainingTokens(15.6e12)).get(), 3.7908e25, 1e-9);
        assert!((elo_of_compute(Ratio(10.0)) - 100.0).abs() < 1e-9);
        // 8^0.5 a year: 100 log10 2.8284 = 45.2
        assert!((elo_of_compute(Ratio(2.8284)) - 45.15).abs() < 0.01);
        // 0.1 x 1.1^5 / (1.1^5 - 1) = 0.26380
        assert!((capital_recovery(Share(0.1), 5.0) - 0.263_80).abs() < 1e-5);
        for little in [0.0, 1e-17, 1e-12, 1e-9] {
            assert!((capital_recovery(Share(little), 5.0) - 0.2).abs() < 1e-8, "{little}");
        }
    }

    proptest! {
        #[test]
        fn loss_falls_in_weights_and_in_tokens(n in 1e8..1e12, d in 1e9..1e14, more in 1.01..100.0) {
            let loss = |n: f64, d: f64| LAW.loss(Parameters(n), TrainingTokens(d));
            prop_assert!(loss(n * more, d) < loss(n, d) && loss(n, d * more) < loss(n, d));
            prop_assert!(loss(n, d) > LAW.irreducible);
        }

        #[test]
        fn no_other_split_of_the_compute_does_better(compute in 1e20..1e27, tilt in 0.2..5.0) {
            let (weights, tokens) = LAW.allocation(RunFlop(compute));
            near(6.0 * weights.get() * tokens.get(), compute, 1e-9);
            let other = LAW.loss(weights * tilt, tokens / tilt);
            prop_assert!(LAW.loss(weights, tokens) <= other + 1e-12);
        }
    }
}
