//! A scenario opened under its flags.

use std::path::Path;

use super::flags::Market;
use super::print::{complain, paint};
use super::trouble::Trouble;
use crate::report::SCENARIO;
use crate::scenario::{BUNDLED, Bundled, Scenario, load, load_bundled, load_text, nearest};

/// A scenario and the name that its results go under.
#[derive(Debug)]
pub struct Opened {
    /// The scenario.
    pub scenario: Scenario,
    /// Its name: of the file or of the bundled one.
    pub name: String,
}

/// Opens the scenario of the flags, with `more` overrides (`path=value`) over those of the user.
pub fn open(market: &Market, more: &[String]) -> Result<Opened, Trouble> {
    if let Some(text) = &market.stored {
        // What the flags said is in it.
        let name = stem(&market.scenario);
        return Ok(Opened { scenario: load_text(SCENARIO, text, &[])?, name });
    }
    let mut overrides = market.set.clone();
    overrides.extend(market.seed.map(|seed| format!("seed={seed}")));
    overrides.extend_from_slice(more);
    let path = Path::new(&market.scenario);
    // A folder of that name may be a result; a bundled scenario is what is meant then.
    if path.exists() && !(path.is_dir() && Bundled::named(&market.scenario).is_some()) {
        return Ok(Opened { scenario: load(path, &overrides)?, name: stem(&market.scenario) });
    }
    match Bundled::named(&market.scenario) {
        Some(bundled) => {
            Ok(Opened { scenario: load_bundled(bundled, &overrides)?, name: bundled.name.to_owned() })
        }
        None => Err(Trouble::Asked(unknown(&market.scenario))),
    }
}

/// The name that results of a scenario go under.
fn stem(scenario: &str) -> String {
    let stem = Path::new(scenario).file_stem();
    stem.map_or_else(|| "scenario".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// Says what the reader of a scenario should know.
pub fn warn(scenario: &Scenario) {
    let warnings = scenario.render_warnings(paint());
    if !warnings.trim().is_empty() {
        complain(warnings.trim_end());
    }
}

/// The bundled scenario whose name looks most like it.
pub fn nearest_bundled(name: &str) -> Option<&'static str> {
    nearest(name, BUNDLED.iter().map(|bundled| bundled.name))
}

fn unknown(name: &str) -> String {
    let help = nearest_bundled(name)
        .map_or_else(|| "`pricewar list` shows those".to_owned(), |near| format!("did you mean `{near}`?"));
    format!("there is no file `{name}`, nor a bundled scenario of that name; {help}")
}
