//! Credit for a fall in price: monthly snapshots of the market and of each provider, their steps summed.

mod benchmark;
mod snapshot;
mod step;

pub(super) use self::benchmark::market;
use self::snapshot::Line;
pub(super) use self::snapshot::spread as opening_spread;
use self::step::Levels;
use super::world::World;
use crate::calendar::Instant;
use crate::history::{Attribution, Credit, Entity, Measure, Part};
use crate::ids::ProviderId;
use crate::model::Model;
use crate::units::MoneyPerMtok;

/// The accounts of all entities.
pub(super) struct Credits {
    /// Line of each offer.
    lines: Vec<usize>,
    /// Static Nash prices of the last snapshot, blended, by offer: where the next search starts.
    nash: Vec<Option<MoneyPerMtok>>,
    /// The market, then the providers.
    accounts: Vec<Account>,
}

/// The account of an entity.
struct Account {
    entity: Entity,
    sums: Option<Sums>,
}

/// What has come together since its first sale.
struct Sums {
    from: Instant,
    to: Instant,
    /// Its lines when it last sold something.
    lines: Vec<Option<Line>>,
    credits: Vec<Credit>,
    levels: Levels,
}

impl Credits {
    /// Accounts without entries.
    pub fn open(model: &Model) -> Self {
        let entities = [Entity::Market].into_iter().chain(model.provider_ids().map(Entity::Provider));
        Self {
            lines: snapshot::lines(model),
            nash: vec![None; model.offers.len()],
            accounts: entities.map(|entity| Account { entity, sums: None }).collect(),
        }
    }

    /// What has been put down so far.
    pub fn attributions(&self) -> Vec<Attribution> {
        self.accounts
            .iter()
            .filter_map(|account| {
                let sums = account.sums.as_ref()?;
                Some(Attribution {
                    entity: account.entity,
                    from: sums.from,
                    to: sums.to,
                    credits: sums.credits.clone(),
                })
            })
            .collect()
    }

    /// A level of the market or a provider at the last snapshot; none where nothing has been sold.
    pub fn level(&self, measure: Measure, entity: Entity) -> Option<f64> {
        let levels = self.accounts.iter().find(|account| account.entity == entity)?.sums.as_ref()?.levels;
        match measure {
            Measure::NashPrice => Some(levels.nash),
            Measure::StandardCost => Some(levels.standard),
            Measure::UnitCost => Some(levels.average),
            Measure::TrainingCost => Some(levels.training),
            Measure::DataCost => Some(levels.data),
            Measure::FullCost => Some(levels.full()),
            _ => None,
        }
    }

    /// Static Nash price of an offer at the last snapshot, blended.
    pub fn nash(&self, offer: usize) -> Option<MoneyPerMtok> {
        self.nash[offer]
    }
}

impl World<'_> {
    /// Takes a snapshot and enters the step since the last one. The instant must be metered already.
    pub(super) fn take_stock(&mut self) {
        // Without a benchmark the month is not put down; the next one's step covers it.
        let Some(nash) = benchmark::prices(self, &self.credits.nash) else { return };
        let taken = snapshot::take(self, &self.credits.lines, &nash.effective);
        self.credits.nash = nash.levels;
        let now = self.now;
        for account in &mut self.credits.accounts {
            account.enter(now, &taken);
        }
    }
}

impl Account {
    fn enter(&mut self, now: Instant, taken: &[Option<Line>]) {
        let own = |line: &Option<Line>| line.filter(|line| self.holds(line));
        let lines: Vec<Option<Line>> = taken.iter().map(own).collect();
        if lines.iter().all(Option::is_none) {
            return;
        }
        let Some(sums) = &mut self.sums else {
            let credits = vec![Credit { ln: Some(0.0), money: 0.0 }; Part::ALL.len()];
            let levels = Levels::of(&lines);
            self.sums = Some(Sums { from: now, to: now, lines, credits, levels });
            return;
        };
        for (sum, credit) in sums.credits.iter_mut().zip(step::step(&sums.lines, &lines)) {
            sum.ln = sum.ln.zip(credit.ln).map(|(sum, ln)| sum + ln);
            sum.money += credit.money;
        }
        sums.to = now;
        sums.levels = Levels::of(&lines);
        sums.lines = lines;
    }

    fn holds(&self, line: &Line) -> bool {
        self.entity == Entity::Market || self.entity == Entity::Provider(ProviderId::at(line.provider))
    }
}
