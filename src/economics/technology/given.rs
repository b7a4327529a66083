//! Costs given by the user instead of physics: a table of unit cost against volume, and the measured rates of a fleet.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::architecture::Format;
use super::machine::Machine;
use super::plant::Plant;
use crate::complaint::{Check, Complaints};
use crate::maths::{exp, ln};
use crate::units::{Days, GpuHours, MoneyPerMtok, MtokPerDay, PerDay, Ratio, Share, TokensPerSecond};

/// Points of a table at most: a copied curve needs no allocation in the loop.
pub const MOST_POINTS: usize = 16;

/// A point of a cost table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostPoint {
    /// Tokens served a day, all kinds together.
    pub tokens: MtokPerDay,
    /// What each of them costs at that volume.
    pub cost: MoneyPerMtok,
}

/// What is wrong with the points of a table.
pub fn check_points(points: &[CostPoint], path: &str, complaints: &mut Complaints) {
    let rising = points.windows(2).all(|pair| pair[0].tokens < pair[1].tokens);
    let positive =
        points.iter().all(|point| point.tokens > MtokPerDay::ZERO && point.cost > MoneyPerMtok::ZERO);
    if points.is_empty() || points.len() > MOST_POINTS || !rising || !positive {
        complaints
            .error(
                "cost-table-malformed",
                path,
                "a table of costs has points of rising volume, all figures above zero",
                &match points.len() {
                    n if n == 0 || n > MOST_POINTS => format!("found {n} points, allowed from 1 to {MOST_POINTS}"),
                    _ if !positive => "a volume or a cost is 0".to_owned(),
                    _ => "a volume is not above the one before".to_owned(),
                },
            )
            .help("write [{ tokens = \"100 Mtok/day\", cost = \"4 USD/Mtok\" }, ...], the smallest volume first");
    }
}

/// Unit cost against volume: straight lines between the points in logarithms of both, the ends held. It may fall
/// exponentially in time: c(X, t) = c(X) e^(-f t).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CostTable {
    points: [CostPoint; MOST_POINTS],
    count: usize,
    falls: PerDay,
    left: f64,
}

impl CostTable {
    /// The table of some points of rising volume, which [`check_points`] has passed; none without a point.
    pub fn new(points: &[CostPoint], falls: PerDay) -> Option<Self> {
        let last = *points.last()?;
        let mut filled = [last; MOST_POINTS];
        for (place, point) in filled.iter_mut().zip(points) {
            *place = *point;
        }
        Some(Self { points: filled, count: points.len().min(MOST_POINTS), falls, left: 1.0 })
    }

    /// The same cost at any volume.
    pub fn flat(cost: MoneyPerMtok, falls: PerDay) -> Self {
        let point = CostPoint { tokens: MtokPerDay(1.0), cost };
        Self { points: [point; MOST_POINTS], count: 1, falls, left: 1.0 }
    }

    /// Cost of each token at a volume.
    pub fn average(&self, volume: MtokPerDay) -> MoneyPerMtok {
        self.at_volume(volume).0
    }

    /// Cost of one more token: c (1 + e), e the slope of ln c in ln X; never below zero.
    pub fn marginal(&self, volume: MtokPerDay) -> MoneyPerMtok {
        let (cost, slope) = self.at_volume(volume);
        cost * (1.0 + slope).max(0.0)
    }

    /// The least cost of any volume.
    pub fn least(&self) -> MoneyPerMtok {
        self.known().iter().fold(self.known()[0].cost, |least, point| least.min(point.cost)) * self.left
    }

    /// Cost of a volume without limit: the last point.
    pub fn at_scale(&self) -> MoneyPerMtok {
        self.known()[self.count - 1].cost * self.left
    }

    /// The table a time after the start.
    #[must_use]
    pub fn at(&self, elapsed: Days) -> Self {
        Self { left: exp(-self.falls.get() * elapsed.get()), ..*self }
    }

    /// The table with every cost multiplied.
    #[must_use]
    pub fn scaled(&self, factor: Ratio) -> Self {
        let mut table = *self;
        for point in &mut table.points {
            point.cost = point.cost * factor.get();
        }
        table
    }

    fn known(&self) -> &[CostPoint] {
        &self.points[..self.count]
    }

    fn at_volume(&self, volume: MtokPerDay) -> (MoneyPerMtok, f64) {
        let points = self.known();
        let (first, last) = (points[0], points[points.len() - 1]);
        if volume <= first.tokens {
            return (first.cost * self.left, 0.0);
        }
        if volume >= last.tokens {
            return (last.cost * self.left, 0.0);
        }
        let at = points.partition_point(|point| point.tokens <= volume);
        let (low, high) = (points[at - 1], points[at]);
        let slope = ln(high.cost / low.cost) / ln(high.tokens / low.tokens);
        (low.cost * (exp(slope * ln(volume / low.tokens)) * self.left), slope)
    }
}

/// What a real fleet was measured to do, averaged over whole days, so that its load factor is inside.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasuredRates {
    /// Billed input tokens a second of each accelerator that computes input: 73.7 k a node of eight at DeepSeek is 9.2125
    /// ktok/s.
    pub input: TokensPerSecond,
    /// Output tokens a second of each accelerator that makes output: 14.8 k a node of eight is 1.85 ktok/s.
    pub output: TokensPerSecond,
    /// Part of the billed input that came from the cache when it was measured: 56.25 % at DeepSeek. Default: none.
    #[serde(default)]
    pub hit: Share,
    /// Output tokens a second that a user sees: 20 to 22 at DeepSeek. Default: answers at once.
    pub speed: Option<TokensPerSecond>,
}

impl Check for MeasuredRates {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        let speed = self.speed.unwrap_or(TokensPerSecond(1.0));
        for (field, rate) in [("input", self.input), ("output", self.output), ("speed", speed)] {
            if rate <= TokensPerSecond::ZERO {
                complaints.error(
                    "not-positive",
                    format!("{path}.{field}"),
                    &format!("`{field}` must be above zero"),
                    "found 0",
                );
            }
        }
        if self.hit >= Share::ONE {
            complaints.error(
                "out-of-range",
                format!("{path}.hit"),
                "some input must have been computed when the rate was measured",
                "found 100 %",
            );
        }
    }
}

/// A product served as measured: GPU-hours of a million tokens without a law behind them.
///
/// An output token takes 10^6 / (3600 out) hours; an input token that misses the cache 10^6 / (3600 in (1 - h)), h the
/// hit share of the measurement; a hit takes none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeasuredFleet {
    rates: MeasuredRates,
    plant: Plant,
    work: Ratio,
    prefill: Ratio,
    falls: PerDay,
    left: f64,
}

impl MeasuredFleet {
    /// A fleet of a plant's accelerators; its hours fall with `falls`.
    pub fn new(rates: MeasuredRates, plant: Plant, falls: PerDay) -> Self {
        Self { rates, plant, work: plant.calibration, prefill: Ratio(1.0), falls, left: 1.0 }
    }

    /// GPU-hours of a million input tokens that miss the cache.
    pub fn miss(&self) -> GpuHours {
        let share = self.rates.hit.rest().get();
        self.hours(self.rates.input) * (self.prefill.get() / share)
    }

    /// GPU-hours of a million output tokens.
    pub fn output(&self) -> GpuHours {
        self.hours(self.rates.output)
    }

    /// Output tokens a second that a user sees.
    pub fn speed(&self) -> Option<TokensPerSecond> {
        self.rates.speed
    }

    /// The plant it runs on.
    pub fn plant(&self) -> &Plant {
        &self.plant
    }

    /// Cost of sending a million output tokens to the customer.
    pub fn egress(&self) -> MoneyPerMtok {
        self.plant.egress * self.plant.offload.rest().get()
    }

    /// The fleet a time after the start.
    #[must_use]
    pub fn at(&self, elapsed: Days) -> Self {
        Self { left: exp(-self.falls.get() * elapsed.get()), ..*self }
    }

    /// The fleet with the work of every token multiplied.
    #[must_use]
    pub fn scaled(&self, factor: Ratio) -> Self {
        Self { work: self.work * factor.get(), ..*self }
    }

    /// The fleet with the part of the cache and of the customer's devices as they are on another plant.
    #[must_use]
    pub fn with(&self, plant: Plant) -> Self {
        Self { plant, ..*self }
    }

    /// The fleet on other accelerators: input is bound by arithmetic (8 bits where they are faster, each width at what it
    /// reaches of its peak), output by memory bandwidth, a roofline for want of a measurement.
    #[must_use]
    pub fn on(&self, plant: &Plant) -> Self {
        let (old, new) = (&self.plant.machine, &plant.machine);
        let reached = |machine: &Machine| {
            let (peak, bits) = machine.peak(Format::Fp8);
            peak.get() * bits.efficiency()
        };
        let memory = old.bandwidth / new.bandwidth;
        let arithmetic = reached(old) / reached(new);
        let kept = plant.keeping(&self.plant);
        Self { plant: kept, work: self.work * memory, prefill: self.prefill * (arithmetic / memory), ..*self }
    }

    fn hours(&self, rate: TokensPerSecond) -> GpuHours {
        let left = self.work.get() * self.left * self.plant.offload.rest().get();
        GpuHours(1e6 / 3600.0 / rate.get() * left)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::economics::technology::examples::h800;
    use crate::units::Tflops;

    fn points() -> [CostPoint; 3] {
        [(100.0, 4.0), (10_000.0, 0.4), (1e6, 0.2)]
            .map(|(tokens, cost)| CostPoint { tokens: MtokPerDay(tokens), cost: MoneyPerMtok(cost) })
    }

    #[test]
    fn a_table_is_straight_in_logarithms_and_its_ends_are_held() {
        let table = CostTable::new(&points(), PerDay::ZERO).unwrap();
        let at = |volume| table.average(MtokPerDay(volume)).get();
        // half way between 100 and 10,000 in logarithms: sqrt(4 x 0.4) = 1.2649; sqrt(0.4 x 0.2) = 0.28284
        assert!((at(1_000.0) - 1.264_91).abs() < 1e-5);
        assert!((at(1e5) - 0.282_84).abs() < 1e-5);
        assert_eq!((at(1.0), at(100.0), at(1e9)), (4.0, 4.0, 0.2));
        // the slope is -1/2: half of the cost
        assert!((table.marginal(MtokPerDay(1_000.0)).get() - 0.632_46).abs() < 1e-5);
        assert_eq!((table.least(), table.at_scale()), (MoneyPerMtok(0.2), MoneyPerMtok(0.2)));
    }

    #[test]
    fn a_textbook_cost_falls_by_its_rate() {
        // ln 2 a year halves it in a year
        let falls = PerDay(std::f64::consts::LN_2 / 365.25);
        let table = CostTable::flat(MoneyPerMtok(3.0), falls).scaled(Ratio(2.0));
        assert!((table.at(Days(365.25)).average(MtokPerDay(5.0)).get() - 3.0).abs() < 1e-12);
    }

    #[test]
    fn tables_that_cannot_be_are_refused() {
        let codes = |points: &[CostPoint]| {
            let mut complaints = Complaints::new();
            check_points(points, "p", &mut complaints);
            complaints.list().len()
        };
        assert_eq!(codes(&points()), 0);
        assert_eq!(codes(&[]), 1);
        let [a, b, _] = points();
        assert_eq!(codes(&[b, a]), 1);
        assert_eq!(codes(&[CostPoint { cost: MoneyPerMtok::ZERO, ..a }]), 1);
    }

    #[test]
    fn a_measured_fleet_on_a_chip_with_twice_of_everything_takes_half() {
        let rates = MeasuredRates {
            input: TokensPerSecond(9_212.5),
            output: TokensPerSecond(1_850.0),
            hit: Share(0.5),
            speed: None,
        };
        let fleet = MeasuredFleet::new(rates, h800(), PerDay::ZERO);
        // 1e6 / 3600 / 1850 = 0.15015; 1e6 / 3600 / 9212.5 / 0.5 = 0.060305
        assert!((fleet.output().get() - 0.150_15).abs() < 1e-5);
        assert!((fleet.miss().get() - 0.060_305).abs() < 1e-6);
        let mut next = h800();
        next.machine.peak8 = next.machine.peak8.map(|peak| peak * 4.0);
        next.machine.bandwidth = next.machine.bandwidth * 2.0;
        assert!((fleet.on(&next).output() / fleet.output() - 0.5).abs() < 1e-12);
        assert!((fleet.on(&next).miss() / fleet.miss() - 0.25).abs() < 1e-12);
        // TPU v4, as fast in 8 bits as in 16, computes in 16: (1979 x 0.40) / (275 x 0.50) = 5.7571
        next.machine.peak16 = Tflops(275.0);
        next.machine.peak8 = Some(Tflops(275.0));
        assert!((fleet.on(&next).miss() / fleet.miss() - 5.757_09).abs() < 1e-5);
    }

    #[test]
    fn a_measurement_of_the_cache_alone_is_refused() {
        let rates = MeasuredRates {
            input: TokensPerSecond::ZERO,
            output: TokensPerSecond(1_850.0),
            hit: Share::ONE,
            speed: None,
        };
        let mut complaints = Complaints::new();
        rates.check("m", &mut complaints);
        let found: Vec<_> = complaints.list().iter().map(|one| (one.code, one.path.as_str())).collect();
        assert_eq!(found, [("not-positive", "m.input"), ("out-of-range", "m.hit")]);
    }

    proptest! {
        #[test]
        fn a_falling_table_falls_everywhere(volume in 1.0..1e8, more in 1.0..10.0) {
            let table = CostTable::new(&points(), PerDay::ZERO).unwrap();
            let (small, large) = (table.average(MtokPerDay(volume)), table.average(MtokPerDay(volume * more)));
            prop_assert!(large.get() <= small.get() * (1.0 + 1e-12) && large >= table.least());
        }
    }
}
