//! Known games with all their equilibria.

use num_traits::{One, Signed, Zero};

use super::*;

fn matrix(rows: &[&str]) -> Vec<Vec<Exact>> {
    rows.iter().map(|row| row.split_whitespace().map(|cell| read(cell).unwrap()).collect()).collect()
}

fn mixes(found: &Equilibria) -> Vec<String> {
    let text = |mix: &[Exact]| mix.iter().map(shown).collect::<Vec<_>>().join(" ");
    found.extreme.iter().map(|one| format!("{} | {}", text(&one.rows), text(&one.columns))).collect()
}

pub(super) fn solved(game: Bimatrix) -> Solution {
    solve(game).unwrap()
}

#[test]
fn prisoners_dilemma() {
    let found = solved(Bimatrix::symmetric(matrix(&["3 0", "5 1"])));
    assert_eq!(mixes(&found.equilibria), ["0 1 | 0 1"]);
    assert!(found.equilibria.extreme[0].is_strict);
    assert_eq!(found.strict.left, [vec![1], vec![1]]);
    let stable: Vec<bool> =
        found.symmetric.unwrap().equilibria.extreme.iter().map(|x| x.is_evolutionarily_stable).collect();
    assert_eq!(stable, [true]);
    let rest = found.rest.unwrap();
    let kinds: Vec<Stability> = rest.points.iter().map(|point| point.stability).collect();
    // All cooperate: unstable, rate 5 - 3; all defect: rate 0 - 1.
    assert_eq!(kinds, [Stability::Source, Stability::Sink]);
    assert_eq!(rest.points[0].eigenvalues, [(2.0, 0.0)]);
}

#[test]
fn rock_paper_scissors() {
    let found = solved(Bimatrix::symmetric(matrix(&["0 -1 1", "1 0 -1", "-1 1 0"])));
    assert_eq!(mixes(&found.equilibria), ["1/3 1/3 1/3 | 1/3 1/3 1/3"]);
    assert!(!found.symmetric.unwrap().equilibria.extreme[0].is_evolutionarily_stable);
    let rest = found.rest.unwrap();
    let inner = rest.points.last().unwrap();
    // Eigenvalues +- i / sqrt 3 (Hofbauer and Sigmund 1998, 7.7).
    assert_eq!(inner.stability, Stability::Neutral);
    assert!((inner.eigenvalues[0].1 - 1.0 / 3.0_f64.sqrt()).abs() < 1e-9, "{:?}", inner.eigenvalues);
    // Best replies go round through the profiles off the diagonal.
    assert_eq!(found.replies.cycles, [vec![1, 2, 3, 5, 6, 7]]);
    assert!(found.replies.pure.is_empty());
}

/// A matrix whose payoffs are in another unit.
fn in_units(rows: &[&str], unit: &str) -> Vec<Vec<Exact>> {
    let unit = read(unit).unwrap();
    matrix(rows).iter().map(|row| row.iter().map(|value| value * &unit).collect()).collect()
}

#[test]
fn the_unit_of_payoffs_changes_no_eigenvalue() {
    // Each of five wins 2 against the two after it and loses 1 to the two before it. At the middle the eigenvalues are those of
    // the circulant matrix over five: -1/10 +- 3/5 (sin 72° +- sin 36°) i.
    let rows = ["0 2 2 -1 -1", "-1 0 2 2 -1", "-1 -1 0 2 2", "2 -1 -1 0 2", "2 2 -1 -1 0"];
    let (sin_72, sin_36) = (0.951_056_516_295_153_5, 0.587_785_252_292_473_1);
    let (fast, slow) = (0.6 * (sin_72 + sin_36), 0.6 * (sin_72 - sin_36));
    for (unit, text) in [(1e-9, "1e-9"), (1.0, "1"), (1e6, "1e6"), (1e100, "1e100")] {
        let rest = solved(Bimatrix::symmetric(in_units(&rows, text))).rest.unwrap();
        let middle = rest.points.last().unwrap();
        assert_eq!(middle.stability, Stability::Sink);
        let mut turns: Vec<f64> = middle.eigenvalues.iter().map(|(_, im)| im / unit).collect();
        turns.sort_by(f64::total_cmp);
        for (found, expected) in turns.iter().zip([-fast, -slow, slow, fast]) {
            assert!((found - expected).abs() < 1e-13, "{text}: {found} instead of {expected}");
        }
        assert!(middle.eigenvalues.iter().all(|(re, _)| (re / unit + 0.1).abs() < 1e-13), "{text}");
    }
}

#[test]
fn four_who_coordinate() {
    // Each earns 1 against itself: at an even mix of n the shares of the n grow apart at rate 1/n, a root that comes n - 1 times,
    // and who is not played falls at that rate.
    for unit in ["1", "1e-9"] {
        let game = Bimatrix::symmetric(in_units(&["1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1"], unit));
        for point in &solved(game).rest.unwrap().points {
            let played = point.shares[0].iter().filter(|share| share.is_positive()).count();
            let expected = [Stability::Sink, Stability::Saddle, Stability::Saddle, Stability::Source];
            assert_eq!(point.stability, expected[played - 1], "{played} of four in units of {unit}");
            assert!(point.eigenvalues.iter().all(|(_, im)| *im == 0.0), "{:?}", point.eigenvalues);
        }
    }
}

#[test]
fn good_rock_paper_scissors_is_stable() {
    // A win is worth more than a loss costs (Hofbauer and Sigmund 1998, 7.7): the middle is stable, and evolutionarily so.
    let found = solved(Bimatrix::symmetric(matrix(&["0 -1 2", "2 0 -1", "-1 2 0"])));
    assert!(found.symmetric.unwrap().equilibria.extreme[0].is_evolutionarily_stable);
    assert_eq!(found.rest.unwrap().points.last().unwrap().stability, Stability::Sink);
    let bad = solved(Bimatrix::symmetric(matrix(&["0 -2 1", "1 0 -2", "-2 1 0"])));
    assert!(!bad.symmetric.unwrap().equilibria.extreme[0].is_evolutionarily_stable);
    assert_eq!(bad.rest.unwrap().points.last().unwrap().stability, Stability::Source);
}

#[test]
fn stag_hunt() {
    let found = solved(Bimatrix::symmetric(matrix(&["4 0", "3 2"])));
    // Stag pays 4p, hare 3p + 2(1 - p) = p + 2: equal at p = 2/3.
    assert_eq!(mixes(&found.equilibria), ["1 0 | 1 0", "0 1 | 0 1", "2/3 1/3 | 2/3 1/3"]);
    assert!(!found.equilibria.has_continuum());
    let kinds: Vec<Stability> = found.rest.unwrap().points.iter().map(|point| point.stability).collect();
    assert_eq!(kinds, [Stability::Sink, Stability::Sink, Stability::Source]);
}

#[test]
fn hawk_and_dove() {
    // Value 2, cost 4: the hawk's share is 1/2, and stable.
    let found = solved(Bimatrix::symmetric(matrix(&["-1 2", "0 1"])));
    assert_eq!(mixes(&found.equilibria), ["1 0 | 0 1", "0 1 | 1 0", "1/2 1/2 | 1/2 1/2"]);
    let symmetric = found.symmetric.unwrap().equilibria;
    assert_eq!(symmetric.extreme.len(), 1);
    assert!(symmetric.extreme[0].is_evolutionarily_stable);
}

#[test]
fn matching_pennies_turns_round() {
    let found = solved(Bimatrix::zero_sum(matrix(&["1 -1", "-1 1"])));
    assert_eq!(mixes(&found.equilibria), ["1/2 1/2 | 1/2 1/2"]);
    assert!(found.symmetric.is_none());
    let rest = found.rest.unwrap();
    let middle = rest.points.last().unwrap();
    assert_eq!((rest.points.len(), middle.stability), (5, Stability::Neutral));
    assert!((middle.eigenvalues[0].1 - 1.0).abs() < 1e-12, "{:?}", middle.eigenvalues);
}

#[test]
fn the_example_of_von_stengel() {
    // Von Stengel, Computing Equilibria for Two-Person Games (2002), (2.2): three equilibria.
    let a = matrix(&["3 3", "2 5", "0 6"]);
    let b = matrix(&["3 2", "2 6", "3 1"]);
    let found = solved(Bimatrix::new(a, b));
    assert_eq!(mixes(&found.equilibria), ["1 0 0 | 1 0", "4/5 1/5 0 | 2/3 1/3", "0 1/3 2/3 | 1/3 2/3"]);
    assert_eq!(found.equilibria.components, 3);
}

#[test]
fn a_degenerate_game_has_a_continuum() {
    // The same with b_12 = 3: the first row leaves the column player indifferent. An edge joins (1, 0) to (2/3, 1/3) beside it.
    let a = matrix(&["3 3", "2 5", "0 6"]);
    let b = matrix(&["3 3", "2 6", "3 1"]);
    let found = solved(Bimatrix::new(a, b)).equilibria;
    assert_eq!(mixes(&found), ["1 0 0 | 1 0", "1 0 0 | 2/3 1/3", "0 1/3 2/3 | 1/3 2/3"]);
    assert_eq!(found.components, 2);
    let wide: Vec<&Subset> = found.subsets.iter().filter(|set| set.is_continuum()).collect();
    assert_eq!((wide.len(), wide[0].rows.len(), wide[0].columns.len()), (1, 1, 2));
}

#[test]
fn where_nothing_matters_everything_is_an_equilibrium() {
    let found = solved(Bimatrix::new(matrix(&["7 7 7", "7 7 7"]), matrix(&["0 0 0", "0 0 0"])));
    assert_eq!(found.equilibria.extreme.len(), 6);
    assert_eq!((found.equilibria.subsets.len(), found.equilibria.components), (1, 1));
    assert!(found.strict.struck.is_empty() && found.weak.struck.is_empty());
    assert_eq!(found.rest.unwrap().points.len(), 6);
    let even = solved(Bimatrix::symmetric(matrix(&["1 1", "1 1"])));
    assert_eq!(even.symmetric.unwrap().equilibria.faces, [vec![0, 1]]);
}

#[test]
fn decimals_are_taken_exactly() {
    // 0.1 + 0.2 against 0.3: in doubles the first would be larger, and the tie gone.
    let sum = read("0.1").unwrap() + read("0.2").unwrap();
    let a = vec![vec![sum], vec![read("0.3").unwrap()]];
    let found = solved(Bimatrix::new(a, matrix(&["0", "0"])));
    assert!(found.equilibria.has_continuum());
    assert_eq!(mixes(&found.equilibria), ["1 0 | 1", "0 1 | 1"]);
}

#[test]
fn one_strategy_is_a_game_too() {
    let found = solved(Bimatrix::new(matrix(&["-3"]), matrix(&["2"])));
    assert_eq!(mixes(&found.equilibria), ["1 | 1"]);
    let wide = solved(Bimatrix::new(matrix(&["1 2 3"]), matrix(&["4 6 5"])));
    assert_eq!(mixes(&wide.equilibria), ["1 | 0 1 0"]);
}

#[test]
fn those_who_want_to_meet_have_all_ways_to() {
    let size = 5;
    let a = (0..size)
        .map(|i| (0..size).map(|j| if i == j { Exact::one() } else { Exact::zero() }).collect())
        .collect();
    let found = solved(Bimatrix::symmetric(a));
    // Every set of places, evenly: 2^5 - 1.
    assert_eq!(found.equilibria.extreme.len(), 31);
    let stable =
        found.symmetric.unwrap().equilibria.extreme.iter().filter(|x| x.is_evolutionarily_stable).count();
    assert_eq!(stable, 5);
}

#[test]
fn a_mix_can_dominate() {
    // The third row is never a best reply: half of each other earns 2 against its 1.
    let a = matrix(&["4 0", "0 4", "1 1"]);
    let found = solved(Bimatrix::new(a, matrix(&["0 1", "1 0", "0 0"])));
    let gone = &found.strict.struck[0];
    assert_eq!((gone.player, gone.strategy, gone.strength, gone.by.len()), (0, 2, Strength::Strict, 2));
    assert_eq!(found.strict.left, [vec![0, 1], vec![0, 1]]);
}

#[test]
fn weak_dominance_goes_further() {
    // The first row is never worse and once better: weakly only.
    let found = solved(Bimatrix::new(matrix(&["1 1", "1 0"]), matrix(&["1 0", "1 0"])));
    assert_eq!(found.strict.left, [vec![0, 1], vec![0]]);
    assert_eq!(found.weak.left, [vec![0], vec![0]]);
}

#[test]
fn strict_elimination_goes_on_in_rounds() {
    // Middle falls for the column player, then a row, then a column.
    let a = matrix(&["4 5 6", "2 8 3", "3 9 2"]);
    let b = matrix(&["3 1 2", "1 4 6", "0 6 8"]);
    let found = solved(Bimatrix::new(a, b));
    let rounds: Vec<(usize, usize, usize)> =
        found.strict.struck.iter().map(|gone| (gone.round, gone.player, gone.strategy)).collect();
    // Column 2 pays 1, 4, 6 and column 3 pays 2, 6, 8.
    assert_eq!(rounds, [(1, 1, 1), (2, 0, 1), (2, 0, 2), (3, 1, 2)]);
    assert_eq!(found.strict.left, [vec![0], vec![0]]);
}

#[test]
fn three_seats_have_pure_equilibria() {
    // Majority: each of three earns 1 where it does as at least one other.
    let strategies = vec![2, 2, 2];
    let payoffs = NormalForm::profiles(&strategies)
        .into_iter()
        .map(|profile| {
            let ones: usize = profile.iter().sum();
            let wins = |own: usize| (own == 1 && ones >= 2) || (own == 0 && ones <= 1);
            profile.iter().map(|own| Exact::from_integer(i32::from(wins(*own)).into())).collect()
        })
        .collect();
    let found = best_replies(&NormalForm { strategies, payoffs });
    assert_eq!((found.pure, found.strict), (vec![0, 7], vec![0, 7]));
    assert!(found.cycles.is_empty());
}

#[test]
fn too_large_a_game_is_refused() {
    let a = vec![vec![Exact::zero(); 13]; 2];
    assert_eq!(solve(Bimatrix::new(a.clone(), a)), Err(TooLarge::Strategies));
}
