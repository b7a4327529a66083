//! What the result of an equilibrium holds: its numbers, its chart and its page.

use std::io;
use std::path::Path;

use super::tables::{changes, long, market, merged, prices, profits, shares};
use super::words::{say, words};
use crate::equilibrium::{MarketEquilibrium, Standing};
use crate::report::manifest::Manifest;
use crate::report::number::figure;
use crate::report::page::{Block, closing};
use crate::report::result::{Content, write_result};
use crate::report::{Figure, Formats, Language, SCENARIO};

/// An equilibrium and what is written with it.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The equilibrium.
    pub equilibrium: &'a MarketEquilibrium,
    /// Its charts.
    pub figures: &'a [Figure],
    /// The resolved scenario.
    pub scenario: &'a str,
    /// Hash of the question.
    pub question: &'a str,
    /// The command that gives it again.
    pub command: &'a str,
    /// Seed of all streams.
    pub seed: u64,
    /// Language of the page.
    pub language: Language,
    /// In what forms the tables are written beside CSV.
    pub formats: Formats,
}

/// Writes an equilibrium. Each file appears whole, the manifest last.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write(answer: &Answer, folder: &Path) -> io::Result<()> {
    let json = serde_json::to_string_pretty(answer.equilibrium)? + "\n";
    let files = vec![
        (SCENARIO.to_owned(), answer.scenario.as_bytes().to_vec()),
        ("equilibrium.json".to_owned(), json.into_bytes()),
    ];
    let tables = vec![("equilibrium", long(answer.equilibrium))];
    let content =
        Content { files, tables, figures: answer.figures, page: page(answer), formats: answer.formats };
    let manifest = Manifest::new(answer.question, answer.command, answer.seed, answer.language);
    write_result(folder, content, manifest).map(|_| ())
}

/// The sentence that says of when and of what demand an equilibrium is.
pub fn frame(of: &MarketEquilibrium, language: Language) -> String {
    say(
        words(language).frame,
        [
            ("date", of.start.clone()),
            ("demand", figure(of.potential_demand, "Mtok/day", language)),
            ("currency", of.currency.clone()),
        ],
    )
}

/// Whether the Nash prices are an equilibrium, and what the posted ones leave to gain.
pub fn verdict(of: &MarketEquilibrium, language: Language) -> String {
    let w = words(language);
    let mut said = match &of.nash.largest_gain_of {
        None => say(w.is_rest, [("residual", format!("{:.0e}", of.nash.residual.max(1e-16)))]),
        Some(firm) => say(w.is_near, [("firm", firm.clone()), ("gain", gain(&of.nash, firm, language))]),
    };
    if let Some(firm) = &of.posted.largest_gain_of {
        let posted = say(w.at_posted, [("firm", firm.clone()), ("gain", gain(&of.posted, firm, language))]);
        said.push_str(language.space());
        said.push_str(&posted);
    }
    said
}

/// What a firm gains by its best reply, as a part of the size of what it earns or loses.
fn gain(at: &Standing, firm: &str, language: Language) -> String {
    let w = words(language);
    let standing = at.providers.iter().find(|standing| standing.provider == firm);
    let is_loss = standing.is_some_and(|standing| standing.profit_per_day < 0.0);
    let sentence = if is_loss { w.of_loss } else { w.of_profit };
    say(sentence, [("gain", figure(at.largest_gain, "share", language))])
}

fn page<'a>(answer: &'a Answer) -> Vec<Block<'a>> {
    let (of, language) = (answer.equilibrium, answer.language);
    let w = words(language);
    let mut page = vec![
        Block::Title(say(w.title, [("title", of.title.clone())])),
        Block::Text(frame(of, language)),
        Block::Text(verdict(of, language)),
        Block::Section(w.prices_section.to_owned()),
        Block::Table(prices(of, language)),
    ];
    page.extend(answer.figures.iter().map(Block::Figure));
    page.extend([
        Block::Section(w.shares_section.to_owned()),
        Block::Table(shares(of, language)),
        Block::Section(w.profits_section.to_owned()),
        Block::Table(profits(of, language)),
        Block::Section(w.market_section.to_owned()),
        Block::Table(market(of, language)),
        Block::Text(w.notes.to_owned()),
    ]);
    if let Some(merger) = &of.merger {
        page.push(Block::Section(say(w.merger_section, [("firms", merger.providers.join(", "))])));
        if merger.saving > 0.0 {
            page.push(Block::Text(say(w.saving, [("saving", figure(merger.saving, "share", language))])));
        }
        page.push(Block::Table(merged(of, merger, language)));
        page.push(Block::Table(changes(of, merger, language)));
    }
    page.extend(closing(w.again, answer.command, w.files));
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::equilibrium::ProviderStanding;

    #[test]
    fn a_loss_is_not_called_a_profit() {
        let standing = |profit_per_day: f64| Standing {
            products: Vec::new(),
            providers: vec![ProviderStanding {
                provider: "A".to_owned(),
                user_share: 1.0,
                token_share: 1.0,
                revenue_per_day: 1.0,
                profit_per_day,
                profit_per_potential_mtok: 0.0,
                profit_per_potential_user: 0.0,
                lerner: None,
            }],
            outside_share: 0.0,
            tokens_per_day: 1.0,
            profit_per_day,
            profit_per_potential_mtok: 0.0,
            consumer_surplus_per_day: 0.0,
            consumer_surplus_per_potential_mtok: 0.0,
            hhi: None,
            largest_gain: 4.38,
            largest_gain_of: Some("A".to_owned()),
            residual: 0.0,
            is_equilibrium: false,
        };
        assert_eq!(gain(&standing(-1.0), "A", Language::English), "438 % of the size of its loss");
        assert_eq!(gain(&standing(1.0), "A", Language::English), "438 % of its profit");
    }
}
