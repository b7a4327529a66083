//! Satisfaction: what users remember of how they were served, held against what was promised.
//!
//! ```text
//! s_j  = -(a r_j + l max(0, z_j / z*_j - 1))        experience of an offer today                      [utils]
//! S_j <- s_j + (S_j - s_j) 2^(-dt / memory)         what is remembered of it
//! V_ij = ... + S_j                                  choice: who was served badly leaves, and others hear of it
//! m    = exp(w sum_j u_j S_j / sum_j u_j)           factor on imitation: word of mouth, u_j users of offer j
//! ```
//!
//! r is the part of requests refused, z the time between two output tokens and z* the one promised. It is expectation
//! and disconfirmation (Oliver 1980, Journal of Marketing Research 17): keeping a promise adds nothing, breaking it costs. Refusals
//! and waiting hurt at once through tokens not served and the taste for latency; satisfaction is how long they hurt.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::complaint::{Check, Complaints};
use crate::maths::exp;
use crate::units::{Days, Ratio, Seconds, Share, Utils};

/// How users take broken promises.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Satisfaction {
    /// Time in which half of an experience is forgotten. Default: 30 days (assumption).
    pub memory: Days,
    /// a: what it costs a provider that all requests are refused. Default: 5 utils, so that one request in ten refused is worth
    /// half a util, as much as 87 points of Elo (assumption).
    pub refusal: Utils,
    /// l: what it costs that every token takes twice the time promised. Default: 1 util (assumption).
    pub delay: Utils,
    /// w: how far word of mouth follows the satisfaction of users. Default: 1 (assumption).
    pub word_of_mouth: Ratio,
}

impl Default for Satisfaction {
    fn default() -> Self {
        Self { memory: Days(30.0), refusal: Utils(5.0), delay: Utils(1.0), word_of_mouth: Ratio(1.0) }
    }
}

impl Satisfaction {
    /// Experience of an offer today; waiting is held against the promise where there is one.
    pub fn experience(&self, refused: Share, waiting: Seconds, promised: Option<Seconds>) -> Utils {
        let late = promised
            .filter(|promised| *promised > Seconds::ZERO)
            .map_or(0.0, |promised| (waiting / promised - 1.0).max(0.0));
        Utils(-(self.refusal.get() * refused.get() + self.delay.get() * late))
    }

    /// What is remembered a time later.
    pub fn remembered(&self, before: Utils, experience: Utils, time: Days) -> Utils {
        let kept = exp(-std::f64::consts::LN_2 * time.get() / self.memory.get());
        experience + (before - experience) * kept
    }

    /// Factor on imitation at the mean satisfaction of all users.
    pub fn recommendation(&self, mean: Utils) -> f64 {
        exp(self.word_of_mouth.get() * mean.get())
    }
}

impl Check for Satisfaction {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.memory <= Days::ZERO {
            complaints
                .error(
                    "no-memory",
                    format!("{path}.memory"),
                    "nobody would remember anything",
                    "found no time, allowed is more than 0 days",
                )
                .help(
                    "leave the table out, or set `links.satisfaction = false`, for users who forget at once",
                );
        }
        for (key, value) in [("refusal", self.refusal), ("delay", self.delay)] {
            if value < Utils::ZERO {
                complaints.error(
                    "pleased-by-failure",
                    format!("{path}.{key}"),
                    "users would be pleased by a broken promise",
                    &format!("found {} utils, allowed from 0", value.get()),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_promise_adds_nothing_and_a_broken_one_is_half_forgotten_in_a_memory() {
        let taste = Satisfaction::default();
        let kept = taste.experience(Share::ZERO, Seconds(0.02), Some(Seconds(0.03)));
        assert!(kept.get().abs() < 1e-15);
        // A tenth refused at 5 utils, and half as slow again at 1: -0.5 - 0.5.
        let broken = taste.experience(Share(0.1), Seconds(0.03), Some(Seconds(0.02)));
        assert!((broken.get() + 1.0).abs() < 1e-12);
        let month = taste.remembered(broken, kept, Days(30.0));
        assert!((month.get() + 0.5).abs() < 1e-12);
        // In two steps of half the time as in one.
        let half = taste.remembered(taste.remembered(broken, kept, Days(15.0)), kept, Days(15.0));
        assert!((half.get() - month.get()).abs() < 1e-12);
        assert!((taste.recommendation(month) - exp(-0.5)).abs() < 1e-12);
    }
}
