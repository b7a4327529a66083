//! What a promised speed means for a replica: the batch it leaves, and where memory and not the promise is the limit.

use super::ServingLaw;
use crate::economics::technology::architecture::Transformer;
use crate::units::{Ratio, TokensPerSecond};

impl ServingLaw {
    /// Sequences served at once by a replica at utilisation rho: B = (a/b) rho / (1 - rho), as many as the memory holds at
    /// most.
    pub fn batch(&self, rho: Ratio) -> Ratio {
        let rho = rho.get();
        let wanted = if rho < 1.0 { self.step / self.sequence * rho / (1.0 - rho) } else { self.batch_max };
        Ratio(wanted.min(self.batch_max))
    }

    /// Speed that every user is promised.
    pub fn promised(&self) -> TokensPerSecond {
        self.transformer.tokens_per_second
    }

    /// The law under another promise; none where even alone on a replica a user is served more slowly.
    pub fn promising(&self, speed: TokensPerSecond) -> Option<Self> {
        let transformer = Transformer { tokens_per_second: speed, ..self.transformer };
        let law = Self { transformer, ..*self }.evaluated();
        (law.rho_max > 0.0).then_some(law)
    }

    /// The fastest promise there is, 1/a; and the one below which memory and not the promise limits the batch.
    pub fn speeds(&self) -> (TokensPerSecond, TokensPerSecond) {
        let by_memory = self.batch_max / (self.batch_max + self.step / self.sequence);
        (TokensPerSecond(1.0 / self.step), TokensPerSecond((1.0 - by_memory) / self.step))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::technology::examples::{h100, llama_70b, near};

    #[test]
    fn a_promise_sets_batch_and_utilisation_until_memory_does() {
        let law = ServingLaw::new(llama_70b(), h100()).unwrap();
        // T1: 557 sequences at rho = 0.8; 50 tok/s leave rho_max = 0.729
        near(law.batch(Ratio(0.8)).get(), 557.0, 1e-2);
        near(law.promising(TokensPerSecond(50.0)).unwrap().rho_max().get(), 0.729, 1e-3);
        assert_eq!(law.promising(TokensPerSecond(200.0)), None);
        let (fastest, memory_bound) = law.speeds();
        near(fastest.get(), 184.2, 1e-3);
        // At that speed a full memory is just fast enough: T(B_max) = a + b B_max.
        near(1.0 / memory_bound.get(), law.step().get() + law.sequence().get() * law.batch_max().get(), 1e-9);
    }
}
