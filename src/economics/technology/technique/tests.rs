//! Techniques by hand, and what holds of every one: time and shocks are outlasted.

use super::*;
use crate::drivers::{Driver, Drivers};
use crate::economics::technology::architecture::Transformer;
use crate::economics::technology::curve::CostCurve;
use crate::economics::technology::examples::{deepseek_v3, h100, h800, llama_70b, near};
use crate::economics::technology::infeasible::Infeasible;
use crate::economics::technology::learning::Learning;
use crate::economics::technology::plant::Plant;
use crate::economics::technology::progress::Progress;
use crate::economics::technology::serving::ServingLaw;
use crate::units::{Days, Gigabytes, GigabytesPerSecond, Gpus, MoneyPerMtok, Mtok, Tflops};

fn llama() -> ServingLaw {
    ServingLaw::new(llama_70b(), h100()).unwrap()
}

fn curve(law: &ServingLaw) -> CostCurve {
    CostCurve::Serving(*law)
}

const FOUR_AHEAD: Speculation = Speculation { accepted: Share(0.8), ahead: 4, draft: Share(0.05) };

/// One of each, small enough to be served as promised, with its loss of Elo and its GPU-hours on the model of T1.
fn all() -> [(Technique, f64, f64); 12] {
    // Elo: 579.06 x (1 - recovery), 60 log10 4, 60 log10(70.55 / sqrt(120 x 12)). Hours of a student of a quarter:
    // (6 x 17.6375e9 + 2 x 70.55e9) x 160e9 / (989e12 x 0.375 x 3600)
    [
        (Technique::Quantise { format: Format::Int4 }, 14.4765, 300.0),
        (Technique::QuantiseContext { format: Format::Fp4 }, 5.7906, 300.0),
        (Technique::Prune {}, 11.5812, 4_421.559),
        (Technique::Distil { ratio: Ratio(4.0) }, 36.1236, 29_890.683),
        (Technique::Mixture { total: Parameters(120e9), active: Parameters(12e9) }, 16.1589, 300.0),
        (Technique::Attention { kv_bytes: Bytes(70_272.0) }, 0.0, 300.0),
        (Technique::Speculate(FOUR_AHEAD), 0.0, 300.0),
        (Technique::Cache { hit: Share(0.5), cost: Some(Share(0.1)) }, 0.0, 300.0),
        (Technique::Algorithm { factor: Ratio(2.0) }, 0.0, 300.0),
        (Technique::Curation { factor: Ratio(1.5) }, 0.0, 300.0),
        (Technique::Serving { factor: Ratio(1.2) }, 0.0, 300.0),
        (Technique::Offload { share: Share(0.2) }, 0.0, 300.0),
    ]
}

#[test]
fn quantised_by_technique_or_from_the_start_is_the_same() {
    let wide = Transformer { format: Format::Bf16, eta_compute: Some(Share(0.5)), ..llama_70b() };
    let law = ServingLaw::new(wide, h100()).unwrap();
    let narrow = law.adopt(&Technique::Quantise { format: Format::Fp8 }).unwrap();
    near(narrow.decode_work().get(), llama().decode_work().get(), 1e-12);
    near(narrow.step().get(), llama().step().get(), 1e-12);
    assert!(Technique::Quantise { format: Format::Fp8 }.quality(&curve(&law)).abs() < 1e-12);
    // INT8 98 %: -11.58, and nothing more when it is INT8 already
    let int8 = Technique::Quantise { format: Format::Int8 };
    assert!((int8.quality(&curve(&law)) + 11.58).abs() < 1e-2);
    assert!(int8.quality(&curve(&law).adopt(&int8).unwrap()).abs() < 1e-12);
}

#[test]
fn speculation_by_hand() {
    let law = llama().adopt(&Technique::Speculate(FOUR_AHEAD)).unwrap();
    // a: 5.430 ms x 1.2 / 3.3616 = 1.938 ms
    near(law.step().get(), 5.430e-3 / 2.8013, 1e-3);
    // b: 22.28 us x 1.4874 + 16.69 us / 3.3616 = 33.14 + 4.97 = 38.11 us
    near(law.sequence().get(), 38.11e-6, 1e-3);
    assert!(law.rho_max() > llama().rho_max());
    assert_eq!(law.prefill_work(), llama().prefill_work());
}

#[test]
fn pruned_once_and_no_more() {
    let law = llama().adopt(&Technique::Prune {}).unwrap();
    near(law.transformer().weights().get(), 70.55 * 0.56, 1e-12);
    // 22.28 / 1.25 + 16.69 = 34.52 us; prefill / 1.25
    near(law.sequence().get(), 34.52e-6, 1e-3);
    near(law.prefill_work().get(), llama().prefill_work().get() / 1.25, 1e-12);
    assert!((Technique::Prune {}.quality(&curve(&llama())) + 11.58).abs() < 1e-2);
    assert_eq!(law.adopt(&Technique::Prune {}).unwrap(), law);
    assert!(Technique::Prune {}.quality(&curve(&law)).abs() < 1e-12);
    // 6 x 70.55e9 x 13e9 / (989e12 x 0.375 x 3600) = 4,121 GPU-hours and 300
    near(Technique::Prune {}.cost(&curve(&llama())).get(), 4_421.0, 1e-3);
}

#[test]
fn a_student_of_a_tenth() {
    let distil = Technique::Distil { ratio: Ratio(10.0) };
    let student = llama().adopt(&distil).unwrap();
    near(student.prefill_work().get(), llama().prefill_work().get() / 10.0, 1e-12);
    // 22.28 / 10 + 16.69 / 2.1544 = 9.975 us
    near(student.sequence().get(), 9.975e-6, 1e-3);
    assert!((distil.quality(&curve(&llama())) + 60.0).abs() < 1e-9);
    // (6 x 7.055e9 + 2 x 70.55e9) x 160e9 / (989e12 x 0.375 x 3600) = 21,984 GPU-hours and 300
    near(distil.cost(&curve(&llama())).get(), 22_284.0, 1e-3);
}

#[test]
fn a_small_replica_keeps_its_student_and_its_successor() {
    let small = Transformer {
        total: Parameters(24e9),
        active: Parameters(24e9),
        gpus_per_replica: Some(Gpus(2.0)),
        ..llama_70b()
    };
    let law = ServingLaw::new(small, h100()).unwrap();
    let student = law.adopt(&Technique::Distil { ratio: Ratio(3.0) }).unwrap();
    assert_eq!(student.gpus_per_replica(), Gpus(2.0));
    // 8e9 / (2 x 3.35e12 x 0.75) + 1.92e-3 / 3^(1/3) = 1.592 + 1.331 ms
    near(student.step().get(), 2.923e-3, 1e-3);
    assert!(student.decode_provided() < law.decode_provided());
    let successor = |total| {
        let mixture = Technique::Mixture { total: Parameters(total), active: Parameters(6e9) };
        law.adopt(&mixture).unwrap().gpus_per_replica()
    };
    // 48 / (0.6 x 80) = 1 fits on two; 240 / 48 = 5 does not
    assert_eq!((successor(48e9), successor(240e9)), (Gpus(2.0), Gpus(8.0)));
    // one of a node or more is chosen anew
    let large = ServingLaw::new(Transformer { gpus_per_replica: Some(Gpus(16.0)), ..small }, h100()).unwrap();
    assert_eq!(large.adopt(&Technique::Distil { ratio: Ratio(3.0) }).unwrap().gpus_per_replica(), Gpus(8.0));
}

#[test]
fn successors_keep_or_lose_quality_by_their_effective_size() {
    // DeepSeek-V2 in place of a dense 67 B: sqrt(236 x 21) = 70.4 > 67, nothing is lost
    let dense = Transformer { total: Parameters(67e9), active: Parameters(67e9), ..llama_70b() };
    let law = ServingLaw::new(dense, h100()).unwrap();
    let v2 = Technique::Mixture { total: Parameters(236e9), active: Parameters(21e9) };
    assert!(v2.quality(&curve(&law)).abs() < 1e-12);
    let successor = law.adopt(&v2).unwrap();
    assert!(successor.prefill_work() < law.prefill_work());
    assert!(successor.transformer().network_bytes > Bytes::ZERO);
    // sqrt(67 x 6.7) = 21.2: 60 log10(67 / 21.2) = 30
    let small = Technique::Mixture { total: Parameters(67e9), active: Parameters(6.7e9) };
    assert!((small.quality(&curve(&law)) + 30.0).abs() < 1e-6);
}

#[test]
fn t19_effective_compute_becomes_less_work() {
    // 2.8284^-0.67 = 0.4983
    let law = llama().adopt(&Technique::Algorithm { factor: Ratio(8.0_f64.sqrt()) }).unwrap();
    near(law.prefill_work().get() / llama().prefill_work().get(), 0.4983, 1e-3);
    near(law.decode_work().get() / llama().decode_work().get(), 0.4983, 1e-3);
}

#[test]
fn offload_leaves_latency_and_sends_less() {
    let mut plant = h100();
    plant.egress = MoneyPerMtok(0.02);
    let law = ServingLaw::new(llama_70b(), plant).unwrap();
    let edge = law.adopt(&Technique::Offload { share: Share(0.25) }).unwrap();
    near(edge.decode_work().get(), law.decode_work().get() * 0.75, 1e-12);
    near(edge.prefill_provided().get(), law.prefill_provided().get() * 0.75, 1e-12);
    near(edge.egress().get(), 0.015, 1e-12);
    assert_eq!((edge.step(), edge.rho_max()), (law.step(), law.rho_max()));
}

#[test]
fn know_how_raises_efficiency_up_to_its_cap() {
    let mut plant = h100();
    plant.learning = Some(Learning { rate: Share(0.1), ..Learning::after(Mtok(1e6)) });
    let law = ServingLaw::new(llama_70b(), plant).unwrap();
    near(law.learned(Ratio(1.0)).prefill_work().get(), law.prefill_work().get() * 0.9, 1e-12);
    near(law.learned(Ratio(99.0)).prefill_work().get(), law.prefill_work().get() * 0.4 / 0.6, 1e-12);
    assert_eq!(llama().learned(Ratio(9.0)).prefill_work(), llama().prefill_work());
}

#[test]
fn techniques_outlast_time_and_shocks_and_cost_what_they_cost() {
    let mut plant = h100();
    plant.progress = Progress { serving: Progress::NONE.serving, ..Progress::default() };
    let law = ServingLaw::new(llama_70b(), plant).unwrap();
    for (technique, elo, hours) in all() {
        let adopted = law.adopt(&technique).unwrap();
        let then = adopted.at(Days(200.0)).scaled(Ratio(1.5));
        let later = law.scaled(Ratio(1.5)).at(Days(200.0)).adopt(&technique).unwrap();
        near(then.decode_work().get(), later.decode_work().get(), 1e-9);
        near(then.prefill_work().get(), later.prefill_work().get(), 1e-9);
        assert_ne!(adopted, law, "{technique:?}");
        let (quality, cost) = (technique.quality(&curve(&law)), technique.cost(&curve(&law)).get());
        assert!((quality + elo).abs() < 1e-4, "{technique:?}: {quality}");
        assert!((cost - hours).abs() < 0.01, "{technique:?}: {cost}");
    }
}

#[test]
fn every_input_belongs_to_exactly_one_driver() {
    let every: Drivers = Driver::TECHNOLOGY.into_iter().collect();
    let mut old = h100();
    old.learning = Some(Learning::after(Mtok(1e6)));
    let law = ServingLaw::new(llama_70b(), old).unwrap();
    let mut changed = law.learned(Ratio(2.0));
    for (technique, _, _) in all() {
        changed = changed.adopt(&technique).unwrap();
    }
    let changed = changed.on(&Plant { hour: h800().hour, ..next() }).unwrap();
    let same = |one: &ServingLaw, other: &ServingLaw| {
        near(one.decode_work().get(), other.decode_work().get(), 1e-12);
        near(one.prefill_work().get(), other.prefill_work().get(), 1e-12);
        near(one.decode_provided().get(), other.decode_provided().get(), 1e-12);
        assert_eq!(one.transformer(), other.transformer());
        assert_eq!(one.egress(), other.egress());
    };
    same(&law.taking(&changed, every), &changed);
    same(&law.taking(&changed, Drivers::NONE), &law);
}

fn next() -> Plant {
    let mut plant = h100();
    plant.machine.peak16 = Tflops(2_250.0);
    plant.machine.peak8 = Some(Tflops(4_500.0));
    plant.machine.memory = Gigabytes(192.0);
    plant.machine.bandwidth = GigabytesPerSecond(8_000.0);
    plant
}

#[test]
fn a_new_accelerator_keeps_what_was_adopted() {
    let cached = llama().adopt(&Technique::Cache { hit: Share(0.3), cost: None }).unwrap();
    let moved = cached.adopt(&Technique::Speculate(FOUR_AHEAD)).unwrap().on(&next()).unwrap();
    assert_eq!(moved.plant().cache_hit, Share(0.3));
    assert_eq!(moved.transformer().speculation, Some(FOUR_AHEAD));
    near(moved.prefill_work().get(), llama().prefill_work().get() * 1_979.0 / 4_500.0, 1e-12);
    // a mixture where the network is not known
    let mut lonely = h100();
    lonely.machine.network = None;
    let mixture = ServingLaw::new(deepseek_v3(), h800()).unwrap();
    assert_eq!(mixture.on(&lonely), Err(Infeasible::Network));
    // FP8 on a chip that computes in 16 bits: the given 40 % becomes 50 %
    let mut old = h100();
    old.machine.peak8 = None;
    assert_eq!(llama().on(&old).unwrap().transformer().eta_compute, Some(Share(0.5)));
}

#[test]
fn a_cost_without_physics_takes_what_changes_work_only() {
    let textbook = CostCurve::Constant(MoneyPerMtok(4.0));
    let halved = textbook.adopt(&Technique::Distil { ratio: Ratio(2.0) });
    assert_eq!(halved, Ok(CostCurve::Constant(MoneyPerMtok(2.0))));
    assert_eq!(textbook.adopt(&Technique::Prune {}), Err(Infeasible::Physics));
    // what a number was reckoned with is not known, so that a second part made elsewhere could not replace the first
    assert_eq!(textbook.adopt(&Technique::Offload { share: Share(0.2) }), Err(Infeasible::Physics));
    assert_eq!(textbook.on(&h100()), Ok(textbook));
}

#[test]
fn techniques_are_read_and_checked() {
    #[derive(Deserialize)]
    struct File {
        technique: Vec<Technique>,
    }
    let file: File = toml::from_str(
        "technique = [{ prune = {} }, { quantise = { format = \"fp8\" } }, { distil = { ratio = 0.5 } },
         { speculate = { accepted = 0.8, ahead = 0 } }, { mixture = { total = 1e9, active = 2e9 } }]",
    )
    .unwrap();
    let mut complaints = Complaints::new();
    file.technique.iter().for_each(|technique| technique.check("t", &mut complaints));
    let paths: Vec<_> = complaints.list().iter().map(|complaint| complaint.path.as_str()).collect();
    assert_eq!(paths, ["t.distil.ratio", "t.speculate.ahead", "t.mixture.total"]);
    assert!(toml::from_str::<File>("technique = [{ prune = { x = 1 } }]").is_err());
}
