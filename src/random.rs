//! Named random streams: a generator for each purpose, entity and epoch of a replicate, as a pure function.
//!
//! `open` builds a ChaCha8 generator whose key holds (seed, replicate, purpose, entity) and whose stream number is
//! the epoch. There is no state to borrow, no order of opening and nothing of the arm in it: two variants of a
//! market meet the same users with the same luck, and adding a firm does not shuffle the others'. ChaCha's output
//! is fixed by its definition, so results stay the same over versions and processors.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// The generator that is handed to whoever needs chance.
pub type Stream = ChaCha8Rng;

/// What a stream is for. The numbers are written out because results depend on them: never reuse or renumber.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum Purpose {
    /// Parameters of `[uncertainty]`, by path.
    Draw = 1,
    /// Private tastes and usage of the users of a segment.
    Tastes = 2,
    /// The offer that a user holds at the opening.
    Opening = 3,
    /// Poisson reviews of a segment, by day.
    Review = 4,
    /// Candidates of earlier reviews of a segment (after a cut, a release, an exit), by day and layer of hazard.
    EarlyReview = 5,
    /// Users who hear of the market, by segment and day.
    Awareness = 6,
    /// New choice of the users of a product that leaves, by segment and product.
    Forced = 7,
    /// Jitter of a firm's own price reviews, by provider and review.
    Cadence = 8,
    /// Delay and resolve of a firm's reaction to a rival's move, by the two providers and the day.
    Reaction = 9,
    /// A strategy's own chance, by provider and the instant of its review.
    Strategy = 10,
    /// Persistent taste of a user for a provider.
    Loyalty = 11,
    /// Monthly steps of the rental market, by day.
    Rents = 12,
    /// Choices of the users of a segment who all choose together, by round.
    Round = 13,
    /// A learner's first state and exploration, by provider.
    Learning = 14,
    /// Whether a round of funding closes, by provider and round.
    Funding = 15,
    /// Error of what a firm that waits outside expects to sell, by provider and day.
    Entry = 16,
    /// Moves of the cohorts of a segment, by instant.
    Cohorts = 50,
    /// Points of a design of experiments, and its resampling.
    Design = 40,
    /// Choices of the users of a product whose terms have ended, by segment, product and month.
    Renewal = 24,
}

/// The luck of one replicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streams {
    seed: u64,
    replicate: u64,
}

impl Streams {
    /// The streams of a replicate under a seed.
    pub fn new(seed: u64, replicate: u64) -> Self {
        Self { seed, replicate }
    }

    /// The stream of a purpose for an entity (`ids::entity` of its name) at an epoch (a day, a count).
    pub fn open(self, purpose: Purpose, entity: u64, epoch: u64) -> Stream {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&self.seed.to_le_bytes());
        // Replicates stay below 2^48 by the door's limits, so the purpose has the two bytes above them to itself.
        key[8..14].copy_from_slice(&self.replicate.to_le_bytes()[..6]);
        key[14..16].copy_from_slice(&(purpose as u16).to_le_bytes());
        key[16..24].copy_from_slice(&entity.to_le_bytes());
        key[24..].copy_from_slice(b"pricewar");
        let mut stream = ChaCha8Rng::from_seed(key);
        stream.set_stream(epoch);
        stream
    }

    /// A 64-bit number of a purpose and entity: the counter base of values that are recomputed instead of stored.
    pub fn number(self, purpose: Purpose, entity: u64) -> u64 {
        use rand_chacha::rand_core::Rng;
        self.open(purpose, entity, 0).next_u64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::rand_core::Rng;

    /// First draws of five streams: a change of layout or generator would change every result.
    const PINNED: [u64; 5] = [
        9_715_155_060_896_538_000,
        10_442_711_208_370_086_513,
        16_360_313_195_060_418_998,
        1_919_485_998_256_417_473,
        16_941_871_158_076_000_586,
    ];

    #[test]
    fn known_streams_give_known_draws() {
        let streams = Streams::new(20_240_515, 7);
        let first = |purpose, entity, epoch| streams.open(purpose, entity, epoch).next_u64();
        let drawn = [
            first(Purpose::Draw, 1, 0),
            first(Purpose::Review, 1, 0),
            first(Purpose::Review, 2, 0),
            first(Purpose::Review, 1, 1),
            Streams::new(20_240_515, 8).open(Purpose::Review, 1, 1).next_u64(),
        ];
        let distinct: std::collections::BTreeSet<_> = drawn.iter().collect();
        assert_eq!(distinct.len(), drawn.len());
        assert_eq!(drawn, PINNED, "results of every study depend on these");
    }
}
