//! Figures of the shipped scenarios.
//!
//! `FIGURE_GALLERY=FOLDER FIGURE_SCENARIO=china-2024 FIGURE_RUNS=40 cargo test --test figures gallery` writes those of a
//! scenario in full size, in both languages, to be looked at.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]
use std::{io, path::Path, sync::Arc, sync::atomic::AtomicBool};

use pricewar::experiments::{Findings, Finished, Ledger, Plan, Sink, Subject, Trial, run_jobs};
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
    let path = format!("scenarios/{scenario}.toml");
    let scenario = load(Path::new(&path), &[]).unwrap_or_else(|error| panic!("{error:?}"));
    let plan = Plan::single(runs);
    let subject = Subject::of(&scenario.model, &scenario.study, &plan.arms, "test");
    let trial = Trial { study: &scenario.study, arms: &[&scenario.maker], simulate };
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
    assert_eq!(drawing.skipped, []);
    assert_eq!(drawing.figures.len(), 13);
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
