//! Survival: the Kaplan-Meier estimator with delayed entry and censoring, and its log-log band.

use crate::maths::{exp, ln, normal_quantile, pow, sqrt};

/// A life: from when it is watched, until when, and whether it ended then or was only watched no longer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Life {
    /// From when.
    pub from: f64,
    /// Until when.
    pub to: f64,
    /// Whether it ended then.
    pub ended: bool,
}

/// A step of the curve: from its time on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalStep {
    /// The time at which lives ended.
    pub at: f64,
    /// Lives that were watched just before.
    pub at_risk: u64,
    /// Lives that ended.
    pub ended: u64,
    /// Part that survives.
    pub survival: f64,
    /// Pointwise band of it.
    pub low: f64,
    /// Its upper edge.
    pub high: f64,
}

/// S(t) = prod over times of ends up to t of (1 - d / n), with n the lives watched just before (Kaplan and Meier 1958),
/// those with `from` < t <= `to`. The band at a level is S^exp(+-theta), theta = z sqrt(sum d / (n (n - d))) / ln S: the
/// interval of ln(-ln S) with Greenwood's variance, which stays between 0 and 1 (Kalbfleisch and Prentice 1980). After
/// the last life has ended the curve is 0, and the band of the step before is kept as far as it goes, down to 0.
pub fn kaplan_meier(lives: &[Life], level: f64) -> Vec<SurvivalStep> {
    let mut times: Vec<f64> = lives.iter().filter(|life| life.ended).map(|life| life.to).collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    let z = normal_quantile(0.5 + 0.5 * level);
    let (mut survival, mut greenwood, mut high_before) = (1.0, 0.0, 1.0);
    let mut steps = Vec::with_capacity(times.len());
    for at in times {
        let at_risk = lives.iter().filter(|life| life.from < at && at <= life.to).count() as u64;
        let ended = lives
            .iter()
            .filter(|life| life.ended && life.to.total_cmp(&at).is_eq() && life.from < at)
            .count() as u64;
        if at_risk == 0 || ended == 0 {
            continue;
        }
        let (n, d) = (at_risk as f64, ended as f64);
        survival *= 1.0 - d / n;
        greenwood += if ended < at_risk { d / (n * (n - d)) } else { 0.0 };
        let (low, high) = if survival <= 0.0 {
            (0.0, high_before)
        } else {
            let theta = z * sqrt(greenwood) / ln(survival);
            let edges = (pow(survival, exp(-theta)), pow(survival, exp(theta)));
            (edges.0.min(edges.1), edges.0.max(edges.1))
        };
        high_before = high;
        steps.push(SurvivalStep { at, at_risk, ended, survival, low, high });
    }
    steps
}

/// The step that holds at a time; none before the first end, when all survive.
pub fn survival_at(steps: &[SurvivalStep], at: f64) -> Option<&SurvivalStep> {
    steps.iter().take_while(|step| step.at <= at).last()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Weeks of remission under 6-MP (Freireich et al. 1963, Gehan 1965); `true` where it ended.
    const MERCAPTOPURINE: [(f64, bool); 21] = [
        (6.0, true),
        (6.0, true),
        (6.0, true),
        (6.0, false),
        (7.0, true),
        (9.0, false),
        (10.0, true),
        (10.0, false),
        (11.0, false),
        (13.0, true),
        (16.0, true),
        (17.0, false),
        (19.0, false),
        (20.0, false),
        (22.0, true),
        (23.0, true),
        (25.0, false),
        (32.0, false),
        (32.0, false),
        (34.0, false),
        (35.0, false),
    ];

    fn lives(list: &[(f64, bool)]) -> Vec<Life> {
        list.iter().map(|(to, ended)| Life { from: 0.0, to: *to, ended: *ended }).collect()
    }

    #[test]
    fn the_remissions_of_freireich() {
        let steps = kaplan_meier(&lives(&MERCAPTOPURINE), 0.95);
        // S and Greenwood's standard error as printed by Kleinbaum and Klein and R's survfit.
        let known = [
            (6.0, 21, 3, 0.857, 0.0764),
            (7.0, 17, 1, 0.807, 0.0869),
            (10.0, 15, 1, 0.753, 0.0963),
            (13.0, 12, 1, 0.690, 0.1068),
            (16.0, 11, 1, 0.627, 0.1141),
            (22.0, 7, 1, 0.538, 0.1282),
            (23.0, 6, 1, 0.448, 0.1346),
        ];
        assert_eq!(steps.len(), known.len());
        for (step, (at, n, d, survival, error)) in steps.iter().zip(known) {
            assert!((step.at - at).abs() < 1e-12);
            assert_eq!((step.at_risk, step.ended), (n, d));
            assert!((step.survival - survival).abs() < 5e-4, "{step:?}");
            // The band turned back into the standard error of S: theta ln S S.
            let theta = ln(ln(step.low) / ln(step.survival));
            let z = normal_quantile(0.975);
            let back = -theta / z * ln(step.survival) * step.survival;
            assert!((back - error).abs() < 5e-4, "{at}: {back}");
        }
        assert_eq!(survival_at(&steps, 5.9), None);
        assert_eq!(survival_at(&steps, 22.5), Some(&steps[5]));
    }

    #[test]
    fn without_censoring_it_is_the_empirical_share() {
        let steps = kaplan_meier(&lives(&[(1.0, true), (2.0, true), (3.0, true), (4.0, true)]), 0.9);
        let found: Vec<f64> = steps.iter().map(|step| step.survival).collect();
        for (found, known) in found.iter().zip([0.75, 0.5, 0.25, 0.0]) {
            assert!((found - known).abs() < 1e-12);
        }
        assert_eq!((steps[3].low, steps[3].high), (0.0, steps[2].high));
    }

    #[test]
    fn who_comes_later_is_not_at_risk_before() {
        let late = Life { from: 5.0, to: 9.0, ended: true };
        let steps = kaplan_meier(&[lives(&[(2.0, true), (8.0, false)]), vec![late]].concat(), 0.95);
        // At 2 two are watched, at 9 only the late one.
        assert_eq!((steps[0].at_risk, steps[1].at_risk), (2, 1));
        assert_eq!((steps[0].survival, steps[1].survival), (0.5, 0.0));
    }

    proptest! {
        #[test]
        fn it_falls_and_stays_within_its_band(
            list in proptest::collection::vec((0.0..100.0_f64, any::<bool>()), 1..60), level in 0.5..0.99_f64
        ) {
            let steps = kaplan_meier(&lives(&list), level);
            let mut before = 1.0;
            for step in steps {
                prop_assert!(step.survival < before && (0.0..=1.0).contains(&step.survival));
                prop_assert!(0.0 <= step.low && step.low <= step.survival + 1e-12);
                prop_assert!(step.survival <= step.high + 1e-12 && step.high <= 1.0);
                before = step.survival;
            }
        }
    }
}
