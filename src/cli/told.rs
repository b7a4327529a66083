//! The answer of a study: drawn, written where it is not written yet, and said.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::answer::{Origin, end};
use super::ask::{Ask, Gathered};
use super::drawing::drawn;
use super::flags::Voice;
use super::json;
use super::print::say;
use super::trouble::{Ending, Trouble};
use crate::experiments::Findings;
use crate::report::charts::Style;
use crate::report::figures::Drawing;
use crate::report::{Language, Manifest, Report};

/// An answer that a study makes of its findings.
pub trait Told {
    /// Its charts; it has none unless it says so.
    fn draw(&self, _findings: &Findings, _style: &Style) -> Drawing {
        Drawing::default()
    }

    /// Writes it down.
    fn write(&self, report: &Report, folder: &Path) -> io::Result<Manifest>;

    /// What its JSON holds.
    fn json(&self) -> impl Serialize;

    /// Its summary on a terminal, part by part.
    fn parts(&self, language: Language) -> Vec<String>;

    /// How many runs there are.
    fn runs(&self, findings: &Findings) -> String;
}

impl Ask<'_> {
    /// Writes an answer where it is not written yet, and says it.
    pub fn tell(
        &self,
        answer: &impl Told,
        gathered: &Gathered,
        style: Option<Style>,
    ) -> Result<Ending, Trouble> {
        let way = self.way(None);
        let manifest = match &gathered.manifest {
            Some(manifest) => manifest.clone(),
            None => self.write(answer, gathered, style)?,
        };
        let page = gathered.folder.join("report.html").display().to_string();
        match way.voice {
            Voice::Json => say(&json::study(&answer.json(), &manifest, (&page, gathered.origin))?)?,
            Voice::Path => say(&page)?,
            Voice::Words => {
                let mut parts = answer.parts(way.look.language());
                let findings = &gathered.findings;
                let stored = if gathered.origin == Origin::Stored { ", stored before" } else { "" };
                let (runs, seed) = (answer.runs(findings), findings.subject.seed);
                parts.push(format!("{runs} runs, seed {seed}{stored}\n{page}"));
                say(&parts.join("\n\n"))?;
            }
        }
        Ok(end(&manifest, gathered.origin, &way))
    }

    fn write(
        &self,
        answer: &impl Told,
        gathered: &Gathered,
        style: Option<Style>,
    ) -> Result<Manifest, Trouble> {
        let findings = &gathered.findings;
        let draw = |style: &Style| answer.draw(findings, style);
        let figures = style.map_or_else(Vec::new, |style| drawn(draw, &style, self.output.voice()));
        let report = Report {
            findings,
            figures: &figures,
            scenario: &self.opened.scenario.text,
            question: &gathered.identity,
            command: &format!("{} -n {}", self.line, findings.replicates),
            complete: gathered.origin != Origin::Interrupted,
            language: self.output.look.language(),
            formats: self.output.formats(),
            timings: gathered.timings,
        };
        Ok(answer.write(&report, &gathered.folder)?)
    }
}

/// Sentences with their numbers, a line each.
pub fn numbered(lines: &[String]) -> String {
    let lines = lines.iter().enumerate().map(|(at, line)| format!("{}. {line}", at + 1));
    lines.collect::<Vec<_>>().join("\n")
}
