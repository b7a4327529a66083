//! A solved game as JSON: fractions as text, decimals beside them.

use serde_json::{Map, Value, json};

use super::game::{Game, Reading};
use super::tables::near;
use crate::economics::games::{Dominated, Exact, Strength, Subset, approximately};
use crate::report::Language;

/// The object.
pub fn json(game: &Game) -> Value {
    let of = &game.solution;
    let [rows, columns] = &game.strategies;
    let reading = match game.reading {
        Reading::Symmetric => "symmetric",
        Reading::ZeroSum => "zero_sum",
        Reading::Both => "bimatrix",
        Reading::Simulated { .. } => "simulated",
    };
    let profile = |at: usize| {
        let (row, column) = game.place(at);
        json!([rows[row], columns[column]])
    };
    let matrix = |of: &[Vec<Exact>]| of.iter().map(|row| exact(row)).collect::<Vec<_>>();
    let equilibria: Vec<Value> = of
        .equilibria
        .extreme
        .iter()
        .map(|one| {
            json!({
                "row": exact(&one.rows),
                "column": exact(&one.columns),
                "row_decimal": decimal(&one.rows),
                "column_decimal": decimal(&one.columns),
                "payoffs": exact(&one.payoffs),
                "payoffs_decimal": decimal(&one.payoffs),
                "pure": one.pure().is_some(),
                "strict": one.is_strict,
                "component": one.component + 1,
            })
        })
        .collect();
    let set = |set: &Subset| {
        json!({
            "component": set.component + 1,
            "row_corners": matrix(&set.rows),
            "column_corners": matrix(&set.columns),
        })
    };
    let continua: Vec<Value> =
        of.equilibria.subsets.iter().filter(|one| one.is_continuum()).map(set).collect();
    let left = |left: &[Vec<usize>; 2]| {
        let names =
            |player: usize| left[player].iter().map(|at| &game.strategies[player][*at]).collect::<Vec<_>>();
        json!({ "row": names(0), "column": names(1) })
    };
    json!({
        "title": game.title,
        "reading": reading,
        "players": [game.seat(0, Language::English), game.seat(1, Language::English)],
        "strategies": { "row": rows, "column": columns },
        "payoffs": { "row": matrix(&of.game.a), "column": matrix(&of.game.b) },
        "symmetric": of.symmetric.is_some(),
        "zero_sum": of.game.is_constant_sum(),
        "equilibria": equilibria,
        "components": of.equilibria.components,
        "degenerate": of.equilibria.has_continuum(),
        "continua": continua,
        "symmetric_equilibria": symmetric(game),
        "dominated": {
            "strict": of.strict.struck.iter().map(|gone| dominated(game, gone)).collect::<Vec<_>>(),
            "left_by_strict": left(&of.strict.left),
            "weak": of.weak.struck.iter().map(|gone| dominated(game, gone)).collect::<Vec<_>>(),
            "left_by_weak": left(&of.weak.left),
        },
        "best_replies": {
            "pure_equilibria": of.replies.pure.iter().map(|at| profile(*at)).collect::<Vec<_>>(),
            "arrows": of.replies.arrows.iter().map(|(from, seat, to)| json!({
                "from": profile(*from), "player": game.seat(*seat, Language::English), "to": profile(*to),
            })).collect::<Vec<_>>(),
            "cycles": of.replies.cycles.iter()
                .map(|cycle| cycle.iter().map(|at| profile(*at)).collect::<Vec<_>>()).collect::<Vec<_>>(),
        },
        "replicator": replicator(game),
    })
}

fn exact(of: &[Exact]) -> Vec<String> {
    of.iter().map(ToString::to_string).collect()
}

fn decimal(of: &[Exact]) -> Vec<f64> {
    of.iter().map(approximately).collect()
}

fn symmetric(game: &Game) -> Value {
    let Some(found) = &game.solution.symmetric else { return Value::Null };
    let one = |one: &crate::economics::games::SymmetricEquilibrium| {
        json!({
            "mix": exact(&one.mix),
            "mix_decimal": decimal(&one.mix),
            "payoff": one.payoff.to_string(),
            "evolutionarily_stable": one.is_evolutionarily_stable,
        })
    };
    let faces: Vec<Vec<usize>> =
        found.equilibria.faces.iter().map(|face| face.iter().map(|at| at + 1).collect()).collect();
    json!({ "extreme": found.equilibria.extreme.iter().map(one).collect::<Vec<_>>(), "continua": faces })
}

fn dominated(game: &Game, gone: &Dominated) -> Value {
    let names = &game.strategies[gone.player];
    let by: Map<String, Value> =
        gone.by.iter().map(|(at, chance)| (names[*at].clone(), json!(chance.to_string()))).collect();
    json!({
        "round": gone.round,
        "player": game.seat(gone.player, Language::English),
        "strategy": names[gone.strategy],
        "strictly": gone.strength == Strength::Strict,
        "by": by,
    })
}

fn replicator(game: &Game) -> Value {
    let Some(rest) = &game.solution.rest else { return Value::Null };
    let points: Vec<Value> = rest
        .points
        .iter()
        .map(|point| {
            json!({
                "shares": point.shares.iter().map(|mix| exact(mix)).collect::<Vec<_>>(),
                "equilibrium": point.is_equilibrium,
                "stability": near(point.stability, Language::English),
                "eigenvalues": point.eigenvalues.iter().map(|(re, im)| json!([re, im])).collect::<Vec<_>>(),
            })
        })
        .collect();
    let continua: Vec<Value> = rest
        .continua
        .iter()
        .map(|sides| {
            json!(
                sides
                    .iter()
                    .map(|corners| corners.iter().map(|mix| exact(mix)).collect::<Vec<_>>())
                    .collect::<Vec<_>>()
            )
        })
        .collect();
    let populations = if game.solution.symmetric.is_some() { 1 } else { 2 };
    json!({ "populations": populations, "rest_points": points, "continua": continua })
}
