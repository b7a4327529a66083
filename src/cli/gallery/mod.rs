//! `pricewar gallery`: one picture and one sentence of every bundled scenario, on a page.

mod exhibits;
mod hang;
mod page;

use std::path::PathBuf;

use clap::Args;

use self::exhibits::{EXHIBITS, Exhibit};
use self::hang::hang;
use self::page::{MARK, file, page};
use super::flags::{Look, Voice};
use super::open::nearest_bundled;
use super::print::say;
use super::progress::bar;
use super::trouble::{Ending, Trouble};
use crate::report::disk::{at, read_if_there, write_whole};

/// Flags of `gallery`.
#[derive(Debug, Args)]
pub struct Gallery {
    /// Bundled scenarios, in place of all
    #[arg(value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// Folder of the page, in place of output/gallery
    #[arg(long, value_name = "FOLDER", default_value = "output/gallery", hide_default_value = true)]
    out: PathBuf,
    /// Replaces a gallery.md that is not from here
    #[arg(long)]
    force: bool,
    /// Prints nothing but the path of the page
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    look: Look,
}

/// The page.
const PAGE: &str = "gallery.md";

impl Gallery {
    /// Makes the pictures, then the page. Nothing is written before all of them are there.
    pub fn run(&self) -> Result<Ending, Trouble> {
        if self.look.no_charts {
            return Err(Trouble::Asked(
                "a gallery without charts is empty; leave out --no-charts".to_owned(),
            ));
        }
        if self.look.xlsx {
            return Err(Trouble::Asked("--xlsx is for tables, of which a gallery has none".to_owned()));
        }
        let exhibits = self.exhibits()?;
        let place = self.out.join(PAGE);
        if let Some(bytes) = read_if_there(&place)?
            && !bytes.starts_with(MARK.as_bytes())
            && !self.force
        {
            let message = format!("{} is not from `pricewar gallery`; --force replaces it", place.display());
            return Err(Trouble::Asked(message));
        }
        // Beside the page, so that one disk is enough.
        std::fs::create_dir_all(&self.out).map_err(|error| at(&self.out, &error))?;
        let work = tempfile::Builder::new().prefix(".pricewar-").tempdir_in(&self.out);
        let (folder, voice) = (
            work.map_err(|error| at(&self.out, &error))?,
            if self.quiet { Voice::Path } else { Voice::Words },
        );
        let bar = bar(exhibits.len(), voice);
        let mut hung = Vec::new();
        for exhibit in exhibits {
            bar.set_message(exhibit.scenario);
            hung.push((exhibit, hang(&exhibit, &self.look, &folder.path().join(exhibit.scenario))?));
            bar.inc(1);
        }
        bar.finish_and_clear();
        for (exhibit, picture) in &hung {
            write_whole(&self.out.join(file(exhibit)), &picture.png)?;
        }
        write_whole(&place, page(&hung, self.look.language()).as_bytes())?;
        say(&place.display().to_string())?;
        Ok(Ending::Done)
    }

    /// Those that are asked for, in the order of the list.
    fn exhibits(&self) -> Result<Vec<Exhibit>, Trouble> {
        for name in &self.scenarios {
            if EXHIBITS.iter().all(|exhibit| exhibit.scenario != name) {
                let help = nearest_bundled(name).map_or_else(
                    || "`pricewar list` shows those".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err(Trouble::Asked(format!("there is no bundled scenario `{name}`; {help}")));
            }
        }
        let is_asked = |exhibit: &&Exhibit| {
            self.scenarios.is_empty() || self.scenarios.iter().any(|name| name == exhibit.scenario)
        };
        Ok(EXHIBITS.iter().filter(is_asked).copied().collect())
    }
}
