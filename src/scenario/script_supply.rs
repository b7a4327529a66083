//! Rules of scripted events on the supply side: rents, contracts, hardware.

use super::equip::Accelerators;
use super::file::File;
use super::firm::ProviderFile;
use super::nearest::suggestion;
use super::script::Script;
use crate::complaint::{Check, Complaints};
use crate::economics::technology::Lease;
use crate::economics::technology::rent::RANGE;
use crate::units::Ratio;

/// Rent over the cost of owning, less one: what has been seen (`rent::RANGE`).
const MOST_SCARCE: Ratio = Ratio(RANGE.1);

impl Script<'_> {
    /// Complains of supply-side shocks that cannot happen.
    pub(super) fn supply(&self, complaints: &mut Complaints) {
        if let Some(rent) = &self.shock.rent {
            self.factor("rent", rent.factor, complaints);
            if let Some(name) = &rent.hardware {
                self.in_use("rent.hardware", name, complaints);
            }
        }
        if let Some(contract) = &self.shock.contract
            && let Some(firm) = self.provider("contract", &contract.provider, complaints)
        {
            self.rented("contract", firm, complaints);
            let path = format!("{}.contract", self.path);
            let terms = Lease { share: contract.share, discount: contract.discount, term: contract.term };
            terms.check(&path, complaints);
        }
    }

    /// An accelerator that nobody has would be named in vain.
    fn in_use(&self, key: &str, name: &str, complaints: &mut Complaints) {
        let used = Accelerators::of(self.file).names;
        if used.iter().any(|own| own == name) {
            return;
        }
        complaints.error(
            "hardware-not-in-use",
            format!("{}.{key}", self.path),
            &format!("no provider has or gets `{name}`"),
            "would change nothing",
        );
        if let Some(help) = suggestion(name, used.iter().map(String::as_str).collect::<Vec<_>>()) {
            complaints.help(help);
        }
    }

    /// A fleet that is rented, or a complaint.
    fn rented(&self, kind: &str, firm: &ProviderFile, complaints: &mut Complaints) {
        let found = match &firm.technology {
            None => "has no [provider.technology]",
            Some(technology) if technology.owned.is_some() => "owns its accelerators",
            Some(_) => return,
        };
        complaints.error(
            "nothing-rented",
            format!("{}.{kind}.provider", self.path),
            &format!("{} rents no accelerators", firm.name),
            found,
        );
    }
}

/// Scarcity in the range in which rents have been seen, and somebody who rents.
pub fn rents(file: &File, complaints: &mut Complaints) {
    let Some(rents) = &file.rents else { return };
    for (key, value) in [("now", rents.now), ("mean", rents.mean)] {
        if value > MOST_SCARCE {
            complaints
                .error(
                    "scarcity-too-high",
                    format!("rents.{key}"),
                    "rents have not stood so far above the cost of owning",
                    &format!("found {}, at most {}", value.get(), MOST_SCARCE.get()),
                )
                .help("the peak of 2023 was about 400 %");
        }
    }
    if rents.half_life.get() < 1.0 {
        complaints.error(
            "scarcity-instant",
            "rents.half_life",
            "a shortage takes time to fade",
            "must be at least 1 day",
        );
    }
    let rented = file.provider.iter().filter_map(|firm| firm.technology.as_ref());
    if rented.filter(|technology| technology.owned.is_none()).count() == 0 {
        complaints
            .error("nobody-rents", "rents", "rents move and nobody pays any", "no provider rents its fleet")
            .as_warning();
    }
}
