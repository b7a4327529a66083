//! Rounds of funding: what investors want to see before they pay, and whether they see it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::units::{Days, Growth, Share};

/// What investors want to see. Each condition that is given must be met; one whose figure is not known is not met.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "FundingConditions")]
pub struct Conditions {
    /// Least share of the market's tokens over the last month.
    pub share: Option<Share>,
    /// Least growth of sales, a continuous rate, from three months ago to the last month.
    pub growth: Option<Growth>,
    /// Least gross margin of the last month: (sales - serving) / sales.
    pub margin: Option<Share>,
    /// Least runway before the round; a firm that burns nothing has any.
    pub runway: Option<Days>,
}

/// What investors see of a firm.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Standing {
    /// Share of the market's tokens.
    pub share: Option<f64>,
    /// Continuous growth of sales  \[1/day\].
    pub growth: Option<f64>,
    /// Gross margin.
    pub margin: Option<f64>,
    /// Runway; none for a firm that burns nothing.
    pub runway: Option<Days>,
}

impl Conditions {
    /// Whether a firm meets them all.
    pub fn met(&self, seen: &Standing) -> bool {
        let least = |wanted: Option<f64>, found: Option<f64>| {
            wanted.is_none_or(|wanted| found.is_some_and(|found| found >= wanted))
        };
        least(self.share.map(Share::get), seen.share)
            && least(self.growth.map(Growth::get), seen.growth)
            && least(self.margin.map(Share::get), seen.margin)
            && self.runway.is_none_or(|wanted| seen.runway.is_none_or(|found| found >= wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_condition_can_stop_a_round_alone() {
        let good =
            Standing { share: Some(0.2), growth: Some(0.01), margin: Some(0.3), runway: Some(Days(200.0)) };
        let wanted = Conditions {
            share: Some(Share(0.2)),
            growth: Some(Growth(0.01)),
            margin: Some(Share(0.3)),
            runway: Some(Days(200.0)),
        };
        assert!(wanted.met(&good) && Conditions::default().met(&Standing::default()));
        for worse in [
            Standing { share: Some(0.19), ..good },
            Standing { share: None, ..good },
            Standing { growth: Some(0.009), ..good },
            Standing { margin: Some(-0.1), ..good },
            Standing { runway: Some(Days(199.0)), ..good },
        ] {
            assert!(!wanted.met(&worse), "{worse:?}");
        }
        // Nothing is burnt: any runway is there.
        assert!(wanted.met(&Standing { runway: None, ..good }));
    }
}
