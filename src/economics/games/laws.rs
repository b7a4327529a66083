//! Laws that hold of any game.

use num_traits::{One, Signed, Zero};
use proptest::prelude::*;

use super::tests::solved;
use super::*;

fn payoffs(rows: usize, columns: usize, most: i32) -> impl Strategy<Value = Vec<Vec<Exact>>> {
    let cell = (-most..=most).prop_map(|value| Exact::new(value.into(), 10.into()));
    prop::collection::vec(prop::collection::vec(cell, columns), rows)
}

fn any_game(most: i32) -> impl Strategy<Value = Bimatrix> {
    (1_usize..5, 1_usize..5).prop_flat_map(move |(rows, columns)| {
        (payoffs(rows, columns, most), payoffs(rows, columns, most)).prop_map(|(a, b)| Bimatrix::new(a, b))
    })
}

/// Equilibria by the definition: for every pair of supports of one size the system of indifference, by elimination.
fn by_supports(game: &Bimatrix) -> usize {
    let mut count = 0;
    for rows in 1_u32..1 << game.rows() {
        for columns in 1_u32..1 << game.columns() {
            if rows.count_ones() != columns.count_ones() {
                continue;
            }
            let set =
                |bits: u32, size: usize| (0..size).filter(|at| bits & (1 << at) != 0).collect::<Vec<_>>();
            let (s, t) = (set(rows, game.rows()), set(columns, game.columns()));
            let turned: Vec<Vec<Exact>> = (0..game.columns())
                .map(|j| (0..game.rows()).map(|i| game.b[i][j].clone()).collect())
                .collect();
            let (Some(y), Some(x)) = (even_mix(&game.a, &s, &t), even_mix(&turned, &t, &s)) else { continue };
            if game.regrets(&x, &y).iter().all(Zero::is_zero) {
                count += 1;
            }
        }
    }
    count
}

/// The mix with support `played` that makes `own` indifferent, if it is the only one and all its chances are above nought.
fn even_mix(payoffs: &[Vec<Exact>], own: &[usize], played: &[usize]) -> Option<Vec<Exact>> {
    let n = played.len();
    let mut system: Vec<Vec<Exact>> = own[1..]
        .iter()
        .map(|i| {
            let gaps = played.iter().map(|j| &payoffs[*i][*j] - &payoffs[own[0]][*j]);
            gaps.chain([Exact::zero()]).collect()
        })
        .collect();
    system.push(vec![Exact::one(); n + 1]);
    for step in 0..n {
        let pivot = (step..n).find(|row| !system[*row][step].is_zero())?;
        system.swap(step, pivot);
        let scale = system[step][step].clone();
        for value in &mut system[step] {
            *value /= &scale;
        }
        for row in (0..n).filter(|row| *row != step) {
            let factor = system[row][step].clone();
            let pivot = system[step].clone();
            for (value, own) in system[row].iter_mut().zip(&pivot) {
                *value -= &factor * own;
            }
        }
    }
    let mut mix = vec![Exact::zero(); payoffs[0].len()];
    for (at, row) in played.iter().zip(&system) {
        if !row[n].is_positive() {
            return None;
        }
        mix[*at] = row[n].clone();
    }
    Some(mix)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nobody_gains_in_any_equilibrium(game in any_game(4)) {
        let found = solved(game.clone());
        prop_assert!(!found.equilibria.extreme.is_empty(), "Nash 1950");
        for one in &found.equilibria.extreme {
            prop_assert!(game.regrets(&one.rows, &one.columns).iter().all(Zero::is_zero));
            prop_assert_eq!(one.rows.iter().sum::<Exact>(), Exact::one());
            prop_assert!(one.rows.iter().chain(&one.columns).all(|chance| !chance.is_negative()));
        }
        // Any mix within a set is an equilibrium too.
        for set in &found.equilibria.subsets {
            let middle = |corners: &[Vec<Exact>]| -> Vec<Exact> {
                let n = Exact::from_integer(corners.len().into());
                (0..corners[0].len()).map(|at| corners.iter().map(|mix| mix[at].clone()).sum::<Exact>() / &n).collect()
            };
            prop_assert!(game.regrets(&middle(&set.rows), &middle(&set.columns)).iter().all(Zero::is_zero));
        }
        // Pure ones by both ways are the same.
        let mut pure: Vec<usize> = found.equilibria.extreme.iter().filter_map(Equilibrium::pure)
            .map(|(row, column)| row * game.columns() + column).collect();
        pure.sort_unstable();
        prop_assert_eq!(&pure, &found.replies.pure);
        // What is strictly dominated is played in none.
        for gone in &found.strict.struck {
            for one in &found.equilibria.extreme {
                let mix = if gone.player == 0 { &one.rows } else { &one.columns };
                prop_assert!(mix[gone.strategy].is_zero());
            }
        }
    }

    #[test]
    fn games_without_ties_have_an_odd_number_that_supports_find_too(game in any_game(100_000)) {
        let found = solved(game.clone()).equilibria;
        // Ties have no chance worth naming among 200,001 values, but they have one.
        prop_assume!(!found.has_continuum());
        prop_assert_eq!(found.extreme.len() % 2, 1);
        prop_assert_eq!(found.components, found.extreme.len());
        prop_assert_eq!(found.extreme.len(), by_supports(&game));
    }

    #[test]
    fn symmetric_games_have_symmetric_equilibria(a in (1_usize..5).prop_flat_map(|n| payoffs(n, n, 3))) {
        let game = Bimatrix::symmetric(a.clone());
        let found = solved(game.clone());
        let symmetric = found.symmetric.unwrap().equilibria;
        prop_assert!(!symmetric.extreme.is_empty());
        for one in &symmetric.extreme {
            prop_assert!(game.regrets(&one.mix, &one.mix).iter().all(Zero::is_zero));
        }
        // A mix with itself that is extreme among all is extreme among the symmetric ones; the converse does not hold.
        let twins = found.equilibria.extreme.iter().filter(|one| one.rows == one.columns).count();
        prop_assert!(twins <= symmetric.extreme.len());
        for point in &found.rest.unwrap().points {
            let x = &point.shares[0];
            let stands = (0..x.len()).all(|at| {
                let earned: Exact = game.a[at].iter().zip(x).map(|(a, b)| a * b).sum();
                x[at].is_zero() || earned == game.payoffs(x, x)[0]
            });
            prop_assert!(stands);
            prop_assert_eq!(point.is_equilibrium, game.regrets(x, x).iter().all(Zero::is_zero));
        }
    }

    #[test]
    fn the_stable_repel_mutants(a in (2_usize..4).prop_flat_map(|n| payoffs(n, n, 3)), raw in prop::collection::vec(0_u32..5, 3)) {
        let game = Bimatrix::symmetric(a.clone());
        let total: u32 = raw[..a.len()].iter().sum();
        prop_assume!(total > 0);
        let y: Vec<Exact> = raw[..a.len()].iter().map(|part| Exact::new((*part).into(), total.into())).collect();
        for one in solved(game.clone()).symmetric.unwrap().equilibria.extreme.iter().filter(|x| x.is_evolutionarily_stable) {
            if one.mix == y { continue }
            let earns = |own: &[Exact], other: &[Exact]| game.payoffs(own, other)[0].clone();
            let (x, against) = (&one.mix, &y);
            let first = earns(x, x).cmp(&earns(against, x));
            prop_assert!(first.is_gt() || (first.is_eq() && earns(x, against) > earns(against, against)));
        }
    }
}
