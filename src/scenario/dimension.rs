//! Dimensions and units: what a unit measures and how large it is.

use crate::calendar::{DAYS_A_MONTH, DAYS_A_YEAR};

/// What a unit measures, as powers of the base quantities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dimension([i8; BASES]);

const BASES: usize = 11;

/// A base quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// Money, in the scenario's currency.
    Money,
    /// Tokens.
    Token,
    /// Time, in days.
    Time,
    /// Accelerators.
    Gpu,
    /// Weights of a network.
    Parameter,
    /// People or firms.
    User,
    /// Points of the Elo scale.
    Elo,
    /// Utility on the logit scale.
    Util,
    /// Arithmetic.
    Flop,
    /// Memory.
    Byte,
    /// Power.
    Watt,
}

impl Dimension {
    /// A pure number.
    pub const NUMBER: Self = Self([0; BASES]);

    /// A base quantity to the first power.
    pub fn of(base: Base) -> Self {
        let mut powers = [0; BASES];
        powers[base as usize] = 1;
        Self(powers)
    }

    /// Whether a base quantity is in it.
    pub fn holds(self, base: Base) -> bool {
        self.0[base as usize] != 0
    }

    fn join(self, other: Self, sign: i8) -> Self {
        let mut powers = self.0;
        for (power, more) in powers.iter_mut().zip(other.0) {
            *power = power.saturating_add(more.saturating_mul(sign));
        }
        Self(powers)
    }
}

/// A unit: `numerator / denominator` of the base units of its dimension. Two numbers, so that powers of ten stay exact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// Its size is this ...
    pub numerator: f64,
    /// ... over this.
    pub denominator: f64,
}

impl Unit {
    /// The number one.
    pub const ONE: Self = Self { dimension: Dimension::NUMBER, numerator: 1.0, denominator: 1.0 };

    fn base(base: Base) -> Self {
        Self { dimension: Dimension::of(base), ..Self::ONE }
    }

    /// So many of it.
    pub fn times(self, factor: f64) -> Self {
        Self { numerator: self.numerator * factor, ..self }
    }

    /// The part of it.
    pub fn over(self, divisor: f64) -> Self {
        Self { denominator: self.denominator * divisor, ..self }
    }

    /// This unit times another.
    pub fn by(self, other: Self) -> Self {
        Self {
            dimension: self.dimension.join(other.dimension, 1),
            numerator: self.numerator * other.numerator,
            denominator: self.denominator * other.denominator,
        }
    }

    /// This unit over another.
    pub fn per(self, other: Self) -> Self {
        Self {
            dimension: self.dimension.join(other.dimension, -1),
            numerator: self.numerator * other.denominator,
            denominator: self.denominator * other.numerator,
        }
    }

    /// `number` of this unit, in another of the same dimension.
    pub fn convert(self, number: f64, target: Self) -> f64 {
        let (up, down) = (self.numerator * target.denominator, self.denominator * target.numerator);
        // Dividing by a whole number is exact where multiplying by its inverse is not.
        if up >= down && (up / down).fract() == 0.0 {
            number * (up / down)
        } else if (down / up).fract() == 0.0 {
            number / (down / up)
        } else {
            number * up / down
        }
    }
}

/// Words for powers of ten and of ten thousand; the longer ones first where one starts another.
pub const PREFIXES: [(&str, f64); 9] = [
    ("百万", 1e6),
    ("千万", 1e7),
    ("千", 1e3),
    ("万", 1e4),
    ("亿", 1e8),
    ("k", 1e3),
    ("M", 1e6),
    ("G", 1e9),
    ("T", 1e12),
];

/// Units by name, currencies apart. A month is 30.4375 days, a year 365.25.
pub const NAMES: [&str; 67] = [
    "tok",
    "token",
    "tokens",
    "d",
    "day",
    "days",
    "天",
    "日",
    "week",
    "weeks",
    "周",
    "month",
    "months",
    "月",
    "year",
    "years",
    "年",
    "quarter",
    "quarters",
    "h",
    "hour",
    "hours",
    "小时",
    "min",
    "minute",
    "minutes",
    "s",
    "second",
    "seconds",
    "秒",
    "ms",
    "us",
    "GPU",
    "GPUs",
    "gpu",
    "gpus",
    "parameter",
    "parameters",
    "params",
    "user",
    "users",
    "Elo",
    "util",
    "utils",
    "share",
    "%",
    "pt",
    "FLOP",
    "FLOPs",
    "FLOPS",
    "byte",
    "bytes",
    "B",
    "W",
    "Wh",
    "money",
    "USD",
    "CNY",
    "EUR",
    "GBP",
    "JPY",
    "$",
    "元",
    "¥",
    "€",
    "£",
    "RMB",
];

/// A unit that is not a currency, by name.
pub fn named(name: &str) -> Option<Unit> {
    let day = Unit::base(Base::Time);
    Some(match name {
        "tok" | "token" | "tokens" => Unit::base(Base::Token),
        "d" | "day" | "days" | "天" | "日" => day,
        "week" | "weeks" | "周" => day.times(7.0),
        "month" | "months" | "月" => day.times(DAYS_A_MONTH),
        "quarter" | "quarters" => day.times(3.0 * DAYS_A_MONTH),
        "year" | "years" | "年" => day.times(DAYS_A_YEAR),
        "h" | "hour" | "hours" | "小时" => day.over(24.0),
        "min" | "minute" | "minutes" => day.over(1440.0),
        "s" | "second" | "seconds" | "秒" => day.over(86_400.0),
        "ms" => day.over(86_400e3),
        "us" => day.over(86_400e6),
        "GPU" | "GPUs" | "gpu" | "gpus" => Unit::base(Base::Gpu),
        "parameter" | "parameters" | "params" => Unit::base(Base::Parameter),
        "user" | "users" => Unit::base(Base::User),
        "Elo" => Unit::base(Base::Elo),
        "util" | "utils" => Unit::base(Base::Util),
        "share" => Unit::ONE,
        "%" | "pt" => Unit::ONE.over(100.0),
        "FLOP" | "FLOPs" => Unit::base(Base::Flop),
        "FLOPS" => Unit::base(Base::Flop).per(day.over(86_400.0)),
        "byte" | "bytes" | "B" => Unit::base(Base::Byte),
        "W" => Unit::base(Base::Watt),
        "Wh" => Unit::base(Base::Watt).by(day.over(24.0)),
        "money" => Unit::base(Base::Money),
        _ => return None,
    })
}

/// The code of a currency, by its code or sign.
pub fn currency(name: &str) -> Option<&str> {
    Some(match name {
        "$" => "USD",
        "元" | "¥" | "RMB" => "CNY",
        "€" => "EUR",
        "£" => "GBP",
        code if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) => code,
        _ => return None,
    })
}

/// One unit of the scenario's money.
pub fn money() -> Unit {
    Unit::base(Base::Money)
}
