//! Episodes as a report has them: markets with their names, dates and currency.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::measures::episodes::{Episode, IndexPoint, Move, Thresholds};

/// Where unit costs come from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Costing {
    /// They are not known; a yearly rate of fall stands for them.
    Trend(f64),
    /// They are those of the simulation.
    Known,
}

/// What was looked for, and what was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// File or scenario.
    pub title: String,
    /// What counts as what.
    pub thresholds: Thresholds,
    /// Where costs come from.
    pub costing: Costing,
    /// Rows that had no price.
    pub without_price: usize,
    /// The markets.
    pub markets: Vec<MarketEpisodes>,
}

/// The episodes of a market.
#[derive(Debug, Clone, PartialEq)]
pub struct MarketEpisodes {
    /// Its name; empty where there is but one.
    pub name: String,
    /// Currency of its prices.
    pub currency: String,
    /// What others were converted at: their code, and units of it for a dollar.
    pub converted: Option<(String, f64)>,
    /// The date of day 0.
    pub start: Date,
    /// First and last day looked at.
    pub window: (f64, f64),
    /// Sellers.
    pub firms: Vec<String>,
    /// Products.
    pub products: Vec<String>,
    /// Every move.
    pub moves: Vec<Move>,
    /// The price index.
    pub index: Vec<IndexPoint>,
    /// The episodes.
    pub episodes: Vec<Episode>,
}

impl MarketEpisodes {
    /// The date of a day.
    pub fn date(&self, day: f64) -> Date {
        self.start.saturating_add((day.floor() as i64).days())
    }

    /// Names of firms, one after another.
    pub fn names(&self, firms: &[usize]) -> String {
        firms.iter().map(|firm| self.firms[*firm].as_str()).collect::<Vec<_>>().join(" + ")
    }

    /// Position of the episode that a move belongs to, from 0.
    pub fn episode_of(&self, step: &Move) -> Option<usize> {
        self.episodes.iter().position(|episode| (episode.start..=episode.end).contains(&step.day))
    }
}

impl Finding {
    /// All episodes with their markets, in the order of their first days.
    pub fn episodes(&self) -> Vec<(&MarketEpisodes, usize, &Episode)> {
        let each = |market| {
            let of: &MarketEpisodes = market;
            of.episodes.iter().enumerate().map(move |(at, episode)| (of, at, episode))
        };
        let mut all: Vec<_> = self.markets.iter().flat_map(each).collect();
        all.sort_by(|a, b| a.0.date(a.2.start).cmp(&b.0.date(b.2.start)).then(a.0.name.cmp(&b.0.name)));
        all
    }
}
