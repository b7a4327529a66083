//! The worked cases of the cost model and how near to them is near enough, shared by this room's tests.

use super::architecture::{Architecture, Format, Transformer};
use super::hardware::Accelerator;
use super::plant::{Plant, Technology};
use super::progress::Progress;
use crate::complaint::Complaints;
use crate::units::{
    Bytes, Flop, Gigabytes, GigabytesPerSecond, Gpus, MoneyPerGpuHour, MoneyPerMtok, Parameters, Ratio,
    Seconds, Share, Tflops, Tokens, TokensPerSecond,
};

/// Holds that a number is the expected one but for a relative tolerance.
pub fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found / expected - 1.0).abs() < tolerance, "found {found}, expected {expected}");
}

/// T1: Llama-3-70B, FP8 weights and 8-bit keys and values on 8 accelerators, context 2,048, no attention work.
pub fn llama_70b() -> Transformer {
    Architecture {
        total: Some(Parameters(70.55e9)),
        layers: Some(80),
        kv_bytes: Some(Bytes(327_680.0)),
        kv_format: Some(Format::Fp8),
        attention_flop: Some(Flop(0.0)),
        format: Some(Format::Fp8),
        context: Some(Tokens(2048.0)),
        gpus_per_replica: Some(Gpus(8.0)),
        tokens_per_second: Some(TokensPerSecond(30.0)),
        eta_compute: Some(Share(0.40)),
        eta_memory: Some(Share(0.75)),
        overhead: Some(Seconds(1.92e-3)),
        ..Architecture::default()
    }
    .resolve()
    .expect("the weights are given")
}

/// T18: DeepSeek-V3 in FP8 on 32 accelerators, context 4,000, 16-bit latent keys and values.
pub fn deepseek_v3() -> Transformer {
    Architecture {
        total: Some(Parameters(671e9)),
        active: Some(Parameters(37e9)),
        layers: Some(61),
        kv_bytes: Some(Bytes(70_272.0)),
        attention_flop: Some(Flop(1.7e7)),
        prefill_attention_flop: Some(Flop(5.0e6)),
        network_bytes: Some(Bytes(1.18e7)),
        format: Some(Format::Fp8),
        gpus_per_replica: Some(Gpus(32.0)),
        eta_compute: Some(Share(0.27)),
        overhead: Some(Seconds(2e-3)),
        ..Architecture::default()
    }
    .resolve()
    .expect("the weights are given")
}

/// Eight H100 at 2 USD an hour, staffed as in T11: no autoscaling, Poisson arrivals, no egress, no progress.
pub fn h100() -> Plant {
    plant(3350.0)
}

/// The same of H800.
pub fn h800() -> Plant {
    plant(3360.0)
}

fn plant(bandwidth: f64) -> Plant {
    let accelerator = Accelerator {
        peak16: Some(Tflops(989.0)),
        peak8: Some(Tflops(1979.0)),
        memory: Some(Gigabytes(80.0)),
        bandwidth: Some(GigabytesPerSecond(bandwidth)),
        network: Some(GigabytesPerSecond(50.0)),
        ..Accelerator::default()
    };
    let technology = Technology {
        rent: Some(MoneyPerGpuHour(2.0)),
        autoscale: Share(0.0),
        burstiness: Ratio(1.0),
        egress: Some(MoneyPerMtok(0.0)),
        progress: Progress::NONE,
        ..Technology::rented("example")
    };
    technology.resolve(&accelerator, Ratio(1.0), "", &mut Complaints::new()).expect("every fact is given")
}
