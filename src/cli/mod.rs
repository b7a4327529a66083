//! The command line: flags in, work done by the floors below, words and an exit code out.

mod absent;
mod answer;
mod ask;
mod batch;
mod benchmarks;
mod check;
mod compare;
mod completions;
mod cost;
mod cuts;
mod drawing;
mod episodes;
mod equilibrium;
mod explain;
mod flags;
mod foretell;
mod gallery;
mod hint;
mod implied;
mod input;
mod interrupt;
mod invoice;
mod json;
mod kinds;
mod list;
mod merge;
mod new;
mod open;
mod over;
mod planned;
mod precision;
mod price;
mod print;
mod progress;
mod report;
mod room;
mod run;
mod schema;
mod sensitivity;
mod shard;
mod slurm;
mod sweep;
mod told;
mod tournament;
mod trouble;

use std::ffi::OsString;

use clap::{Parser, Subcommand};

pub use trouble::{Ending, Trouble};

/// Simulates price wars between providers of large language models.
#[derive(Debug, Parser)]
#[command(name = "pricewar", version, about, max_term_width = 100, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  pricewar run baseline                       one history of a bundled scenario
  pricewar batch market.toml -n 500           estimates with intervals from 500 histories
  pricewar batch market.toml --set 'provider.Alpha.pricing.cost_plus.margin=20 %'
  pricewar price baseline --product NAME --cuts 0,25,50%   what should my price be?
  pricewar batch market.toml -n 500 --shard 0/4   a quarter of it, for `pricewar merge`
  pricewar compare regulator                  the scenario against its arms, under the same luck
  pricewar check market.toml                  all mistakes in a scenario, and what it implies

Exit codes: 0 done, 1 could not (disk), 2 scenario or flags wrong, 3 some replicates failed, 130 interrupted.";

#[derive(Debug, Subcommand)]
enum Command {
    /// One history: tables, charts, what happened when
    Run(run::Run),
    /// Many histories: estimates with intervals, bands over time
    Batch(batch::Batch),
    /// What a product's price should be: candidate cuts compared under the same luck
    Price(price::Price),
    /// A scenario and its arms under the same luck: paired differences of every figure in one table
    Compare(compare::Compare),
    /// The same market at many places: pictures over one or two parameters, where an answer flips
    Sweep(sweep::Sweep),
    /// Strategies against each other: payoffs, all Nash equilibria, whether a price war is one
    Tournament(tournament::Tournament),
    /// Which assumptions decide the answer: indices with intervals, a tornado
    Sensitivity(sensitivity::Sensitivity),
    /// One result of the shards of a batch or study, the same as from one machine
    Merge(merge::Merge),
    /// Prints the script of a Slurm job array that does a study in shards
    Slurm(slurm::Slurm),
    /// Draws pages and charts of a stored result again, in another language or size
    Report(report::Redraw),
    /// All mistakes in a scenario and what it implies; runs nothing
    Check(check::Check),
    /// What a token costs: every product at a date and load, by kind, component and concept
    Cost(cost::Cost),
    /// Where prices would settle: Nash, joint maximum, a merger; runs nothing
    Equilibrium(equilibrium::Equilibrium),
    /// Price-war episodes in a file of real list prices, or in a run of a scenario
    Episodes(episodes::Episodes),
    /// What a user would pay under every plan, and a bill line by line; runs nothing
    Invoice(invoice::Invoice),
    /// One picture and one sentence of every bundled scenario
    Gallery(gallery::Gallery),
    /// What a key of a scenario or a measure of a result means
    Explain(explain::Explain),
    /// Lists the bundled scenarios
    List(list::List),
    /// Starts a scenario file from a bundled one
    New(new::New),
    /// Prints the JSON schema of scenarios, for editors
    Schema(schema::Schema),
    /// Prints completions for a shell
    Completions(completions::Completions),
}

impl Command {
    /// Where the text of a stored scenario goes, and the output, of a command that asks a question of many runs, which can be
    /// done in shards.
    fn study(&mut self) -> Option<(&mut Option<String>, &mut flags::Output)> {
        match self {
            Self::Batch(asked) => Some((&mut asked.market.stored, &mut asked.output)),
            Self::Price(asked) => Some((&mut asked.market.stored, &mut asked.output)),
            Self::Compare(asked) => Some((&mut asked.market.stored, &mut asked.output)),
            Self::Sweep(asked) => Some((&mut asked.market.stored, &mut asked.output)),
            Self::Sensitivity(asked) => Some((&mut asked.market.stored, &mut asked.output)),
            Self::Tournament(asked) => Some((&mut asked.stored, &mut asked.output)),
            _ => None,
        }
    }
}

/// Reads the command line.
///
/// # Errors
/// What is wrong with the flags; a call for help or the version comes this way too, with exit code 0.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, Trouble> {
    Ok(Arguments::try_parse_from(arguments)?)
}

/// Does what the command line says.
///
/// # Errors
/// What keeps it from being done.
pub fn run(arguments: Arguments) -> Result<Ending, Trouble> {
    match arguments.command {
        Command::Run(command) => command.run(),
        Command::Batch(command) => command.run(),
        Command::Price(command) => command.run(),
        Command::Compare(command) => command.run(),
        Command::Sweep(command) => command.run(),
        Command::Tournament(command) => command.run(),
        Command::Sensitivity(command) => command.run(),
        Command::Merge(command) => command.run(),
        Command::Slurm(command) => command.run(),
        Command::Report(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Cost(command) => command.run(),
        Command::Equilibrium(command) => command.run(),
        Command::Episodes(command) => command.run(),
        Command::Invoice(command) => command.run(),
        Command::Gallery(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::List(command) => command.run(),
        Command::New(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Completions(command) => command.run(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_flags_are_consistent() {
        Arguments::command().debug_assert();
    }
}
