//! The sentence that says what the common luck of the arms saves: how much narrower intervals of paired differences are than those of
//! independent runs.

use super::words::{say, words};
use crate::experiments::Comparison;
use crate::report::number::figure;
use crate::report::{Language, label};
use crate::statistics::{quantile_of_sorted, sorted};

/// Figures of the market that it is said of; `differences.csv` has all.
const TOLD: [&str; 4] = ["welfare", "profit", "price_blended", "tokens_per_day"];

/// Nothing where no arm has a difference that scatters. Of several arms, the median.
pub fn pairing(comparison: &Comparison, language: Language) -> Option<String> {
    let w = words(language);
    let arms = comparison.told();
    let factor = |measure: &&str| {
        let compared = comparison.figure(measure, "market")?;
        let known = arms.iter().filter_map(|arm| compared.arms[*arm].narrowed).collect();
        let times = quantile_of_sorted(&sorted(known), 0.5)?;
        let places = [("measure", label(measure, language)), ("factor", figure(times, "index", language))];
        Some(say(w.narrowed, places))
    };
    let told: Vec<String> = TOLD.iter().filter_map(factor).collect();
    let gap = if language == Language::Chinese { "，" } else { ", " };
    let sentence = if arms.len() > 1 { w.pairing_median } else { w.pairing };
    (!told.is_empty()).then(|| say(sentence, [("list", told.join(gap))]))
}
