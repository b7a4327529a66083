//! Scripted events of the supply side, from their names to a model: accelerators, rents, contracts.

use super::file::{File, RentsFile};
use super::resolve::Names;
use super::shocks::ShockFile;
use crate::economics::technology::Technology;
use crate::ids::AcceleratorId;
use crate::model::{Contract, Kit, RentMarket, RentShock, ShockKind};

/// Accelerators by name: those of providers in the order of the file, then those of shocks.
pub struct Accelerators {
    /// Their names.
    pub names: Vec<String>,
}

impl Accelerators {
    /// All that a file uses.
    pub fn of(file: &File) -> Self {
        let mut names: Vec<String> = Vec::new();
        let own = file.provider.iter().filter_map(|firm| firm.technology.as_ref());
        for name in own.map(|technology| &technology.hardware) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        Self { names }
    }

    /// The id of one that is used.
    pub fn id(&self, name: &str) -> AcceleratorId {
        let at = self.names.iter().position(|own| own == name);
        AcceleratorId::at(at.expect("checked: accelerators that are named are used"))
    }
}

/// What a provider's accelerators are.
pub fn kit(technology: &Technology, accelerators: &Accelerators) -> Kit {
    Kit {
        accelerator: accelerators.id(&technology.hardware),
        owned: technology.owned.is_some(),
        life: None,
        contract: None,
    }
}

impl RentsFile {
    /// The market that it describes.
    pub(super) fn market(&self) -> RentMarket {
        RentMarket {
            now: self.now,
            mean: self.mean,
            reversion: self.reversion,
            volatility: self.volatility,
            response: self.response,
            usual: self.usual,
        }
    }
}

impl Names<'_> {
    /// A shock of the supply side.
    pub(super) fn supply(&self, shock: &ShockFile) -> ShockKind {
        if let Some(rent) = &shock.rent {
            let accelerator = rent.hardware.as_ref().map(|name| self.accelerators.id(name));
            ShockKind::Rent(RentShock { accelerator, factor: rent.factor })
        } else {
            let contract = shock.contract.as_ref().expect("walked: a shock is one of the kinds");
            ShockKind::Contract {
                provider: self.provider(&contract.provider),
                contract: Contract {
                    share: contract.share,
                    discount: contract.discount,
                    term: contract.term,
                },
            }
        }
    }
}
