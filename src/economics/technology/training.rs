//! A training run on a cluster: efficiency against size, interruptions, checkpoints, days, GPU-hours and money.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::hardware::GpuHour;
use super::machine::Machine;
use super::scaling::{ScalingLaw, capital_recovery, dense_equivalent, training_compute};
use crate::complaint::{Check, Complaints};
use crate::maths::{ln, pow, sqrt};
use crate::units::{
    Days, GpuHours, Gpus, Money, MoneyPerDay, Parameters, Ratio, RunFlop, Seconds, Share, TrainingTokens,
};

/// Part of the 16-bit peak that Llama-3-405B reached on 16,384 H100: 400 of 989 TFLOP/s.
const MFU_REFERENCE: f64 = 400.0 / 989.0;

/// Accelerators of that run.
const GPUS_REFERENCE: f64 = 16_384.0;

/// Accelerators of the smaller run of the same model, and its rate over that of the larger one: 430 over 400 TFLOP/s.
const HALF_CLUSTER_GAIN: f64 = 430.0 / 400.0;

/// Highest part of the peak that training reaches (assumption).
const MFU_CAP: f64 = 0.50;

/// Hours of an accelerator between two unexpected interruptions: 419 in 54 days of 16,384 (Llama 3).
pub const HOURS_BETWEEN_FAILURES: f64 = 54.0 * 24.0 * GPUS_REFERENCE / 419.0;

/// Days of a mean year.
const YEAR: f64 = crate::calendar::DAYS_A_YEAR;

/// Part of the 16-bit peak reached on a cluster: min(0.5, 0.404 (n / 16,384)^(-gamma)), gamma = ln(430/400) / ln 2 =
/// 0.104 (Llama-3-405B at 8,192 and 16,384 H100).
pub fn cluster_efficiency(gpus: Gpus) -> Share {
    let gamma = ln(HALF_CLUSTER_GAIN) / std::f64::consts::LN_2;
    Share((MFU_REFERENCE * pow(gpus.get() / GPUS_REFERENCE, -gamma)).min(MFU_CAP))
}

/// Interruptions of a cluster and what they cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interruptions {
    /// Mean time between two of them.
    pub apart: Seconds,
    /// Time to write a checkpoint.
    pub checkpoint: Seconds,
    /// Time to restart, lost warm-up included.
    pub restart: Seconds,
}

impl Interruptions {
    /// Interval of checkpoints that loses least (Young 1974, Daly 2006): tau* = sqrt(2 d M).
    pub fn interval(&self) -> Seconds {
        Seconds(sqrt(2.0 * self.checkpoint.get() * self.apart.get()))
    }

    /// Time lost with checkpoints every tau, over the time of work: d / tau + tau / (2 M) + R / M.
    #[cfg(test)]
    pub fn lost(&self, every: Seconds) -> Ratio {
        let (d, m) = (self.checkpoint.get(), self.apart.get());
        Ratio(d / every.get() + every.get() / (2.0 * m) + self.restart.get() / m)
    }

    /// Time lost at the best interval over the time of work: sqrt(2 d / M) + R / M.
    pub fn overhead(&self) -> Ratio {
        let m = self.apart.get();
        Ratio(sqrt(2.0 * self.checkpoint.get() / m) + self.restart.get() / m)
    }
}

/// A training run: what is trained on what cluster, and what development costs beside it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrainingRun {
    /// Weights that work for a token.
    pub active: Parameters,
    /// All weights: with the active ones they give the loss that `check` tells. Default: the active ones.
    pub total: Option<Parameters>,
    /// Tokens of the run: 14.8e12 for DeepSeek-V3.
    pub tokens: TrainingTokens,
    /// Accelerators of the cluster.
    pub gpus: Gpus,
    /// Part of the 16-bit peak reached. Default: 40.4 % at 16,384 accelerators, 7 % of it less with each doubling, 50 %
    /// at most; the median of 33 known runs is 37.5 %.
    pub efficiency: Option<Share>,
    /// Time to write a checkpoint. Default: 30 s (range 5 to 120 s, assumption).
    #[serde(default = "checkpoint")]
    pub checkpoint: Seconds,
    /// Time to restart after an interruption. Default: 600 s (range 3 to 60 min, assumption).
    #[serde(default = "restart")]
    pub restart: Seconds,
    /// Cost of development, staff and experiments included, over that of the final run. Default: 4 (range 2 to 10,
    /// assumption).
    #[serde(default = "development")]
    pub development: Ratio,
    /// Time over which a model recovers its cost. Default: 1.5 years (assumption; range 1 to 2 years).
    #[serde(default = "life")]
    pub life: Days,
    /// Yearly interest on the cost. Default: 10 % (range 6 to 15 %, assumption).
    #[serde(default = "interest")]
    pub interest: Share,
}

fn checkpoint() -> Seconds {
    Seconds(30.0)
}

fn restart() -> Seconds {
    Seconds(600.0)
}

fn development() -> Ratio {
    Ratio(4.0)
}

fn life() -> Days {
    Days(1.5 * YEAR)
}

fn interest() -> Share {
    Share(0.1)
}

/// How the cost of a model is recovered from the tokens that it serves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recovery {
    /// Time over which it is.
    pub life: Days,
    /// Yearly interest.
    pub interest: Share,
}

impl Default for Recovery {
    fn default() -> Self {
        Self { life: life(), interest: interest() }
    }
}

impl Recovery {
    /// What a cost charges a day: cost x CRF(r, L) / 365.25.
    pub fn charge(&self, cost: Money) -> MoneyPerDay {
        MoneyPerDay(cost.get() * capital_recovery(self.interest, self.life.get() / YEAR) / YEAR)
    }
}

/// What a run takes, and what comes of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RunPlan {
    /// From start to end, interruptions included.
    pub days: Days,
    /// Accelerators times hours of the final run.
    pub gpu_hours: GpuHours,
    /// The same with all that development takes.
    pub developed: GpuHours,
    /// What the final run costs.
    pub cost: Money,
    /// What the model costs with its development.
    pub development: Money,
    /// Compute, 6 N_act D.
    pub flop: RunFlop,
    /// Part of the 16-bit peak that its cluster reaches.
    pub efficiency: Share,
    /// Time lost to interruptions and checkpoints over the time of work.
    pub lost: Ratio,
    /// Time between two checkpoints.
    pub checkpoints: Seconds,
    /// Tokens for each weight that works.
    pub tokens_a_weight: Ratio,
    /// The same of the dense model of least loss for that compute.
    pub balanced: Ratio,
    /// Loss at its end, in nats a token, a mixture counted as sqrt(N_act N_tot) weights.
    pub loss: f64,
}

impl TrainingRun {
    /// A run with every default.
    pub fn of(active: Parameters, tokens: TrainingTokens, gpus: Gpus) -> Self {
        Self {
            active,
            total: None,
            tokens,
            gpus,
            efficiency: None,
            checkpoint: checkpoint(),
            restart: restart(),
            development: development(),
            life: life(),
            interest: interest(),
        }
    }

    /// Days, GPU-hours, money and loss of the run:
    /// hours = C / (n peak16 MFU 3600) (1 + sqrt(2 d / M) + R / M), M = 50,677 h / n.
    pub fn plan(&self, machine: &Machine, hour: GpuHour) -> RunPlan {
        let flop = training_compute(self.active, self.tokens);
        let efficiency = self.efficiency.unwrap_or_else(|| cluster_efficiency(self.gpus));
        let rate = machine.peak16.get() * 1e12 * efficiency.get();
        let busy = flop.get() / (rate * 3600.0);
        let interruptions = self.interruptions();
        let lost = interruptions.overhead();
        let gpu_hours = GpuHours(busy * (1.0 + lost.get()));
        let cost = hour.total() * gpu_hours;
        let (weights, tokens) = ScalingLaw::BESIROGLU.allocation(flop);
        RunPlan {
            days: Days(gpu_hours.get() / self.gpus.get() / 24.0),
            gpu_hours,
            developed: gpu_hours * self.development.get(),
            cost,
            development: cost * self.development.get(),
            flop,
            efficiency,
            lost,
            checkpoints: interruptions.interval(),
            tokens_a_weight: Ratio(self.tokens.get() / self.active.get()),
            balanced: Ratio(tokens.get() / weights.get()),
            loss: self.loss(),
        }
    }

    /// Interruptions of its cluster: M = 50,677 h / n.
    pub fn interruptions(&self) -> Interruptions {
        Interruptions {
            apart: Seconds(HOURS_BETWEEN_FAILURES * 3600.0 / self.gpus.get()),
            checkpoint: self.checkpoint,
            restart: self.restart,
        }
    }

    fn loss(&self) -> f64 {
        let total = self.total.unwrap_or(self.active);
        ScalingLaw::BESIROGLU.loss(dense_equivalent(self.active, total), self.tokens)
    }

    /// How its cost is recovered.
    pub fn recovery(&self) -> Recovery {
        Recovery { life: self.life, interest: self.interest }
    }
}

impl Check for TrainingRun {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        let figures = [
            ("active", self.active.get()),
            ("total", self.total.map_or(1.0, Parameters::get)),
            ("tokens", self.tokens.get()),
            ("gpus", self.gpus.get()),
            ("efficiency", self.efficiency.map_or(1.0, Share::get)),
            ("life", self.life.get()),
        ];
        for (field, value) in figures {
            if value <= 0.0 {
                complaints.error(
                    "not-positive",
                    format!("{path}.{field}"),
                    &format!("`{field}` must be above zero"),
                    "found 0",
                );
            }
        }
        if let Some(total) = self.total.filter(|total| *total < self.active) {
            complaints
                .error(
                    "more-active-than-total",
                    format!("{path}.active"),
                    "a token cannot use more weights than the model has",
                    &format!("found {}, the model has {}", self.active.get(), total.get()),
                )
                .help("`active` is the part of `total` that one token uses");
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::economics::technology::examples::{h100, near};
    use crate::units::{MoneyPerGpuHour, Tflops};

    fn run(active: f64, tokens: f64, gpus: f64) -> TrainingRun {
        TrainingRun::of(Parameters(active), TrainingTokens(tokens), Gpus(gpus))
    }

    fn rented(price: f64) -> GpuHour {
        GpuHour::rented(MoneyPerGpuHour(price))
    }

    #[test]
    fn t6_clusters() {
        let table = [
            (8_192.0, 6.19, 19.3, 0.079, 0.435, 0.403),
            (16_384.0, 3.09, 13.6, 0.127, 0.404, 0.359),
            (32_768.0, 1.55, 9.6, 0.212, 0.376, 0.310),
        ];
        for (gpus, hours, minutes, overhead, mfu, useful) in table {
            let cluster = run(1e9, 1e9, gpus).interruptions();
            near(cluster.apart.get() / 3600.0, hours, 1e-2);
            near(cluster.interval().get() / 60.0, minutes, 1e-2);
            near(cluster.overhead().get(), overhead, 1e-2);
            near(cluster_efficiency(Gpus(gpus)).get(), mfu, 1e-2);
            near(cluster_efficiency(Gpus(gpus)).get() / (1.0 + cluster.overhead().get()), useful, 1e-2);
        }
        assert_eq!(cluster_efficiency(Gpus(8.0)), Share(0.5));
    }

    #[test]
    fn llama_405b() {
        let plan = run(405e9, 15.6e12, 16_384.0).plan(&h100().machine, rented(2.0));
        near(plan.flop.get(), 3.79e25, 1e-2);
        near(plan.gpu_hours.get(), 29.7e6, 1e-2);
        near(plan.days.get(), 75.0, 1e-2);
        near(plan.cost.get(), 59e6, 1e-2);
        near(plan.development.get(), 4.0 * plan.cost.get(), 1e-12);
        near(plan.developed.get(), 4.0 * plan.gpu_hours.get(), 1e-12);
        // T5 and T6
        near(plan.loss, 1.8926, 1e-4);
        near(plan.efficiency.get(), 0.404, 1e-2);
        near(plan.lost.get(), 0.127, 1e-2);
        near(plan.checkpoints.get() / 60.0, 13.6, 1e-2);
        // 15.6e12 / 405e9
        near(plan.tokens_a_weight.get(), 38.518_518, 1e-6);
    }

    #[test]
    fn gpt_4_and_deepseek_v3() {
        // 6 x 280e9 x 13e12 at 34 % of 312 TFLOP/s: 57.2 M h, 62.9 M USD at 1.10 USD/h, overheads inside the 34 %
        let mut a100 = h100().machine;
        a100.peak16 = Tflops(312.0);
        let still = |gpus: f64, active, tokens, efficiency| TrainingRun {
            efficiency: Some(Share(efficiency)),
            checkpoint: Seconds::ZERO,
            restart: Seconds::ZERO,
            ..run(active, tokens, gpus)
        };
        let gpt = still(25_000.0, 280e9, 13e12, 0.34).plan(&a100, rented(1.10));
        near(gpt.gpu_hours.get(), 57.2e6, 1e-2);
        near(gpt.cost.get(), 62.9e6, 1e-2);
        // 6 x 37e9 x 14.8e12 = 3.29e24 at 343 of 989 TFLOP/s: 2.66 M h of pre-training
        let v3 = still(2_048.0, 37e9, 14.8e12, 0.347).plan(&h100().machine, rented(2.0));
        near(v3.flop.get(), 3.29e24, 1e-2);
        near(v3.gpu_hours.get(), 2.664e6, 1e-2);
    }

    #[test]
    fn t7_amortisation() {
        // 5.576 M USD over a year without interest at 283.2 M Mtok: 0.0197 USD/Mtok, 0.079 with development
        let year = TrainingRun { life: Days(YEAR), interest: Share(0.0), ..run(37e9, 14.8e12, 2_048.0) };
        near(year.recovery().charge(Money(5.576e6)).get() / 776e3, 0.019_69, 1e-2);
        near(year.recovery().charge(Money(4.0 * 5.576e6)).get() / 776e3, 0.079, 1e-2);
    }

    #[test]
    fn a_mixture_is_worth_the_dense_model_between_and_chinchilla_is_balanced() {
        let plan = |run: TrainingRun| run.plan(&h100().machine, rented(2.0));
        let small = run(1e9, 1e12, 64.0);
        let mixture = TrainingRun { total: Some(Parameters(16e9)), ..small };
        // sqrt(1 x 16) = 4
        assert!((plan(mixture).loss - plan(run(4e9, 1e12, 64.0)).loss).abs() < 1e-12);
        // T5: 5.76e23 FLOP have their least loss at 1.329e12 / 7.225e10 = 18.4 tokens a weight
        let best = plan(run(7.225e10, 5.76e23 / 6.0 / 7.225e10, 64.0));
        near(best.tokens_a_weight.get() / best.balanced.get(), 1.0, 1e-2);
        near(best.balanced.get(), 18.4, 1e-2);
    }

    #[test]
    fn a_run_of_more_active_weights_than_there_are_is_refused() {
        let mut complaints = Complaints::new();
        TrainingRun { total: Some(Parameters(0.5e9)), ..run(1e9, 1e12, 64.0) }.check("t", &mut complaints);
        let found: Vec<_> = complaints.list().iter().map(|one| (one.code, one.path.as_str())).collect();
        assert_eq!(found, [("more-active-than-total", "t.active")]);
    }

    #[test]
    fn a_run_of_nothing_is_refused() {
        let mut complaints = Complaints::new();
        run(0.0, 1e12, 0.0).check("t", &mut complaints);
        let paths: Vec<_> = complaints.list().iter().map(|complaint| complaint.path.as_str()).collect();
        assert_eq!(paths, ["t.active", "t.gpus"]);
        let read: TrainingRun = toml::from_str("active = 37e9\ntokens = 14.8e12\ngpus = 2048").unwrap();
        assert_eq!(read, run(37e9, 14.8e12, 2048.0));
    }

    proptest! {
        #[test]
        fn no_other_interval_loses_less(gpus in 8.0..200_000.0, d in 1.0..300.0, tilt in 0.1..10.0) {
            let cluster =
                TrainingRun { checkpoint: Seconds(d), ..run(1e9, 1e9, gpus) }.interruptions();
            let best = cluster.interval();
            prop_assert!(cluster.lost(best) <= cluster.lost(best * tilt));
            prop_assert!((cluster.lost(best) / cluster.overhead() - 1.0).abs() < 1e-9);
        }
    }
}
