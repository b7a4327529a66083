//! What a firm can know: posted prices and public quality of all, its own costs, sales and cash. Rivals' costs, the
//! users' tastes and the state of the world are not in it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::economics::billing::PriceSheet;
use crate::ids::{OfferId, ProviderId};
use crate::units::{Days, Elo, Money, MoneyPerMtok, MtokPerDay, Ratio, Share};

/// Which unit cost a rule means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CostBasis {
    /// Of one more token now: energy and network while capacity that is paid for stands idle, a GPU-hour otherwise.
    Marginal,
    /// Hardware at full use: the physical floor.
    Floor,
    /// Fleet cost over tokens, idle capacity included.
    #[default]
    Average,
    /// Average with training and data.
    Full,
}

/// A firm's own unit costs of a product, for a blended token.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct OwnCosts {
    /// Of one more token now.
    pub marginal: MoneyPerMtok,
    /// At full use.
    pub floor: MoneyPerMtok,
    /// With idle capacity.
    pub average: MoneyPerMtok,
    /// With training and data.
    pub full: MoneyPerMtok,
}

impl OwnCosts {
    /// The cost of a basis.
    pub fn on(&self, basis: CostBasis) -> MoneyPerMtok {
        match basis {
            CostBasis::Marginal => self.marginal,
            CostBasis::Floor => self.floor,
            CostBasis::Average => self.average,
            CostBasis::Full => self.full,
        }
    }
}

/// A product of the firm that is looking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OwnProduct<'a> {
    /// The offer.
    pub offer: OfferId,
    /// Its name, as scripts call it.
    pub name: &'a str,
    /// The posted prices.
    pub posted: PriceSheet,
    /// The prices it was first posted at: its proportions and its list price.
    pub listed: PriceSheet,
    /// Time it has been on sale.
    pub age: Days,
    /// Public quality.
    pub quality: Elo,
    /// Unit costs at the published load.
    pub costs: OwnCosts,
    /// Tokens sold, as last published.
    pub sales: MtokPerDay,
    /// Share of all tokens sold, as last published.
    pub share: Share,
    /// Part of all users who know the market that use it, as last published.
    pub reach: Share,
}

impl OwnProduct<'_> {
    /// The move that posts a blended price, proportions kept.
    pub fn at_level(&self, level: MoneyPerMtok) -> PriceSheet {
        self.posted.at_level(level, &self.listed)
    }
}

/// A product of another firm, as anyone sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RivalProduct {
    /// The offer.
    pub offer: OfferId,
    /// Who sells it.
    pub provider: ProviderId,
    /// The posted prices.
    pub posted: PriceSheet,
    /// Public quality.
    pub quality: Elo,
    /// Part of all users who know the market that use it, as last published.
    pub reach: Share,
}

/// Where tastes are measured: a usual price, and what a user spends beside the price. Anyone who sells tokens knows both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// P_ref.
    pub price: MoneyPerMtok,
    /// h: a user's own cost of using a million tokens.
    pub own_cost: MoneyPerMtok,
}

/// Everything a firm looks at when it reviews its prices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InformationSet<'a> {
    /// Time since the scenario's start.
    pub elapsed: Days,
    /// Own products on sale.
    pub own: &'a [OwnProduct<'a>],
    /// Rival products on sale.
    pub rivals: &'a [RivalProduct],
    /// Own cash.
    pub cash: Money,
    /// Part of the users who know the market that use no offer, as last published (surveys).
    pub outside: Share,
    /// Where tastes are measured.
    pub scale: Scale,
}

impl InformationSet<'_> {
    /// The lowest blended price among rivals that are at most `window` Elo points worse (any, without a window).
    pub fn cheapest_comparable(&self, quality: Elo, window: Option<Elo>) -> Option<MoneyPerMtok> {
        self.rivals
            .iter()
            .filter(|rival| window.is_none_or(|window| rival.quality.get() >= quality.get() - window.get()))
            .map(|rival| rival.posted.blended())
            .reduce(MoneyPerMtok::min)
    }

    /// Rival firms that sell something.
    pub fn rival_firms(&self) -> usize {
        let mut firms: Vec<ProviderId> = self.rivals.iter().map(|rival| rival.provider).collect();
        firms.sort_unstable();
        firms.dedup();
        firms.len()
    }
}

/// (1 + markup) x cost: the floor below which a rule does not go  \[money/Mtok\].
pub(super) fn floor(costs: &OwnCosts, basis: CostBasis, markup: Ratio) -> MoneyPerMtok {
    costs.on(basis) * (1.0 + markup.get())
}
