//! A happening in words: what its two values say with their units, and how telling it is.

use super::language::Language;
use super::names::label;
use super::number::figure;
use super::words::{fill, words};
use crate::experiments::Event;

/// What the values of a happening say: `4.00 CNY/Mtok → 2.00 CNY/Mtok (−50.0 %)`, `50.0 % of the fleet for 3.00 days`.
pub fn said(event: &Event, currency: &str, language: Language) -> String {
    let words = words(language);
    let share = |value: f64| figure(value, "share", language);
    let days = |value: f64| figure(value, "days", language);
    match (event.kind.as_str(), event.from, event.to) {
        ("outage", Some(part), Some(lasts)) => {
            fill(words.part_out, &[("part", &share(part)), ("days", &days(lasts))])
        }
        ("outage", None, Some(lasts)) => fill(words.all_out, &[("days", &days(lasts))]),
        ("funding_shock", Some(lasts), Some(factor)) => {
            format!("× {}, {}", figure(factor, "count", language), days(lasts))
        }
        ("overload", _, Some(part)) => fill(words.refused, &[("part", &share(part))]),
        ("new_hardware", _, Some(part)) => fill(words.of_fleet, &[("part", &share(part))]),
        (kind, from, to) => {
            let unit = unit(kind, currency);
            let show = |value: f64| {
                if unit == FACTOR {
                    format!("× {}", figure(value, "count", language))
                } else {
                    figure(value, &unit, language)
                }
            };
            match (from, to) {
                (Some(from), Some(to)) if has_change(kind) && from > 0.0 => {
                    let change = share(to / from - 1.0);
                    let sign = if to > from { "+" } else { "" };
                    format!("{} → {} ({sign}{change})", show(from), show(to))
                }
                (Some(from), Some(to)) => format!("{} → {}", show(from), show(to)),
                (Some(value), None) | (None, Some(value)) => show(value),
                (None, None) => String::new(),
            }
        }
    }
}

/// What a happening is called: a product that a technique makes worse has no better version.
pub fn named(event: &Event, language: Language) -> String {
    let is_worse = event.kind == "release" && event.to.zip(event.from).is_some_and(|(to, from)| to < from);
    label(if is_worse { "release_worse" } else { &event.kind }, language)
}

/// What multiplies something.
const FACTOR: &str = "factor";

/// Unit of the values of a kind of happening; `factor` for what multiplies, nothing where there are no values.
pub fn unit(kind: &str, currency: &str) -> String {
    match kind {
        "price_cut" | "price_rise" | "launch" | "technique" | "complaint" | "verdict" | "shutdown" => {
            format!("{currency}/Mtok")
        }
        "fine" => currency.to_owned(),
        "merger" | "merger_blocked" => "index".to_owned(),
        "rent_shock" | "contract_signed" | "contract_ended" => format!("{currency}/GPU-hour"),
        "training_started" | "training_done" | "funding" | "loss_limit" | "asset_sale" | "acquisition" => {
            currency.to_owned()
        }
        "order" | "delivery" | "retirement" => "GPU".to_owned(),
        "release" | "imitation" => "Elo".to_owned(),
        "cost_shock" | "demand_shock" | "rent_move" => FACTOR.to_owned(),
        "overload" | "new_hardware" => "share".to_owned(),
        _ => String::new(),
    }
}

/// Whether a reader wants the change in per cent beside the two values.
fn has_change(kind: &str) -> bool {
    matches!(
        kind,
        "price_cut" | "price_rise" | "technique" | "rent_shock" | "contract_signed" | "contract_ended"
    )
}

/// How telling a happening is: what changes the market before moves of a price by their size, the keeping of a fleet last.
pub fn weight(event: &Event) -> f64 {
    let change = event
        .from
        .zip(event.to)
        .filter(|(from, _)| *from > 0.0)
        .map_or(0.0, |(from, to)| (to / from - 1.0).abs());
    match event.kind.as_str() {
        "order" | "delivery" | "retirement" => 0.0,
        "overload" | "recovery" | "rent_move" => 0.5,
        "price_cut" | "price_rise" if event.shock.is_none() => 1.0 + change.min(1.0),
        _ => 3.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::HappeningKind;

    fn event(kind: &str, from: Option<f64>, to: Option<f64>) -> Event {
        Event { at: 0, kind: kind.into(), entity: "A".into(), from, to, shock: None, what: None }
    }

    #[test]
    fn values_are_said_with_their_units() {
        let shown = [
            (event("price_cut", Some(4.0), Some(2.0)), "4.00 USD/Mtok → 2.00 USD/Mtok (−50.0 %)"),
            (event("price_rise", Some(2.0), Some(3.0)), "2.00 USD/Mtok → 3.00 USD/Mtok (+50.0 %)"),
            (event("outage", Some(0.5), Some(3.0)), "50.0 % of the fleet out for 3.00 days"),
            (event("outage", None, Some(3.0)), "no service for 3.00 days"),
            (event("rent_move", Some(1.0), Some(0.8)), "× 1 → × 0.800"),
            (event("demand_shock", None, Some(1.5)), "× 1.50"),
            (event("training_done", None, Some(5e6)), "5.00 M USD"),
            (event("rent_shock", Some(2.0), Some(2.8)), "2.00 USD/GPU-hour → 2.80 USD/GPU-hour (+40.0 %)"),
            (event("new_hardware", None, Some(1.0)), "100 % of the fleet"),
            (event("recovery", None, None), ""),
        ];
        for (event, text) in shown {
            assert_eq!(said(&event, "USD", Language::English), text, "{}", event.kind);
        }
    }

    #[test]
    fn a_loss_of_quality_is_no_better_version() {
        let release = |to| event("release", Some(1300.0), Some(to));
        assert_eq!(named(&release(1310.0), Language::English), "better version");
        assert_eq!(named(&release(1290.0), Language::English), "lower quality");
    }

    #[test]
    fn the_keeping_of_a_fleet_is_least_telling() {
        let order = weight(&event(HappeningKind::Order.name(), None, Some(8.0)));
        let small = weight(&event(HappeningKind::PriceCut.name(), Some(2.0), Some(1.9)));
        let large = weight(&event(HappeningKind::PriceCut.name(), Some(2.0), Some(0.1)));
        let technique = weight(&event(HappeningKind::Technique.name(), Some(2.0), Some(1.9)));
        assert!(order < small && small < large && large < technique);
    }
}
