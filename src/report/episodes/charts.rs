//! Charts of episodes: each market as a whole, and its first episodes close up.

use super::finding::{Finding, MarketEpisodes};
use super::tables::leader;
use super::words::{Words, say, words};
use crate::measures::episodes::{Episode, Move, MoveKind};
use crate::report::charts::{
    CATEGORIES, Colour, EpisodeChart, Heading, MarkKind, MoveLane, MoveMark, OTHERS, Period, Quantity,
    Scaling, Shade, Style, ValueAxis,
};
use crate::report::figures::Drawing;
use crate::report::number::figure;
use crate::report::studied::file;
use crate::report::{Figure, Language};
use crate::units::Share;

/// Firms of a chart at most: those with the most moves.
const LANES: usize = 16;

/// Episodes of a market that are drawn close up.
const CLOSE: usize = 4;

/// Draws the charts of a finding; a market without moves has none.
pub fn draw(of: &Finding, style: &Style) -> Drawing {
    let mut drawn = Drawing::default();
    let with_moves = of.markets.iter().enumerate().filter(|(_, market)| !market.moves.is_empty());
    for (number, market) in with_moves {
        let view = View::new(of, market, style);
        let name = |more: &str| named(number, market, more);
        drawn.add(name(""), view.whole());
        let mut close: Vec<&Episode> = market.episodes.iter().collect();
        // Those with the most firms; of equals the earlier.
        close.sort_by_key(|episode| std::cmp::Reverse(episode.participants.len()));
        close.truncate(CLOSE);
        close.sort_by(|a, b| a.start.total_cmp(&b.start));
        for episode in close {
            drawn.add(name(&market.date(episode.start).to_string()), view.close(episode));
        }
    }
    drawn
}

/// The file of a market's chart, `more` being what tells it from the others of that market.
fn named(number: usize, market: &MarketEpisodes, more: &str) -> String {
    let parts = [market.name.as_str(), more];
    let shows: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    file("episodes", number, &shows.join("-"))
}

struct View<'a> {
    of: &'a Finding,
    market: &'a MarketEpisodes,
    style: &'a Style,
    language: Language,
    words: &'static Words,
}

impl<'a> View<'a> {
    fn new(of: &'a Finding, market: &'a MarketEpisodes, style: &'a Style) -> Self {
        let language = Language::from(style.language);
        Self { of, market, style, language, words: words(language) }
    }

    fn share(&self, value: f64) -> String {
        Quantity::Percent.brief(value, self.style.language)
    }

    fn whole(&self) -> Result<Figure, String> {
        let (w, market) = (self.words, self.market);
        let date = |day: f64| market.date(day).to_string();
        let name = if market.name.is_empty() { self.of.title.clone() } else { market.name.clone() };
        let title = match market.episodes.as_slice() {
            [] => say(
                w.chart_none,
                [("market", name), ("start", date(market.window.0)), ("end", date(market.window.1))],
            ),
            [one] => say(
                w.chart_one,
                [
                    ("market", name),
                    ("start", date(one.start)),
                    ("end", date(one.end)),
                    ("leader", leader(market, one, self.language)),
                ],
            ),
            several => say(w.chart_many, [("market", name), ("count", several.len().to_string())]),
        };
        // From a little before the first move: an empty decade before it says nothing.
        let first = market.moves.first().map_or(market.window.0, |step| step.day - 60.0);
        self.figure(title, (first.max(market.window.0), market.window.1))
    }

    fn close(&self, episode: &Episode) -> Result<Figure, String> {
        let others = episode.participants.len() - episode.leaders.len();
        let title = say(
            self.words.chart_zoom,
            [
                ("leader", leader(self.market, episode, self.language)),
                ("count", others.to_string()),
                ("days", format!("{:.0}", episode.length())),
                ("depth", self.share(episode.depth)),
            ],
        );
        let margin = (episode.length() * 0.5).clamp(10.0, 30.0);
        self.figure(title, (episode.start - margin, episode.end + margin))
    }

    fn figure(&self, title: String, (first, last): (f64, f64)) -> Result<Figure, String> {
        let (w, market, t) = (self.words, self.market, &self.of.thresholds);
        let inside = |step: &&Move| (first..=last).contains(&step.day);
        let shown: Vec<&Move> = market.moves.iter().filter(inside).collect();
        let (lanes, all) = self.lanes(&shown);
        let share = |value: Share| figure(value.get(), "share", self.language);
        let mut subtitle = say(w.chart_subtitle, [("cut", share(t.cut)), ("entry", share(t.entry))]);
        if lanes.len() < all {
            let counts = [("shown", lanes.len().to_string()), ("all", all.to_string())];
            subtitle = format!("{subtitle}{}{}", self.language.space(), say(w.chart_some, counts));
        }
        let date = |day: f64| market.date(day).to_string();
        let source = say(
            w.chart_source,
            [
                ("title", self.of.title.clone()),
                ("from", date(market.window.0)),
                ("to", date(market.window.1)),
                ("software", self.style.software.clone()),
            ],
        );
        // The index starts at one where the chart does.
        let base = market.index.iter().take_while(|point| point.day < first).last();
        let base = base.map_or(1.0, |point| point.level);
        let base = if base > 0.0 { base } else { 1.0 };
        let heading = Heading { title, subtitle, source };
        let unit = say(w.chart_index, [("date", date(first))]);
        let chart = EpisodeChart {
            heading: heading.clone(),
            period: Period { start: market.start, first, last },
            axis: ValueAxis::new(Scaling::FromZero, Quantity::Number, &unit),
            index: market.index.iter().map(|point| (point.day, point.level / base)).collect(),
            shades: market
                .episodes
                .iter()
                .map(|episode| Shade {
                    from: episode.start,
                    to: episode.end,
                    label: leader(market, episode, self.language),
                })
                .collect(),
            lanes,
        };
        let png = chart.png(self.style);
        Figure::drawn("", &heading, w.chart_caption.to_owned(), png)
    }

    /// A lane for each firm in the order of first moves, and how many firms there are.
    fn lanes(&self, shown: &[&Move]) -> (Vec<MoveLane>, usize) {
        let mut firms: Vec<(usize, usize)> = Vec::new();
        for step in shown {
            match firms.iter_mut().find(|(firm, _)| *firm == step.firm) {
                Some((_, count)) => *count += 1,
                None => firms.push((step.firm, 1)),
            }
        }
        let all = firms.len();
        let mut by_count = firms.clone();
        by_count.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        by_count.truncate(LANES);
        firms.retain(|firm| by_count.contains(firm));
        let lane = |(at, (firm, _)): (usize, &(usize, usize))| MoveLane {
            name: self.market.firms[*firm].clone(),
            colour: colour(at),
            marks: shown.iter().filter(|step| step.firm == *firm).map(|step| self.mark(step)).collect(),
        };
        (firms.iter().enumerate().map(lane).collect(), all)
    }

    fn mark(&self, step: &Move) -> MoveMark {
        let size = if step.size.is_finite() { step.size } else { 1.0 };
        let signed = |sign: &str| format!("{sign}{}", self.share(size));
        let (kind, label) = match step.kind {
            MoveKind::Cut | MoveKind::Entry if step.to <= 0.0 => (None, self.words.free.to_owned()),
            MoveKind::Cut | MoveKind::Entry => (None, signed("−")),
            MoveKind::Rise if step.size.is_finite() => (Some(MarkKind::Rise), signed("+")),
            MoveKind::Rise => (Some(MarkKind::Rise), String::new()),
        };
        let fall = if step.kind == MoveKind::Entry { MarkKind::Entry } else { MarkKind::Cut };
        MoveMark {
            day: step.day,
            kind: kind.unwrap_or(fall),
            // A rise by a half undoes a cut by a third.
            size: if step.kind == MoveKind::Rise { size / (1.0 + size) } else { size },
            bound: !step.is_dated(),
            label,
        }
    }
}

/// The colour of a lane.
fn colour(at: usize) -> Colour {
    CATEGORIES.get(at).copied().unwrap_or(OTHERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markets_whose_names_are_alike_have_files_of_their_own() {
        let market = |name: &str| MarketEpisodes {
            name: name.to_owned(),
            currency: "USD".to_owned(),
            converted: None,
            start: jiff::civil::Date::constant(2025, 1, 1),
            window: (0.0, 90.0),
            firms: Vec::new(),
            products: Vec::new(),
            moves: Vec::new(),
            index: Vec::new(),
            episodes: Vec::new(),
        };
        let files = ["中国", "美国"].map(market);
        let files = [named(0, &files[0], ""), named(1, &files[1], "2025-02-01")];
        assert_eq!(files, ["charts/1-episodes-中国.png", "charts/2-episodes-美国-2025-02-01.png"]);
        assert_ne!(named(0, &market("a b"), ""), named(1, &market("a-b"), ""));
    }
}
