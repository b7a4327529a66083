//! `[tournament]`: firms that choose among pricing strategies, each profile played under the same luck.
//!
//! ```toml
//! [tournament]
//! seats = ["Alpha", "Beta"]
//! war   = ["undercut"]
//! [tournament.strategies.peace]
//! cost_plus = { margin = "40 %" }
//! [tournament.strategies.undercut]
//! undercut = { by = "5 %" }
//! ```

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::file::File;
use super::finding::Finding;
use super::nearest::suggestion;
use super::path::{Path, deepest, quoted};
use super::sensitivity::output;
use super::source::Place;
use super::tree::Node;
use super::uncertainty::Context;
use crate::complaint::{Check, Complaints};
use crate::economics::pricing::PricingRule;
use crate::model::Model;
use crate::study::{Output, Tournament};

/// Profiles at most: each is a scenario of its own, played in every replicate.
const MOST_PROFILES: usize = 256;

/// Strategies that meet each other: every seat with every strategy, under the same luck in every profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "Tournament")]
pub struct TournamentFile {
    /// Providers that choose, two or more; all others price as they stand.
    pub seats: Vec<String>,
    /// Pricing rules by name, each in place of a seat's own `pricing`.
    pub strategies: BTreeMap<String, PricingRule>,
    /// Names of the strategies that are those of a price war. A profile is one when two seats or more play one of them.
    pub war: Vec<String>,
    /// What a seat is out for: a measure of providers, as `replicates.csv` heads it.
    pub payoff: String,
    /// Runs of every profile, under the same luck in all.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub replicates: u32,
}

impl Default for TournamentFile {
    /// 50 runs put the standard error of a mean at a seventh of the spread between histories; differences are paired.
    fn default() -> Self {
        Self {
            seats: Vec::new(),
            strategies: BTreeMap::new(),
            war: Vec::new(),
            payoff: "profit".to_owned(),
            replicates: 50,
        }
    }
}

/// Parameters of the strategies check themselves.
pub fn check(file: &File, complaints: &mut Complaints) {
    for (name, rule) in file.tournament.iter().flat_map(|table| &table.strategies) {
        rule.check(&format!("tournament.strategies.{}", quoted(name)), complaints);
    }
}

/// Reads the table.
pub fn read(
    file: &TournamentFile,
    model: &Model,
    context: &Context,
    findings: &mut Vec<Finding>,
) -> Tournament {
    let mut reader = Reader { context, findings };
    let strategies = reader.strategies(file);
    let names = model.names().providers;
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    for (at, seat) in file.seats.iter().enumerate() {
        let key = format!("seats[{at}]");
        if !known.contains(&seat.as_str()) {
            let message = format!("there is no provider `{seat}`");
            reader.complain(
                "unknown-provider",
                &key,
                (message, "no such firm".into()),
                suggestion(seat, known.clone()),
            );
        } else if file.seats[..at].contains(seat) {
            let message = "a seat stands twice".to_owned();
            reader.complain("duplicate-name", &key, (message, format!("`{seat}` is a seat already")), None);
        }
    }
    let war: Vec<&str> = strategies.iter().map(String::as_str).collect();
    for (at, name) in file.war.iter().enumerate() {
        if !strategies.contains(name) {
            let message = format!("there is no strategy `{name}`");
            let label = "not among `strategies`".to_owned();
            let help = suggestion(name, war.clone());
            reader.complain("unknown-strategy", &format!("war[{at}]"), (message, label), help);
        }
    }
    reader.counts(file, &strategies);
    let seats = file.seats.iter().filter(|seat| known.contains(&seat.as_str()));
    let payoffs: Vec<Output> =
        seats.map_while(|seat| reader.payoff(&format!("{}.{seat}", file.payoff), model)).collect();
    Tournament {
        seats: file.seats.clone(),
        war: strategies.iter().map(|name| file.war.contains(name)).collect(),
        strategies,
        payoffs,
        replicates: file.replicates,
    }
}

struct Reader<'a, 'b> {
    context: &'a Context<'a>,
    findings: &'b mut Vec<Finding>,
}

impl Reader<'_, '_> {
    fn complain(
        &mut self,
        code: &'static str,
        key: &str,
        (message, label): (String, String),
        help: Option<String>,
    ) {
        let finding = Finding::error(code, self.place(key), message, label).maybe_help(help);
        self.findings.push(finding);
    }

    fn place(&self, key: &str) -> Place {
        let full = if key.is_empty() { "tournament".to_owned() } else { format!("tournament.{key}") };
        let Ok(path) = Path::parse(&full) else { return self.context.tree.place };
        let (_, found) = deepest(self.context.tree, &path);
        found.key.filter(|_| key.is_empty()).unwrap_or(found.node.place)
    }

    /// Names in the order of the file.
    fn strategies(&self, file: &TournamentFile) -> Vec<String> {
        let table = |node: &Node, key: &str| node.table()?.get(key).cloned();
        let found = table(self.context.tree, "tournament").and_then(|node| table(&node, "strategies"));
        let entries = found.as_ref().and_then(Node::table);
        let written =
            entries.into_iter().flat_map(|table| table.entries.iter().map(|entry| entry.key.clone()));
        written.filter(|name| file.strategies.contains_key(name)).collect()
    }

    fn counts(&mut self, file: &TournamentFile, strategies: &[String]) {
        for (key, what, count) in
            [("seats", "seats", file.seats.len()), ("strategies", "strategies", strategies.len())]
        {
            if count < 2 {
                let place = if count == 0 { "" } else { key };
                let message = format!("a tournament needs two {what} or more");
                self.complain("nothing-to-play", place, (message, format!("found {count} {what}")), None);
            }
        }
        let profiles = file.seats.iter().fold(1_usize, |all, _| all.saturating_mul(strategies.len()));
        if profiles > MOST_PROFILES {
            let label = format!(
                "{} strategies at {} seats make {profiles} profiles, at most {MOST_PROFILES}",
                strategies.len(),
                file.seats.len()
            );
            self.complain("too-large", "", ("the tournament has too many profiles".to_owned(), label), None);
        }
    }

    fn payoff(&mut self, name: &str, model: &Model) -> Option<Output> {
        match output(name, model) {
            Ok(output) => Some(output),
            Err((label, help)) => {
                let message = format!("there is no measure `{name}`");
                self.complain("unknown-measure", "payoff", (message, label), help);
                None
            }
        }
    }
}
