//! The numbers behind the charts of curves, one a row.

use crate::costing::{Costing, MonthCost, SpeedCurve, VolumeCurve};
use crate::drivers::Driver;
use crate::report::table::{Cell, Table};

/// What each part of the standard cost of a month is called, in the order of its parts.
const PARTS: [&str; 5] = ["input_compute", "cached_compute", "output_compute", "energy", "network"];

/// `curves.csv` of the product of the charts: a curve's figure at each x, and the figures of the whole curve, which have
/// no x. None where there are no curves.
pub fn curves(costing: &Costing) -> Option<Table> {
    let curves = costing.curves.as_ref()?;
    let mut rows = Rows {
        table: Table::new(["curve", "x", "x_unit", "series", "value", "unit"], 0),
        each: format!("{}/Mtok", costing.currency),
    };
    if let Some(volume) = &curves.volume {
        rows.volume(volume);
    }
    if let Some(speed) = &curves.speed {
        rows.speed(speed);
    }
    rows.months(&curves.months);
    Some(rows.table)
}

struct Rows {
    table: Table,
    /// The unit of a cost.
    each: String,
}

impl Rows {
    fn push(&mut self, curve: &str, x: Option<(f64, &str)>, (series, value, unit): (&str, f64, &str)) {
        self.table.push(vec![
            Cell::text(curve),
            Cell::number(x.map(|(x, _)| x)),
            Cell::text(x.map_or("", |(_, unit)| unit)),
            Cell::text(series),
            Cell::Number(value),
            Cell::text(unit),
        ]);
    }

    fn volume(&mut self, curve: &VolumeCurve) {
        let each = self.each.clone();
        for point in &curve.points {
            let x = Some((point.tokens, "Mtok/day"));
            for (series, cost) in [
                ("marginal", point.marginal),
                ("floor", point.floor),
                ("average", point.average),
                ("full", point.full),
            ] {
                self.push("volume", x, (series, cost, &each));
            }
        }
        let (speed, peaks) = curve.above_floor;
        for (series, value, unit) in [
            ("today", Some(curve.today), "Mtok/day"),
            ("one_replica", curve.one_replica, "Mtok/day"),
            ("saturated", curve.saturated, "Mtok/day"),
            ("limit", Some(curve.limit), each.as_str()),
            ("above_floor_by_speed", Some(speed), "factor"),
            ("above_floor_by_peaks", Some(peaks), "factor"),
        ] {
            if let Some(value) = value {
                self.push("volume", None, (series, value, unit));
            }
        }
    }

    fn speed(&mut self, curve: &SpeedCurve) {
        let each = self.each.clone();
        for point in &curve.points {
            let x = Some((point.speed, "tok/s"));
            self.push("speed", x, ("output", point.cost, &each));
            self.push("speed", x, ("batch", point.batch, "sequences"));
        }
        let now = &curve.promised;
        for (series, value, unit) in [
            ("promised", Some(now.speed), "tok/s"),
            ("promised_output", Some(now.cost), each.as_str()),
            ("promised_batch", Some(now.batch), "sequences"),
            ("fastest", Some(curve.fastest), "tok/s"),
            ("memory_bound", curve.memory_bound, "tok/s"),
        ] {
            if let Some(value) = value {
                self.push("speed", None, (series, value, unit));
            }
        }
    }

    fn months(&mut self, months: &[MonthCost]) {
        let each = self.each.clone();
        for month in months {
            let x = Some((month.day, "day"));
            for (part, cost) in PARTS.into_iter().zip(month.parts) {
                self.push("time", x, (part, cost, &each));
            }
            self.push("time", x, ("standard", month.total(), &each));
            for (driver, saved) in Driver::TECHNOLOGY.into_iter().zip(&month.saved) {
                self.push("time", x, (&format!("saved_by_{}", driver.name()), *saved, &each));
            }
        }
    }
}
