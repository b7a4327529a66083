//! The value axis: its range, its ticks, and where a value falls between its ends.
use super::{
    error::ChartError,
    language::Language,
    number::{self, Quantity, exponent, ten_to},
    sheet::Pen,
    theme,
};
use crate::maths;

/// How a value axis runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scaling {
    /// Even, with zero on it (levels, shares).
    #[default]
    FromZero,
    /// Even, around the data (indices far from zero).
    Around,
    /// Logarithmic: equal distances are equal ratios; all values must be above zero.
    Log,
}

/// A value axis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueAxis {
    /// How it runs.
    pub scaling: Scaling,
    /// How its numbers are written.
    pub quantity: Quantity,
    /// What the numbers are, written above the axis ("per million tokens"); may be empty.
    pub unit: String,
}

impl ValueAxis {
    /// An axis of this scaling and quantity with its unit.
    pub fn new(scaling: Scaling, quantity: Quantity, unit: &str) -> Self {
        Self { scaling, quantity, unit: unit.to_owned() }
    }
}

/// A mark on an axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    pub value: f64,
    pub label: String,
}

/// A value axis made for given data and a given height.
#[derive(Clone, Debug)]
pub(super) struct ValueScale {
    low: f64,
    high: f64,
    logarithmic: bool,
    pub ticks: Vec<Tick>,
}

/// Values beyond this are refused: their spans would leave the range of a double.
const HUGE: f64 = 1e300;
/// Logical pixels that one grid line wants on an even axis, and on a logarithmic one.
const ROOM: (f64, f64) = (62.0, 34.0);
/// A part of a step, beyond zero, that needs no tick beyond it.
const SLIVER: f64 = 0.15;
/// By how much finer than there is room for a horizontal axis may be, rather than have too few ticks.
const FINER: [f64; 5] = [1.0, 1.25, 1.6, 2.0, 4.0];
/// Logical pixels that one tick of a horizontal axis wants.
const ACROSS: f64 = 76.0;

impl ValueScale {
    /// The axis for values between these two.
    pub(super) fn new(
        axis: &ValueAxis,
        (low, high): (f64, f64),
        height: f64,
        language: Language,
    ) -> Result<Self, ChartError> {
        if low.abs() > HUGE || high.abs() > HUGE {
            return Err(ChartError::Range(format!("{low:e} to {high:e} is too wide for an axis")));
        }
        match axis.scaling {
            Scaling::Log => Self::log(axis, (low, high), height, language),
            Scaling::FromZero => Ok(Self::linear(axis, (low.min(0.0), high.max(0.0)), height, language)),
            Scaling::Around => Ok(Self::linear(axis, (low, high), height, language)),
        }
    }

    /// The axis of a horizontal direction: it ends where the data do, and its ticks are those that fall between.
    pub(super) fn across(
        axis: &ValueAxis,
        (low, high): (f64, f64),
        width: f64,
        language: Language,
    ) -> Result<Self, ChartError> {
        let most = (width / ACROSS).clamp(2.0, 12.0);
        if axis.scaling == Scaling::Log && low > 0.0 && high < HUGE {
            let (low, high) = (maths::log10(low), maths::log10(high));
            let (low, high) = if high - low < 1e-9 { (low - 0.3, high + 0.3) } else { (low, high) };
            let values = log_ticks(low - 1e-9, high + 1e-9, most as usize);
            let ticks = values
                .into_iter()
                .map(|value| Tick { value, label: number::full(value, &axis.quantity, language) })
                .collect();
            return Ok(Self { low, high, logarithmic: true, ticks });
        }
        let flat = high - low <= 1e-9 * low.abs().max(high.abs());
        if axis.scaling == Scaling::Log || flat || low.abs() > HUGE || high.abs() > HUGE {
            return Self::new(axis, (low, high), most * ROOM.0, language);
        }
        let (low, high) =
            if axis.scaling == Scaling::FromZero { (low.min(0.0), high.max(0.0)) } else { (low, high) };
        let ticks = |wanted: f64| {
            let step = nice_step(wanted);
            let step = if axis.quantity == Quantity::Count { number::whole(step) } else { step };
            let first = (low / step - 1e-9).ceil();
            (step, first, (high / step + 1e-9).floor() - first)
        };
        // Where too few of the ticks that have room fall between the ends, the next finer step has a little less room.
        let wanted = (high - low) / most;
        let mut finer = FINER.into_iter().map(|part| ticks(wanted / part));
        let enough = finer.find(|(_, _, count)| *count + 1.0 >= FEW as f64);
        let (step, first, count) = enough.unwrap_or_else(|| ticks(wanted));
        let values: Vec<f64> = (0..=count as usize).map(|n| (first + n as f64) * step).collect();
        let labels = number::even(&values, step, &axis.quantity, language);
        let ticks = values.into_iter().zip(labels).map(|(value, label)| Tick { value, label }).collect();
        Ok(Self { low, high, logarithmic: false, ticks })
    }

    fn linear(axis: &ValueAxis, (low, high): (f64, f64), height: f64, language: Language) -> Self {
        let largest = low.abs().max(high.abs());
        let flat = high - low <= 1e-9 * largest;
        let (low, high) = match (flat, largest > 0.0) {
            (false, _) => (low, high),
            (true, true) => (low - 0.1 * largest, high + 0.1 * largest),
            (true, false) => (0.0, 1.0),
        };
        let step = best_step((low, high), height);
        // A billionth of a step of slack keeps 0.1 + 0.2 from opening another step above 0.3.
        let (mut first, mut last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
        let (mut bottom, mut top) = (first * step, last * step);
        // What little lies on the other side of zero opens no step of its own: the axis ends where it does.
        if low < 0.0 && -low < SLIVER * step && last > 0.0 {
            (first, bottom) = (0.0, low);
        }
        if high > 0.0 && high < SLIVER * step && first < 0.0 {
            (last, top) = (0.0, high);
        }
        let values: Vec<f64> = (0..=(last - first) as usize).map(|n| (first + n as f64) * step).collect();
        let labels = number::even(&values, step, &axis.quantity, language);
        let (low, high) = (bottom, top);
        let ticks = values.into_iter().zip(labels).map(|(value, label)| Tick { value, label }).collect();
        Self { low, high, logarithmic: false, ticks }
    }

    fn log(
        axis: &ValueAxis,
        (low, high): (f64, f64),
        height: f64,
        language: Language,
    ) -> Result<Self, ChartError> {
        if low <= 0.0 {
            return Err(ChartError::Range(format!("{low} on a logarithmic axis, which begins above zero")));
        }
        let (low, high) = (maths::log10(low), maths::log10(high));
        // At least a factor of 4 from end to end, so that a flat line lies in the middle of a sensible axis.
        let pad = (0.05 * (high - low)).max((0.602 - (high - low)) / 2.0);
        let (low, high) = (low - pad, high + pad);
        let most = (height / ROOM.1).clamp(3.0, 8.0) as usize;
        let ticks = log_ticks(low, high, most)
            .into_iter()
            .map(|value| Tick { value, label: number::full(value, &axis.quantity, language) })
            .collect();
        Ok(Self { low, high, logarithmic: true, ticks })
    }

    /// The pen of a grid line; zero stands out where values lie on both sides of it.
    pub(super) fn grid_pen(&self, tick: &Tick) -> Pen {
        let divides = !self.logarithmic && self.low < 0.0 && self.high > 0.0;
        let zero = tick.value.abs() < (self.high - self.low) * 1e-9;
        Pen::new(if divides && zero { theme::GREY } else { theme::GRID }, 1.0)
    }

    /// Where a value falls: 0 at the lower end, 1 at the upper.
    pub(super) fn share(&self, value: f64) -> f64 {
        let value = if self.logarithmic { maths::log10(value) } else { value };
        (value - self.low) / (self.high - self.low)
    }
}

/// The step that gives about one tick for every `ROOM` without leaving much of the axis empty.
fn best_step((low, high): (f64, f64), height: f64) -> f64 {
    let wanted = (height / ROOM.0).clamp(2.0, 6.0);
    let cost = |step: f64| {
        let count = (high / step - 1e-9).ceil() - (low / step + 1e-9).floor();
        let empty = 1.0 - (high - low) / (count * step);
        // A label needs 24 pixels at least.
        let crowded = if height / count < 24.0 { 1.0 } else { 0.0 };
        // Two labels, one of them zero, leave everything between to the eye.
        let bare = if count < 2.0 { 0.25 } else { 0.0 };
        empty + 0.06 * (count - wanted).abs() + crowded + bare
    };
    let steps = (1..=8).map(|count| nice_step((high - low) / f64::from(count)));
    steps.min_by(|a, b| cost(*a).total_cmp(&cost(*b))).expect("there are eight")
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is not below a positive number.
fn nice_step(least: f64) -> f64 {
    let power = exponent(least);
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|m| if power < 0 { m / ten_to(-power) } else { m * ten_to(power) })
        .find(|step| *step >= least * (1.0 - 1e-9))
        .expect("ten times the power is above the number")
}

/// Ticks that an axis needs for a reader to take a number off it.
const FEW: usize = 3;

/// Ticks at even steps between two powers of ten.
fn even_ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    let (low, high) = (maths::exp(low * std::f64::consts::LN_10), maths::exp(high * std::f64::consts::LN_10));
    let step = nice_step((high - low) / most as f64);
    let (first, last) = ((low / step).ceil(), (high / step).floor());
    (0..=(last - first).max(0.0) as usize).map(|n| (first + n as f64) * step).collect()
}

/// The densest customary ticks between two powers of ten, at most so many.
fn log_ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    const SETS: [&[f64]; 5] = [
        &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0],
        &[1.0, 2.0, 3.0, 5.0],
        &[1.0, 2.0, 5.0],
        &[1.0, 3.0],
        &[1.0],
    ];
    let decades = low.floor() as i32..=high.ceil() as i32;
    let inside = |value: &f64| (low..=high).contains(&maths::log10(*value));
    for set in SETS {
        let ticks: Vec<f64> = decades
            .clone()
            .flat_map(|e| set.iter().map(move |m| if e < 0 { m / ten_to(-e) } else { m * ten_to(e) }))
            .filter(inside)
            .collect();
        // Too short for customary ticks: even ones, as on an axis that is not logarithmic.
        if ticks.len() < FEW && set.len() == SETS[0].len() {
            return even_ticks(low, high, most);
        }
        if ticks.len() <= most {
            return ticks;
        }
    }
    let every = (high - low) as usize / most + 1;
    decades.filter(|e| e.rem_euclid(every as i32) == 0).map(ten_to).filter(inside).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(scaling: Scaling, range: (f64, f64)) -> ValueScale {
        let axis = ValueAxis::new(scaling, Quantity::Number, "");
        ValueScale::new(&axis, range, 380.0, Language::English).unwrap()
    }

    fn labels(scale: &ValueScale) -> Vec<&str> {
        scale.ticks.iter().map(|t| t.label.as_str()).collect()
    }

    #[test]
    fn steps_are_nice() {
        // 0.7 wants 1; 1.4 wants 2; 2.1 wants 2.5; 2.6 wants 5; 0.03 wants 0.05.
        for (least, step) in
            [(0.7, 1.0), (1.4, 2.0), (2.1, 2.5), (2.6, 5.0), (0.03, 0.05), (5.1, 10.0), (1e-7, 1e-7)]
        {
            assert!((nice_step(least) - step).abs() < 1e-12 * step, "{least}");
        }
    }

    #[test]
    fn an_even_axis_begins_at_zero_and_ends_on_a_tick() {
        let axis = scale(Scaling::FromZero, (3.0, 11.0));
        assert_eq!(labels(&axis), ["0", "2", "4", "6", "8", "10", "12"]);
        assert!(axis.share(0.0).abs() < 1e-12 && (axis.share(12.0) - 1.0).abs() < 1e-12);
        let thirds = scale(Scaling::FromZero, (0.0, 0.1 + 0.2));
        assert!((thirds.share(0.3) - 1.0).abs() < 1e-9, "0.1 + 0.2 opens no step above 0.3");
    }

    #[test]
    fn constant_zero_huge_and_tiny_data_have_an_axis() {
        for value in [0.0, 5.0, -5.0, 1e-12, 1e15, 1e299, -1e299] {
            for scaling in [Scaling::FromZero, Scaling::Around] {
                let axis = scale(scaling, (value, value));
                let at = axis.share(value);
                assert!((-1e-9..=1.0 + 1e-9).contains(&at), "{value}: {at}");
                assert!((2..=9).contains(&axis.ticks.len()), "{value}: {:?}", axis.ticks);
            }
        }
        assert!((scale(Scaling::Log, (7.0, 7.0)).share(7.0) - 0.5).abs() < 1e-9, "in the middle");
    }

    #[test]
    fn log_ticks_thin_out_with_the_span() {
        assert_eq!(labels(&scale(Scaling::Log, (1.0, 10.0))), ["1", "2", "3", "5", "10"]);
        assert_eq!(
            labels(&scale(Scaling::Log, (0.1, 20.0))),
            ["0.1", "0.2", "0.5", "1", "2", "5", "10", "20"]
        );
        assert_eq!(labels(&scale(Scaling::Log, (1e-3, 1e3))).len(), 7, "one a decade");
        let wide = scale(Scaling::Log, (1e-20, 1e20));
        assert!((3..=8).contains(&wide.ticks.len()), "{:?}", wide.ticks);
    }

    #[test]
    fn a_horizontal_axis_ends_where_the_data_do() {
        let across = |scaling, range| {
            let axis = ValueAxis::new(scaling, Quantity::Number, "");
            ValueScale::across(&axis, range, 760.0, Language::English).unwrap()
        };
        // 74 over 10 ticks wants 7.4, hence 10.
        let even = across(Scaling::FromZero, (1.0, 74.0));
        assert_eq!(labels(&even), ["0", "10", "20", "30", "40", "50", "60", "70"]);
        assert!((even.share(74.0) - 1.0).abs() < 1e-12 && even.share(0.0).abs() < 1e-12);
        let log = across(Scaling::Log, (1.0, 1e6));
        assert!(log.share(1.0).abs() < 1e-12 && (log.share(1e6) - 1.0).abs() < 1e-12);
        assert_eq!(log.ticks.len(), 7);
        assert!(across(Scaling::FromZero, (5.0, 5.0)).ticks.len() > 1, "one value has an axis too");
    }

    #[test]
    fn a_horizontal_axis_has_three_ticks_at_least() {
        let axis = ValueAxis::new(Scaling::FromZero, Quantity::Percent, "");
        let across = ValueScale::across(&axis, (-0.09, 0.049), 380.0, Language::English).unwrap();
        // 13.9 over 5 ticks wants 2.78, hence 5, of which -5 and 0 lie inside; 2.78 / 1.25 wants 2.5.
        assert_eq!(labels(&across), ["−7.5%", "−5.0%", "−2.5%", "0%", "2.5%"]);
        let counts = ValueAxis::new(Scaling::FromZero, Quantity::Count, "");
        let few = ValueScale::across(&counts, (0.0, 1.0), 380.0, Language::English).unwrap();
        assert_eq!(labels(&few), ["0", "1"], "there is nothing between 0 and 1 thing");
    }

    #[test]
    fn a_sliver_beyond_zero_opens_no_step() {
        // Up to 5 in steps of 1; -0.1 is a tenth of a step, -0.2 a fifth.
        let sliver = scale(Scaling::FromZero, (-0.1, 5.0));
        assert_eq!(labels(&sliver), ["0", "1", "2", "3", "4", "5"]);
        assert!(sliver.share(-0.1).abs() < 1e-12 && (sliver.share(5.0) - 1.0).abs() < 1e-12);
        assert_eq!(labels(&scale(Scaling::FromZero, (-0.2, 5.0)))[0], "−1");
        let other = scale(Scaling::FromZero, (-5.0, 0.1));
        assert_eq!(labels(&other), ["−5", "−4", "−3", "−2", "−1", "0"]);
        assert!((other.share(0.1) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn zero_is_refused_on_a_log_axis() {
        let axis = ValueAxis::new(Scaling::Log, Quantity::Number, "");
        assert!(ValueScale::new(&axis, (0.0, 1.0), 300.0, Language::English).is_err());
        assert!(ValueScale::new(&axis, (1.0, 1e305), 300.0, Language::English).is_err());
    }
}
