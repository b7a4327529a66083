//! An answer: written to its folder, said on the terminal.

use std::path::{Path, PathBuf};

use super::drawing::figures;
use super::flags::{Look, Voice};
use super::json;
use super::print::{complain, say};
use super::trouble::{Ending, Trouble};
use crate::experiments::Findings;
use crate::report::charts::Style;
use crate::report::manifest::Failure;
use crate::report::{self, Formats, Language, Manifest, Report, Timings, sentences};

/// An answer on disk.
pub struct Answer {
    /// What was found.
    pub findings: Findings,
    /// Where it is.
    pub folder: PathBuf,
    /// What made it.
    pub manifest: Manifest,
    /// Where it came from.
    pub origin: Origin,
}

/// Where an answer came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It was stored.
    Stored,
    /// It was run, or drawn again, now.
    Fresh,
    /// It was run now until an interruption.
    Interrupted,
}

/// How an answer is given.
pub struct Way<'a> {
    /// The command.
    pub command: &'a str,
    /// How pages look.
    pub look: &'a Look,
    /// In what forms the tables are written beside CSV.
    pub formats: Formats,
    /// How charts look; none where there are none.
    pub style: Option<Style>,
    /// How much is said.
    pub voice: Voice,
    /// The command that goes on after an interruption.
    pub resume: String,
}

impl Look {
    /// Language of pages.
    pub fn language(&self) -> Language {
        self.lang.into()
    }

    /// In what forms the tables are wanted beside CSV.
    pub fn formats(&self) -> Formats {
        Formats { xlsx: self.xlsx, parquet: false }
    }

    /// Whether a result looks like this already; a look that is spelled out is drawn anew.
    pub fn is_that_of(&self, manifest: &Manifest) -> bool {
        let charts = manifest.files.iter().any(|written| written.file.starts_with("charts/"));
        let usual = self.scale.is_none() && self.font.is_empty();
        usual && manifest.language == self.language() && charts != self.no_charts
    }
}

impl Answer {
    /// Writes findings down; `question` is its hash and its scenario.
    pub fn write(
        findings: Findings,
        folder: &Path,
        question: (&str, &str),
        (origin, timings): (Origin, Timings),
        way: Way,
    ) -> Result<Self, Trouble> {
        let figures = figures(&findings, way.style, way.voice);
        let report = Report {
            findings: &findings,
            figures: &figures,
            question: question.0,
            scenario: question.1,
            command: &command(&findings, way.command),
            complete: origin != Origin::Interrupted,
            language: way.look.language(),
            formats: way.formats,
            timings,
        };
        let manifest = report::write(&report, folder)?;
        Ok(Self { findings, folder: folder.to_owned(), manifest, origin })
    }

    /// Says the answer and ends.
    pub fn say(&self, way: &Way) -> Result<Ending, Trouble> {
        match way.voice {
            Voice::Json => say(&json::answer(self, way.command))?,
            Voice::Path => say(&self.page())?,
            Voice::Words => say(&self.words(way.look.language()))?,
        }
        Ok(end(&self.manifest, self.origin, way))
    }

    /// Path of the page to open.
    pub fn page(&self) -> String {
        self.folder.join("report.html").display().to_string()
    }

    /// The summary on a terminal.
    fn words(&self, language: Language) -> String {
        let subject = &self.findings.subject;
        let mut lines = vec![subject.title.clone(), String::new()];
        for (at, sentence) in sentences(&self.findings, 0, language).iter().enumerate() {
            lines.push(format!("{}. {sentence}", at + 1));
        }
        for table in [
            report::providers_in_brief(&self.findings, 0, language),
            report::market(&self.findings, 0, language),
        ] {
            lines.extend([String::new(), table.terminal(None)]);
        }
        let runs = self.findings.replicates;
        let noun = if runs == 1 { "run" } else { "runs" };
        let origin = if self.origin == Origin::Stored { ", stored before" } else { "" };
        lines.extend([String::new(), format!("{runs} {noun}, seed {}{origin}", subject.seed), self.page()]);
        lines.join("\n")
    }
}

/// Says what went wrong, and how the command ends.
pub fn end(manifest: &Manifest, origin: Origin, way: &Way) -> Ending {
    manifest.notes.iter().for_each(|note| complain(note));
    for failure in manifest.failed.iter().take(3) {
        let Failure { arm, replicate, seed, reason } = failure;
        complain(&format!("replicate {replicate} failed: {reason} (arm {arm}, seed {seed})"));
    }
    let more = manifest.failed.len().saturating_sub(3);
    if more > 0 {
        complain(&format!("{more} more failed; manifest.json lists them"));
    }
    if origin == Origin::Interrupted {
        complain(&format!("interrupted; to go on: {}", way.resume));
        return Ending::Interrupted;
    }
    if manifest.failed.is_empty() { Ending::Done } else { Ending::SomeFailed }
}

/// The command that gives the findings again.
fn command(findings: &Findings, command: &str) -> String {
    let line = &findings.subject.command;
    if command == "batch" { format!("{line} -n {}", findings.replicates) } else { line.clone() }
}
