//! The sentence that says how many runs would make intervals half as wide: four times as many, since their width falls with the
//! square root of the number.

use super::bilingual::{bilingual, say};
use super::language::Language;
use crate::statistics::replicates_to_halve;

bilingual! { Language;
    replicates: "About {n} replicates would halve the intervals (four times as many).", "约 {n} 次模拟（四倍）可使区间减半。";
    replicates_few: "{n} replicates (four times as many) would at least halve the intervals.", "{n} 次模拟（四倍）至少可使区间减半。";
    samples: "About {n} samples would halve the intervals (four times as many).", "约 {n} 个样本（四倍）可使区间减半。";
}

/// From so many on, Student's quantile at four times as many is within an eighth of what it is.
const MANY: u64 = 10;

/// How many replicates would halve each interval; nothing of a single one, which has no interval. Of a few Student's quantile
/// falls too, so that the interval narrows by more: 10.7-fold from two to eight.
pub(super) fn halving(replicates: u64, language: Language) -> Option<String> {
    let w = words(language);
    let sentence = if replicates < MANY { w.replicates_few } else { w.replicates };
    (replicates > 1).then(|| say(sentence, [("n", replicates_to_halve(replicates).to_string())]))
}

/// How many samples of a design would halve each interval.
pub(super) fn halving_samples(samples: u64, language: Language) -> String {
    say(words(language).samples, [("n", replicates_to_halve(samples).to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_times_as_many_halve() {
        let english = halving(50, Language::English).unwrap();
        assert!(english.contains("About 200 replicates"), "{english}");
        assert_eq!(halving(1, Language::English), None);
        let few = "8 replicates (four times as many) would at least halve the intervals.";
        assert_eq!(halving(2, Language::English).as_deref(), Some(few));
        assert!(halving_samples(128, Language::Chinese).contains("512"));
    }
}
