//! What hangs in the gallery: of each bundled scenario the command that answers its question, the chart and the sentence.

/// An exhibit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exhibit {
    /// The bundled scenario.
    pub scenario: &'static str,
    /// The command and its flags, with as few histories as show the finding.
    pub asks: &'static [&'static str],
    /// The chart, a file of the result's `charts`.
    pub chart: &'static str,
    /// The sentence.
    pub told: Told,
}

/// Which sentence of a report is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// A finding, by its number.
    Finding(usize),
    /// The first finding on an arm of a comparison.
    Arm(&'static str),
    /// What stands under the chart.
    Caption,
}

const fn exhibit(
    scenario: &'static str,
    asks: &'static [&'static str],
    chart: &'static str,
    told: Told,
) -> Exhibit {
    Exhibit { scenario, asks, chart, told }
}

/// All exhibits. Numbers of histories keep the whole under two minutes on two processors.
pub const EXHIBITS: [Exhibit; 24] = [
    exhibit("baseline", &["batch", "-n", "20"], "margins.png", Told::Caption),
    exhibit("adoption", &["compare"], "gains.png", Told::Arm("free")),
    exhibit("billing-modes", &["batch", "-n", "10"], "shares.png", Told::Finding(2)),
    exhibit("china-2024", &["batch", "-n", "20"], "shares.png", Told::Finding(3)),
    exhibit("china-2024-reactions", &["batch", "-n", "20"], "posted-prices.png", Told::Finding(2)),
    exhibit("collusion", &["batch", "-n", "10"], "impulse-response.png", Told::Finding(4)),
    exhibit("customer-service", &["cost"], "bill.png", Told::Finding(1)),
    exhibit("deepseek-economics", &["cost"], "bill.png", Told::Finding(2)),
    exhibit("duopoly-logit", &["equilibrium"], "best-replies.png", Told::Caption),
    exhibit("edge-and-cloud", &["batch", "-n", "20"], "shares.png", Told::Finding(3)),
    exhibit("edgeworth", &["batch", "-n", "2"], "price-cycle.png", Told::Caption),
    exhibit("exponential-trend", &["batch", "-n", "5"], "trend-or-war.png", Told::Finding(1)),
    exhibit("free-tier", &["batch", "-n", "10"], "plan-mix.png", Told::Caption),
    exhibit("merger", &["compare"], "gains.png", Told::Arm("no_merger")),
    exhibit("multi-homing", &["compare", "-n", "10"], "gains.png", Told::Arm("peace")),
    exhibit("open-weights", &["compare"], "shares-by-arm.png", Told::Caption),
    exhibit("predation", &["compare", "-n", "20"], "gains.png", Told::Arm("peace")),
    exhibit("price-war-game", &["tournament", "-n", "5"], "1-payoffs.png", Told::Finding(1)),
    exhibit("quality-first", &["batch", "-n", "20"], "shares.png", Told::Finding(3)),
    exhibit("regulator", &["compare", "-n", "20"], "gains.png", Told::Arm("no_ban")),
    exhibit("shake-out", &["batch", "-n", "20"], "survival.png", Told::Finding(3)),
    exhibit("w1", &["batch", "-n", "4"], "shares.png", Told::Caption),
    exhibit("w2", &["batch", "-n", "4"], "posted-prices.png", Told::Caption),
    exhibit("world-1e9", &["compare", "-n", "5"], "gains.png", Told::Arm("no_cut")),
];

impl Exhibit {
    /// The command that makes it.
    pub fn command(&self) -> String {
        self.line(self.asks)
    }

    /// The command that makes the full report, with as many histories as the scenario asks for.
    pub fn full(&self) -> String {
        let end = self.asks.iter().position(|word| *word == "-n").unwrap_or(self.asks.len());
        self.line(&self.asks[..end])
    }

    fn line(&self, asks: &[&str]) -> String {
        let mut words = vec!["pricewar", asks[0], self.scenario];
        words.extend(&asks[1..]);
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::BUNDLED;

    #[test]
    fn every_bundled_scenario_hangs_once_in_the_order_of_the_list() {
        let hung: Vec<&str> = EXHIBITS.iter().map(|exhibit| exhibit.scenario).collect();
        let bundled: Vec<&str> = BUNDLED.iter().map(|bundled| bundled.name).collect();
        assert_eq!(hung, bundled);
    }

    #[test]
    fn the_full_report_has_no_small_number_of_histories() {
        assert_eq!(EXHIBITS[0].command(), "pricewar batch baseline -n 20");
        assert_eq!(EXHIBITS[0].full(), "pricewar batch baseline");
        assert_eq!(EXHIBITS[6].full(), "pricewar cost customer-service");
    }
}
