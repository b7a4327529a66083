//! What counts as a price-war episode, in numbers: the parameters of the definition in `measures/episodes`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::complaint::{Check, Complaints};
use crate::units::{Days, Elo, Share};

/// The least size of a cut that can lead, as a part of the price. Announced cuts are seldom smaller, and steps by which
/// algorithms feel their way seldom larger.
pub const LEADING: Share = Share(0.10);

/// Time within which a cut answers another, the last day left out. Seven Chinese providers cut in the eight days from 15 to 22
/// May 2024, sixteen days at most after the first news; a firm that reviews prices at the turn of the month answers within
/// thirty, while what comes a whole calendar month after is the next review.
pub const WITHIN: Days = Days(30.0);

/// What counts as what. All are parameters, and every report prints them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "Episodes")]
pub struct Thresholds {
    /// Least size of a cut beyond costs, as a part of the price. Default: 10 % (assumption: beyond the noise of costs).
    pub cut: Share,
    /// How far below the median of comparable rivals a launch is at least, to count as a move. Default: 75 % (assumption: successive generations come at half the price as a rule, which is no attack).
    pub entry: Share,
    /// Moves that follow one another in less time belong together. Default: 30 days (assumption: the answers of May 2024 came within two weeks).
    pub gap: Days,
    /// Firms that move, at least. Default: 2 (one firm alone fights nobody).
    #[schemars(range(min = 1, max = 1_000))]
    pub firms: u32,
    /// Least fall of the index of participants' prices beyond unit costs, as a part of it. Default: 5 % (assumption: half of the least cut).
    pub depth: Share,
    /// Least size of the move that makes a firm the leader. Default: 10 % (assumption).
    pub lead: Share,
    /// Distance in quality within which products are comparable. Default: 50 Elo (a win rate of 57 %, which few users notice).
    pub near: Elo,
    /// A price within this part above floor cost, or below it, stands at its floor. Default: 10 % (assumption).
    pub floor: Share,
}

impl Default for Thresholds {
    /// Cut and gap are those of a lead ([`LEADING`], [`WITHIN`]). A launch is an entry from 75 % on: successive
    /// generations come at a half of their predecessor's price as a rule, which is no attack. A fall of the participants'
    /// index by 5 % is half of the least cut: they then cut half of what they sell, or raise as much as they cut. 50 points
    /// of Elo are a win rate of 57 %, which few users notice.
    fn default() -> Self {
        Self {
            cut: LEADING,
            entry: Share(0.75),
            gap: WITHIN,
            firms: 2,
            depth: Share(0.05),
            lead: LEADING,
            near: Elo(50.0),
            floor: Share(0.10),
        }
    }
}

impl Check for Thresholds {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.gap <= Days::ZERO {
            complaints
                .error(
                    "episode-gap-none",
                    format!("{path}.gap"),
                    "no two moves would belong together",
                    "found no time, allowed is more than 0 days",
                )
                .help("leave it out for a gap of 30 days");
        }
    }
}
