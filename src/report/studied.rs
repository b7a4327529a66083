//! An output of a study, or a market of several: what a reader calls it, how an axis writes it, and what its chart's file is called.

use super::Language;
use super::charts::Quantity;
use super::names::label;

/// An output as a reader calls it.
pub(super) fn name(measure: &str, entity: &str, language: Language) -> String {
    let measure = label(measure, language);
    if entity == "market" { measure } else { format!("{measure} ({entity})") }
}

/// How numbers of a unit are written on an axis.
pub(super) fn quantity(unit: &str, currency: &str) -> Quantity {
    match unit {
        "share" | "chance" => Quantity::Percent,
        unit if unit == currency => Quantity::money(currency),
        _ => Quantity::Number,
    }
}

/// Words with the unit behind them, where the axis does not write it itself.
pub(super) fn with_unit(words: &str, unit: &str) -> String {
    match unit {
        "share" | "chance" | "index" | "count" | "ln" | "" => words.to_owned(),
        unit => format!("{words}, {unit}"),
    }
}

/// The file of a chart: letters and digits of what it shows, with its number in front, since two may lose their difference.
pub(super) fn file(chart: &str, number: usize, shows: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "._".contains(c) { c } else { '-' };
    let shows: String = shows.chars().map(plain).collect();
    let dash = if shows.is_empty() { "" } else { "-" };
    format!("charts/{}-{chart}{dash}{shows}.png", number + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_charts_share_a_file() {
        assert_eq!(file("episodes", 0, "中国"), "charts/1-episodes-中国.png");
        assert_eq!(file("sweep", 1, "profit/A b"), "charts/2-sweep-profit-A-b.png");
        assert_eq!(file("episodes", 0, ""), "charts/1-episodes.png");
        assert_ne!(file("sweep", 0, "a/b"), file("sweep", 1, "a b"));
    }
}
