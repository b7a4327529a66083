//! Episodes of a simulated market: one replicate of a scenario, or of the scenario that a result was made from.

use std::path::Path;

use clap::Args;

use super::thresholds::Asked;
use crate::cli::flags::{Market, quoted};
use crate::cli::open::{open, warn};
use crate::cli::trouble::Trouble;
use crate::experiments::draw_all;
use crate::measures::episodes::{index, of_history};
use crate::random::Streams;
use crate::report::SCENARIO;
use crate::report::episodes::{Costing, Finding, MarketEpisodes};
use crate::simulation::simulate;
use crate::study::ModelMaker;

/// Which run.
#[derive(Debug, Args)]
pub struct Run {
    /// A scenario, or the folder of a result: the episodes of one of its runs
    #[arg(required_unless_present = "prices", conflicts_with = "prices")]
    pub scenario: Option<String>,
    /// Sets a value of the scenario; may be given often
    #[arg(long = "set", value_name = "PATH=VALUE", conflicts_with = "prices")]
    set: Vec<String>,
    /// Seed of all chance, in place of the scenario's
    #[arg(long, conflicts_with = "prices")]
    seed: Option<u64>,
    /// Which replicate of the scenario is looked at
    #[arg(long, value_name = "N", default_value_t = 0, conflicts_with = "prices")]
    replicate: u32,
}

/// A run's episodes, and what they depend on.
pub struct Searched {
    /// What was found.
    pub finding: Finding,
    /// Name of the scenario.
    pub name: String,
    /// The resolved scenario.
    pub text: String,
    /// Seed of all streams.
    pub seed: u64,
}

impl Run {
    /// The market that is asked for; the folder of a result stands for the scenario in it.
    fn market(&self) -> Market {
        let scenario = self.scenario.clone().unwrap_or_default();
        let stored = Path::new(&scenario).join(SCENARIO);
        let scenario = if stored.is_file() { stored.to_string_lossy().into_owned() } else { scenario };
        Market { scenario, set: self.set.clone(), seed: self.seed, stored: None }
    }

    /// The command line that asks again.
    pub fn command(&self) -> String {
        let mut words =
            vec![format!("pricewar episodes {}", quoted(self.scenario.as_deref().unwrap_or_default()))];
        words.extend(self.seed.map(|seed| format!("--seed {seed}")));
        words.extend(self.set.iter().map(|set| format!("--set {}", quoted(set))));
        if self.replicate > 0 {
            words.push(format!("--replicate {}", self.replicate));
        }
        words.join(" ")
    }

    /// Plays the run and looks for its episodes.
    pub fn find(&self, asked: &Asked, says: bool) -> Result<Searched, Trouble> {
        let opened = open(&self.market(), &[])?;
        let thresholds = asked.thresholds(&opened.scenario.model.record.episodes)?;
        if says {
            warn(&opened.scenario);
        }
        let study = &opened.scenario.study;
        let streams = Streams::new(study.seed, u64::from(self.replicate));
        let maker: &dyn ModelMaker = &opened.scenario.maker;
        let model = maker.make(&draw_all(&study.parameters, streams)).map_err(Trouble::Asked)?;
        let (history, names) = (simulate(&model, streams), model.names());
        let found = of_history(&history, &names, &thresholds);
        let market = MarketEpisodes {
            name: String::new(),
            currency: model.currency.clone(),
            converted: None,
            start: model.calendar.start(),
            window: (0.0, found.last),
            firms: names.providers,
            products: names.offers,
            index: index(&found.postings),
            moves: found.moves,
            episodes: found.episodes,
        };
        let finding = Finding {
            title: model.title.clone(),
            thresholds,
            costing: Costing::Known,
            without_price: 0,
            markets: vec![market],
        };
        let (text, seed) = (opened.scenario.text.clone(), study.seed);
        Ok(Searched { finding, name: opened.name, text, seed })
    }
}
