//! Laws of cost that hold for every technology, over random models, accelerators, plants and loads.

mod random;

use proptest::prelude::*;

use super::fleet::utilisation;
use super::training::cluster_efficiency;
use super::{
    CostCurve, FixedPerDay, FleetCharge, Format, GpuHour, Infeasible, Latency, Load, Machine, ServingLaw,
    Technique, TokenMix, TrainingRun, Transformer, shapley,
};
use crate::drivers::{Driver, Drivers};
use crate::maths::ln;
use crate::units::{
    Bytes, Days, GpuHours, Gpus, Money, MoneyPerDay, Parameters, Ratio, Seconds, Share, TokensPerSecond,
    TrainingTokens,
};
use random::{load, over, served};

/// What rounding may add, in parts.
const ROUNDING: f64 = 1.0 + 1e-9;

/// A fleet that is just what the load requires.
fn just(curve: &CostCurve, load: &Load, hour: GpuHour) -> FleetCharge {
    let required = curve.gpus_required(load);
    FleetCharge { gpus: required, own: None, required, hour, committed: Share::ONE }
}

/// Hours of busy hardware for a load, of whose input a part repeats.
fn hours(law: &ServingLaw, load: &Load, repeated: Share) -> f64 {
    let hit = repeated.get() * law.plant().cache_hit.get();
    let input = 1.0 - hit + hit * law.plant().cache_cost.get();
    (law.prefill_work() * (load.input.get() * input) + law.decode_work() * load.output.get()).get()
}

/// The model under another promise, on the same plant.
fn promising(law: &ServingLaw, speed: f64) -> Result<ServingLaw, Infeasible> {
    let model = Transformer { tokens_per_second: TokensPerSecond(speed), ..*law.transformer() };
    ServingLaw::new(model, *law.plant())
}

/// Whether a mixture of two dates had to be put on a larger replica, or runs emptier than any real one.
fn is_strained(law: &ServingLaw, replica: Gpus) -> bool {
    law.gpus_per_replica() != replica || law.rho_max() <= Share(0.05) || law.batch_max() < Ratio(1.0)
}

proptest! {
    #[test]
    fn unit_cost_falls_in_volume_up_to_whole_replicas(law in served(), load in load(), more in 1.0..20.0) {
        let (curve, hour) = (CostCurve::Serving(law), law.plant().hour);
        let mix = load.mix().unwrap();
        let fixed = FixedPerDay { training: MoneyPerDay(1e4), data: MoneyPerDay(1e3) };
        let cost = |load: &Load| {
            let costs = curve.unit_costs(load, &just(&curve, load, hour), &fixed);
            [costs.floor, costs.average, costs.full].map(|costs| costs.blended(&mix).total().get())
        };
        let large = load * more;
        let ([floor, small, full], [_, average, _]) = (cost(&load), cost(&large));
        // n(X) <= A(X) + slack(X) + 1, and A + slack grows no faster than X
        let replica = law.gpus_per_replica().get() * 24.0 * hour.total().get() / large.total().get();
        prop_assert!(average <= (small + replica) * ROUNDING, "{} after {}", average, small);
        prop_assert!(0.0 < floor && floor <= small * ROUNDING && small <= full && full.is_finite());
        prop_assert!(floor <= average * ROUNDING);
        // what users pay for is the fleet and the wire, to the last cent
        let egress = law.egress().get() * load.output.get();
        let paid = small * load.total().get();
        let bill = just(&curve, &load, hour).per_day().get() + egress;
        prop_assert!((paid / bill - 1.0).abs() < 1e-9, "{} of {}", paid, bill);
    }

    #[test]
    fn a_faster_promise_costs_more_until_it_is_refused(
        law in served(), slow in over(0.01, 300.0), more in over(1.0, 100.0),
    ) {
        let mut before = law.decode_work();
        for speed in [slow, slow * more, 1.0 / law.step().get(), 1e6] {
            match promising(&law, speed) {
                Ok(found) => {
                    let provided = found.decode_provided();
                    prop_assert!(provided.get().is_finite() && provided > GpuHours::ZERO);
                    prop_assert!(provided >= found.decode_work() && found.prefill_provided() >= found.prefill_work());
                    let is_fair = speed < slow * more || provided.get() * ROUNDING >= before.get();
                    prop_assert!(is_fair, "{:?} at {} after {:?}", provided, speed, before);
                    before = provided;
                }
                Err(Infeasible::Latency { fastest }) => {
                    prop_assert!(fastest.get() <= speed * ROUNDING && fastest > TokensPerSecond::ZERO);
                }
                // before progress the model may ask for more memory than it does today
                Err(Infeasible::Memory { .. }) => {}
                Err(reason) => prop_assert!(false, "{:?}", reason),
            }
        }
        prop_assert!(promising(&law, 1e6).is_err());
    }

    #[test]
    fn overload_is_a_state(law in served(), used in over(1e-3, 1e3), load in load(), fleet in over(1.0, 1e6)) {
        let curve = CostCurve::Serving(law);
        let by_load = utilisation(curve.gpus_offered(&load), Gpus(fleet));
        for used in [Ratio(used), by_load, Ratio(0.0), Ratio(1e12)] {
            let service = curve.latency(used);
            prop_assert!(service.per_token() > Seconds::ZERO && service.per_token().get().is_finite());
            prop_assert!(service.per_token().get() * ROUNDING >= law.step().get());
            prop_assert!((0.0..=1.0).contains(&service.refused().get()));
            let beyond = used.get() * law.rho_max().get() >= 1.0;
            let is_overload = matches!(service, Latency::Overload { .. });
            prop_assert_eq!(is_overload, beyond);
        }
        prop_assert!(curve.latency(Ratio(1.0)).per_token().get() <= ROUNDING / law.promised().get());
    }

    #[test]
    fn eight_bits_never_cost_more_than_sixteen(law in served(), eta in 0.1..0.7, narrow in 0..2) {
        let narrow = if narrow == 0 { Format::Fp8 } else { Format::Int8 };
        let of = |format| {
            let model = Transformer { format, eta_compute: Some(Share(eta)), ..*law.transformer() };
            law.rebuilt(model, *law.plant())
        };
        if let Ok(wide) = of(Format::Bf16) {
            let narrow = of(narrow).unwrap();
            prop_assert!(narrow.decode_work().get() <= wide.decode_work().get() * ROUNDING);
            prop_assert!(narrow.decode_provided().get() <= wide.decode_provided().get() * ROUNDING);
            prop_assert!(narrow.prefill_provided().get() <= wide.prefill_provided().get() * ROUNDING);
        }
    }

    #[test]
    fn a_technique_that_saves_never_makes_work_dearer(
        law in served(), load in load(), repeated in 0.0..1.0, gain in 1.0..10.0, part in 0.0..1.0,
    ) {
        let (model, plant) = (law.transformer(), law.plant());
        let hit = Share(plant.cache_hit.get() + part * plant.cache_hit.rest().get());
        let offload = Share(plant.offload.get() + part * plant.offload.rest().get() * 0.9);
        let savers = [
            (model.format == Format::Bf16).then_some(Technique::Quantise { format: Format::Fp8 }),
            (model.kv_format == Format::Bf16).then_some(Technique::QuantiseContext { format: Format::Fp8 }),
            Some(Technique::Prune {}),
            Some(Technique::Distil { ratio: Ratio(gain) }),
            Some(Technique::Attention { kv_bytes: Bytes(model.kv_bytes.get() / gain) }),
            Some(Technique::Cache { hit, cost: None }),
            Some(Technique::Algorithm { factor: Ratio(gain) }),
            Some(Technique::Curation { factor: Ratio(gain) }),
            Some(Technique::Serving { factor: Ratio(gain) }),
            Some(Technique::Offload { share: offload }),
        ];
        for technique in savers.into_iter().flatten() {
            let adopted = match law.adopt(&technique) {
                // a student is put on the smallest replica, which may be too slow, and on too small a memory
                Err(_) if matches!(technique, Technique::Distil { .. }) => continue,
                adopted => adopted.unwrap(),
            };
            let (after, before) = (hours(&adopted, &load, Share(repeated)), hours(&law, &load, Share(repeated)));
            prop_assert!(0.0 < after && after <= before * ROUNDING, "{:?}: {} of {}", technique, after, before);
            let same_replica = adopted.gpus_per_replica() == law.gpus_per_replica();
            let dearer = adopted.decode_provided().get() > law.decode_provided().get() * ROUNDING;
            prop_assert!(!(same_replica && dearer), "{:?}", technique);
        }
    }

    #[test]
    fn time_know_how_and_better_chips_never_make_work_dearer(
        law in served(), days in 0.0..3_000.0, more in 0.0..3_000.0, doublings in 0.0..20.0,
        gain in prop::array::uniform5(1.0..4.0),
    ) {
        let mut plant = *law.plant();
        let old = plant.machine;
        plant.machine = Machine {
            peak16: old.peak16 * gain[0],
            // an old chip without narrow arithmetic may get some
            peak8: old.peak8.or((gain[1] > 2.0).then_some(old.peak16 * gain[1])).map(|peak| peak * gain[0]),
            peak4: old.peak4.map(|peak| peak * gain[0]),
            memory: old.memory * gain[2],
            bandwidth: old.bandwidth * gain[3],
            network: old.network.map(|network| network * gain[4]),
        };
        let early = law.at(Days(days));
        let steps = [
            ("time", early, early.at(Days(days + more))),
            ("learning", law, law.learned(Ratio(8.0 + doublings))),
            ("chip", law, law.on(&plant).unwrap()),
        ];
        for (name, before, after) in steps {
            let figures = |law: &ServingLaw| {
                [law.prefill_work(), law.decode_work(), law.decode_provided()].map(GpuHours::get)
            };
            for (found, known) in figures(&after).into_iter().zip(figures(&before)) {
                prop_assert!(0.0 < found && found <= known * ROUNDING, "{}: {} of {}", name, found, known);
            }
        }
    }

    #[test]
    fn a_law_with_every_driver_of_another_is_the_other(own in served(), other in served(), spread in 0.5..4.0) {
        let every: Drivers = Driver::TECHNOLOGY.into_iter().collect();
        for (drivers, expected) in [(every, &other), (Drivers::NONE, &own)] {
            let taken = own.taking(&other, drivers);
            if is_strained(expected, taken.gpus_per_replica()) {
                continue;
            }
            let cost = |law: &ServingLaw| {
                let costs = CostCurve::Serving(*law).standard(expected.plant().hour, Ratio(spread));
                [costs.input, costs.cached, costs.output].map(|kind| kind.total().get())
            };
            for (found, known) in cost(&taken).into_iter().zip(cost(expected)) {
                prop_assert!((found - known).abs() <= 1e-12 * known, "{} of {}", found, known);
            }
        }
    }

    #[test]
    fn a_technique_is_credited_to_its_own_driver(law in served(), load in load(), gain in 1.1..10.0, eta in 0.1..0.7) {
        let model = Transformer { format: Format::Bf16, eta_compute: Some(Share(eta)), ..*law.transformer() };
        let moved = [
            (Driver::Compression, Technique::Quantise { format: Format::Fp8 }),
            (Driver::Compression, Technique::QuantiseContext { format: Format::Fp8 }),
            (Driver::Compression, Technique::Prune {}),
            (Driver::Model, Technique::Distil { ratio: Ratio(gain) }),
            (Driver::Model, Technique::Attention { kv_bytes: Bytes(model.kv_bytes.get() / gain) }),
            (Driver::Model, Technique::Algorithm { factor: Ratio(gain) }),
            (Driver::Utilisation, Technique::Serving { factor: Ratio(gain) }),
            (Driver::Caching, Technique::Cache { hit: Share(0.5), cost: Some(Share(0.3)) }),
            (Driver::Network, Technique::Offload { share: Share(0.5) }),
        ];
        let Ok(before) = law.rebuilt(model, *law.plant()) else { return Ok(()) };
        for (driver, technique) in moved {
            let Ok(after) = before.adopt(&technique) else { continue };
            let rest = Driver::TECHNOLOGY.into_iter().filter(|other| *other != driver).collect();
            for (drivers, whole) in [(Drivers::NONE.with(driver), &after), (rest, &before)] {
                let taken = before.taking(&after, drivers);
                if is_strained(whole, taken.gpus_per_replica()) {
                    continue;
                }
                let (found, known) = (hours(&taken, &load, Share(0.5)), hours(whole, &load, Share(0.5)));
                prop_assert!((found / known - 1.0).abs() < 1e-12, "{:?} {:?}: {} of {}", driver, technique, found, known);
            }
        }
    }

    #[test]
    fn shapley_sums_to_the_fall_in_any_order(
        own in served(), other in served(), spread in 0.5..4.0,
        order in Just(Driver::TECHNOLOGY.to_vec()).prop_shuffle(), still in 0..Driver::TECHNOLOGY.len(),
    ) {
        let still = Driver::TECHNOLOGY[still];
        // the other law, one driver of which has not moved
        let moved = other.taking(&own, Drivers::NONE.with(still));
        let hour = |drivers: Drivers| {
            let of = |driver| if driver != still && drivers.holds(driver) { &other } else { &own };
            GpuHour {
                capital: of(Driver::Hardware).plant().hour.capital,
                energy: of(Driver::Energy).plant().hour.energy,
            }
        };
        let credits = |order: &[Driver]| {
            shapley(order.len(), |set| {
                let chosen = order.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0);
                let drivers: Drivers = chosen.map(|(_, driver)| *driver).collect();
                let curve = CostCurve::Serving(own).taking(&CostCurve::Serving(moved), drivers);
                ln(curve.standard(hour(drivers), Ratio(spread)).blended(&TokenMix::THREE_TO_ONE).total().get())
            })
        };
        let cost = |drivers: Drivers| {
            let law = own.taking(&moved, drivers);
            let costs = CostCurve::Serving(law).standard(hour(drivers), Ratio(spread));
            ln(costs.blended(&TokenMix::THREE_TO_ONE).total().get())
        };
        let (phi, shuffled) = (credits(&Driver::TECHNOLOGY), credits(&order));
        let whole = cost(Driver::TECHNOLOGY.into_iter().collect()) - cost(Drivers::NONE);
        prop_assert!((phi.iter().sum::<f64>() - whole).abs() < 1e-9, "{:?} of {}", phi, whole);
        for (at, driver) in order.iter().enumerate() {
            let known = phi[Driver::TECHNOLOGY.iter().position(|own| own == driver).unwrap()];
            prop_assert!((shuffled[at] - known).abs() < 1e-9);
            // a replica that had to be enlarged has moved with the model
            let replica = if still == Driver::Model { own.gpus_per_replica() } else { other.gpus_per_replica() };
            // and a given efficiency, carried to the other width, with compression
            let is_given = still == Driver::Utilisation && own.transformer().eta_compute.is_some();
            if *driver == still && moved.gpus_per_replica() == replica && !is_given {
                prop_assert!(known == 0.0 && shuffled[at] == 0.0, "{:?}: {}", still, known);
            }
        }
    }

    #[test]
    fn a_larger_cluster_reaches_less_and_interruptions_cost(
        law in served(), gpus in over(8.0, 2e5), more in over(1.0, 50.0), write in 0.0..120.0, wait in 0.0..3_600.0,
    ) {
        let run = |gpus: f64, scale: f64| TrainingRun {
            checkpoint: Seconds(write * scale),
            restart: Seconds(wait * scale),
            ..TrainingRun::of(Parameters(1e11), TrainingTokens(1e13), Gpus(gpus))
        };
        let cost = |gpus, scale| run(gpus, scale).plan(&law.plant().machine, law.plant().hour).cost;
        let efficiency = |gpus| cluster_efficiency(Gpus(gpus));
        prop_assert!(efficiency(gpus * more) <= efficiency(gpus) && efficiency(gpus * more) > Share::ZERO);
        prop_assert!(Money::ZERO < cost(gpus, 0.0) && cost(gpus, 0.0) <= cost(gpus, 1.0));
        prop_assert!(cost(gpus, 1.0) <= cost(gpus, 2.0) && cost(gpus, 1.0).get() <= cost(gpus * more, 1.0).get() * ROUNDING);
    }
}
