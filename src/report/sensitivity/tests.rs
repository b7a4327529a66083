//! What is said and drawn of made-up studies.

use std::sync::Arc;

use super::{draw, indices, sentences, tornado};
use crate::experiments::{IndexRow, InputNote, Mean, Noise, OutputAnswer, SensitivityAnswer, Swing};
use crate::report::Language;
use crate::report::charts::{self, Fonts, Style};

const EN: Language = Language::English;

fn row(parameter: &str, index: &'static str, value: f64, half: f64, samples: u64) -> IndexRow {
    IndexRow {
        parameter: parameter.to_owned(),
        parameter_2: None,
        index,
        value,
        ci_low: Some(value - half),
        ci_high: Some(value + half),
        samples,
    }
}

fn mean(value: f64) -> Mean {
    Mean { mean: Some(value), ..Mean::default() }
}

/// A study of shares of tokens by one method, with one run a point.
fn study(method: &'static str, output: OutputAnswer) -> SensitivityAnswer {
    let input = |path: &str| InputNote {
        path: path.to_owned(),
        factor: path.to_owned(),
        unit: "1/day".to_owned(),
        law: "uniform".to_owned(),
        times: false,
        low: 0.01,
        high: 0.02,
    };
    SensitivityAnswer {
        title: "Two firms".to_owned(),
        currency: "USD".to_owned(),
        seed: 7,
        level: 0.95,
        method,
        samples: 8,
        scrambles: 0,
        replicates: 1,
        points: 24,
        runs: 24,
        inputs: vec![input("a"), input("b")],
        outputs: vec![output],
    }
}

fn output(indices: Vec<IndexRow>) -> OutputAnswer {
    OutputAnswer {
        output: "share_tokens.A".to_owned(),
        measure: "share_tokens".to_owned(),
        entity: "A".to_owned(),
        unit: "share".to_owned(),
        missing: 0,
        base: mean(0.5),
        mean: Some(0.5),
        sd: Some(0.1),
        noise: None,
        convergence: indices.clone(),
        indices,
        tornado: vec![
            Swing { parameter: "a".to_owned(), at_low: mean(-0.0225), at_high: mean(0.04) },
            Swing { parameter: "b".to_owned(), at_low: mean(0.0), at_high: mean(0.0) },
        ],
    }
}

fn said(method: &'static str, output: OutputAnswer) -> Vec<String> {
    let answer = study(method, output);
    sentences(&answer, &answer.outputs[0], EN)
}

#[test]
fn effects_that_overlap_are_not_told_apart_and_those_of_shares_are_in_points() {
    let close = vec![row("a", "mu_star", 0.150, 0.046, 8), row("b", "mu_star", 0.139, 0.052, 8)];
    let lines = said("morris", output(close.clone()));
    let name = "Share of tokens (A)";
    assert_eq!(
        lines[0],
        format!(
            "a seems to move {name} most (by 15.0 pt on average over its range (95 % interval 10.4 to 19.6 pt)), \
             but the interval overlaps that of b: more trajectories would tell."
        )
    );
    // A part of 0.01 a day is 30.4375 times that by the month.
    assert_eq!(
        lines[1],
        format!(
            "Alone and all else as in the scenario, a moves {name} by −2.25 pt at 30.4 %/month and by 4.00 pt at 60.9 %/month."
        )
    );
    let apart = vec![row("a", "mu_star", 0.150, 0.046, 8), row("b", "mu_star", 0.05, 0.01, 8)];
    assert!(said("morris", output(apart))[0].starts_with("a moves"));
    let answer = study("morris", output(close));
    assert_eq!(indices(&answer.outputs[0], EN).texts()[0][1], "15.0 ± 4.6 pt");
    assert_eq!(tornado(&answer, &answer.outputs[0], EN).texts()[0][3], "−2.25 pt");
}

#[test]
fn what_does_nothing_is_said_to_do_nothing() {
    let idle = vec![row("a", "mu_star", 0.0, 0.0, 8), row("b", "mu_star", 0.0, 0.0, 8)];
    assert_eq!(said("morris", output(idle))[0], "No factor moves Share of tokens (A).");
}

#[test]
fn an_output_without_figures_is_not_said_to_stand_still() {
    let none =
        OutputAnswer { missing: 24, base: Mean::default(), mean: None, sd: None, ..output(Vec::new()) };
    assert!(said("sobol", none)[0].contains("has no figure at enough points"));
    let still = OutputAnswer { sd: Some(0.0), ..output(Vec::new()) };
    assert!(said("sobol", still)[0].contains("does not vary over the design"));
}

#[test]
fn luck_is_said_of_what_the_method_divides() {
    let noise = Some(Noise { of_means: 0.25, of_runs: 0.5 });
    let effects = || vec![row("a", "mu_star", 0.15, 0.05, 8)];
    let lines = said("morris", OutputAnswer { noise, ..output(effects()) });
    let luck = "Luck: 25.0 % of the variance between the points' means is left of it; of a single run's variance it is 50.0 %.";
    assert_eq!(lines.last().map(String::as_str), Some(luck));
}

#[test]
fn indices_of_one_part_alone_show_no_way() {
    let style = Style::new(charts::Language::English, Arc::new(Fonts::embedded())).scaled(0.5);
    let at = |samples| vec![row("a", "ST", 0.6, 0.1, samples), row("b", "ST", 0.3, 0.1, samples)];
    let drawn = draw(&study("sobol", output(at(8))), &style);
    let files: Vec<&str> = drawn.skipped.iter().map(|skipped| skipped.file.as_str()).collect();
    assert_eq!(files, ["charts/1-convergence-share_tokens.A.png"]);
    // Of three parts, the last two agree.
    let other = vec![row("a", "ST", 0.2, 0.1, 8), row("b", "ST", 0.3, 0.1, 8)];
    let convergence = [other, at(16), at(32)].concat();
    let drawn = draw(&study("sobol", OutputAnswer { convergence, ..output(at(32)) }), &style);
    assert_eq!(drawn.figures[2].title, "a matters most for Share of tokens (A) from 16 samples on");
}

#[test]
fn a_swing_that_is_not_told_apart_from_nothing_is_not_said_to_be_the_widest() {
    let sure = |value: f64, half: f64| Mean {
        mean: Some(value),
        ci_low: Some(value - half),
        ci_high: Some(value + half),
    };
    let swing = |name: &str, value: f64, half: f64| Swing {
        parameter: name.to_owned(),
        at_low: sure(0.0, half),
        at_high: sure(value, half),
    };
    let told = |tornado: Vec<Swing>| {
        let close = vec![row("a", "mu_star", 0.1, 0.01, 8), row("b", "mu_star", 0.1, 0.01, 8)];
        said("morris", OutputAnswer { tornado, ..output(close) })[1].clone()
    };
    let (wild, calm, nothing) = (swing("a", 0.3, 0.9), swing("b", 0.1, 0.02), swing("b", 0.1, 0.2));
    assert!(told(vec![wild.clone(), nothing]).contains("no input's swing"), "unclear");
    let line = told(vec![wild, calm.clone()]);
    assert!(line.contains("b moves") && line.contains("told apart from nothing: by"), "{line}");
    assert!(!told(vec![calm, swing("a", 0.05, 0.01)]).contains("told apart"), "clear");
}
