//! The serving law against the worked cases of its reference: T1, T2 (limits), T3 and T18.

use super::architecture::{Format, Transformer};
use super::examples::{deepseek_v3, h100, h800, llama_70b, near};
use super::serving::ServingLaw;
use crate::units::{MoneyPerGpuHour, Ratio, Share, Tokens, TokensPerSecond};

#[test]
fn t1_llama_70b_on_eight_h100() {
    let law = ServingLaw::new(llama_70b(), h100()).unwrap();
    // 70.55e9 / (8 x 3.35e12 x 0.75) + 1.92e-3 = 5.430 ms
    near(law.step().get(), 5.4300e-3, 1e-3);
    // 1.411e11 / (8 x 1.979e15 x 0.40) + 2048 x 163,840 / (8 x 3.35e12 x 0.75) = 22.28 + 16.69 = 38.975 us
    near(law.sequence().get(), 38.975e-6, 1e-3);
    // (0.9 x 640e9 - 70.55e9) / (2048 x 163,840) = 1506
    near(law.batch_max().get(), 1506.0, 1e-3);
    // 8 x 2 x 38.975 / 3600 = 0.17322 USD/Mtok
    let floor = (MoneyPerGpuHour(2.0) * law.decode_work()).get();
    near(floor, 0.173_22, 1e-3);
    near(floor / 0.5, 0.346_44, 1e-3);
    near(law.service(Ratio(0.8)).per_token().get(), 27.15e-3, 1e-3);
}

#[test]
fn t1_utilisation_that_keeps_the_promised_speed() {
    for (speed, rho) in [(50.0, 0.729), (30.0, 0.837), (20.0, 0.891)] {
        let promised = Transformer { tokens_per_second: TokensPerSecond(speed), ..llama_70b() };
        near(ServingLaw::new(promised, h100()).unwrap().rho_max().get(), rho, 1e-3);
    }
}

#[test]
fn t2_the_limits_of_large_batches_by_format() {
    // the last row of the table: BF16 at 0.5, FP8 at 0.4, INT4 weights with 16-bit arithmetic at 0.5, 2 USD/h
    let cost = |format, eta, kv_format| {
        let model = Transformer { format, eta_compute: Some(Share(eta)), kv_format, ..llama_70b() };
        let law = ServingLaw::new(model, h100()).unwrap();
        (MoneyPerGpuHour(2.0) * law.decode_work()).get()
    };
    near(cost(Format::Bf16, 0.5, Format::Bf16), 0.307, 1e-2);
    near(cost(Format::Fp8, 0.4, Format::Fp8), 0.173, 1e-2);
    near(cost(Format::Int4, 0.5, Format::Fp8), 0.233, 1e-2);
}

#[test]
fn t3_prefill_rates() {
    let model = llama_70b();
    let law = ServingLaw::new(model, h100()).unwrap();
    // 1.979e15 x 0.40 / 1.411e11 = 5,610 tok/s for each accelerator; 2 / (5,610 x 3600) x 1e6 = 0.0990 USD/Mtok
    near(1e6 / 3600.0 / law.prefill_work().get(), 5_610.0, 1e-3);
    near((MoneyPerGpuHour(2.0) * law.prefill_work()).get(), 0.0990, 1e-3);
    let wide = Transformer { format: Format::Bf16, eta_compute: Some(Share(0.5)), ..model };
    // 989e12 x 0.5 / 1.411e11 = 3,505
    near(1e6 / 3600.0 / ServingLaw::new(wide, h100()).unwrap().prefill_work().get(), 3_506.0, 1e-3);
}

#[test]
fn t18_the_default_provider() {
    let law = ServingLaw::new(deepseek_v3(), h800()).unwrap();
    near(law.step().get(), 10.321e-3, 1e-3);
    near(law.sequence().get(), 14.004e-6, 1e-3);
    near(law.rho_max().get(), 0.7936, 1e-3);
    near((MoneyPerGpuHour(2.0) * law.decode_provided()).get(), 0.3137, 1e-3);
    // 8.4e10 / (3600 x 1.979e15 x 0.27) x 2e6 / 0.65 = 0.1344
    near((MoneyPerGpuHour(2.0) * law.prefill_work()).get() / 0.65, 0.134, 1e-2);
    // contexts of 1k, 16k and 64k
    for (context, cost) in [(1_000.0, 0.188), (16_000.0, 0.815), (64_000.0, 2.82)] {
        let model = Transformer { context: Tokens(context), ..deepseek_v3() };
        let law = ServingLaw::new(model, h800()).unwrap();
        near((MoneyPerGpuHour(2.0) * law.decode_provided()).get(), cost, 1e-2);
    }
}
