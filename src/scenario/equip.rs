//! Scripted events of the supply side, from their names to a model: accelerators, rents, contracts.

use super::file::{File, RentsFile};
use super::path::quoted;
use super::resolve::{Names, plant};
use super::shocks::ShockFile;
use super::upgrades::HardwareShock;
use crate::complaint::Complaints;
use crate::economics::technology::{Lease, Owned, Scarcity, ServingLaw, Technology};
use crate::ids::{AcceleratorId, OfferId, ProviderId};
use crate::model::{Kit, Refresh, RentMarket, RentShock, ShockKind};
use crate::units::Ratio;

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
        for name in file.shock.iter().filter_map(|shock| shock.hardware.as_ref()).map(|shock| &shock.hardware)
        {
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
        life: technology.owned.as_ref().and_then(|owned| owned.life),
        contract: technology.contract.map(|contract| contract.of(technology.committed)),
    }
}

impl RentsFile {
    /// The market that it describes.
    pub(super) fn market(&self) -> RentMarket {
        RentMarket {
            now: self.now,
            law: Scarcity { mean: self.mean, half_life: self.half_life, volatility: self.volatility },
            response: self.response,
            usual: self.usual,
        }
    }
}

impl Names<'_> {
    /// A shock of the supply side; none where the catalogue lacks what it needs.
    pub(super) fn supply(&self, shock: &ShockFile, complaints: &mut Complaints) -> Option<ShockKind> {
        let path = format!("shock.{}", quoted(&shock.name));
        if let Some(hardware) = &shock.hardware {
            return self.hardware(hardware, &format!("{path}.hardware"), complaints);
        }
        if let Some(technique) = &shock.technique {
            return self.technique(technique, &format!("{path}.technique"), complaints);
        }
        if let Some(training) = &shock.training {
            return self.training(training, &format!("{path}.training"), complaints);
        }
        Some(self.rental(shock))
    }

    /// A move to another accelerator, on which every product of the provider must be servable.
    fn hardware(&self, shock: &HardwareShock, path: &str, complaints: &mut Complaints) -> Option<ShockKind> {
        let provider = self.provider(&shock.provider);
        let old = self.file.provider[provider.index()].technology.as_ref()?;
        let owned = old.owned.clone().map(|owned| Owned { server_price: None, ..owned });
        let new = Technology {
            contract: None,
            hardware: shock.hardware.clone(),
            rent: shock.rent,
            owned,
            ..old.clone()
        };
        let usd = self.file.usd.unwrap_or(Ratio(1.0));
        let plant = plant(&new, &self.file.catalogue, usd, path, complaints)?;
        for id in self.offers_of(provider) {
            if let Some(architecture) = &self.offers[id.index()].architecture {
                ServingLaw::resolve(architecture, &plant, &format!("{path}.hardware"), complaints)?;
            }
        }
        let accelerator = self.accelerators.id(&shock.hardware);
        let refresh = Refresh { provider, accelerator, plant, share: shock.share, within: shock.within };
        Some(ShockKind::Hardware(Box::new(refresh)))
    }

    /// The products of a provider, those of launches to come among them.
    pub(super) fn offers_of(&self, provider: ProviderId) -> Vec<OfferId> {
        let own = self.offers.iter().enumerate().filter(|(_, offer)| offer.provider == provider);
        own.map(|(at, _)| OfferId::at(at)).collect()
    }

    fn rental(&self, shock: &ShockFile) -> ShockKind {
        if let Some(rent) = &shock.rent {
            let accelerator = rent.hardware.as_ref().map(|name| self.accelerators.id(name));
            ShockKind::Rent(RentShock { accelerator, factor: rent.factor })
        } else {
            let contract = shock.contract.as_ref().expect("walked: a shock is one of the kinds");
            ShockKind::Contract {
                provider: self.provider(&contract.provider),
                contract: Lease { share: contract.share, discount: contract.discount, term: contract.term },
            }
        }
    }
}
