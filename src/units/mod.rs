//! Quantities with their units: money, tokens, prices, durations, shares; the table of lawful products between them.
//!
//! A price per million tokens times million tokens is money, and nothing else compiles. Each type carries the
//! unit in which a bare number in a scenario is read (`UNIT`) and its lawful range (`MIN`, `MAX`), so that a
//! mistake in a file is found at the number itself. Currency is the scenario's own; conversion happens at the door.

#[macro_use]
mod quantity;
mod spread;

pub use quantity::Quantity;
pub use spread::{MOST_SIGMA, Spread};

quantity! {
    /// An amount of the scenario's currency.
    Money, "money", -1e15, 1e15
}
quantity! {
    /// A flow of money.
    MoneyPerDay, "money/day", -1e13, 1e13
}
quantity! {
    /// A price or a unit cost: money for a million tokens.
    MoneyPerMtok, "money/Mtok", 0.0, 1e7
}
quantity! {
    /// What an accelerator costs for an hour.
    MoneyPerGpuHour, "money/GPU-hour", 0.0, 1e5
}
quantity! {
    /// Millions of tokens.
    Mtok, "Mtok", 0.0, 1e15
}
quantity! {
    /// A flow of tokens.
    MtokPerDay, "Mtok/day", 0.0, 1e12
}
quantity! {
    /// A duration.
    Days, "days", 0.0, 36_525.0
}
quantity! {
    /// A hazard or a growth rate.
    PerDay, "1/day", 0.0, 100.0
}
quantity! {
    /// A rate of change that may be negative.
    Growth, "1/day", -1.0, 1.0
}
quantity! {
    /// A part of a whole.
    Share, "share", 0.0, 1.0
}
quantity! {
    /// A ratio that may exceed one: a mark-up, a multiplier, a standard deviation.
    Ratio, "share", 0.0, 1e6
}
quantity! {
    /// Utility on the logit scale: one unit multiplies the odds of a choice by e.
    Utils, "utils", -1000.0, 1000.0
}
quantity! {
    /// Quality on the LMArena Elo scale.
    Elo, "Elo", 0.0, 4000.0
}
quantity! {
    /// A time inside a request.
    Seconds, "s", 0.0, 1e5
}
quantity! {
    /// A number of accelerators.
    Gpus, "GPU", 0.0, 1e8
}
quantity! {
    /// Work or capacity: accelerators for hours.
    GpuHours, "GPU-hour", 0.0, 1e13
}
quantity! {
    /// Weights of a network.
    Parameters, "parameters", 0.0, 1e15
}
quantity! {
    /// A number of people or firms.
    Users, "users", 0.0, 1e10
}
quantity! {
    /// Arithmetic: operations of one token.
    Flop, "FLOP", 0.0, 1e18
}
quantity! {
    /// Arithmetic of a whole training run.
    RunFlop, "FLOP", 0.0, 1e32
}
quantity! {
    /// Tokens that a network is trained on.
    TrainingTokens, "tok", 0.0, 1e17
}
quantity! {
    /// Peak arithmetic of one accelerator, dense.
    Tflops, "TFLOP/s", 0.0, 1e7
}
quantity! {
    /// Memory moved for one token.
    Bytes, "bytes", 0.0, 1e12
}
quantity! {
    /// Memory of one accelerator.
    Gigabytes, "GB", 0.0, 1e6
}
quantity! {
    /// Bandwidth of memory or network of one accelerator.
    GigabytesPerSecond, "GB/s", 0.0, 1e7
}
quantity! {
    /// Electrical power of one accelerator.
    Watts, "W", 0.0, 1e5
}
quantity! {
    /// Price of electricity.
    MoneyPerKwh, "money/kWh", 0.0, 1e4
}
quantity! {
    /// Tokens held at once.
    Tokens, "tok", 0.0, 1e9
}
quantity! {
    /// Speed of a stream of tokens as its reader sees it.
    TokensPerSecond, "tok/s", 0.0, 1e6
}
quantity! {
    /// Dollars of the United States, for facts of the catalogue.
    Usd, "USD", 0.0, 1e9
}
quantity! {
    /// Rent of an accelerator in dollars, for facts of the catalogue.
    UsdPerGpuHour, "USD/GPU-hour", 0.0, 1e5
}

law! { MoneyPerMtok * Mtok = Money }
law! { MoneyPerMtok * MtokPerDay = MoneyPerDay }
law! { MoneyPerDay * Days = Money }
law! { MtokPerDay * Days = Mtok }
law! { MoneyPerGpuHour * GpuHours = Money }

impl Share {
    /// The whole.
    pub const ONE: Self = Self(1.0);

    /// What is left of the whole.
    pub fn rest(self) -> Self {
        Self(1.0 - self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_times_a_flow_times_a_time_is_money() {
        // 2 per Mtok x 3 Mtok/day x 10 days = 60
        let bill: Money = MoneyPerMtok(2.0) * MtokPerDay(3.0) * Days(10.0);
        assert!((bill.get() - 60.0).abs() < 1e-12);
        assert_eq!(bill / Mtok(30.0), MoneyPerMtok(2.0));
    }
}
