//! Quantities with their units: money, tokens, prices, durations, shares; the table of lawful products between them.
//!
//! A price per million tokens times million tokens is money, and nothing else compiles. Each type carries the
//! unit in which a bare number in a scenario is read (`UNIT`) and its lawful range (`MIN`, `MAX`), so that a
//! mistake in a file is found at the number itself. Currency is the scenario's own; conversion happens at the door.

use std::borrow::Cow;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A quantity that knows the unit of a bare number and its lawful range.
pub trait Quantity: Sized {
    /// Unit in which a bare number is read, in the grammar of scenario quantities (`money` is the scenario's currency).
    const UNIT: &'static str;
    /// Smallest lawful value, in `UNIT`.
    const MIN: f64;
    /// Largest lawful value, in `UNIT`.
    const MAX: f64;
}

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $unit:literal, $min:expr, $max:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub f64);

        impl Quantity for $name {
            const UNIT: &'static str = $unit;
            const MIN: f64 = $min;
            const MAX: f64 = $max;
        }

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0.0);

            /// The bare number, in the type's unit.
            pub fn get(self) -> f64 {
                self.0
            }

            /// The larger of the two.
            pub fn max(self, other: Self) -> Self {
                Self(self.0.max(other.0))
            }

            /// The smaller of the two.
            pub fn min(self, other: Self) -> Self {
                Self(self.0.min(other.0))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "type": ["number", "string"],
                    "x-unit": $unit,
                    "minimum": $min,
                    "maximum": $max,
                })
            }

            fn inline_schema() -> bool {
                true
            }
        }

        impl From<f64> for $name {
            fn from(value: f64) -> Self {
                Self(value)
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                self.0 += other.0;
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }

        impl SubAssign for $name {
            fn sub_assign(&mut self, other: Self) {
                self.0 -= other.0;
            }
        }

        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                Self(-self.0)
            }
        }

        impl Mul<f64> for $name {
            type Output = Self;
            fn mul(self, factor: f64) -> Self {
                Self(self.0 * factor)
            }
        }

        impl Div<f64> for $name {
            type Output = Self;
            fn div(self, divisor: f64) -> Self {
                Self(self.0 / divisor)
            }
        }

        impl Div for $name {
            type Output = f64;
            fn div(self, other: Self) -> f64 {
                self.0 / other.0
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
                Self(items.map(|item| item.0).sum())
            }
        }
    };
}

/// One line a law: this times that is the other, and back.
macro_rules! law {
    ($a:ident * $b:ident = $c:ident) => {
        impl Mul<$b> for $a {
            type Output = $c;
            fn mul(self, other: $b) -> $c {
                $c(self.0 * other.0)
            }
        }
        impl Mul<$a> for $b {
            type Output = $c;
            fn mul(self, other: $a) -> $c {
                $c(self.0 * other.0)
            }
        }
        impl Div<$b> for $c {
            type Output = $a;
            fn div(self, other: $b) -> $a {
                $a(self.0 / other.0)
            }
        }
        impl Div<$a> for $c {
            type Output = $b;
            fn div(self, other: $a) -> $b {
                $b(self.0 / other.0)
            }
        }
    };
}

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

/// A log-normal quantity over users or draws: its median and the standard deviation of its logarithm. In a
/// scenario a bare value stands for a median without spread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread<T> {
    /// The median.
    pub median: T,
    /// Standard deviation of the logarithm.
    pub sigma: Ratio,
}

impl<T> Spread<T> {
    /// The same for all.
    pub fn same(median: T) -> Self {
        Self { median, sigma: Ratio::ZERO }
    }
}

impl<'de, T: Deserialize<'de> + From<f64>> Deserialize<'de> for Spread<T> {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Either<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de> + From<f64>> serde::de::Visitor<'de> for Either<T> {
            type Value = Spread<T>;

            fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
                out.write_str("a number or { median, sigma }")
            }

            fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
                Ok(Spread::same(T::from(value)))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
                Ok(Spread::same(T::from(value as f64)))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let (mut median, mut sigma) = (None, Ratio::ZERO);
                while let Some(key) = map.next_key::<Cow<'_, str>>()? {
                    match key.as_ref() {
                        "median" => median = Some(map.next_value()?),
                        "sigma" => sigma = map.next_value()?,
                        other => return Err(serde::de::Error::unknown_field(other, &["median", "sigma"])),
                    }
                }
                let median = median.ok_or_else(|| serde::de::Error::missing_field("median"))?;
                Ok(Spread { median, sigma })
            }
        }

        input.deserialize_any(Either(std::marker::PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Spread<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Spread of {}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let bare = generator.subschema_for::<T>();
        let sigma = generator.subschema_for::<Ratio>();
        json_schema!({
            "anyOf": [
                bare,
                {
                    "type": "object",
                    "properties": { "median": bare, "sigma": sigma },
                    "required": ["median"],
                    "additionalProperties": false,
                },
            ],
        })
    }

    fn inline_schema() -> bool {
        true
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
