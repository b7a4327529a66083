//! The ban on sales below avoidable cost: p >= (1 - tolerance) c for sellers with a share of at least `least_share`.
//!
//! Areeda and Turner (Harvard Law Review 88, 1975) presume predation where a price lies below reasonably anticipated
//! marginal cost, for which average variable cost stands in. Courts ask for market power too: the European Union presumes
//! dominance from half of the market on (AKZO v Commission, C-62/86, 1991, paragraph 60, which also takes average variable
//! cost for the line, paragraph 71), and so does China (Anti-Monopoly Law of 2022, article 24; sales below cost by a
//! dominant firm without just cause: article 22).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::law::{Law, Line, Procedure, Seller, UnitCost};
use crate::complaint::{Check, Complaints};
use crate::units::{Days, MoneyPerMtok, Share};

/// What the policy says of itself.
pub(super) const ABOUT: About = About {
    name: "below_cost_ban",
    rule: "p >= (1 - tolerance) c, for sellers with a share of `least_share` or more",
    source: "Areeda and Turner 1975; AKZO v Commission, C-62/86, 1991",
    use_when: "what does it cost users, and whom does it protect, that nobody with power may sell below cost?",
};

/// No sales below avoidable cost.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BelowCostBan {
    /// The cost below which a price may not lie. Default: `average`, the average variable cost of Areeda and Turner.
    pub cost: AvoidableCost,
    /// How far below it a price may still lie. Default: 0 %.
    pub tolerance: Share,
    /// Part of the market's tokens from which the ban binds a seller; 0 % binds all. Default: 50 % (from which courts of the European Union and China's law presume dominance).
    pub least_share: Share,
    /// Whether a price below the line is refused at once, or stands until an investigation is over.
    pub enforcement: Enforcement,
}

impl Default for BelowCostBan {
    fn default() -> Self {
        Self {
            cost: AvoidableCost::Average,
            tolerance: Share::ZERO,
            least_share: Share(0.5),
            enforcement: Enforcement::ExAnte,
        }
    }
}

/// The cost that a seller would not have without the sales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AvoidableCost {
    /// Fleet, energy and network over the tokens sold: all that ends with the sales within a lease.
    #[default]
    Average,
    /// The same on hardware that is always busy: idle capacity is the seller's own fault.
    Floor,
    /// One more token on a fleet that is paid for: the shortest view, and the lowest line.
    Marginal,
}

impl AvoidableCost {
    fn of(self, cost: &UnitCost) -> MoneyPerMtok {
        match self {
            Self::Average => cost.average,
            Self::Floor => cost.floor,
            Self::Marginal => cost.marginal,
        }
    }
}

/// When the authority acts.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Enforcement {
    /// Before the sale: a price below the line is not posted, the line is.
    #[default]
    ExAnte,
    /// After a complaint: the price stands until an investigation is over.
    ExPost(ExPost),
}

/// An investigation and what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExPost {
    /// Time from the complaint to the verdict.
    pub investigation: Days,
    /// Fine as a part of the firm's sales of the last twelve months. Seen: up to 10 % (Regulation (EC) 1/2003, article 23;
    /// China's Anti-Monopoly Law of 2022, article 57: 1 to 10 %).
    #[serde(default)]
    pub fine: Share,
}

impl Check for BelowCostBan {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.tolerance >= Share::ONE {
            complaints
                .error(
                    "ban-of-nothing",
                    format!("{path}.tolerance"),
                    "with this tolerance no price lies below the line",
                    "must be less than 100 %",
                )
                .help("leave the policy out where nothing is banned");
        }
        if let Enforcement::ExPost(ExPost { investigation, .. }) = self.enforcement
            && investigation <= Days::ZERO
        {
            complaints
                .error(
                    "investigation-instant",
                    format!("{path}.enforcement.ex_post.investigation"),
                    "an investigation takes time",
                    "must be more than 0 days",
                )
                .help("a price that is refused at once is `enforcement = \"ex_ante\"`");
        }
    }
}

impl Law for BelowCostBan {
    fn line(&self, seller: &Seller) -> Option<Line> {
        let line = self.cost.of(&seller.cost) * self.tolerance.rest().get();
        (seller.share >= self.least_share).then_some(Line::AtLeast(line))
    }

    fn procedure(&self) -> Procedure {
        match self.enforcement {
            Enforcement::ExAnte => Procedure::Refusal,
            Enforcement::ExPost(ExPost { investigation, fine }) => {
                Procedure::Investigation { lasts: investigation, fine }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Elo;

    fn seller(share: f64) -> Seller {
        let cost =
            UnitCost { marginal: MoneyPerMtok(0.1), floor: MoneyPerMtok(0.4), average: MoneyPerMtok(0.5) };
        Seller { cost, share: Share(share), quality: Elo(1200.0) }
    }

    #[test]
    fn the_line_is_avoidable_cost_less_the_tolerance() {
        let ban = |cost, tolerance| BelowCostBan { cost, tolerance: Share(tolerance), ..Default::default() };
        // 0.5 (1 - 0.2) = 0.4; the floor itself; one more token.
        for (cost, tolerance, line) in [
            (AvoidableCost::Average, 0.2, 0.4),
            (AvoidableCost::Floor, 0.0, 0.4),
            (AvoidableCost::Marginal, 0.5, 0.05),
        ] {
            let Some(Line::AtLeast(found)) = ban(cost, tolerance).line(&seller(0.6)) else {
                panic!("no line");
            };
            assert!((found.get() - line).abs() < 1e-12);
        }
    }

    #[test]
    fn the_small_may_sell_below_cost() {
        assert_eq!(BelowCostBan::default().line(&seller(0.499)), None);
        assert!(BelowCostBan::default().line(&seller(0.5)).is_some());
        let all = BelowCostBan { least_share: Share::ZERO, ..Default::default() };
        assert!(all.line(&seller(0.0)).is_some());
    }
}
