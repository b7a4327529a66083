//! A history as measures read it: totals of flows, means over the end window, first and last figures.

use std::cell::OnceCell;

use super::episodes::{Episode, Thresholds};
use super::owners::{Merged, mergers, owner};
use crate::calendar::Instant;
use crate::history::{Entity, Happening, HappeningKind, History, LearningRecord, Measure, Names, Part};
use crate::ids::{OfferId, PlanId, ProviderId, SegmentId, TierId};
use crate::units::Days;

/// A history, the names in it, and the window before its end.
pub(super) struct Reading<'a> {
    history: &'a History,
    pub names: &'a Names,
    /// What counts as a price-war episode.
    pub thresholds: &'a Thresholds,
    start: Instant,
    window: Instant,
    mergers: Vec<Merged>,
    episodes: OnceCell<Vec<Episode>>,
}

/// What was sold of a product between two records.
pub(super) struct Sold {
    /// The first of the two.
    pub from: Instant,
    /// The second.
    pub to: Instant,
    /// Tokens a day.
    pub tokens: f64,
    /// A figure of the product at the second.
    pub figure: f64,
}

impl<'a> Reading<'a> {
    /// A reading whose window covers that much time before the last record.
    pub fn new(history: &'a History, names: &'a Names, (window, thresholds): (Days, &'a Thresholds)) -> Self {
        let instants = history.panel.instants();
        let start = instants.first().copied().unwrap_or(Instant::START);
        let end = instants.last().copied().unwrap_or(Instant::START);
        let span = window.min(end.since(start));
        let window = Instant(end.0 - Instant::START.after(span).0);
        Self {
            history,
            names,
            thresholds,
            start,
            window,
            mergers: mergers(history, names),
            episodes: OnceCell::new(),
        }
    }

    /// Who sold an offer at an instant, by position: its provider, or who had bought it by then.
    pub fn owner(&self, offer: OfferId, at: Instant) -> usize {
        owner(&self.mergers, self.names.offer_provider[offer.index()], at)
    }

    /// The first record.
    pub fn start(&self) -> Instant {
        self.start
    }

    /// Where the end window begins.
    pub fn window(&self) -> Instant {
        self.window
    }

    /// The last record.
    pub fn end(&self) -> Instant {
        self.history.panel.instants().last().copied().unwrap_or(self.start)
    }

    /// A line of a provider's statements over the whole run.
    pub fn books(&self, provider: ProviderId, statement: &str, line: &str) -> Option<f64> {
        self.history.statements.whole(provider, statement, line)
    }

    /// The history itself.
    pub fn history(&self) -> &'a History {
        self.history
    }

    /// Its price-war episodes, looked for once.
    pub fn episodes(&self, find: impl FnOnce() -> Vec<Episode>) -> &[Episode] {
        self.episodes.get_or_init(find)
    }

    /// How a session of learners ended, where there was one.
    pub fn learning(&self) -> Option<&LearningRecord> {
        self.history.learning.as_ref()
    }

    /// Integral of a flow over the whole run; none where it was never recorded over any time.
    pub fn total(&self, measure: Measure, entity: Entity) -> Option<f64> {
        self.integral(measure, entity, self.start).map(|(sum, _)| sum)
    }

    /// Integral of a flow over the window; none where it was not recorded in it.
    pub fn window_total(&self, measure: Measure, entity: Entity) -> Option<f64> {
        self.integral(measure, entity, self.window).map(|(sum, _)| sum)
    }

    /// Mean of a figure over the part of the window in which it was recorded.
    pub fn window_mean(&self, measure: Measure, entity: Entity) -> Option<f64> {
        self.integral(measure, entity, self.window).map(|(sum, days)| sum / days)
    }

    /// Sum of (figure x days since the record before), and of the days, from an instant on. Flows are means over exactly
    /// those days, so the integral is exact where the window starts at a record, and where it does not the flow is
    /// taken as even between two.
    fn integral(&self, measure: Measure, entity: Entity, from: Instant) -> Option<(f64, f64)> {
        let instants = self.history.panel.instants();
        let values = self.history.panel.values(measure, entity)?.skip(1);
        let (mut sum, mut days) = (0.0, 0.0);
        for (ends, value) in instants.windows(2).zip(values) {
            if let Some(value) = value
                && ends[1] > from
            {
                let length = ends[1].since(ends[0].max(from)).get();
                sum += value * length;
                days += length;
            }
        }
        (days > 0.0).then_some((sum, days))
    }

    /// Mean effective price of the tokens billed over the window: what was billed by the day over tokens.
    pub fn window_price(&self, entity: Entity) -> Option<f64> {
        let panel = &self.history.panel;
        let prices = panel.values(Measure::EffectivePrice, entity)?.skip(1);
        let tokens = panel.values(Measure::Tokens, entity)?.skip(1);
        let (mut billed, mut all) = (0.0, 0.0);
        for ((ends, price), tokens) in panel.instants().windows(2).zip(prices).zip(tokens) {
            if let (Some(price), Some(tokens)) = (price, tokens)
                && ends[1] > self.window
            {
                let sold = tokens * ends[1].since(ends[0].max(self.window)).get();
                billed += price * sold;
                all += sold;
            }
        }
        (all > 0.0).then(|| billed / all)
    }

    /// Sales of each product that an entity sells, with a figure of the product, record by record.
    pub fn sold(&self, entity: Entity, of: Measure) -> Vec<Sold> {
        let panel = &self.history.panel;
        let mut all = Vec::new();
        for offer in self.offers() {
            let (Some(tokens), Some(figures)) =
                (panel.values(Measure::Tokens, offer), panel.values(of, offer))
            else {
                continue;
            };
            let rows = panel.instants().windows(2).zip(tokens.skip(1).zip(figures.skip(1)));
            let rows = rows.filter(|(ends, _)| self.sells(entity, offer, ends[1]));
            all.extend(rows.filter_map(|(ends, (tokens, figure))| {
                Some(Sold { from: ends[0], to: ends[1], tokens: tokens?, figure: figure? })
            }));
        }
        all
    }

    /// The opening's figure: that of the first day where it is above zero, else the first record's that is.
    pub fn opening(&self, measure: Measure, entity: Entity) -> Option<f64> {
        let panel = &self.history.panel;
        let first_day = panel.first_day(panel.column(measure, entity)?);
        let recorded = || panel.values(measure, entity)?.flatten().find(|value| *value > 0.0);
        first_day.filter(|value| *value > 0.0).or_else(recorded)
    }

    /// The figure of the last record.
    pub fn last(&self, measure: Measure, entity: Entity) -> Option<f64> {
        self.history.panel.values(measure, entity)?.last().flatten()
    }

    /// The figure of the last record up to an instant; none where there is none.
    pub fn at(&self, measure: Measure, entity: Entity, at: Instant) -> Option<f64> {
        let instants = self.history.panel.instants().iter();
        let rows = instants.zip(self.history.panel.values(measure, entity)?);
        rows.take_while(|(record, _)| **record <= at).last()?.1
    }

    /// The lowest figure of all records.
    pub fn lowest(&self, measure: Measure, entity: Entity) -> Option<f64> {
        self.history.panel.values(measure, entity)?.flatten().reduce(f64::min)
    }

    /// (Years since the start, figure) of all records with a figure above zero.
    pub fn path(&self, measure: Measure, entity: Entity) -> Vec<(f64, f64)> {
        let Some(values) = self.history.panel.values(measure, entity) else { return Vec::new() };
        let years = self.history.panel.instants().iter().map(|at| at.days() / crate::calendar::DAYS_A_YEAR);
        years.zip(values).filter_map(|(year, value)| Some((year, value.filter(|v| *v > 0.0)?))).collect()
    }

    /// Whether a figure was above zero in any record.
    pub fn ever(&self, measure: Measure, entity: Entity) -> bool {
        self.opening(measure, entity).is_some()
    }

    /// What happened, of one kind, to an entity or to what it sells; to anyone, for the market.
    pub fn happenings(
        &self,
        kind: HappeningKind,
        entity: Entity,
    ) -> impl Iterator<Item = &'a Happening> + use<'_, 'a> {
        self.history.chronicle.list().iter().filter(move |happening| {
            happening.kind == kind
                && match (entity, happening.entity) {
                    (Entity::Market, _) => true,
                    (Entity::Provider(id), Entity::Offer(offer)) => {
                        self.owner(offer, happening.at) == id.index()
                    }
                    (entity, of) => entity == of,
                }
        })
    }

    /// What a part contributes to an entity's change in price, in logarithms.
    pub fn credit(&self, part: Part, entity: Entity) -> Option<f64> {
        self.history.attribution(entity)?.of(part).ln
    }

    /// All providers.
    pub fn providers(&self) -> impl Iterator<Item = Entity> + use<> {
        (0..self.names.providers.len()).map(|i| Entity::Provider(ProviderId::at(i)))
    }

    /// All products.
    pub fn offers(&self) -> impl Iterator<Item = Entity> + use<> {
        (0..self.names.offers.len()).map(|i| Entity::Offer(OfferId::at(i)))
    }

    /// Whether an entity sold a product at an instant: a provider what it had not sold or had bought by then, the market everything.
    fn sells(&self, entity: Entity, offer: Entity, at: Instant) -> bool {
        match (entity, offer) {
            (Entity::Provider(id), Entity::Offer(offer)) => self.owner(offer, at) == id.index(),
            _ => true,
        }
    }

    /// All segments.
    pub fn segments(&self) -> impl Iterator<Item = Entity> + use<> {
        (0..self.names.segments.len()).map(|i| Entity::Segment(SegmentId::at(i)))
    }

    /// All tiers of quality.
    pub fn tiers(&self) -> impl Iterator<Item = Entity> + use<> {
        (0..self.names.tiers.len()).map(|i| Entity::Tier(TierId::at(i)))
    }

    /// All ways of paying.
    pub fn plans(&self) -> impl Iterator<Item = Entity> + use<> {
        (0..self.names.plans.len()).map(|i| Entity::Plan(PlanId::at(i)))
    }

    /// Sum over providers of what is known of them; none where nothing is.
    pub fn sum(&self, figure: impl Fn(Entity) -> Option<f64>) -> Option<f64> {
        self.providers().filter_map(figure).fold(None, |sum, value| Some(sum.unwrap_or(0.0) + value))
    }

    /// Windowed amounts of a flow by provider, nothing where nothing was recorded.
    pub fn window_by_provider(&self, measure: Measure) -> Vec<f64> {
        self.providers().map(|provider| self.window_total(measure, provider).unwrap_or(0.0)).collect()
    }
}
