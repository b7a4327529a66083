//! The whole way from a design's arms to the answer, with a function in place of the simulation.

use super::*;
use crate::experiments::{
    Column, Finished, JobRecord, JobResult, Layout, Ledger, Path, Plan, Reduced, example,
};
use crate::measures::Kind;
use crate::statistics::design::Counter;
use crate::study::{Distribution, Effect, Factor, Method, Output, Parameter, Sensitivity};

fn input(path: &str, low: f64, high: f64) -> Parameter {
    let distribution = Distribution::Uniform { low, high };
    Parameter { path: path.into(), unit: "1".into(), distribution, effect: Effect::Set, range: (-99.0, 99.0) }
}

fn asked(method: Method, samples: u32) -> Sensitivity {
    Sensitivity {
        method,
        samples,
        replicates: 3,
        scrambles: 1,
        second_order: true,
        levels: 4,
        outputs: vec![Output { measure: "welfare".into(), entity: "market".into() }],
        inputs: vec![input("a", 0.0, 2.0), input("b", -1.0, 1.0), input("c", 0.0, 1.0)],
        factors: ["a", "b", "c"]
            .iter()
            .enumerate()
            .map(|(at, name)| Factor { name: (*name).into(), inputs: vec![at] })
            .collect(),
    }
}

/// y = 3 a + 2 b + luck of the replicate + a rest of sd `noise`; inputs stand at 1, 0, 0.5 in the scenario.
fn answer(design: &Design, noise: f64) -> SensitivityAnswer {
    let arms = design.arms();
    let plan = Plan { arms: arms.clone(), replicates: 3 };
    let mut ledger = Ledger::new(Subject::of_arms(arms));
    let column = Column {
        measure: "welfare".into(),
        entity: "market".into(),
        kind: Kind::Market,
        unit: "money".into(),
    };
    let layout = Layout { outcome: vec![column], ..Layout::default() };
    for job in plan.jobs() {
        let values = design.values(job.arm as usize);
        let at = |input: usize, stands: f64| values[input].unwrap_or(stands);
        let luck = 10.0 * f64::from(job.replicate);
        let rest =
            crate::maths::normal_quantile(Counter::new(u64::from(job.arm)).uniform(u64::from(job.replicate)));
        let y = 3.0 * at(0, 1.0) + 2.0 * at(1, 0.0) + luck + noise * rest;
        let reduced = Reduced {
            outcome: vec![Some(y)],
            path: Path::none(),
            credits: vec![],
            statements: vec![],
            episodes: vec![],
            chronicle: None,
            reviews: 0,
            events: 0,
        };
        let record = JobRecord { job, draws: vec![], result: JobResult::Done(reduced) };
        ledger.enter(Finished { record, layout: Some(layout.clone()) });
    }
    analyse(&ledger.findings(), design)
}

struct Subject;

impl Subject {
    fn of_arms(arms: Vec<String>) -> crate::experiments::Subject {
        crate::experiments::Subject { arms, ..example::subject() }
    }
}

#[test]
fn a_sum_is_divided_up_and_a_bystander_gets_nothing() {
    // Variances 9 x 4/12 = 3 and 4 x 4/12 = 4/3: parts 9/13 and 4/13.
    let found = answer(&Design::new(&asked(Method::Sobol, 256), 7).unwrap(), 0.0);
    let output = &found.outputs[0];
    for index in ["S1", "ST"] {
        let values: Vec<f64> = output.of(index).map(|row| row.value).collect();
        for (value, known) in values.iter().zip([9.0 / 13.0, 4.0 / 13.0, 0.0]) {
            assert!((value - known).abs() < 0.02, "{index} {values:?}");
        }
    }
    assert_eq!(output.of("S2").count(), 3);
    assert!(output.of("S2").all(|row| row.value.abs() < 0.02));
    // Convergence ends in the whole.
    assert_eq!(output.convergence.last(), output.indices.last());
    assert_eq!(output.convergence.first().unwrap().samples, 32);
    // Luck that all points share is in single runs and in no mean: variances 100 of luck, 13/3 of inputs.
    let noise = output.noise.unwrap();
    assert!(
        noise.of_means < 1e-9 && (noise.of_runs - 100.0 / (100.0 + 13.0 / 3.0)).abs() < 0.01,
        "{noise:?}"
    );
}

#[test]
fn the_tornado_pairs_its_ends_with_the_scenario() {
    let found = answer(&Design::new(&asked(Method::Sobol, 8), 7).unwrap(), 0.0);
    let ends: Vec<(Option<f64>, Option<f64>)> =
        found.outputs[0].tornado.iter().map(|swing| (swing.at_low.mean, swing.at_high.mean)).collect();
    assert_eq!(ends, [(Some(-3.0), Some(3.0)), (Some(-2.0), Some(2.0)), (Some(0.0), Some(0.0))]);
    assert_eq!(found.inputs[1].low.to_bits(), (-1.0_f64).to_bits());
    assert_eq!((found.points, found.runs), (7 + 64, 3 * 71));
}

#[test]
fn noise_is_told_and_spoils_total_indices_alone() {
    // A rest of variance 4 in three replicates adds 4/3 to a variance of 13/3: a share of 4/17.
    let found = answer(&Design::new(&asked(Method::Sobol, 1_024), 7).unwrap(), 2.0);
    let output = &found.outputs[0];
    let noise = output.noise.unwrap();
    assert!((noise.of_means - 4.0 / 17.0).abs() < 0.03, "{noise:?}");
    let bystander = output.of("ST").find(|row| row.parameter == "c").unwrap().value;
    assert!((bystander - 4.0 / 17.0).abs() < 0.05, "{bystander}");
    assert!(output.of("S1").find(|row| row.parameter == "c").unwrap().value.abs() < 0.08);
}

#[test]
fn screening_gives_slopes_over_the_range() {
    let found = answer(&Design::new(&asked(Method::Morris, 16), 7).unwrap(), 0.0);
    let stars: Vec<f64> = found.outputs[0].of("mu_star").map(|row| row.value).collect();
    for (star, known) in stars.iter().zip([6.0, 4.0, 0.0]) {
        assert!((star - known).abs() < 1e-9, "{stars:?}");
    }
    assert_eq!(found.outputs[0].of("sigma").count(), 3);
}

#[test]
fn a_law_without_ends_stands_at_its_quantiles() {
    let mut study = asked(Method::Morris, 8);
    study.inputs[0].distribution = Distribution::Normal { mean: 1.0, sd: 1.0 };
    let design = Design::new(&study, 1).unwrap();
    let values: Vec<f64> =
        (design.first()..design.first() + design.len()).filter_map(|arm| design.values(arm)[0]).collect();
    // The 5 % and 95 % points lie 1.645 from the mean, a grid of four between them.
    assert!(values.iter().all(|value| (value - 1.0).abs() < 1.645));
    assert!(values.iter().any(|value| *value > 2.6) && values.iter().any(|value| *value < -0.6));
}
