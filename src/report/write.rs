//! What the result of any study holds: the scenario, its tables, charts and page, and what the manifest says of its runs; and
//! what a batch holds.

use std::io;
use std::path::Path;

use super::language::Language;
use super::manifest::{Failure, Manifest, Timings};
use super::narrative;
use super::page::{Block, Figure};
use super::result::{Content, Formats, write_result};
use super::statements::statements;
use super::table::Table;
use super::tables::{attribution, chronicle, panel, replicates, summary};
use crate::experiments::Findings;

/// Name of the resolved scenario within a result.
pub const SCENARIO: &str = "scenario.toml";

/// The runs of a study, and what is written with its answer whatever it is.
#[derive(Debug)]
pub struct Report<'a> {
    /// What was found.
    pub findings: &'a Findings,
    /// Charts, in the order of the page.
    pub figures: &'a [Figure],
    /// The resolved scenario.
    pub scenario: &'a str,
    /// Hash of the question.
    pub question: &'a str,
    /// The command that gives the result again.
    pub command: &'a str,
    /// Whether all replicates that were asked for are there.
    pub complete: bool,
    /// Language of the pages.
    pub language: Language,
    /// In what forms the tables are written beside CSV.
    pub formats: Formats,
    /// How long it took.
    pub timings: Timings,
}

/// Writes the result of a batch. Each file appears whole; while they are replaced there is no manifest, and it comes last.
///
/// # Errors
/// Those of the disk, with the path.
pub fn write(report: &Report, folder: &Path) -> io::Result<Manifest> {
    let findings = report.findings;
    let tables = vec![
        ("summary", summary(findings)),
        ("panel", panel(findings)),
        ("replicates", replicates(findings)),
        ("attribution", attribution(findings)),
        ("statements", statements(findings)),
        ("chronicle", chronicle(findings)),
    ];
    let page = narrative::report(findings, report.figures, report.command, report.language);
    report.write(folder, None, tables, page)
}

impl Report<'_> {
    /// Writes the answer of a study: its JSON where it has one, its tables, its page.
    ///
    /// # Errors
    /// Those of the disk, with the path.
    pub(super) fn write(
        &self,
        folder: &Path,
        json: Option<(&str, String)>,
        tables: Vec<(&'static str, Table)>,
        page: Vec<Block>,
    ) -> io::Result<Manifest> {
        let mut files = vec![(SCENARIO.to_owned(), self.scenario.as_bytes().to_vec())];
        files.extend(json.map(|(name, text)| (name.to_owned(), (text + "\n").into_bytes())));
        let content = Content { files, tables, figures: self.figures, page, formats: self.formats };
        write_result(folder, content, self.manifest())
    }

    /// The manifest, but for its files.
    fn manifest(&self) -> Manifest {
        let (findings, subject) = (self.findings, &self.findings.subject);
        let failed = findings.failures().map(|(job, reason)| Failure {
            arm: subject.arms[job.arm as usize].clone(),
            replicate: job.replicate,
            seed: subject.seed,
            reason: reason.to_owned(),
        });
        Manifest {
            replicates: findings.replicates,
            failed: failed.collect(),
            complete: self.complete,
            timings: self.timings,
            ..Manifest::new(self.question, self.command, subject.seed, self.language)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::{Ledger, example};

    fn findings(replicates: u32) -> Findings {
        let mut ledger = Ledger::new(example::subject());
        for replicate in 0..replicates {
            ledger.enter(example::finished(replicate));
        }
        ledger.findings()
    }

    fn files(folder: &Path, findings: &Findings, language: Language) -> Vec<(String, Vec<u8>)> {
        let figures = [Figure {
            file: "charts/prices.png".into(),
            title: "P".into(),
            caption: "c".into(),
            png: vec![9],
        }];
        let report = Report {
            findings,
            figures: &figures,
            scenario: "title = \"Two firms\"\n",
            question: "abc",
            command: "pricewar batch two.toml -n 20",
            complete: true,
            language,
            formats: Formats::default(),
            timings: Timings::default(),
        };
        let manifest = write(&report, folder).unwrap();
        manifest
            .files
            .iter()
            .map(|f| (f.file.clone(), std::fs::read(folder.join(&f.file)).unwrap()))
            .collect()
    }

    fn text<'a>(files: &'a [(String, Vec<u8>)], name: &str) -> &'a str {
        let (_, bytes) = files.iter().find(|(file, _)| file == name).unwrap();
        std::str::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_result_holds_what_it_promises() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(folder.path(), &findings(20), Language::English);
        let summary = text(&files, "summary.csv");
        assert!(
            summary.starts_with("arm,measure,entity,unit,n,mean,sd,ci_low,ci_high,p05,p25,p50,p75,p95\n")
        );
        assert!(summary.contains("\nbase,share_tokens,海豚智能,share,20,"));
        let panel = text(&files, "panel.csv");
        assert!(panel.starts_with("arm,day,date,measure,entity,unit,n,mean,p05,p25,p50,p75,p95\n"));
        assert!(panel.contains("\nbase,7,2024-05-08,price_effective,market,USD/Mtok,20,"));
        let replicates = text(&files, "replicates.csv");
        assert!(replicates.starts_with("arm,replicate,price_blended,") && replicates.lines().count() == 21);
        assert!(replicates.lines().next().unwrap().contains(",share_tokens.Alpha,share_tokens.海豚智能,"));
        let chronicle = text(&files, "chronicle.csv");
        assert!(
            chronicle.contains(
                "base,0,20,2024-05-21,price_cut,Alpha/one,4 -> 2 USD/Mtok; Alpha halves its price\n"
            )
        );
        let page = text(&files, "report.md");
        assert!(
            page.starts_with("# Two firms\n\n> Who wins when both cut?\n\n## What was found\n"),
            "{page}"
        );
        assert!(
            page.contains("price falls by")
                && page.contains("95 % interval")
                && page.contains("charts/prices.png")
        );
        assert!(text(&files, "report.html").contains("data:image/png;base64,CQ=="));
    }

    #[test]
    fn one_run_claims_no_interval() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(folder.path(), &findings(1), Language::English);
        let page = text(&files, "report.md");
        assert!(
            page.contains("One run.") && !page.contains(" ± ") && !page.contains("% interval 1"),
            "{page}"
        );
    }

    #[test]
    fn no_run_makes_a_page_that_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(folder.path(), &findings(0), Language::English);
        let page = text(&files, "report.md");
        assert!(page.contains("No run finished") && !page.contains("One run."), "{page}");
    }

    #[test]
    fn a_chinese_page_has_no_english_headings() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(folder.path(), &findings(20), Language::Chinese);
        let page = text(&files, "report.md");
        assert!(page.contains("## 主要结论") && page.contains("市场有效价格下降"), "{page}");
        assert!(!page.contains("What was found"));
    }
}
