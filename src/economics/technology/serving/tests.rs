//! What the law refuses, how replicas are chosen, and what holds of every model and load.

use proptest::prelude::*;

use super::*;
use crate::economics::technology::examples::{deepseek_v3, h100, h800, llama_70b, near};
use crate::economics::technology::progress::Progress;
use crate::units::{Gigabytes, Parameters, Tokens};

#[test]
fn what_does_not_fit_or_is_too_fast_or_unknown_is_refused() {
    let tight = Transformer { gpus_per_replica: Some(Gpus(8.0)), ..deepseek_v3() };
    // 671 GB / (0.6 x 80 GB) = 13.98
    assert_eq!(ServingLaw::new(tight, h800()), Err(Infeasible::Memory { needed: Gpus(14.0) }));
    let hasty = Transformer { tokens_per_second: TokensPerSecond(200.0), ..llama_70b() };
    // 1 / 5.430 ms = 184 tok/s
    let Err(Infeasible::Latency { fastest }) = ServingLaw::new(hasty, h100()) else { panic!("served") };
    near(fastest.get(), 184.2, 1e-3);
    let mut lonely = h800();
    lonely.machine.network = None;
    assert_eq!(ServingLaw::new(deepseek_v3(), lonely), Err(Infeasible::Network));
}

#[test]
fn the_replica_is_a_node_or_the_next_power_of_two_that_holds_the_weights() {
    let small = Transformer { gpus_per_replica: None, ..llama_70b() };
    assert_eq!(ServingLaw::new(small, h100()).unwrap().gpus_per_replica(), Gpus(8.0));
    let large = Transformer { gpus_per_replica: None, ..deepseek_v3() };
    assert_eq!(ServingLaw::new(large, h800()).unwrap().gpus_per_replica(), Gpus(16.0));
}

#[test]
fn a_replica_smaller_than_a_node_grows_no_further_than_the_weights_ask() {
    // 16 GB of FP8 weights: 16 / (0.6 x 80) on one, 16 / (0.6 x 16) = 1.67 on two, 16 / (0.6 x 2) = 13.3 on sixteen
    let model = Transformer {
        total: Parameters(16e9),
        active: Parameters(16e9),
        gpus_per_replica: Some(Gpus(1.0)),
        ..llama_70b()
    };
    let law = ServingLaw::new(model, h100()).unwrap();
    for (memory, gpus) in [(80.0, 1.0), (16.0, 2.0), (2.0, 16.0)] {
        let mut plant = h100();
        plant.machine.memory = Gigabytes(memory);
        assert_eq!(law.on(&plant).unwrap().gpus_per_replica(), Gpus(gpus), "{memory} GB");
    }
}

#[test]
fn a_context_that_does_not_fit_is_told_how_many_accelerators_hold_it() {
    let model =
        Transformer { total: Parameters(8e9), active: Parameters(8e9), context: Tokens(10e6), ..llama_70b() };
    // 8 GB and 10e6 x 163,840 bytes = 1638.4 GB: 1646.4 / (0.9 x 80) = 22.87
    let refused = ServingLaw::new(model, h100());
    assert_eq!(refused, Err(Infeasible::Memory { needed: Gpus(23.0) }));
    let helped = Transformer { gpus_per_replica: Some(Gpus(23.0)), ..model };
    assert!(ServingLaw::new(helped, h100()).unwrap().batch_max() >= Ratio(1.0));
}

#[test]
fn a_memory_of_nothing_is_refused_without_a_count() {
    let mut plant = h100();
    plant.machine.memory = Gigabytes(1e-300);
    for gpus in [None, Some(Gpus(8.0))] {
        let model = Transformer { gpus_per_replica: gpus, ..llama_70b() };
        let Err(reason) = ServingLaw::new(model, plant) else { panic!("served") };
        assert!(matches!(reason, Infeasible::Memory { needed } if needed.get() > Gpus::MAX));
        let mut complaints = Complaints::new();
        reason.complain(&model, "m", &mut complaints);
        let help = complaints.list()[0].help.clone().unwrap();
        assert!(help.starts_with("no fleet holds it"), "{help}");
    }
}

#[test]
fn overload_refuses_and_is_never_a_negative_latency() {
    let law = ServingLaw::new(llama_70b(), h100()).unwrap();
    let full = law.step().get() + law.sequence().get() * law.batch_max().get();
    // at rho = 1.25 one request in five
    let Latency::Overload { slowest, refused } = law.service(Ratio(1.25)) else { panic!("steady") };
    near(slowest.get(), full, 1e-12);
    near(refused.get(), 0.2, 1e-12);
    near(law.service(Ratio(0.999_999)).per_token().get(), full, 1e-12);
}

#[test]
fn a_year_of_one_driver_enters_once() {
    let cost = |progress| {
        let mut plant = h100();
        plant.progress = progress;
        let law = ServingLaw::new(llama_70b(), plant).unwrap().at(Days(365.25));
        (plant.gpu_hour(Days(365.25)).total() * law.decode_work()).get()
    };
    let (none, all) = (Progress::NONE, Progress::default());
    let still = cost(none);
    near(still / cost(Progress { hardware: all.hardware, ..none }), 1.38, 1e-9);
    near(still / cost(Progress { model: all.model, ..none }), 2.0, 1e-9);
    near(still / cost(Progress { precision: all.precision, ..none }), 1.26, 1e-9);
    near(still / cost(Progress { serving: all.serving, ..none }), 1.2, 1e-9);
    near(still / cost(all), 1.38 * 2.0 * 1.26 * 1.2, 1e-9);
}

proptest! {
    #[test]
    fn a_faster_promise_costs_more_and_nothing_costs_less_than_the_floor(slow in 1.0..180.0, more in 0.0..100.0) {
        let law = |speed| {
            ServingLaw::new(Transformer { tokens_per_second: TokensPerSecond(speed), ..llama_70b() }, h100())
        };
        let relaxed = law(slow).unwrap();
        prop_assert!(relaxed.decode_provided() >= relaxed.decode_work());
        match law(slow + more) {
            Ok(hasty) => prop_assert!(hasty.decode_provided() >= relaxed.decode_provided()),
            Err(reason) => {
                let is_latency = matches!(reason, Infeasible::Latency { .. });
                prop_assert!(is_latency);
            }
        }
    }

    #[test]
    fn progress_never_makes_serving_dearer(early in 0.0..5_000.0, later in 0.0..5_000.0, mixture in 0_u8..2) {
        let law = if mixture == 1 {
            ServingLaw::new(deepseek_v3(), h800()).unwrap()
        } else {
            ServingLaw::new(llama_70b(), h100()).unwrap()
        };
        let (before, after) = (law.at(Days(early)), law.at(Days(early + later)));
        let slack = 1.0 + 1e-12;
        prop_assert!(after.decode_provided().get() <= before.decode_provided().get() * slack);
        prop_assert!(after.prefill_provided().get() <= before.prefill_provided().get() * slack);
        prop_assert!(after.step() <= before.step() && after.rho_max().get() > 0.0);
        prop_assert!(after.decode_work().get() > 0.0);
    }

    #[test]
    fn latency_rises_in_utilisation_and_refusals_begin_at_one(rho in 0.0..3.0, more in 0.0..1.0) {
        let law = ServingLaw::new(llama_70b(), h100()).unwrap();
        let (low, high) = (law.service(Ratio(rho)), law.service(Ratio(rho + more)));
        prop_assert!(high.per_token() >= low.per_token() && low.per_token() >= law.step());
        prop_assert!(high.refused() >= low.refused());
        prop_assert_eq!(low.refused() > Share::ZERO, rho > 1.0);
    }
}
