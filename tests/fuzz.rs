//! No input panics, hangs or makes a number that is none: mutants of scenarios, overrides, command lines, tables and records by the
//! thousand. The long study is the same with more cases:
//!
//! ```text
//! CASES=1000000 cargo test --test fuzz -- --ignored --nocapture
//! FIRST=123456 CASES=1 SHOW=1 cargo test --test fuzz -- --ignored scenarios --nocapture     one case again, shown
//! ```
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod mutants;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use mutants::{Herd, Luck, Mutant, records, torn, torn_table};
use pricewar::experiments::{
    Comparison, Findings, Frame, Keeps, Ledger, Plan, Subject, Trial, read_frames, write_frame,
};
use pricewar::history::{Entity, History};
use pricewar::ids::ProviderId;
use pricewar::measures::outcome;
use pricewar::model::{Model, Population};
use pricewar::random::Streams;
use pricewar::report::charts::{Fonts, Style};
use pricewar::report::{Language, charts, figures, market, providers_in_brief, sentences, tables};
use pricewar::scenario::{Paint, Scenario, load, load_text};
use pricewar::simulation::{Asked, costing, equilibrium, implied, simulate};
use pricewar::study::ModelMaker;

/// A case that takes longer hangs for all a user knows.
const PATIENCE: Duration = Duration::from_secs(60);

/// Cases of the short study, which runs with every test.
const SHORT: u64 = 1_500;

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap())
}

/// Runs cases on all processors; those that panic or take too long are listed with their numbers.
fn study(name: &str, cases: u64, run: impl Fn(u64) -> &'static str + Sync) {
    let first = number("FIRST", 0);
    let (next, clock) = (AtomicU64::new(first), Instant::now());
    let failed = std::sync::Mutex::new(Vec::new());
    let kinds = std::sync::Mutex::new(std::collections::BTreeMap::<&str, u64>::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let busy: Arc<Vec<AtomicU64>> = Arc::new((0..threads).map(|_| AtomicU64::new(u64::MAX)).collect());
    let over = Arc::new(AtomicU64::new(0));
    let (watched, until, named) = (Arc::clone(&busy), Arc::clone(&over), name.to_owned());
    // A case that hangs cannot be stopped, so the whole is, with its number.
    let watch = std::thread::spawn(move || {
        let mut since = vec![(u64::MAX, Instant::now()); watched.len()];
        while until.load(Ordering::Relaxed) == 0 {
            std::thread::sleep(Duration::from_millis(50));
            for (seen, busy) in since.iter_mut().zip(watched.iter()) {
                let case = busy.load(Ordering::Relaxed);
                if case != seen.0 {
                    *seen = (case, Instant::now());
                } else if case != u64::MAX && seen.1.elapsed() > PATIENCE {
                    eprintln!("{named}: case {case} takes more than {PATIENCE:?}");
                    std::process::abort();
                }
            }
        }
    });
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (next, failed, kinds, busy, run) = (&next, &failed, &kinds, &busy, &run);
            let work = move || {
                loop {
                    let case = next.fetch_add(1, Ordering::Relaxed);
                    if case >= first + cases || failed.lock().unwrap().len() >= 20 {
                        break;
                    }
                    busy[thread].store(case, Ordering::Relaxed);
                    match catch_unwind(AssertUnwindSafe(|| run(case))) {
                        Ok(kind) => *kinds.lock().unwrap().entry(kind).or_default() += 1,
                        Err(panic) => {
                            let text = panic.downcast_ref::<String>().cloned();
                            let text = text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
                            // At once, for a study may be cut off.
                            eprintln!("{name}: case {case} fails");
                            failed.lock().unwrap().push((case, text.unwrap_or_default()));
                        }
                    }
                    busy[thread].store(u64::MAX, Ordering::Relaxed);
                }
            };
            // Deep nesting needs what the main thread has.
            std::thread::Builder::new().stack_size(8 << 20).spawn_scoped(scope, work).unwrap();
        }
    });
    over.store(1, Ordering::Relaxed);
    watch.join().unwrap();
    let (failed, kinds) = (failed.into_inner().unwrap(), kinds.into_inner().unwrap());
    println!("{name}: {cases} cases in {:.0} s, {kinds:?}", clock.elapsed().as_secs_f64());
    assert!(failed.is_empty(), "{name}: {failed:#?}");
}

fn opened(mutant: &Mutant) -> Option<Scenario> {
    if std::env::var_os("SHOW").is_some() {
        println!("{}\n# --set {:?}", mutant.text, mutant.overrides);
    }
    match load_text("mutant.toml", &mutant.text, &mutant.overrides) {
        Ok(scenario) => {
            let _ = scenario.render_warnings(Paint::Plain);
            Some(scenario)
        }
        Err(error) => {
            assert!(!error.findings().is_empty());
            assert!(!error.render(Paint::Plain).is_empty());
            None
        }
    }
}

/// What a scenario says of itself can be read again and means the same.
fn says_the_same(scenario: &Scenario) {
    let again = load_text("again.toml", &scenario.text, &[])
        .unwrap_or_else(|error| panic!("what it prints is refused: {}", error.render(Paint::Plain)));
    // As text, since a number that is none equals nothing.
    assert_eq!(format!("{:?}", again.model), format!("{:?}", scenario.model));
}

/// A market that is played within moments; the limits of the door allow half an hour.
fn is_brief(model: &Model) -> bool {
    let days = model.horizon.days();
    let users: f64 = match model.population {
        Population::Agents => model
            .segments
            .iter()
            .map(|segment| segment.users.get() * segment.review.rate(None).min(1e6))
            .sum(),
        _ => 200.0 * model.segments.len() as f64,
    };
    let looks: f64 =
        model.providers.iter().map(|provider| 1.0 / provider.reviews.every.get().max(1e-9)).sum();
    let records = days / model.record.every.get();
    days <= 800.0
        && users * days < 3e6
        && looks * days < 3_000.0
        && records < 2_000.0
        && model.rounds.is_none_or(|rounds| days / rounds.every.get() < 300.0)
}

fn figures_of(history: &History, model: &Model) {
    let names = model.names();
    for (column, series) in history.panel.series().iter().enumerate() {
        for row in 0..history.panel.instants().len() {
            let value = history.panel.at(row, column);
            assert!(
                value.is_none_or(f64::is_finite),
                "{} of {} is {value:?} at record {row}",
                series.measure.name(),
                names.of(series.entity)
            );
        }
    }
    let found = outcome(history, &names, model.record.window, &model.record.episodes);
    for figure in &found.figures {
        assert!(
            figure.value.is_none_or(f64::is_finite),
            "{} of {} is {:?}",
            figure.definition.name,
            names.of(figure.entity),
            figure.value
        );
    }
    let shares: Vec<f64> = (0..model.providers.len())
        .filter_map(|at| found.value("share_tokens", Entity::Provider(ProviderId::at(at))))
        .collect();
    let sum: f64 = shares.iter().sum();
    assert!(shares.is_empty() || (sum - 1.0).abs() < 1e-6 || sum == 0.0, "shares of tokens sum to {sum}");
    assert!(shares.iter().all(|share| (-1e-9..=1.0 + 1e-9).contains(share)), "{shares:?}");
    assert!(
        history.statements.amounts.iter().all(|amount| amount.is_finite()),
        "the books hold a number that is none"
    );
}

fn told(findings: &Findings, case: u64) {
    for language in [Language::English, Language::Chinese] {
        assert!(!sentences(findings, 0, language).is_empty());
        let _ = (
            providers_in_brief(findings, 0, language).terminal(None),
            market(findings, 0, language).terminal(None),
        );
    }
    let _ = (tables::summary(findings).csv().unwrap(), tables::panel(findings).csv().unwrap());
    let _ = Comparison::of(findings);
    if case.is_multiple_of(40) {
        let style = Style::new(charts::Language::English, Arc::new(Fonts::embedded())).scaled(0.5);
        let _ = figures::draw(findings, 0, &figures::Context::new(style, "mutant"));
    }
}

fn scenario_case(herd: &Herd, case: u64) -> &'static str {
    let mutant = herd.mutant(case);
    let Some(scenario) = opened(&mutant) else { return "refused" };
    // An arm that is told the same thing twice, in the file and by an override, takes what it meets last, which print may turn round.
    let is_told_twice = mutant.overrides.iter().any(|over| over.starts_with("compare"));
    if case.is_multiple_of(16) && !is_told_twice {
        says_the_same(&scenario);
    }
    "sound"
}

fn market_case(herd: &Herd, case: u64) -> &'static str {
    // Numbers of their own, so that this study and the one of the door do not see the same mutants.
    let Some(scenario) = opened(&herd.mutant(case ^ (1 << 40))) else { return "refused" };
    let (model, study) = (&scenario.model, &scenario.study);
    let streams = Streams::new(study.seed, 0);
    let _ = implied(model, streams);
    if !is_brief(model) {
        return "sound, long";
    }
    let _ = costing(model, streams, &Asked { at: pricewar::units::Days::ZERO, load: None, product: None });
    if case.is_multiple_of(8) {
        let _ = equilibrium(model, streams, None);
    }
    figures_of(&simulate(model, streams), model);
    let makers: Vec<&dyn ModelMaker> = vec![&scenario.maker];
    let trial = Trial { study, arms: &makers, simulate, keeps: Keeps::All };
    let plan = Plan::single(2);
    let mut ledger = Ledger::new(Subject::of(model, study, &plan.arms, "batch"));
    plan.jobs().for_each(|job| drop(ledger.enter(trial.run(job))));
    told(&ledger.findings(), case);
    "played"
}

/// The records of three short histories under two arms.
fn sound_records() -> Vec<Frame> {
    let scenario = load(
        Path::new("scenarios/baseline.toml"),
        &["horizon=28 days".to_owned(), "segment.*.users=100".to_owned()],
    )
    .unwrap();
    let makers: Vec<&dyn ModelMaker> = vec![&scenario.maker, &scenario.maker];
    let trial = Trial { study: &scenario.study, arms: &makers, simulate, keeps: Keeps::All };
    let plan = Plan { arms: vec!["base".to_owned(), "other".to_owned()], replicates: 3 };
    let subject = Subject::of(&scenario.model, &scenario.study, &plan.arms, "pricewar compare baseline");
    let mut bytes = write_frame(&Frame::Subject(Box::new(subject.clone())));
    let mut ledger = Ledger::new(subject);
    for job in plan.jobs() {
        bytes.extend(ledger.enter(trial.run(job)).iter().flat_map(write_frame));
    }
    let frames = records::frames(&bytes);
    assert_eq!(frames.iter().flat_map(write_frame).collect::<Vec<u8>>(), bytes);
    frames
}

fn records_case(sound: &[Frame], case: u64) -> &'static str {
    let bytes = records::mutant(sound, &mut Luck::new(case));
    let Some(ledger) = Ledger::from_frames(read_frames(&bytes)) else { return "refused" };
    let again: Vec<u8> = ledger.frames().flat_map(|frame| write_frame(&frame)).collect();
    assert!(read_frames(&again).records.len() == ledger.len());
    let findings = ledger.findings();
    let _ = ledger.missing(&Plan { arms: findings.subject.arms.clone(), replicates: 3 });
    told(&findings, case);
    "read"
}

const PRICES: &str = include_str!("../assets/prices/china-2024.csv");
const PAYOFFS: &str = ",hold,cut\nhold,\"3, 0\",1/3\ncut,5,-0.1\n# a remark\n";

fn tables_case(case: u64) -> &'static str {
    let mut luck = Luck::new(case);
    if luck.one_in(2) {
        let head: Vec<&str> = PRICES.lines().take(2 + luck.below(30)).collect();
        return match pricewar::price_list::read(&torn_table(&head.join("\n"), &mut luck)) {
            Ok(list) => {
                let _ = pricewar::price_list::markets(&list, &[], pricewar::price_list::Rates { usd: None });
                "prices"
            }
            Err(mistakes) => {
                assert!(!mistakes.is_empty());
                "refused"
            }
        };
    }
    match pricewar::payoff_table::read(&torn_table(PAYOFFS, &mut luck)) {
        Ok(_) => "payoffs",
        Err(mistakes) => {
            assert!(!mistakes.is_empty());
            "refused"
        }
    }
}

fn line_case(case: u64) -> &'static str {
    const WORDS: [&str; 46] = [
        "batch",
        "run",
        "check",
        "compare",
        "sweep",
        "sensitivity",
        "price",
        "merge",
        "cost",
        "tournament",
        "episodes",
        "explain",
        "new",
        "baseline",
        "-n",
        "5",
        "0",
        "-1",
        "1e9",
        "--set",
        "a=b",
        "--over",
        "segment.*.churn=1,2 %/month",
        "=",
        "--shard",
        "0/4",
        "5/4",
        "-1/0",
        "--precision",
        "share_tokens.A 0.5pt",
        "± %",
        "--cuts",
        "0,25,50%",
        "-20%,nan,,",
        "--scale",
        "inf",
        "--lang",
        "zh",
        "xx",
        "--threads",
        "--flip",
        "a > b",
        "--at",
        "9999-12-31",
        "--seed",
        "名 字",
    ];
    let mut luck = Luck::new(case);
    let count = 1 + luck.below(8);
    let words: Vec<String> = (0..count)
        .map(|_| {
            let word = *luck.pick(&WORDS);
            if luck.one_in(5) { torn(word, &mut luck).chars().take(500).collect() } else { word.to_owned() }
        })
        .collect();
    let line = ["pricewar".to_owned()].into_iter().chain(words).map(Into::into);
    if pricewar::cli::parse(line).is_ok() { "read" } else { "refused" }
}

#[test]
fn mutants_of_scenarios_are_refused_or_sound() {
    let herd = Herd::new();
    study("scenarios", SHORT, |case| scenario_case(&herd, case));
}

#[test]
fn what_passes_the_door_is_played_to_the_end() {
    let herd = Herd::new();
    study("markets", SHORT / 5, |case| market_case(&herd, case));
}

#[test]
fn broken_records_are_refused_or_read() {
    let sound = sound_records();
    study("records", SHORT / 2, |case| records_case(&sound, case));
}

#[test]
fn broken_tables_and_lines_are_refused_or_read() {
    study("tables", SHORT, tables_case);
    study("lines", SHORT, line_case);
}

#[test]
#[ignore = "minutes to hours: see the head of the file"]
fn long_scenarios() {
    let herd = Herd::new();
    study("scenarios", number("CASES", 500_000), |case| scenario_case(&herd, case));
}

#[test]
#[ignore = "minutes to hours: see the head of the file"]
fn long_markets() {
    let herd = Herd::new();
    study("markets", number("CASES", 50_000), |case| market_case(&herd, case));
}

#[test]
#[ignore = "minutes to hours: see the head of the file"]
fn long_records() {
    let sound = sound_records();
    study("records", number("CASES", 200_000), |case| records_case(&sound, case));
}

#[test]
#[ignore = "minutes to hours: see the head of the file"]
fn long_tables_and_lines() {
    study("tables", number("CASES", 300_000), tables_case);
    study("lines", number("CASES", 300_000), line_case);
}
