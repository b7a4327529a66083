//! Curves against published days and tables of scale, and what holds of every one.

use proptest::prelude::*;

use super::*;
use crate::economics::technology::breakdown::{Load, TokenCosts, TokenMix};
use crate::economics::technology::examples::{deepseek_v3, h100, h800, llama_70b};
use crate::economics::technology::fleet::{FleetCharge, utilisation};
use crate::economics::technology::given::{CostPoint, MeasuredRates};
use crate::economics::technology::hardware::GpuHour;
use crate::economics::technology::latency::Latency;
use crate::units::{
    Gpus, MoneyPerDay, MoneyPerGpuHour, MtokPerDay, PerDay, Seconds, Tokens, TokensPerSecond,
};

const RENT: GpuHour = GpuHour { capital: MoneyPerGpuHour(2.0), energy: MoneyPerGpuHour(0.0) };
const OWNED: GpuHour = GpuHour { capital: MoneyPerGpuHour(1.5), energy: MoneyPerGpuHour(0.1) };
const NOTHING: FixedPerDay = FixedPerDay { training: MoneyPerDay(0.0), data: MoneyPerDay(0.0) };

fn llama(plant: &Plant) -> CostCurve {
    CostCurve::Serving(ServingLaw::new(llama_70b(), *plant).unwrap())
}

fn output(mtok: f64) -> Load {
    Load { output: MtokPerDay(mtok), ..Load::default() }
}

/// A fleet that is just what the load requires.
fn just(curve: &CostCurve, load: &Load, hour: GpuHour) -> FleetCharge {
    let required = curve.gpus_required(load);
    FleetCharge { gpus: required, own: None, required, hour, committed: Share::ONE }
}

fn average(curve: &CostCurve, load: &Load) -> f64 {
    curve.unit_costs(load, &just(curve, load, RENT), &NOTHING).average.output.total().get()
}

#[test]
fn t11_economies_of_scale() {
    let plain = h100();
    let mut scaled = h100();
    scaled.staffing.autoscale = Share::ONE;
    let table = [
        (8.64, 1.0, 44.4, 44.4),
        (86.4, 1.0, 4.44, 4.44),
        (864.0, 2.0, 0.889, 0.889),
        (8_640.0, 11.0, 0.489, 0.400),
        (86_400.0, 84.0, 0.373, 0.289),
        (864_000.0, 773.0, 0.344, 0.264),
    ];
    for (mtok, replicas, cost, cost_scaled) in table {
        let load = output(mtok);
        assert_eq!(llama(&plain).gpus_required(&load), Gpus(replicas * 8.0), "{mtok}");
        let found = average(&llama(&plain), &load);
        assert!((found / cost - 1.0).abs() < 1e-2, "{mtok}: {found}");
        let found = average(&llama(&scaled), &load);
        assert!((found / cost_scaled - 1.0).abs() < 1e-2, "{mtok}: {found}");
    }
}

#[test]
fn the_fleet_is_paid_exactly_by_the_average_costs_of_its_products() {
    let (small, large) =
        (llama(&h100()), CostCurve::Serving(ServingLaw::new(deepseek_v3(), h800()).unwrap()));
    let loads = [
        Load { input: MtokPerDay(30e3), cached: MtokPerDay(10e3), output: MtokPerDay(9e3) },
        Load { input: MtokPerDay(600e3), cached: MtokPerDay(340e3), output: MtokPerDay(160e3) },
    ];
    let required = small.gpus_required(&loads[0]) + large.gpus_required(&loads[1]);
    let fleet = FleetCharge { gpus: required * 1.3, required, own: None, hour: OWNED, committed: Share::ONE };
    let paid: f64 = [small, large]
        .iter()
        .zip(&loads)
        .map(|(curve, load)| {
            let costs = curve.unit_costs(load, &fleet, &NOTHING).average;
            (costs.blended(&load.mix().unwrap()).total() * load.total()).get()
        })
        .sum();
    assert!((paid / fleet.per_day().get() - 1.0).abs() < 1e-12, "{paid}");
}

#[test]
fn the_day_that_deepseek_published() {
    // 266 G computed input, 168 G output, mean context 4,989, 87,072 USD, of which 42.1 % prefill (reference, section 9)
    let model = Transformer { context: Tokens(4989.0), ..deepseek_v3() };
    let law = ServingLaw::new(model, h800()).unwrap();
    let prefill = 2.0 * 266e3 * law.prefill_work().get() / 0.65;
    assert!((prefill / (0.421 * 87_072.0) - 1.0).abs() < 0.01, "{prefill}");
    // decode 59.6 k against 50.4 k: mixtures are known to a factor of 1.5 before calibration
    let decode = 2.0 * 168e3 * law.decode_provided().get();
    assert!((decode / (0.579 * 87_072.0) - 1.0).abs() < 0.2, "{decode}");
}

#[test]
fn an_idle_committed_fleet_serves_for_its_energy_and_a_full_one_for_a_new_hour() {
    let mut plant = h100();
    plant.egress = MoneyPerMtok(0.016);
    let curve = llama(&plant);
    let load = output(8_640.0);
    let mut fleet = just(&curve, &load, OWNED);
    let full = curve.unit_costs(&load, &fleet, &NOTHING).marginal.output;
    // 0.086612 GPU-hours / 0.8371 = 0.10347; x 1.5 and x 0.1
    assert!((full.compute.get() - 0.155_2).abs() < 1e-4, "{full:?}");
    assert!((full.energy.get() - 0.010_35).abs() < 1e-5);
    fleet.gpus = fleet.gpus * 2.0;
    let idle = curve.unit_costs(&load, &fleet, &NOTHING).marginal.output;
    assert_eq!(idle.compute, MoneyPerMtok::ZERO);
    assert_eq!((idle.energy, idle.network), (full.energy, MoneyPerMtok(0.016)));
    fleet.committed = Share(0.25);
    let partly = curve.unit_costs(&load, &fleet, &NOTHING).marginal.output;
    assert!((partly.compute / full.compute - 0.75).abs() < 1e-12);
}

#[test]
fn the_day_that_deepseek_measured() {
    // 73.7 k billed input and 14.8 k output tok/s a node of eight, 342 of 608 G from the cache
    let rates = MeasuredRates {
        input: TokensPerSecond(73.7e3 / 8.0),
        output: TokensPerSecond(14.8e3 / 8.0),
        hit: Share(342.0 / 608.0),
        speed: Some(TokensPerSecond(21.0)),
    };
    let curve = CostCurve::Measured(MeasuredFleet::new(rates, h800(), PerDay::ZERO));
    let load = Load { input: MtokPerDay(608e3), cached: MtokPerDay(342e3), output: MtokPerDay(168e3) };
    // 608e9 / 73.7e3 / 86,400 + 168e9 / 14.8e3 / 86,400 = 95.48 + 131.38 = 226.86 node-days
    let nodes = curve.gpus_required(&load).get() / 8.0;
    assert!((nodes - 226.864).abs() < 1e-2, "{nodes}");
    let fleet = FleetCharge {
        gpus: Gpus(226.75 * 8.0),
        required: curve.gpus_required(&load),
        own: None,
        hour: RENT,
        committed: Share::ONE,
    };
    assert!((fleet.per_day().get() - 87_072.0).abs() < 1e-6);
    let costs = curve.unit_costs(&load, &just(&curve, &load, RENT), &NOTHING);
    let near = |found: MoneyPerMtok, expected: f64| {
        assert!((found.get() / expected - 1.0).abs() < 1e-3, "{found:?}, expected {expected}");
    };
    near(costs.average.input.total(), 0.137_77);
    near(costs.average.input.total() * (266.0 / 608.0), 0.060_27);
    near(costs.average.output.total(), 0.300_15);
    near(costs.average.blended(&load.mix().unwrap()).total(), 0.112_26);
    assert_eq!(costs.floor, costs.average);
    // the fleet that was there pays the floor, being a shade smaller than required; 87,072 / 776e3 = 0.11221
    near(fleet.per_day() / load.total(), 0.112_21);
    assert_eq!(curve.latency(Ratio(0.9)), Latency::Steady(Seconds(1.0 / 21.0)));
    assert_eq!(curve.latency(Ratio(1.25)).refused(), Share(1.0 - 1.0 / 1.25));
}

#[test]
fn a_table_answers_in_four_concepts() {
    let points = [(100.0, 4.0), (10_000.0, 0.4)]
        .map(|(tokens, cost)| CostPoint { tokens: MtokPerDay(tokens), cost: MoneyPerMtok(cost) });
    let curve = CostCurve::Table(CostTable::new(&points, PerDay::ZERO).unwrap());
    let load = output(1_000.0);
    let costs = curve.unit_costs(&load, &just(&curve, &load, RENT), &NOTHING);
    // sqrt(4 x 0.4) = 1.2649; slope -1/2
    assert!((costs.average.output.total().get() - 1.264_9).abs() < 1e-4);
    assert!((costs.marginal.output.total().get() - 0.632_5).abs() < 1e-4);
    assert_eq!(costs.floor.output.total(), MoneyPerMtok(0.4));
    assert_eq!(curve.gpus_required(&load), Gpus::ZERO);
    assert!(!curve.needs_fleet());
    assert_eq!(curve.metered(&load, Share::ONE), costs.average.output.total());
}

#[test]
fn t7_training_over_all_tokens() {
    // 5.576 M USD over a year at 776 G tokens a day: 5.576e6 / (365 x 776e3) = 0.01969 USD/Mtok
    let load = Load { input: MtokPerDay(608e3), cached: MtokPerDay(342e3), output: MtokPerDay(168e3) };
    let fixed = FixedPerDay { training: MoneyPerDay(5.576e6 / 365.0), data: MoneyPerDay(0.0) };
    let curve = CostCurve::Constant(MoneyPerMtok(0.1));
    let costs = curve.unit_costs(&load, &just(&curve, &load, RENT), &fixed);
    assert!((costs.full.input.training.get() - 0.019_69).abs() < 1e-5);
    assert!((costs.full.output.total().get() - 0.119_69).abs() < 1e-5);
    assert_eq!(costs.average.output.total(), MoneyPerMtok(0.1));
}

#[test]
fn a_constant_cost_needs_no_fleet_and_no_time() {
    let curve = CostCurve::Constant(MoneyPerMtok(3.0));
    assert_eq!(curve.gpus_required(&output(1e6)), Gpus::ZERO);
    assert_eq!(curve.latency(Ratio(5.0)), Latency::Steady(Seconds::ZERO));
    assert_eq!(curve.at(Days(1_000.0)), curve);
    assert_eq!(curve.scaled(Ratio(0.5)), CostCurve::Constant(MoneyPerMtok(1.5)));
}

#[test]
fn without_load_the_average_is_that_of_unlimited_scale() {
    let curve = llama(&h100());
    let idle = average(&curve, &Load::default());
    // 1.6 x 0.17322 / 0.8371 = 0.33109
    assert!((idle - 0.331_09).abs() < 1e-4, "{idle}");
    assert!((average(&curve, &output(1e9)) / idle - 1.0).abs() < 2e-3);
}

#[test]
fn calibration_multiplies_cost_and_fleet_and_not_latency() {
    let curve = llama(&h100());
    let dear = curve.scaled(Ratio(1.25));
    let load = output(8_640.0);
    assert!((dear.gpus_offered(&load) / curve.gpus_offered(&load) - 1.25).abs() < 1e-12);
    let floor =
        |curve: &CostCurve| curve.unit_costs(&load, &just(curve, &load, RENT), &NOTHING).floor.output.total();
    assert!((floor(&dear) / floor(&curve) - 1.25).abs() < 1e-12);
    assert_eq!(dear.latency(Ratio(0.7)), curve.latency(Ratio(0.7)));
    // and it survives the passing of time
    assert_eq!(dear.at(Days(100.0)), curve.at(Days(100.0)).scaled(Ratio(1.25)));
}

#[test]
fn a_fleet_at_its_requirement_keeps_the_promise_and_one_far_below_refuses() {
    let curve = llama(&h100());
    let load = output(86_400.0);
    let offered = curve.gpus_offered(&load);
    let kept = curve.latency(utilisation(offered, curve.gpus_required(&load)));
    assert!(kept.per_token() <= Seconds(1.0 / 30.0) && kept.refused() == Share::ZERO);
    // half of the offered load: rho = 2 x 0.8371 = 1.674, refused 1 - 1 / 1.674 = 0.4027
    let short = curve.latency(utilisation(offered, offered * 0.5));
    assert!((short.refused().get() - 0.402_7).abs() < 1e-4, "{short:?}");
    assert!(short.per_token().get().is_finite());
}

proptest! {
    #[test]
    fn cost_falls_in_volume_beyond_whole_replicas_and_never_below_the_floor(mtok in 1.0..1e7, more in 1.0..10.0) {
        let curve = llama(&h100());
        let (small, large) = (output(mtok), output(mtok * more));
        let floor = curve.unit_costs(&small, &just(&curve, &small, RENT), &NOTHING).floor.output.total().get();
        let (before, after) = (average(&curve, &small), average(&curve, &large));
        // one whole replica may be bought on the way
        let replica = 8.0 * 24.0 * 2.0 / (mtok * more);
        prop_assert!(after <= before + replica + 1e-9);
        prop_assert!(before >= floor && after >= floor);
    }

    #[test]
    fn every_concept_is_finite_and_ordered(
        input in 0.0..1e6, hit in 0.0..1.0, mtok in 0.0..1e6, spare in 0.1..3.0, training in 0.0..1e5,
    ) {
        let curve = llama(&h100());
        let load = Load {
            input: MtokPerDay(input), cached: MtokPerDay(input * hit), output: MtokPerDay(mtok),
        };
        let required = curve.gpus_required(&load);
        let fleet = FleetCharge { gpus: required * spare, required, own: None, hour: OWNED, committed: Share(0.5) };
        let fixed = FixedPerDay { training: MoneyPerDay(training), data: MoneyPerDay(1.0) };
        let costs = curve.unit_costs(&load, &fleet, &fixed);
        let mix = load.mix().unwrap_or(TokenMix::THREE_TO_ONE);
        let total = |costs: &TokenCosts| costs.blended(&mix).total().get();
        prop_assert!(total(&costs.full).is_finite());
        prop_assert!(total(&costs.average) >= total(&costs.floor) - 1e-12);
        prop_assert!(total(&costs.full) >= total(&costs.average) - 1e-12);
        prop_assert!(costs.average.cached.total() <= costs.average.input.total());
    }

    #[test]
    fn latency_is_never_negative_and_the_requirement_covers_the_offer(mtok in 0.0..1e7, fleet in 0.0..1e5) {
        let curve = llama(&h100());
        let load = output(mtok);
        prop_assert!(curve.gpus_required(&load) >= curve.gpus_offered(&load));
        let service = curve.latency(utilisation(curve.gpus_offered(&load), Gpus(fleet)));
        prop_assert!(service.per_token() > Seconds::ZERO && service.per_token().get().is_finite());
        prop_assert!((0.0..=1.0).contains(&service.refused().get()));
    }
}
