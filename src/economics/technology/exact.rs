//! The exact time of a decoding step, with the larger of arithmetic and weights, against the law in use and its reference.

use proptest::prelude::*;

use super::architecture::{Format, Transformer};
use super::examples::{h100, llama_70b};
use super::serving::{ServingLaw, StepParts};
use crate::units::{Gpus, MoneyPerGpuHour, MoneyPerMtok, Seconds, Share};

/// The sum of all parts: a + b B.
fn summed(parts: &StepParts, batch: f64) -> Seconds {
    parts.weights + parts.overhead + (parts.arithmetic + parts.context) * batch
}

/// Cost of a million output tokens of a replica that always runs a batch: g p T(B) 10^6 / (3600 B).
fn batch_cost(step: Seconds, batch: f64, gpus: Gpus, hour: MoneyPerGpuHour) -> MoneyPerMtok {
    MoneyPerMtok(gpus.get() * hour.get() * step.get() * 1e6 / (3600.0 * batch))
}

fn law(format: Format, eta: f64, kv_format: Format) -> ServingLaw {
    let model = Transformer { format, eta_compute: Some(Share(eta)), kv_format, ..llama_70b() };
    ServingLaw::new(model, h100()).unwrap()
}

#[test]
fn t2_the_whole_table() {
    let laws = [
        law(Format::Bf16, 0.5, Format::Bf16),
        law(Format::Fp8, 0.4, Format::Fp8),
        law(Format::Int4, 0.5, Format::Fp8),
    ];
    let table = [
        (1.0, [39.9, 24.2, 16.4]),
        (16.0, [2.63, 1.58, 1.10]),
        (64.0, [0.769, 0.451, 0.366]),
        (128.0, [0.459, 0.263, 0.299]),
        (256.0, [0.340, 0.207, 0.266]),
        (512.0, [0.324, 0.190, 0.249]),
        (1e9, [0.307, 0.173, 0.233]),
    ];
    for (batch, costs) in table {
        for (law, expected) in laws.iter().zip(costs) {
            let step = law.parts().exact(batch);
            let cost = batch_cost(step, batch, Gpus(8.0), MoneyPerGpuHour(2.0)).get();
            assert!((cost / expected - 1.0).abs() < 1e-2, "{batch}: {cost}, expected {expected}");
        }
    }
}

proptest! {
    #[test]
    fn the_law_in_use_is_never_faster_and_at_most_twice_as_slow(batch in 1.0..5_000.0) {
        let law = law(Format::Fp8, 0.4, Format::Fp8);
        let parts = law.parts();
        let (exact, summed) = (parts.exact(batch).get(), summed(&parts, batch).get());
        prop_assert!(exact <= summed && summed <= 2.0 * exact);
        prop_assert!((summed / (law.step().get() + law.sequence().get() * batch) - 1.0).abs() < 1e-9);
    }
}
