//! Data: what a corpus costs, what its tokens are worth when they repeat, and what curation adds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::maths::exp;
use crate::units::{Money, MoneyPerMtok, Ratio, Share, TrainingTokens};

/// Constant of repetition R: 15.4 (Muennighoff et al., 2023); up to four epochs are nearly free, little is left after 16.
const REPETITION: f64 = 15.4;

/// A corpus and its prices, money in the scenario's currency.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Corpus {
    /// Raw tokens crawled and parsed.
    pub raw: TrainingTokens,
    /// Part of them that repeats others: 3 % (C4) to 14 % (RealNews). Default 10 % (assumption).
    pub duplicates: Share,
    /// Part of the rest that filters keep. Default 10 % (filtering drops about 90 % of text).
    pub kept: Share,
    /// Quality multiplier m_q on compute. Default 2 (range 1 to 6.6; DCLM, FineWeb-Edu).
    pub quality: Ratio,
    /// Crawling and parsing a billion tokens. Default 1 (range 0.2 to 5 USD, assumption).
    pub crawl: Money,
    /// Filtering a billion tokens. Default 1 (range 0.3 to 3 USD; 6,000 H100-hours for 15 T tokens are 0.8).
    pub filter: Money,
    /// Labels bought.
    pub labels: Ratio,
    /// What one costs. Default 1 (general; 15 to 50 USD skilled, 100 expert).
    pub label: Money,
    /// What licences cost in all.
    pub licences: Money,
    /// Synthetic tokens made.
    pub synthetic: TrainingTokens,
    /// Part of the synthetic tokens that is kept. Default 50 % (range 30 to 80 %).
    pub synthetic_yield: Share,
}

impl Default for Corpus {
    fn default() -> Self {
        Self {
            raw: TrainingTokens::ZERO,
            duplicates: Share(0.1),
            kept: Share(0.1),
            quality: Ratio(2.0),
            crawl: Money(1.0),
            filter: Money(1.0),
            labels: Ratio::ZERO,
            label: Money(1.0),
            licences: Money::ZERO,
            synthetic: TrainingTokens::ZERO,
            synthetic_yield: Share(0.5),
        }
    }
}

impl Corpus {
    /// Unique tokens kept: U = D_raw (1 - dup) keep, and the synthetic ones.
    pub fn unique(&self) -> TrainingTokens {
        self.raw * (self.duplicates.rest().get() * self.kept.get()) + self.synthetic
    }

    /// What it costs: D_raw (c_crawl + c_filter) + labels + licences + D_syn c_out / yield, `teacher` being the cost of
    /// the teacher's output.
    pub fn cost(&self, teacher: MoneyPerMtok) -> Money {
        let billions = self.raw.get() * 1e-9;
        // filters read all that is left after duplicates are gone
        let filtered = billions * self.duplicates.rest().get();
        let made = self.synthetic.get() * 1e-6 / self.synthetic_yield.get().max(f64::MIN_POSITIVE);
        self.crawl * billions
            + self.filter * filtered
            + self.label * self.labels.get()
            + self.licences
            + Money(if made > 0.0 { made * teacher.get() } else { 0.0 })
    }

    /// Tokens that its repetition is worth: D_eff = m_q U (1 + R (1 - e^(-(epochs - 1) / R))).
    pub fn effective(&self, epochs: Ratio) -> TrainingTokens {
        self.unique() * (self.quality.get() * repetition(epochs).get())
    }
}

/// Worth of a corpus read so many times over that of once: 1 + R (1 - e^(-(epochs - 1) / R)); a part of an epoch is
/// worth itself.
pub fn repetition(epochs: Ratio) -> Ratio {
    let epochs = epochs.get();
    if epochs <= 1.0 {
        return Ratio(epochs);
    }
    Ratio(1.0 + REPETITION * (1.0 - exp(-(epochs - 1.0) / REPETITION)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn t14_repetition() {
        for (epochs, worth) in [(1.0, 1.0), (4.0, 3.7259), (10.0, 7.8156), (40.0, 15.1763)] {
            let found = repetition(Ratio(epochs)).get();
            assert!((found / worth - 1.0).abs() < 1e-4, "{epochs}: {found}");
        }
    }

    #[test]
    fn a_corpus_by_hand() {
        let corpus = Corpus {
            raw: TrainingTokens(100e12),
            labels: Ratio(1e5),
            label: Money(20.0),
            licences: Money(60e6),
            synthetic: TrainingTokens(1e12),
            ..Corpus::default()
        };
        // 100e12 x 0.9 x 0.1 + 1e12 = 10e12
        assert!((corpus.unique().get() / 10e12 - 1.0).abs() < 1e-12);
        // 100e3 + 90e3 + 2e6 + 60e6 + 1e6 Mtok / 0.5 x 0.3 = 62.79e6
        assert!((corpus.cost(MoneyPerMtok(0.3)).get() / 62.79e6 - 1.0).abs() < 1e-9);
        // 2 x 10e12 x 3.7259
        assert!((corpus.effective(Ratio(4.0)).get() / 74.518e12 - 1.0).abs() < 1e-4);
        assert_eq!(Corpus::default().cost(MoneyPerMtok(1.0)), Money::ZERO);
    }

    proptest! {
        #[test]
        fn repetition_helps_less_and_less(epochs in 1.0..200.0) {
            let worth = |epochs| repetition(Ratio(epochs)).get();
            let (first, second) = (worth(epochs + 1.0) - worth(epochs), worth(epochs + 2.0) - worth(epochs + 1.0));
            prop_assert!(second < first + 1e-12 && first >= 0.0 && worth(epochs) <= 1.0 + REPETITION);
        }
    }
}
