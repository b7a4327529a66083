//! Links of the market's loop, each of which can be cut:
//!
//! ```text
//! technology -> cost -> price -> choice -> use -> load -> waiting, refusals -> satisfaction -> word of mouth, churn -> ...
//! ```
//!
//! A link that is cut stands as at the opening; what is not downstream of it goes on. The same market with and without a
//! link, under the same luck, says what the link contributes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which links hold. All do where a scenario says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "each link is there or not, in any combination")]
pub struct Links {
    /// Costs of serving fall with time: trends of hardware and algorithms, techniques, new accelerators. Cut: every cost
    /// curve stays as it opens; products come with their own, and shocks of cost and rent happen.
    pub technology: bool,
    /// What firms price on follows the load of their fleets and what they have learnt by serving. Cut: they price on the
    /// cost at the opening's use of a fleet.
    pub scale: bool,
    /// Users choose by price. Cut: they choose as if every price were the one it was first posted at.
    pub choice: bool,
    /// Users use more at a lower price. Cut: they use what they would at the first posted price.
    pub usage: bool,
    /// Load makes users wait and fleets refuse. Cut: fleets serve as if they were empty.
    pub load: bool,
    /// Users remember how they were served (needs `[satisfaction]`). Cut: they forget at once.
    pub satisfaction: bool,
    /// Users hear of the market from users. Cut: as many tell of it as at the opening.
    pub word_of_mouth: bool,
}

impl Links {
    /// Names of the links in the order of the loop, as a scenario writes them.
    pub const ALL: [&str; 7] =
        ["technology", "scale", "choice", "usage", "load", "satisfaction", "word_of_mouth"];
}

impl Default for Links {
    fn default() -> Self {
        Self {
            technology: true,
            scale: true,
            choice: true,
            usage: true,
            load: true,
            satisfaction: true,
            word_of_mouth: true,
        }
    }
}
