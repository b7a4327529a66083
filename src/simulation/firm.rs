//! A firm's state: its fleet, its books, its living strategy, and what its published load asks of the fleet.

use crate::calendar::Instant;
use crate::economics::finance::Books;
use crate::economics::pricing::Pricer;
use crate::economics::technology::{CostCurve, Fleet, GpuHour, Load, Stock};
use crate::model::Provider;
use crate::units::{Gpus, MtokPerDay, Ratio, Share};

use super::capacity::Kind;
use super::purse::Purse;
use super::runs::Run;
use super::treasury::Treasury;
use super::turns::Move;

/// One provider in one replicate.
pub(super) struct Firm {
    pub present: bool,
    /// In equivalents of the present kind.
    pub fleet: Fleet,
    /// What stands in it, by kind and age.
    pub stock: Stock,
    /// Kinds of accelerators it has had, the present one last; none without a plant.
    pub kinds: Vec<Kind>,
    /// What an hour of an equivalent costs this month; none without a plant.
    pub hour: Option<GpuHour>,
    /// Parts of the fleet that outages have taken.
    pub lost: Vec<Share>,
    /// Offers of each outage that lasts.
    pub dark: Vec<Vec<usize>>,
    /// Moves to other accelerators so far.
    pub moves: Vec<Move>,
    /// Training runs so far.
    pub runs: Vec<Run>,
    /// What its investment policy has put aside.
    pub purse: Purse,
    pub books: Books,
    /// What its money remembers.
    pub treasury: Treasury,
    pub pricer: Box<dyn Pricer>,
    /// Own price reviews so far: the epoch of their streams.
    pub reviews: u64,
    /// Factor of cost shocks so far.
    pub cost_shock: Ratio,
    /// Growth of captive use since the opening.
    pub captive_growth: f64,
    pub published: PublishedLoad,
    /// When capacity was last reviewed and the accelerators required then, to see growth.
    pub required_before: Option<(Instant, Gpus)>,
    /// When it will look at its prices for what rivals did: one look an instant, however many moves it answers.
    pub answers: Vec<Instant>,
    /// Day of its last salient move.
    pub last_news: Option<i64>,
}

/// What the published load of a firm asks of its fleet.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct PublishedLoad {
    /// Accelerators that the tokens sold require.
    pub sold: Gpus,
    /// Accelerators that its own products require.
    pub captive: Gpus,
    /// Offered load over the fleet.
    pub utilisation: Ratio,
}

impl PublishedLoad {
    /// Accelerators required in all.
    pub(super) fn required(&self) -> Gpus {
        self.sold + self.captive
    }

    /// Part of the fleet's cost that the tokens sold bear.
    pub(super) fn sold_part(&self) -> f64 {
        let required = self.required();
        if required > Gpus::ZERO { self.sold / required } else { 1.0 }
    }
}

impl Firm {
    pub(super) fn open(provider: &Provider) -> Self {
        let books = Books::open(provider.cash);
        Self {
            present: provider.present,
            fleet: Fleet::default(),
            stock: Stock::default(),
            kinds: Kind::first(provider).into_iter().collect(),
            hour: None,
            lost: Vec::new(),
            dark: Vec::new(),
            moves: Vec::new(),
            runs: Vec::new(),
            purse: Purse::EMPTY,
            treasury: Treasury::open(provider, &books),
            books,
            pricer: provider.pricing.open(),
            reviews: 0,
            cost_shock: Ratio(1.0),
            captive_growth: 1.0,
            published: PublishedLoad::default(),
            required_before: None,
            answers: Vec::new(),
            last_news: None,
        }
    }
}

/// An offer's supply side: its cost curve of this month and its published load.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Supply {
    /// Cost curve with the techniques and the accelerator of today, before the trend and cost shocks.
    pub base: CostCurve,
    /// Cost curve at this month's technology, cost shocks included.
    pub curve: CostCurve,
    /// Tokens a day, as last published.
    pub load: Load,
    /// Of them, those that are served when the fleet has room.
    pub movable: MtokPerDay,
    /// Accelerators that they require, as last published.
    pub gpus: Gpus,
}
