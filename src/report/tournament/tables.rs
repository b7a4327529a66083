//! The tables of a solved game.

use super::game::Game;
use super::words::{say, words};
use crate::economics::games::{RestPoint, Stability, Strength, approximately};
use crate::report::Language;
use crate::report::table::{Cell, Table};

/// One row an extreme equilibrium.
pub fn equilibria(game: &Game, language: Language) -> Table {
    let w = words(language);
    let (row, column) = (game.seat(0, language), game.seat(1, language));
    let earns = |who: &String| say(w.earns, [("who", who.clone())]);
    let heads = [
        w.number.to_owned(),
        row.clone(),
        column.clone(),
        w.kind.to_owned(),
        earns(&row),
        earns(&column),
        w.component.to_owned(),
    ];
    let mut table = Table::new(heads, 4);
    for (at, one) in game.solution.equilibria.extreme.iter().enumerate() {
        let kind = match (one.pure(), one.is_strict) {
            (Some(_), true) => w.strict,
            (Some(_), false) => w.pure,
            _ => w.mixed,
        };
        table.push(vec![
            Cell::text((at + 1).to_string()),
            Cell::text(game.mix(0, &one.rows, language)),
            Cell::text(game.mix(1, &one.columns, language)),
            Cell::text(kind),
            Cell::text(game.payoff(&one.payoffs[0], language)),
            Cell::text(game.payoff(&one.payoffs[1], language)),
            Cell::Count(one.component as u64 + 1),
        ]);
    }
    table
}

/// One row a dominated strategy, weakly dominated ones included; none where there is none.
pub fn struck(game: &Game, language: Language) -> Option<Table> {
    let w = words(language);
    let mut table = Table::new([w.round, w.player, w.strategy, w.how, w.by], 5);
    for gone in &game.solution.weak.struck {
        let how = if gone.strength == Strength::Strict { w.strongly } else { w.weak };
        let names = &game.strategies[gone.player];
        let part = |(which, chance): &(usize, crate::economics::games::Exact)| {
            if gone.by.len() == 1 {
                names[*which].clone()
            } else {
                format!("{} {}", game.chance(chance, language), names[*which])
            }
        };
        table.push(vec![
            Cell::text(gone.round.to_string()),
            Cell::text(game.seat(gone.player, language)),
            Cell::text(&names[gone.strategy]),
            Cell::text(how),
            Cell::text(gone.by.iter().map(part).collect::<Vec<_>>().join(" + ")),
        ]);
    }
    (!table.rows.is_empty()).then_some(table)
}

/// One row a rest point of the replicator dynamic.
pub fn rest(game: &Game, language: Language) -> Option<Table> {
    let w = words(language);
    let rest = game.solution.rest.as_ref()?;
    let mut table = Table::new([w.shares, w.is_nash, w.stability, w.eigenvalues], 4);
    for point in &rest.points {
        table.push(vec![
            Cell::text(shares(game, point, language)),
            Cell::text(if point.is_equilibrium { w.yes } else { w.no }),
            Cell::text(near(point.stability, language)),
            Cell::text(eigenvalues(point)),
        ]);
    }
    Some(table)
}

fn shares(game: &Game, point: &RestPoint, language: Language) -> String {
    let mixes = point.shares.iter().enumerate().map(|(player, mix)| game.mix(player, mix, language));
    mixes.collect::<Vec<_>>().join(" | ")
}

/// What becomes of shares near a point.
pub(super) fn near(stability: Stability, language: Language) -> &'static str {
    let w = words(language);
    match stability {
        Stability::Sink => w.sink,
        Stability::Source => w.source_point,
        Stability::Saddle => w.saddle,
        Stability::Neutral => w.neutral,
    }
}

fn eigenvalues(point: &RestPoint) -> String {
    let plain = |value: f64| {
        let text = format!("{value:.3e}");
        let short: f64 = text.parse().unwrap_or(value);
        format!("{short}")
    };
    let of = |(re, im): &(f64, f64)| {
        // Of a pair the one above the axis stands for both.
        match *im {
            im if im < 0.0 => None,
            im if im > 0.0 && *re == 0.0 => Some(format!("±{}i", plain(im))),
            im if im > 0.0 => Some(format!("{} ± {}i", plain(*re), plain(im))),
            _ => Some(plain(*re)),
        }
    };
    point.eigenvalues.iter().filter_map(of).collect::<Vec<_>>().join(", ")
}

/// `equilibria.csv`: one row an equilibrium, player and strategy, exact and in decimals.
pub(super) fn long(game: &Game) -> Table {
    let heads =
        ["equilibrium", "set", "player", "strategy", "chance_exact", "payoff_exact", "chance", "payoff"];
    let mut table = Table::new(heads, 6);
    for (at, one) in game.solution.equilibria.extreme.iter().enumerate() {
        for (player, mix) in [&one.rows, &one.columns].into_iter().enumerate() {
            for (chance, name) in mix.iter().zip(&game.strategies[player]) {
                table.push(vec![
                    Cell::text((at + 1).to_string()),
                    Cell::text((one.component + 1).to_string()),
                    Cell::text(game.seat(player, Language::English)),
                    Cell::text(name),
                    Cell::text(chance.to_string()),
                    Cell::text(one.payoffs[player].to_string()),
                    Cell::Number(approximately(chance)),
                    Cell::Number(approximately(&one.payoffs[player])),
                ]);
            }
        }
    }
    table
}

/// The payoffs as a table, the row player's first.
pub(super) fn payoffs(game: &Game, language: Language) -> Table {
    let heads = [String::new()].into_iter().chain(game.strategies[1].iter().cloned());
    let mut table = Table::new(heads, 1);
    let of = &game.solution.game;
    for (row, name) in game.strategies[0].iter().enumerate() {
        let cell = |column: usize| {
            let (a, b) = (&of.a[row][column], &of.b[row][column]);
            Cell::text(format!("{}; {}", game.payoff(a, language), game.payoff(b, language)))
        };
        table.push([Cell::text(name)].into_iter().chain((0..of.columns()).map(cell)).collect());
    }
    table
}
