//! Figures of the shipped scenarios.
//!
//! `FIGURE_GALLERY=FOLDER FIGURE_SCENARIO=china-2024 FIGURE_RUNS=40 cargo test --test figures gallery` writes those of a
//! scenario in full size, in both languages, to be looked at.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]
use std::{io, path::Path, sync::Arc, sync::atomic::AtomicBool};

use pricewar::experiments::{Findings, Finished, Keeps, Ledger, Plan, Sink, Subject, Trial, run_jobs};
use pricewar::report::charts::{Fonts, Language, Style};
use pricewar::report::figures::{Context, draw};
use pricewar::scenario::load;
use pricewar::simulation::simulate;

struct Memory(Ledger);

impl Sink for Memory {
    fn keep(&mut self, finished: Finished) -> io::Result<()> {
        self.0.enter(finished);
        Ok(())
    }
}

fn found(scenario: &str, runs: u32) -> Findings {
    found_in(Path::new(&format!("scenarios/{scenario}.toml")), runs)
}

fn found_in(path: &Path, runs: u32) -> Findings {
    let scenario = load(path, &[]).unwrap_or_else(|error| panic!("{error:?}"));
    let plan = Plan::single(runs);
    let subject = Subject::of(&scenario.model, &scenario.study, &plan.arms, "test");
    let trial = Trial { study: &scenario.study, arms: &[&scenario.maker], simulate, keeps: Keeps::All };
    let mut memory = Memory(Ledger::new(subject));
    let jobs: Vec<_> = plan.jobs().collect();
    run_jobs(&jobs, 2, &AtomicBool::new(false), |job| trial.run(job), &mut memory).expect("memory keeps all");
    memory.0.findings()
}

#[test]
fn the_baseline_fills_every_figure() {
    let findings = found("baseline", 3);
    assert_eq!(findings.failures().next(), None);
    let style = Style::new(Language::English, Arc::new(Fonts::embedded())).scaled(0.5);
    let drawing = draw(&findings, 0, &Context::new(style, "baseline"));
    let skipped: Vec<&str> = drawing.skipped.iter().map(|skipped| skipped.file.as_str()).collect();
    // It has neither rounds nor exactly two firms nor plans, and nobody runs out of money.
    let special = ["impulse-response", "price-cycle", "plan-mix", "survival", "runway"];
    assert_eq!(skipped, special.map(|name| format!("charts/{name}.png")));
    assert_eq!(drawing.figures.len(), 16);
}

fn titled(findings: &Findings, file: &str) -> String {
    let style = Style::new(Language::English, Arc::new(Fonts::embedded())).scaled(0.5);
    let drawing = draw(findings, 0, &Context::new(style, "test"));
    let found = drawing.figures.iter().find(|figure| figure.file == file);
    found.unwrap_or_else(|| panic!("{:?}", drawing.skipped)).title.clone()
}

#[test]
fn learners_answer_a_forced_cut() {
    let title = titled(&found("collusion", 2), "charts/impulse-response.png");
    assert!(title.starts_with("After a forced cut of "), "{title}");
}

#[test]
fn undercutters_who_relent_go_round() {
    // The duopoly of the shipped scenario with other firms: each takes off 4 %, at 5 % above cost one starts again at twice it.
    let text = std::fs::read_to_string("scenarios/collusion.toml").unwrap();
    let (text, _) = text.split_once("[[shock]]").unwrap();
    let undercut =
        r#"pricing = { undercut = { by = "4 %", floor = "5 %", cost = "marginal", relent = "100 %" } }"#;
    let text = text.replace("pricing = \"q_learner\"", undercut).replace("\"24 days\"", "\"100 days\"");
    let text = text.replace("every = \"1 day\" }", "every = \"1 day\", moves = \"in_turn\" }");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cycle.toml");
    std::fs::write(&path, text).unwrap();
    // From 2 down to 1.08 in steps of 4 % at two firms' turns: 8 falls of each and the way up, a turn a day.
    let title = titled(&found_in(&path, 1), "charts/price-cycle.png");
    assert_eq!(title, "Prices go round in a cycle of 16 days, between $1.08 and $2");
}

#[test]
fn gallery_for_the_eye() {
    let Some(folder) = std::env::var_os("FIGURE_GALLERY") else { return };
    let scenario = std::env::var("FIGURE_SCENARIO").unwrap_or_else(|_| "china-2024".to_owned());
    let runs = std::env::var("FIGURE_RUNS").map_or(40, |runs| runs.parse().unwrap());
    let findings = found(&scenario, runs);
    for (job, reason) in findings.failures() {
        println!("{job:?} failed: {reason}");
    }
    for (language, short) in [(Language::English, "en"), (Language::Chinese, "zh")] {
        let style = Style::new(language, Arc::new(Fonts::embedded()));
        let drawing = draw(&findings, 0, &Context::new(style, &scenario));
        for figure in &drawing.figures {
            let name = figure.file.trim_start_matches("charts/").trim_end_matches(".png");
            std::fs::write(Path::new(&folder).join(format!("{name}-{short}.png")), &figure.png).unwrap();
            println!("{name}\n  {}\n  {}", figure.title, figure.caption);
        }
        for skipped in &drawing.skipped {
            println!("skipped {}: {}", skipped.file, skipped.why);
        }
    }
}
