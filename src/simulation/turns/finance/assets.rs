//! Owned accelerators in the balance sheet: bought for cash, charged as they lose value, sold or retired.

use super::super::super::world::World;
use crate::economics::finance::Account;
use crate::history::{Entity, HappeningKind};
use crate::ids::ProviderId;
use crate::units::{Gpus, Money};

/// Owned fleets of the opening enter the books as their owners' capital, and the books are filed for the first time.
pub(in crate::simulation) fn open_books(world: &mut World) {
    for provider in world.model.provider_ids() {
        let Some(worth) = world.worth(provider) else { continue };
        let firm = &mut world.firms[provider.index()];
        let count = if firm.present { firm.fleet.installed.get() } else { 0.0 };
        firm.treasury.assets.count = count;
        firm.treasury.assets.bought = 0.0;
        firm.books.post(Account::FixedAssets, Account::Equity, Money(worth * count));
    }
    world.reckon_runways();
    world.file_books();
}

/// Books what became of a firm's owned accelerators since this was last done: their loss of value, which the meter has in
/// the cost of serving, is no cash; those that came were paid for; those that went are out, for what they brought.
pub(super) fn settle_assets(world: &mut World, provider: ProviderId) {
    let Some(worth) = world.worth(provider) else { return };
    let p = provider.index();
    let recovery = world.model.providers[p].finance.terms.recovery.get();
    let charged = (world.meter.capital[p], world.meter.capital_sold[p]);
    let firm = &mut world.firms[p];
    let (books, assets) = (&mut firm.books, &mut firm.treasury.assets);
    let (all, sold) = (charged.0 - assets.charged.0, charged.1 - assets.charged.1);
    assets.charged = charged;
    let book = books.balance(Account::FixedAssets).get().max(0.0);
    if all > 0.0 {
        let part = (book / all).min(1.0);
        books.post(Account::Depreciation, Account::FixedAssets, Money(all * part));
        books.post(Account::Cash, Account::Serving, Money(sold * part));
        // Own products pay for their part of the fleet.
        books.post(Account::Cash, Account::Depreciation, Money((all - sold) * part));
    }
    books.post(Account::FixedAssets, Account::Cash, Money(worth * assets.bought));
    assets.count += assets.bought;
    let gone = assets.given + assets.retired;
    if gone > 0.0 && assets.count > 0.0 {
        let part = (gone / assets.count).min(1.0);
        let out = books.balance(Account::FixedAssets).get() * part;
        let brought = worth * recovery * assets.given.min(assets.count);
        books.post(Account::Cash, Account::FixedAssets, Money(brought));
        books.post(Account::Disposal, Account::FixedAssets, Money(out - brought));
        assets.count -= gone.min(assets.count);
    }
    (assets.bought, assets.given, assets.retired) = (0.0, 0.0, 0.0);
}

/// Sells all that a firm owns, for its creditors.
pub(super) fn sell_assets(world: &mut World, provider: ProviderId) {
    if world.worth(provider).is_none() {
        return;
    }
    settle_assets(world, provider);
    let firm = &mut world.firms[provider.index()];
    let before = firm.books.cash();
    firm.treasury.assets.given = firm.treasury.assets.count;
    settle_assets(world, provider);
    let brought = (world.firms[provider.index()].books.cash() - before).get();
    if brought > 0.0 {
        world.note(HappeningKind::AssetSale, Entity::Provider(provider), None, Some(brought));
    }
}

impl World<'_> {
    /// What one of a firm's owned accelerators is worth; none where they do not stand in the books.
    pub(in crate::simulation::turns) fn worth(&self, provider: ProviderId) -> Option<f64> {
        let firm = &self.firms[provider.index()];
        let kind = firm.kinds.last().filter(|kind| kind.in_books)?;
        let (loss, equivalents) = firm.booked();
        let each = if equivalents > 0.0 { loss / equivalents } else { kind.listed.capital.get() };
        self.model.providers[provider.index()].finance.worth(each)
    }
}

impl super::super::super::firm::Firm {
    /// A firm's fleet becomes this large at once, all of it new.
    pub(in crate::simulation) fn outfitted(&mut self, gpus: Gpus) {
        self.treasury.assets.bought = gpus.get();
    }
}
