//! Plans on offer, and the classes of use into which a segment that meets them is cut.
//!
//! Under a plan that is no multiple of the tokens, what a token costs depends on how many a user uses. So that every bill is
//! exact and stands still between events, a segment's log-normal use is cut into classes, each a kind of user of its
//! own whose users all use the mean of their class.
//!
//! With Z standard normal, ln q = ln q_m + sigma Z. Classes are bounded by z_c such that (Phi(z) + Phi(z - sigma)) / 2 = c / K:
//! half by users and half by the tokens they use, since Phi(z - sigma) is the part of all tokens that users below z
//! use. So no class holds more than 2 / K of either, and heavy users, who have most of the tokens, are told apart.

use crate::calendar::Instant;
use crate::economics::billing::Plan;
use crate::economics::demand::{Segment, Usage};
use crate::maths::normal_cdf;
use crate::units::{MtokPerDay, Ratio, Users};

/// Classes of use of a segment.
pub const CLASSES: usize = 16;

/// A plan as a product offers it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanOffer {
    /// Its name within the product.
    pub name: String,
    /// When it is first offered.
    pub from: Instant,
    /// When it is offered no longer.
    pub until: Instant,
    /// How it bills.
    pub terms: Plan,
}

impl PlanOffer {
    /// Whether it can be taken at an instant by those who stay.
    pub fn is_offered(&self, at: Instant) -> bool {
        self.from <= at && at < self.until && !self.terms.is_for_newcomers()
    }
}

/// A segment of the scenario, and where its users are among the kinds of users of the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Customers {
    /// The segment's name.
    pub name: String,
    /// Tokens that its users want.
    pub usage: Usage,
    /// Its classes of use; one where use makes no difference to what a token costs.
    pub classes: std::ops::Range<usize>,
}

/// Kinds of users, and which of them are which segment's.
pub fn kinds(segments: &[Segment], is_cut: bool, whole_users: bool) -> (Vec<Segment>, Vec<Customers>) {
    let (mut kinds, mut customers) = (Vec::new(), Vec::new());
    for segment in segments {
        let first = kinds.len();
        if is_cut && segment.usage.sigma > Ratio::ZERO {
            kinds.extend(classes(segment, whole_users));
        } else {
            kinds.push(segment.clone());
        }
        customers.push(Customers {
            name: segment.name.clone(),
            usage: segment.usage,
            classes: first..kinds.len(),
        });
    }
    (kinds, customers)
}

/// A segment's classes of use. Agents are whole: classes that would have none are left out, and the use of the others
/// is raised so that all use what the law says.
fn classes(segment: &Segment, whole_users: bool) -> Vec<Segment> {
    let (users, sigma) = (segment.users.get(), segment.usage.sigma.get());
    let mean = segment.usage.mean().get();
    let bounds: Vec<f64> = (0..=CLASSES).map(|c| bound(c as f64 / CLASSES as f64, sigma)).collect();
    let below = |z: f64| if whole_users { (users * phi(z)).round() } else { users * phi(z) };
    let cut: Vec<(f64, f64)> = bounds
        .windows(2)
        .map(|pair| (below(pair[1]) - below(pair[0]), phi(pair[1] - sigma) - phi(pair[0] - sigma)))
        .filter(|(users, _)| *users > 0.0)
        .collect();
    let whole: f64 = cut.iter().map(|(_, tokens)| tokens).sum();
    let count = cut.len();
    let class = |(c, (own, tokens)): (usize, (f64, f64))| Segment {
        name: format!("{} ({} of {count})", segment.name, c + 1),
        users: Users(own),
        usage: Usage {
            median: whole_tokens(mean * users * tokens / whole / own),
            sigma: Ratio::ZERO,
            ..segment.usage
        },
        ..segment.clone()
    };
    cut.into_iter().enumerate().map(class).collect()
}

/// Whole tokens a day in single precision, as agents hold them: what is billed is what is metered.
fn whole_tokens(use_a_day: f64) -> MtokPerDay {
    MtokPerDay(f64::from((use_a_day * 1e6).round().clamp(1.0, 1e15) as f32) / 1e6)
}

/// z at which (Phi(z) + Phi(z - sigma)) / 2 is a part.
fn bound(part: f64, sigma: f64) -> f64 {
    let (mut low, mut high) = (-9.0, 9.0 + sigma);
    if part <= 0.0 {
        return low;
    }
    if part >= 1.0 {
        return high;
    }
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if 0.5 * (phi(middle) + phi(middle - sigma)) < part {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// Distribution function of the standard normal; beyond nine all or nothing.
fn phi(z: f64) -> f64 {
    if z >= 9.0 {
        1.0
    } else if z <= -9.0 {
        0.0
    } else {
        normal_cdf(z)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::exp;
    use proptest::prelude::*;

    fn segment(users: f64, median: f64, sigma: f64) -> Segment {
        Segment {
            name: "code".into(),
            users: Users(users),
            usage: Usage {
                median: MtokPerDay(median),
                sigma: Ratio(sigma),
                growth: crate::units::Growth::ZERO,
            },
            mix: crate::economics::billing::TokenMix::default(),
            tastes: crate::economics::demand::Tastes::default(),
            like: None,
            multi_home: crate::units::Share::ZERO,
            nests: None,
            requires: crate::economics::demand::Requirements::default(),
            review: crate::economics::demand::Review::default(),
            churn: None,
            inertia: None,
            aware: crate::economics::demand::Awareness::default(),
            outside: crate::economics::demand::Outside::default(),
            opening: crate::economics::demand::Opening::default(),
        }
    }

    proptest! {
        #[test]
        fn classes_hold_all_users_and_all_tokens(
            users in 1.0..1e6_f64, median in 0.001..1e3_f64, sigma in 0.05..2.5_f64, whole in prop::bool::ANY,
        ) {
            let users = users.round();
            let classes = classes(&segment(users, median, sigma), whole);
            let sum: f64 = classes.iter().map(|class| class.users.get()).sum();
            prop_assert!((sum / users - 1.0).abs() < 1e-9);
            let tokens: f64 = classes.iter().map(|class| class.users.get() * class.usage.median.get()).sum();
            let law = users * median * exp(0.5 * sigma * sigma);
            // use is rounded to whole tokens in single precision: 6e-8, and half a token where there are few
            prop_assert!((tokens / law - 1.0).abs() < 1e-6 + 1e-3 / median.min(1.0) * 1e-3, "{tokens} of {law}");
            if !whole {
                for class in &classes {
                    let part = class.users.get() * class.usage.median.get() / law;
                    prop_assert!(part < 2.0 / CLASSES as f64 + 1e-4 && class.users.get() / users < 2.0 / CLASSES as f64 + 1e-4);
                }
            }
            let rises = |pair: &[Segment]| pair[0].usage.median <= pair[1].usage.median;
            prop_assert!(whole || classes.windows(2).all(rises));
        }
    }

    #[test]
    fn what_classes_err_in_the_revenue_of_a_flat_fee() {
        // A fee of F beside p a token: a user pays min(p q, F). Over the log-normal (Black 1976 without discount)
        // E[min(pq, F)] = p m Phi(z - sigma) + F (1 - Phi(z)), z = (ln F/p - ln q_m) / sigma, m the mean.
        let (median, sigma) = (1.0, 1.5);
        let mean = exp(0.5 * sigma * sigma);
        let mut worst = 0.0_f64;
        for step in -20..=20 {
            let fee = mean * exp(0.2 * f64::from(step));
            let z = crate::maths::ln(fee / median) / sigma;
            let exact = mean * phi(z - sigma) + fee * (1.0 - phi(z));
            let own = classes(&segment(1e6, median, sigma), false);
            let cut: f64 = own.iter().map(|c| c.users.get() / 1e6 * c.usage.median.get().min(fee)).sum();
            worst = worst.max((cut / exact - 1.0).abs());
        }
        // The mean of a class pays more than its users do on average where a fee lies inside the class: at most 2.0 %,
        // where the fee is small and the class wide.
        assert!(worst < 0.0205 && worst > 0.0195, "{worst}");
    }
}
