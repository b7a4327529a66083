//! Episodes as JSON: dates as text, shares between 0 and 1, what is not known `null`.

use serde_json::{Value, json as value};

use super::finding::{Costing, Finding, MarketEpisodes};
use crate::measures::episodes::{Ending, Episode};

/// The finding as one JSON object.
pub fn json(of: &Finding) -> Value {
    let trend = match of.costing {
        Costing::Trend(rate) => Some(rate),
        Costing::Known => None,
    };
    let market = |market: &MarketEpisodes| {
        value!({
            "market": market.name,
            "currency": market.currency,
            "from": market.date(market.window.0).to_string(),
            "to": market.date(market.window.1).to_string(),
            "moves": market.moves.len(),
            "episodes": market.episodes.iter().map(|episode| one(market, episode)).collect::<Vec<_>>(),
        })
    };
    value!({
        "title": of.title,
        "thresholds": of.thresholds,
        "trend_per_year": trend,
        "rows_without_price": of.without_price,
        "markets": of.markets.iter().map(market).collect::<Vec<_>>(),
    })
}

fn one(market: &MarketEpisodes, episode: &Episode) -> Value {
    let date = |day: f64| market.date(day).to_string();
    let names = |firms: &[usize]| firms.iter().map(|firm| market.firms[*firm].clone()).collect::<Vec<_>>();
    let ending = match episode.ending {
        Ending::Exit { day, firm } => {
            value!({"how": "exit", "date": date(day), "provider": market.firms[firm]})
        }
        Ending::Rise { day, firm } => {
            value!({"how": "rise", "date": date(day), "provider": market.firms[firm]})
        }
        Ending::Floor => value!({"how": "floor"}),
        Ending::Calm => value!({"how": "calm"}),
        Ending::Open => value!({"how": "open"}),
    };
    let participants: Vec<Value> = episode
        .participants
        .iter()
        .map(|one| {
            value!({
                "provider": market.firms[one.firm],
                "first": date(one.first),
                "first_is_upper_bound": one.is_bound(),
                "delay_days": one.delay,
                "kind": one.kind,
                "moves": one.moves,
                "deepest": one.deepest,
                "product": market.products[one.product],
                "from": one.from,
                "to": one.to,
            })
        })
        .collect();
    value!({
        "start": date(episode.start),
        "end": date(episode.end),
        "days": episode.length(),
        "leaders": names(&episode.leaders),
        "contenders": names(&episode.contenders),
        "index_fall": episode.depth,
        "index_fall_beyond_costs": episode.excess,
        "market_index_fall": episode.market_depth,
        "dates_exact": episode.is_sure,
        "over_marginal_cost": episode.over_cost(|costs| costs.marginal),
        "over_floor_cost": episode.over_cost(|costs| costs.floor),
        "over_average_cost": episode.over_cost(|costs| costs.average),
        "ending": ending,
        "participants": participants,
    })
}
