//! A tournament: what every seat earns in every profile of strategies, whether it would gain by another, and how sure that is.
//!
//! Every profile is an arm under the same luck. With x_prk the payoff of seat k in profile p and replicate r, over the replicates that
//! all profiles finished: means and Student intervals; a profile is an equilibrium of the means when no seat's mean is higher in any
//! profile that differs in its own strategy only. Replicates are drawn anew with replacement, all profiles of one together
//! (Efron 1979), and the part of the resamples in which a profile is an equilibrium is how sure that is.

use rand_chacha::rand_core::Rng;
use serde::Serialize;

use super::estimate::Mean;
use super::findings::Findings;
use crate::economics::games::{Exact, NormalForm, best_replies, deviation, from_float, places};
use crate::ids::entity;
use crate::maths::pow;
use crate::random::{Purpose, Streams};
use crate::study::Tournament;

/// Resamples: a share of a half is known to three points and a half (two standard errors).
pub const RESAMPLES: u32 = 1_000;

/// Digits of a mean that count, from the largest of its seat: below are the rounding errors of sums.
const DIGITS: u32 = 9;

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TournamentAnswer {
    /// Title of the scenario.
    pub title: String,
    /// Its question.
    pub question: Option<String>,
    /// Code of its currency.
    pub currency: String,
    /// Seed of all streams.
    pub seed: u64,
    /// Confidence level of all intervals.
    pub level: f64,
    /// Replicates that all profiles finished.
    pub replicates: u64,
    /// Firms that choose.
    pub seats: Vec<String>,
    /// What each may choose.
    pub strategies: Vec<String>,
    /// Which are those of a war.
    pub war: Vec<bool>,
    /// The measure that is the payoff.
    pub measure: String,
    /// Its unit.
    pub unit: String,
    /// All profiles, the last seat's strategy moving fastest.
    pub profiles: Vec<Profile>,
    /// Sets of profiles in which best replies go round for ever, by position.
    pub cycles: Vec<Vec<usize>>,
    /// Part of the resamples in which a profile of war is an equilibrium.
    pub chance_war: Option<f64>,
    /// Part of the resamples in which any profile is one.
    pub chance_any: Option<f64>,
}

/// A profile of strategies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// What each seat plays, by position.
    pub played: Vec<usize>,
    /// Whether two seats or more play strategies of war.
    pub is_war: bool,
    /// What each seat earns.
    pub payoffs: Vec<Mean>,
    /// Of each seat the other strategy that earns it most against the rest.
    pub deviations: Vec<Deviation>,
    /// Whether no seat's mean is higher with another strategy.
    pub is_equilibrium: bool,
    /// Part of the resamples in which that is so.
    pub chance: Option<f64>,
}

/// What a seat would gain by another strategy, paired by replicate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Deviation {
    /// The other strategy.
    pub to: usize,
    /// What it brings more, on average.
    pub gain: Mean,
}

/// Payoffs by replicate, then by profile, then by seat.
type Runs = Vec<Vec<Vec<f64>>>;

/// The answer from the findings of a tournament, whose arms are its profiles.
pub fn tournament(findings: &Findings, asked: &Tournament) -> TournamentAnswer {
    let subject = &findings.subject;
    let counts = vec![asked.strategies.len(); asked.seats.len()];
    let all = NormalForm::profiles(&counts);
    let runs = runs(findings, asked, all.len());
    let ones = vec![1; runs.len()];
    let means = means(&runs, &ones, (all.len(), counts.len()));
    let is_war = |played: &[usize]| played.iter().filter(|at| asked.war[**at]).count() > 1;
    let found = resample(&runs, (&all, &counts), subject.seed, &is_war);
    let profiles = all.iter().enumerate().map(|(at, played)| Profile {
        is_war: is_war(played),
        payoffs: (0..counts.len())
            .map(|seat| Mean::of(runs.iter().map(|run| run[at][seat]), subject.level))
            .collect(),
        deviations: (0..counts.len())
            .map(|seat| best(&runs, (&counts, &means), (at, seat), subject.level))
            .collect(),
        is_equilibrium: false,
        chance: found.as_ref().map(|found| found.profiles[at]),
        played: played.clone(),
    });
    let profiles: Vec<Profile> = profiles.collect();
    let unit = asked.payoffs.first().and_then(|of| {
        let mut columns = findings.layout.outcome.iter();
        columns.find(|column| column.measure == of.measure).map(|column| column.unit.clone())
    });
    let mut answer = TournamentAnswer {
        title: subject.title.clone(),
        question: subject.question.clone(),
        currency: subject.currency.clone(),
        seed: subject.seed,
        level: subject.level,
        replicates: runs.len() as u64,
        seats: asked.seats.clone(),
        strategies: asked.strategies.clone(),
        war: asked.war.clone(),
        measure: asked.payoffs.first().map_or_else(String::new, |of| of.measure.clone()),
        unit: unit.unwrap_or_default(),
        profiles,
        cycles: Vec::new(),
        chance_war: found.as_ref().map(|found| found.war),
        chance_any: found.as_ref().map(|found| found.any),
    };
    answer.settle();
    answer
}

impl TournamentAnswer {
    /// Which profiles are equilibria of the means, and where best replies go round, both of one game: the same ties are ties.
    fn settle(&mut self) {
        let Some(game) = self.normal_form() else { return };
        let replies = best_replies(&game);
        for at in replies.pure {
            self.profiles[at].is_equilibrium = true;
        }
        self.cycles = replies.cycles;
    }

    /// The game of the means, at nine digits of the largest payoff of each seat; none where a mean is missing.
    pub fn normal_form(&self) -> Option<NormalForm> {
        let largest = |seat: usize| {
            let means = self.profiles.iter().filter_map(|profile| profile.payoffs[seat].mean);
            means.fold(0.0, |most: f64, mean| most.max(mean.abs()))
        };
        let largest: Vec<f64> = (0..self.seats.len()).map(largest).collect();
        let row = |profile: &Profile| {
            let payoffs = profile.payoffs.iter().zip(&largest);
            payoffs.map(|(payoff, largest)| from_float(payoff.mean?, *largest, DIGITS)).collect()
        };
        let payoffs: Option<Vec<Vec<Exact>>> = self.profiles.iter().map(row).collect();
        Some(NormalForm { strategies: vec![self.strategies.len(); self.seats.len()], payoffs: payoffs? })
    }
}

/// Replicates in which every seat of every profile has its payoff.
fn runs(findings: &Findings, asked: &Tournament, profiles: usize) -> Runs {
    let column = |of: &crate::study::Output| {
        let columns = &findings.layout.outcome;
        columns.iter().position(|column| column.measure == of.measure && column.entity == of.entity)
    };
    let Some(columns) = asked.payoffs.iter().map(column).collect::<Option<Vec<usize>>>() else {
        return Vec::new();
    };
    findings.whole_replicates(profiles, |row| {
        let outcome = row.outcome.as_ref().ok()?;
        columns.iter().map(|at| outcome[*at]).collect()
    })
}

fn means(runs: &Runs, weights: &[u32], (profiles, seats): (usize, usize)) -> Vec<Vec<f64>> {
    let mut sums = vec![vec![0.0; seats]; profiles];
    for (run, weight) in runs.iter().zip(weights).filter(|(_, weight)| **weight > 0) {
        for (sums, values) in sums.iter_mut().zip(run) {
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += f64::from(*weight) * value;
            }
        }
    }
    let n: u32 = weights.iter().sum();
    for sum in sums.iter_mut().flatten() {
        *sum /= f64::from(n.max(1));
    }
    sums
}

/// For every profile whether no seat would earn more with another strategy. Ties are those of `normal_form`: payoffs that are alike
/// at nine digits of the seat's largest.
fn standing(means: &[Vec<f64>], counts: &[usize]) -> Vec<bool> {
    let rounded = |seat: usize| -> Vec<f64> {
        let largest = means.iter().fold(0.0, |most: f64, row| most.max(row[seat].abs()));
        let scale = places(largest, DIGITS).map_or(1.0, |places| pow(10.0, f64::from(places)));
        means.iter().map(|row| (row[seat] * scale).round()).collect()
    };
    let payoffs: Vec<Vec<f64>> = (0..counts.len()).map(rounded).collect();
    let stays = |profile: usize, (seat, count): (usize, &usize)| {
        let earned = |profile: usize| payoffs[seat][profile];
        (0..*count).all(|to| earned(deviation(counts, profile, seat, to)) <= earned(profile))
    };
    (0..means.len()).map(|profile| counts.iter().enumerate().all(|own| stays(profile, own))).collect()
}

/// The other strategy that earns a seat most, and its gain.
fn best(
    runs: &Runs,
    (counts, means): (&[usize], &[Vec<f64>]),
    (profile, seat): (usize, usize),
    level: f64,
) -> Deviation {
    let others = (0..counts[seat]).filter(|to| deviation(counts, profile, seat, *to) != profile);
    let earned = |to: usize| means[deviation(counts, profile, seat, to)][seat];
    // Of equals the first.
    let to = others.reduce(|best, to| if earned(to) > earned(best) { to } else { best }).unwrap_or(0);
    let at = deviation(counts, profile, seat, to);
    Deviation { to, gain: Mean::of(runs.iter().map(|run| run[at][seat] - run[profile][seat]), level) }
}

/// How often, in parts of the resamples.
struct Found {
    profiles: Vec<f64>,
    war: f64,
    any: f64,
}

/// None of fewer than two replicates.
fn resample(
    runs: &Runs,
    (all, counts): (&[Vec<usize>], &[usize]),
    seed: u64,
    is_war: &dyn Fn(&[usize]) -> bool,
) -> Option<Found> {
    if runs.len() < 2 {
        return None;
    }
    let mut stream = Streams::new(seed, 0).open(Purpose::Design, entity("tournament"), 0);
    let mut profiles = vec![0_u32; all.len()];
    let (mut war, mut any) = (0_u32, 0_u32);
    for _ in 0..RESAMPLES {
        let mut weights = vec![0_u32; runs.len()];
        for _ in 0..runs.len() {
            weights[((u128::from(stream.next_u64()) * runs.len() as u128) >> 64) as usize] += 1;
        }
        let stands = standing(&means(runs, &weights, (all.len(), counts.len())), counts);
        for (count, stands) in profiles.iter_mut().zip(&stands) {
            *count += u32::from(*stands);
        }
        war += u32::from(all.iter().zip(&stands).any(|(played, stands)| *stands && is_war(played)));
        any += u32::from(stands.contains(&true));
    }
    let part = |count: u32| f64::from(count) / f64::from(RESAMPLES);
    Some(Found { profiles: profiles.into_iter().map(part).collect(), war: part(war), any: part(any) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A game of two seats with two strategies each: payoffs by profile.
    fn answer(payoffs: [[f64; 2]; 4]) -> TournamentAnswer {
        let mean = |mean: f64| Mean { mean: Some(mean), ..Mean::default() };
        let profiles =
            NormalForm::profiles(&[2, 2]).into_iter().zip(payoffs).map(|(played, payoffs)| Profile {
                played,
                is_war: false,
                payoffs: payoffs.map(mean).to_vec(),
                deviations: Vec::new(),
                is_equilibrium: false,
                chance: None,
            });
        let mut answer = TournamentAnswer {
            title: String::new(),
            question: None,
            currency: "USD".into(),
            seed: 1,
            level: 0.95,
            replicates: 1,
            seats: vec!["A".into(), "B".into()],
            strategies: vec!["one".into(), "two".into()],
            war: vec![false, false],
            measure: "profit".into(),
            unit: "money".into(),
            profiles: profiles.collect(),
            cycles: Vec::new(),
            chance_war: None,
            chance_any: None,
        };
        answer.settle();
        answer
    }

    fn equilibria(answer: &TournamentAnswer) -> Vec<bool> {
        answer.profiles.iter().map(|profile| profile.is_equilibrium).collect()
    }

    #[test]
    fn one_rounding_decides_ties() {
        // Matching pennies, in which a win is 1 + 4e-9 and a loss 1: at nine digits all payoffs are alike.
        let (win, loss) = (1.0 + 4e-9, 1.0);
        let alike = answer([[win, loss], [loss, win], [loss, win], [win, loss]]);
        assert_eq!((equilibria(&alike), alike.cycles.len()), (vec![true; 4], 0));
        let means = [[win, loss], [loss, win], [loss, win], [win, loss]].map(Vec::from);
        assert_eq!(standing(&means, &[2, 2]), [true; 4], "a resample has the same ties");
        // A seat that earns a thousand-millionth of the other's still minds its own.
        let small = [[1e9, 0.0], [1e9, 1.0], [0.0, 0.0], [0.0, 1.0]];
        assert_eq!(equilibria(&answer(small)), [false, true, false, false]);
        assert_eq!(standing(&small.map(Vec::from), &[2, 2]), [false, true, false, false]);
        // With a difference that counts best replies go round and nothing is an equilibrium.
        let apart = answer([[2.0, 1.0], [1.0, 2.0], [1.0, 2.0], [2.0, 1.0]]);
        assert_eq!((equilibria(&apart), apart.cycles.len()), (vec![false; 4], 1));
    }
}
