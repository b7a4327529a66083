//! Rules of takeovers: who buys whom, what is saved, and when.

use super::script::Script;
use super::shocks::MergerShock;
use crate::complaint::Complaints;
use crate::units::Share;

impl Script<'_> {
    /// Complains of takeovers that cannot be.
    pub(super) fn merger(&self, merger: &MergerShock, complaints: &mut Complaints) {
        for (role, name) in [("buyer", &merger.buyer), ("target", &merger.target)] {
            self.named("merger", role, name, complaints);
        }
        if merger.buyer == merger.target {
            complaints.error(
                "merger-with-itself",
                format!("{}.merger.target", self.path),
                "a firm cannot buy itself",
                "the same as `buyer`",
            );
        }
        if merger.saving >= Share::ONE {
            complaints
                .error(
                    "saving-of-all",
                    format!("{}.merger.saving", self.path),
                    "a merger that leaves no cost",
                    "must be less than 100 %",
                )
                .help("the US guidelines ask for savings that could not be had without the merger: some per cent");
        }
        if let Some(day) = merger.integration
            && day < self.shock.at
        {
            complaints.error(
                "integration-before-merger",
                format!("{}.merger.integration", self.path),
                "the firms are integrated before they merge",
                &format!("the merger is on {}", self.shock.at.0),
            );
        }
    }
}
