//! Who runs what: each provider of the model runs itself until another buys it. Users go on to see the brands they saw, so
//! private tastes, inertia and the streams of chance stay with the original names.

use super::world::World;
use crate::ids::{OfferId, ProviderId};
use crate::model::{Captive, FixedCosts};

impl World<'_> {
    /// Who sells an offer.
    pub(super) fn owner(&self, offer: usize) -> ProviderId {
        self.operators[self.model.offers[offer].provider.index()]
    }

    /// Positions of the offers that a provider sells, its own and those of the firms that it has bought.
    pub(super) fn offers_of(&self, provider: ProviderId) -> impl Iterator<Item = usize> + use<'_> {
        (0..self.model.offers.len()).filter(move |j| self.owner(*j) == provider)
    }

    /// The same as ids.
    pub(super) fn ids_of(&self, provider: ProviderId) -> impl Iterator<Item = OfferId> + use<'_> {
        self.offers_of(provider).map(OfferId::at)
    }

    /// What news of a provider meets: all that it sells; of one that has been bought, the products of its brand.
    pub(super) fn hit_with(&self, provider: ProviderId) -> impl Iterator<Item = usize> + use<'_> {
        let is_bought = self.operators[provider.index()] != provider;
        (0..self.model.offers.len()).filter(move |j| {
            if is_bought { self.model.offers[*j].provider == provider } else { self.owner(*j) == provider }
        })
    }

    /// The firms of the model that a provider runs, itself among them.
    pub(super) fn makers_of(&self, provider: ProviderId) -> impl Iterator<Item = ProviderId> + use<'_> {
        self.model.provider_ids().filter(move |maker| self.operators[maker.index()] == provider)
    }

    /// Running costs of a provider and of the firms that it has bought.
    pub(super) fn running(&self, provider: ProviderId) -> FixedCosts {
        self.makers_of(provider)
            .map(|maker| self.model.providers[maker.index()].fixed)
            .reduce(FixedCosts::and)
            .unwrap_or_default()
    }

    /// Own use of a provider and of the firms that it has bought: what it is, and million tokens a day now.
    pub(super) fn captives_of(
        &self,
        provider: ProviderId,
    ) -> impl Iterator<Item = (&Captive, f64)> + use<'_> {
        self.makers_of(provider).filter_map(|maker| {
            let captive = self.model.providers[maker.index()].captive.as_ref()?;
            Some((captive, captive.tokens.get() * self.firms[maker.index()].captive_growth))
        })
    }
}
