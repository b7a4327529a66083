//! Tables for machines: one row an episode, one row a move.

use super::finding::Finding;
use super::tables::COSTS;
use crate::measures::episodes::{Ending, MoveKind};
use crate::report::table::{Cell, Table};

/// One row an episode: dates, who, how deep, how it ended.
pub fn episodes_csv(of: &Finding) -> Table {
    let heads = [
        "market",
        "episode",
        "start",
        "end",
        "days",
        "leader",
        "contenders",
        "followers",
        "firms",
        "moves",
        "index_fall",
        "index_fall_beyond_costs",
        "market_index_fall",
        "dates_exact",
        "deepest_firm",
        "deepest",
        "over_marginal_cost",
        "over_floor_cost",
        "over_average_cost",
        "ending",
        "ending_date",
        "ending_firm",
    ];
    let mut table = Table::new(heads, 4);
    for (market, at, episode) in of.episodes() {
        let followers: Vec<usize> = episode.followers().map(|one| one.firm).collect();
        let deepest = episode.deepest();
        let (ending, event) = match episode.ending {
            Ending::Exit { day, firm } => ("exit", Some((day, firm))),
            Ending::Floor => ("floor", None),
            Ending::Rise { day, firm } => ("rise", Some((day, firm))),
            Ending::Calm => ("calm", None),
            Ending::Open => ("open", None),
        };
        let mut row = vec![
            Cell::text(&market.name),
            Cell::Count(at as u64 + 1),
            Cell::Date(market.date(episode.start)),
            Cell::Date(market.date(episode.end)),
            Cell::Number(episode.length()),
            Cell::text(market.names(&episode.leaders)),
            Cell::text(market.names(&episode.contenders)),
            Cell::text(market.names(&followers)),
            Cell::Count(episode.participants.len() as u64),
            Cell::Count(episode.participants.iter().map(|one| one.moves as u64).sum()),
            Cell::Number(episode.depth),
            Cell::Number(episode.excess),
            Cell::Number(episode.market_depth),
            Cell::text(if episode.is_sure { "yes" } else { "no" }),
            Cell::text(&market.firms[deepest.firm]),
            Cell::Number(deepest.deepest),
        ];
        row.extend(COSTS.iter().map(|(_, cost)| Cell::number(episode.over_cost(cost))));
        row.push(Cell::text(ending));
        row.push(event.map_or(Cell::Empty, |(day, _)| Cell::Date(market.date(day))));
        row.push(event.map_or(Cell::Empty, |(_, firm)| Cell::text(&market.firms[firm])));
        table.push(row);
    }
    table
}

/// One row a move: cuts, entries and rises, whether they belong to an episode or not.
pub fn moves_csv(of: &Finding) -> Table {
    let heads = [
        "market",
        "episode",
        "date",
        "earliest",
        "provider",
        "product",
        "kind",
        "size",
        "beyond_costs",
        "from",
        "to",
        "currency",
    ];
    let mut table = Table::new(heads, 2);
    for market in &of.markets {
        for step in &market.moves {
            let kind = match step.kind {
                MoveKind::Cut => "cut",
                MoveKind::Entry => "entry",
                MoveKind::Rise => "rise",
            };
            let finite = |value: f64| Cell::number(Some(value).filter(|value| value.is_finite()));
            let episode = market.episode_of(step).map_or(Cell::Empty, |at| Cell::Count(at as u64 + 1));
            let earliest =
                if step.earliest.is_finite() { Cell::Date(market.date(step.earliest)) } else { Cell::Empty };
            table.push(vec![
                Cell::text(&market.name),
                episode,
                Cell::Date(market.date(step.day)),
                earliest,
                Cell::text(&market.firms[step.firm]),
                Cell::text(&market.products[step.product]),
                Cell::text(kind),
                finite(step.size),
                finite(step.excess),
                Cell::Number(step.from),
                Cell::Number(step.to),
                Cell::text(&market.currency),
            ]);
        }
    }
    table
}
