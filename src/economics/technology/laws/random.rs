//! Random technologies: transformers of 1 B to 1 T weights, accelerators from a V100 to a B200, plants, loads, ages.

use proptest::option;
use proptest::prelude::*;

use crate::complaint::Complaints;
use crate::economics::technology::{
    Accelerator, Architecture, Format, Learning, Load, Owned, Plant, Progress, ServingLaw, Speculation,
    Technology,
};
use crate::maths::{exp, ln};
use crate::units::{
    Bytes, Days, Gigabytes, GigabytesPerSecond, MoneyPerGpuHour, MoneyPerMtok, Mtok, MtokPerDay, Parameters,
    Ratio, Share, Tflops, Tokens, TokensPerSecond, Usd, Watts,
};

/// Anything between two values, evenly in logarithms.
pub fn over(low: f64, high: f64) -> impl Strategy<Value = f64> {
    (ln(low)..ln(high)).prop_map(exp)
}

fn format() -> impl Strategy<Value = Format> {
    prop_oneof![
        Just(Format::Bf16),
        Just(Format::Fp8),
        Just(Format::Int8),
        Just(Format::Int4),
        Just(Format::Fp4)
    ]
}

/// From 16 GB and 100 TFLOP/s to 288 GB and 2,500; narrow arithmetic none, no faster, or up to 2.5 times as fast.
fn accelerator() -> impl Strategy<Value = Accelerator> {
    let speed = (over(100.0, 2_500.0), option::of(1.0..2.5), option::of(1.0..2.5));
    let rest = (over(16.0, 288.0), over(800.0, 9_000.0), over(5.0, 450.0), 150.0..1_200.0, over(2e3, 6e4));
    (speed, rest).prop_map(|((peak16, eight, four), (memory, bandwidth, network, power, price))| {
        Accelerator {
            peak16: Some(Tflops(peak16)),
            peak8: eight.map(|gain: f64| Tflops(peak16 * gain)),
            peak4: eight.zip(four).map(|(eight, four)| Tflops(peak16 * eight * four)),
            memory: Some(Gigabytes(memory)),
            bandwidth: Some(GigabytesPerSecond(bandwidth)),
            network: Some(GigabytesPerSecond(network)),
            power: Some(Watts(power)),
            server_price: Some(Usd(price)),
            ..Accelerator::default()
        }
    })
}

fn speculation() -> impl Strategy<Value = Speculation> {
    (0.3..0.95, 1_u32..6, 0.0..0.2).prop_map(|(accepted, ahead, draft)| Speculation {
        accepted: Share(accepted),
        ahead,
        draft: Share(draft),
    })
}

/// Dense models and mixtures, in any format, with contexts of 100 to 100,000 tokens.
fn architecture() -> impl Strategy<Value = Architecture> {
    let shape = (
        over(1e9, 1e12),
        option::of(0.03..0.5),
        option::of(over(2e4, 1e6)),
        format(),
        format(),
        over(100.0, 1e5),
    );
    let run = (
        over(1.0, 80.0),
        option::of(0.1..0.7),
        0.6..0.92,
        0.0..1.0,
        any::<bool>(),
        option::of(speculation()),
    );
    (shape, run).prop_map(|((total, active, kv, format, kv_format, context), run)| {
        let (speed, eta, eta_memory, overlap, sparse, speculation) = run;
        Architecture {
            total: Some(Parameters(total)),
            active: active.map(|part: f64| Parameters(total * part)),
            kv_bytes: kv.map(Bytes),
            format: Some(format),
            kv_format: Some(kv_format),
            context: Some(Tokens(context)),
            tokens_per_second: Some(TokensPerSecond(speed)),
            eta_compute: eta.map(Share),
            eta_memory: Some(Share(eta_memory)),
            overlap: Some(Share(overlap)),
            sparse: Some(sparse),
            speculation,
            ..Architecture::default()
        }
    })
}

/// Rented or owned, with any calibration, swing, cache and edge that documents call usual.
fn plant() -> impl Strategy<Value = Plant> {
    let money = (option::of(over(0.3, 10.0)), 0.6..1.6, 0.0..0.1, 0.0..0.4);
    let use_ = (1.0..2.5, 0.0..1.0, 0.0..9.0, 0.0..1.0, 0.0..0.2);
    (accelerator(), money, use_, any::<bool>(), any::<bool>()).prop_map(
        |(
            accelerator,
            (rent, calibration, egress, offload),
            (peak, scaled, bursts, hit, cost),
            learns,
            moves,
        )| {
            let technology = Technology {
                rent: rent.map(MoneyPerGpuHour),
                owned: rent.is_none().then(Owned::default),
                calibration: Ratio(calibration),
                egress: Some(MoneyPerMtok(egress)),
                offload: Share(offload),
                peak_to_mean: Ratio(peak),
                autoscale: Share(scaled),
                burstiness: Ratio(bursts),
                cache_hit: Share(hit),
                cache_cost: Share(cost),
                learning: learns.then(|| Learning::after(Mtok(1e6))),
                progress: if moves { Progress::default() } else { Progress::NONE },
                ..Technology::rented("random")
            };
            technology.resolve(&accelerator, Ratio(1.0), "", &mut Complaints::new()).unwrap()
        },
    )
}

/// A model that can be served as promised, some time after the start, with know-how and better kernels. Its replica
/// is fixed, as a scenario would.
pub fn served() -> impl Strategy<Value = ServingLaw> {
    (architecture(), plant(), 0.0..2_000.0, 0.0..8.0, 1.0..2.0).prop_filter_map(
        "cannot be served as promised",
        |(architecture, plant, days, doublings, tuning)| {
            let law = ServingLaw::new(architecture.resolve()?, plant).ok()?;
            let mut model = *law.transformer();
            model.gpus_per_replica = Some(law.gpus_per_replica());
            model.tuning = Ratio(tuning);
            let law = ServingLaw::new(model, plant).ok()?;
            Some(law.learned(Ratio(doublings)).at(Days(days)))
        },
    )
}

/// A load of all kinds of tokens, from one million to ten trillion a day.
pub fn load() -> impl Strategy<Value = Load> {
    (over(1.0, 1e7), 0.05..0.95, 0.0..1.0).prop_map(|(total, output, cached): (f64, f64, f64)| {
        let input = total * (1.0 - output);
        Load {
            input: MtokPerDay(input),
            cached: MtokPerDay(input * cached),
            output: MtokPerDay(total * output),
        }
    })
}
