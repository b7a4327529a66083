//! Rules of a firm's money: terms, parents, rounds of funding and their droughts, shutting, coming, buying.

use super::file::File;
use super::firm::ProviderFile;
use super::path::quoted;
use super::script::Script;
use crate::complaint::{Check, Complaints};
use crate::units::Money;

/// Rounds of funding of one firm.
const MOST_ROUNDS: usize = 64;

impl Script<'_> {
    /// Complains of droughts of funding that cannot be.
    pub(super) fn money(&self, complaints: &mut Complaints) {
        let Some(drought) = &self.shock.funding else { return };
        if let Some(name) = &drought.provider {
            let firm = self.provider("funding", name, complaints);
            if firm.is_some_and(|firm| firm.funding.is_empty()) {
                complaints
                    .error(
                        "funding-for-nobody",
                        format!("{}.funding.provider", self.path),
                        &format!("{name} has no round of funding"),
                        "has no [[provider.funding]]",
                    )
                    .as_warning();
            }
        } else if self.file.provider.iter().all(|firm| firm.funding.is_empty()) {
            complaints
                .error(
                    "funding-for-nobody",
                    format!("{}.funding", self.path),
                    "no provider has a round of funding",
                    "no [[provider.funding]] in the file",
                )
                .as_warning();
        }
        if drought.lasts.get() <= 0.0 {
            complaints.error(
                "funding-instant",
                format!("{}.funding.lasts", self.path),
                "a drought lasts",
                "must be more than 0 days",
            );
        }
    }
}

/// Complains of what firms' money cannot be.
pub(super) fn firms(file: &File, complaints: &mut Complaints) {
    for firm in &file.provider {
        let path = format!("provider.{}", quoted(&firm.name));
        firm.finance.check(&format!("{path}.finance"), complaints);
        if let Some(parent) = &firm.parent {
            parent.check(&format!("{path}.parent"), complaints);
        }
        if let Some(shutdown) = &firm.shutdown {
            shutdown.check(&format!("{path}.shutdown"), complaints);
        }
        if let Some(entry) = &firm.enters {
            entry.check(&format!("{path}.enters"), complaints);
        }
        let owned = firm.technology.as_ref().and_then(|technology| technology.owned.as_ref());
        if firm.finance.capitalised && owned.is_none_or(|owned| owned.depreciation.get() <= 0.0) {
            complaints
                .error(
                    "nothing-to-capitalise",
                    format!("{path}.finance.capitalised"),
                    "only accelerators that are owned and lose value stand in a balance sheet",
                    "needs `technology.owned` with a `depreciation`",
                )
                .help("leave `capitalised` out where the fleet is rented");
        }
        rounds(firm, &path, complaints);
    }
}

fn rounds(firm: &ProviderFile, path: &str, complaints: &mut Complaints) {
    if firm.funding.len() > MOST_ROUNDS {
        complaints.error(
            "too-large",
            format!("{path}.funding"),
            "too many rounds of funding",
            &format!("found {}, at most {MOST_ROUNDS}", firm.funding.len()),
        );
    }
    for round in &firm.funding {
        let path = format!("{path}.funding.{}", quoted(&round.name));
        if round.amount <= Money::ZERO {
            complaints.error(
                "round-of-nothing",
                format!("{path}.amount"),
                "a round of funding brings money",
                "must be more than 0",
            );
        }
    }
}
