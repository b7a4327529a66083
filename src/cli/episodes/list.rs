//! Episodes of a file of real list prices.

use std::path::Path;

use clap::Args;
use jiff::civil::Date;

use crate::cli::cost::date;
use crate::cli::flags::quoted;
use crate::cli::input;
use crate::cli::trouble::Trouble;
use crate::measures::episodes::{Spell, Thresholds, Trend, find as find_episodes, index, moves};
use crate::price_list::{ListMarket, Mistake, Rates, markets, read};
use crate::report::episodes::{Costing, Finding, MarketEpisodes};
use crate::scenario::read_quantity;

/// Which rows, and how they are read.
#[derive(Debug, Args)]
pub struct Rows {
    /// Yearly rate at which costs fall, which no list tells: "1.2 /year"; 0 takes nothing off
    #[arg(long, value_name = "RATE", requires = "prices")]
    trend: Option<String>,
    /// What a dollar is worth in the list's other currency (7.2 for CNY)
    #[arg(long, value_name = "RATE", requires = "prices")]
    usd: Option<f64>,
    /// Regions that make one market, with commas between them; `all` for all. Without it each is a market of its own
    #[arg(long, value_name = "CN,US", value_delimiter = ',', requires = "prices")]
    region: Vec<String>,
    /// Leaves out moves whose day is an upper bound (first seen, as of, approximate)
    #[arg(long, requires = "prices")]
    exact: bool,
    /// Looks at moves from that day on; prices before it still stand
    #[arg(long, value_name = "DATE", value_parser = date, requires = "prices")]
    from: Option<Date>,
    /// Looks at rows up to that day
    #[arg(long, value_name = "DATE", value_parser = date, requires = "prices")]
    to: Option<Date>,
}

/// Megabytes of a file at most: all list prices of three years of a dozen sellers take a tenth of one.
const MOST_MEGABYTES: u64 = 100;

/// Yearly rate of fall that stands for costs where the user names none: the list prices of one seller's cheap models and
/// flagships fell at 1.19 to 1.31 a year from 2022 to 2025 (log-linear fits, R2 0.89 to 0.95), a rate at which no rival need
/// have done anything.
pub const TREND: f64 = 1.2;

/// Mistakes that are shown of a file with more.
const SHOWN: usize = 40;

impl Rows {
    /// The flags as they were given.
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        words.extend(self.trend.as_ref().map(|rate| format!("--trend {}", quoted(rate))));
        words.extend(self.usd.map(|rate| format!("--usd {rate}")));
        if !self.region.is_empty() {
            words.push(format!("--region {}", quoted(&self.region.join(","))));
        }
        if self.exact {
            words.push("--exact".to_owned());
        }
        words.extend(self.from.map(|date| format!("--from {date}")));
        words.extend(self.to.map(|date| format!("--to {date}")));
        words
    }

    fn trend(&self) -> Result<f64, Trouble> {
        let Some(text) = &self.trend else { return Ok(TREND) };
        let value = read_quantity(text, "1/year").filter(|value| *value >= 0.0);
        value.ok_or_else(|| {
            Trouble::Asked(format!(
                "--trend `{text}` is no rate of fall: write it as \"1.2 /year\", 0 or more"
            ))
        })
    }

    fn rates(&self) -> Result<Rates, Trouble> {
        match self.usd {
            Some(rate) if !(rate.is_finite() && rate > 0.0) => {
                Err(Trouble::Asked(format!("--usd {rate} is no rate: more than 0")))
            }
            usd => Ok(Rates { usd }),
        }
    }
}

/// A file of prices that was read.
pub struct Opened {
    title: String,
    without_price: usize,
    markets: Vec<ListMarket>,
    /// The file's text.
    pub text: String,
    /// The yearly rate that stands for costs.
    pub trend: f64,
}

/// Reads a file.
pub fn open(file: &Path, rows: &Rows) -> Result<Opened, Trouble> {
    let (trend, rates) = (rows.trend()?, rows.rates()?);
    if let (Some(from), Some(to)) = (rows.from, rows.to)
        && from > to
    {
        return Err(Trouble::Asked(format!("--from {from} lies after --to {to}")));
    }
    let bytes = input::read(file, "a list of prices", MOST_MEGABYTES)?;
    let mut list = read(&bytes).map_err(|mistakes| Trouble::Asked(told(file, &mistakes)))?;
    let all = list.rows.len();
    list.rows.retain(|row| rows.to.is_none_or(|to| row.date <= to));
    if list.rows.is_empty() && all > 0 {
        return Err(Trouble::Asked(format!("{}: no row is dated up to --to", file.display())));
    }
    let asked = |message: String| Trouble::Asked(format!("{}: {message}", file.display()));
    let markets = markets(&list, &rows.region, rates).map_err(asked)?;
    let title = file.file_name().map_or_else(|| "prices".into(), |name| name.to_string_lossy()).into_owned();
    let (without_price, text) = (list.without_price.len(), String::from_utf8_lossy(&bytes).into_owned());
    Ok(Opened { title, without_price, markets, text, trend })
}

impl Opened {
    /// Its episodes under thresholds and a trend.
    pub fn find(&self, rows: &Rows, thresholds: Thresholds, trend: f64) -> Finding {
        let markets = self.markets.iter();
        Finding {
            title: self.title.clone(),
            thresholds,
            costing: Costing::Trend(trend),
            without_price: self.without_price,
            markets: markets.map(|market| of_market(market.clone(), rows, (trend, thresholds))).collect(),
        }
    }
}

fn of_market(market: ListMarket, rows: &Rows, (trend, thresholds): (f64, Thresholds)) -> MarketEpisodes {
    let day = |date: Date| market.start.until(date).map_or(0.0, |span| f64::from(span.get_days()));
    let window = (rows.from.map_or(0.0, day), rows.to.map_or(market.last, day));
    let costs = Trend(trend);
    let (mut moves, index) = (moves(&market.postings, &costs, &thresholds), index(&market.postings));
    moves.retain(|step| !rows.exact || step.is_dated());
    let spell = Spell { postings: &market.postings, moves: &moves, costs: &costs, exits: &[], window };
    let episodes = find_episodes(&spell, &thresholds);
    MarketEpisodes {
        name: market.region,
        currency: market.currency,
        converted: market.converted,
        start: market.start,
        window,
        firms: market.firms,
        products: market.products,
        moves,
        index,
        episodes,
    }
}

/// All mistakes with file and line.
fn told(file: &Path, mistakes: &[Mistake]) -> String {
    let mut lines: Vec<String> =
        mistakes.iter().take(SHOWN).map(|mistake| format!("{}:{mistake}", file.display())).collect();
    if mistakes.len() > SHOWN {
        lines.push(format!("and {} more", mistakes.len() - SHOWN));
    }
    let head = if mistakes.len() == 1 {
        "a mistake in the list of prices"
    } else {
        "mistakes in the list of prices"
    };
    format!("{head}\n{}", lines.join("\n"))
}
