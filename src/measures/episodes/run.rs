//! Episodes of a simulated history: its chronicle as postings, its panel as costs.

use super::posting::{Costs, Dated, Posting, Price, UnitCosts, standing_order};
use super::{Episode, Move, Spell, Thresholds, find, moves};
use crate::calendar::Instant;
use crate::history::{Entity, HappeningKind, History, Measure, Names};
use crate::ids::OfferId;
use crate::maths::ln;
use crate::measures::owners::{Merged, mergers, owner};

/// What was found in a history.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Prices as they stood.
    pub postings: Vec<Posting>,
    /// All moves.
    pub moves: Vec<Move>,
    /// Last day.
    pub last: f64,
    /// The episodes.
    pub episodes: Vec<Episode>,
}

/// Episodes of a history. Unit costs are those of its panel: what a token costs on hardware that is always busy sets how far a
/// price would fall with technology alone, since it does not depend on the load that a war itself brings.
pub fn of_history(history: &History, names: &Names, thresholds: &Thresholds) -> Found {
    let postings = postings(history, names, &mergers(history, names));
    let costs = PanelCosts::of(history, names);
    let exits: Vec<(f64, usize)> = happenings(history, HappeningKind::Exit)
        .filter_map(|(day, entity, _)| match entity {
            Entity::Provider(id) => Some((day, id.index())),
            _ => None,
        })
        .collect();
    let moves = moves(&postings, &costs, thresholds);
    let last = history.panel.instants().last().map_or(0.0, |at| at.days());
    let window = (0.0, last);
    let spell = Spell { postings: &postings, moves: &moves, costs: &costs, exits: &exits, window };
    let episodes = find(&spell, thresholds);
    Found { postings, moves, last, episodes }
}

fn happenings(history: &History, kind: HappeningKind) -> impl Iterator<Item = (f64, Entity, Option<f64>)> {
    let list = history.chronicle.list().iter().filter(move |happening| happening.kind == kind);
    list.map(|happening| (happening.at.days(), happening.entity, happening.to))
}

/// Blended prices of all products, from the first record and the chronicle, each under the firm that sells it on that day.
fn postings(history: &History, names: &Names, mergers: &[Merged]) -> Vec<Posting> {
    let instants = history.panel.instants();
    let seller =
        |product: usize, day: f64| owner(mergers, names.offer_provider[product], Instant::at_day(day));
    let posting = |day: f64, product: usize, price: Option<f64>| {
        // Quality as of the last record; of a launch between two, as of the next.
        let quality = history.panel.column(Measure::Quality, Entity::Offer(OfferId::at(product)));
        let from = instants.partition_point(|at| at.days() <= day).saturating_sub(1);
        let quality =
            quality.and_then(|column| (from..instants.len()).find_map(|row| history.panel.at(row, column)));
        Posting {
            day,
            dated: Dated::Exact,
            firm: seller(product, day),
            product,
            price: price.map(|price| Price { input: price, output: Some(price) }),
            quality,
            class: None,
        }
    };
    let mut all = Vec::new();
    for product in 0..names.offers.len() {
        let column = history.panel.column(Measure::PostedPrice, Entity::Offer(OfferId::at(product)));
        let opening = column.and_then(|column| instants.first().and(history.panel.at(0, column)));
        // What changes at the opening instant itself overrides it: it stands a day before.
        all.extend(opening.map(|price| posting(-1.0, product, Some(price))));
    }
    for kind in [HappeningKind::PriceCut, HappeningKind::PriceRise, HappeningKind::Launch] {
        for (day, entity, price) in happenings(history, kind) {
            if let (Entity::Offer(id), Some(price)) = (entity, price) {
                all.push(posting(day, id.index(), Some(price)));
            }
        }
    }
    for (day, entity, _) in happenings(history, HappeningKind::Withdrawal) {
        if let Entity::Offer(id) = entity {
            all.push(posting(day, id.index(), None));
        }
    }
    for (day, entity, _) in happenings(history, HappeningKind::Exit) {
        if let Entity::Provider(id) = entity {
            let own = (0..names.offers.len()).filter(|product| seller(*product, day) == id.index());
            all.extend(own.map(|product| posting(day, product, None)));
        }
    }
    // What a firm buys is its own from then on, at the price that stands.
    for merged in mergers {
        let day = merged.at.days();
        for product in 0..names.offers.len() {
            let of_it = all.iter().filter(|posting| posting.product == product && posting.day <= day);
            let standing = of_it.max_by(|one, other| one.day.total_cmp(&other.day)).copied();
            all.extend(
                standing
                    .filter(|posting| {
                        posting.firm == merged.target && posting.day < day && posting.price.is_some()
                    })
                    .map(|posting| Posting { day, firm: merged.buyer, ..posting }),
            );
        }
    }
    standing_order(&all)
}

/// Unit costs of a panel.
struct PanelCosts {
    days: Vec<f64>,
    /// By product, by record.
    costs: Vec<Vec<UnitCosts>>,
}

impl PanelCosts {
    fn of(history: &History, names: &Names) -> Self {
        let panel = &history.panel;
        let days: Vec<f64> = panel.instants().iter().map(|at| at.days()).collect();
        let of_product = |product: usize| {
            let entity = Entity::Offer(OfferId::at(product));
            let [marginal, floor, average] = [Measure::MarginalCost, Measure::FloorCost, Measure::UnitCost]
                .map(|measure| panel.column(measure, entity));
            let at = |row: usize, column: Option<usize>| column.and_then(|column| panel.at(row, column));
            (0..days.len())
                .map(|row| UnitCosts {
                    marginal: at(row, marginal),
                    floor: at(row, floor),
                    average: at(row, average),
                })
                .collect()
        };
        let costs = (0..names.offers.len()).map(of_product).collect();
        Self { days, costs }
    }

    /// Floor cost on a day: of the last record up to it, of a product launched since then of the next.
    fn floor(&self, product: usize, day: f64) -> Option<f64> {
        let after = self.days.partition_point(|at| *at <= day);
        let known = |row: &UnitCosts| row.floor.filter(|cost| *cost > 0.0);
        let costs = &self.costs[product];
        costs[..after].iter().rev().find_map(known).or_else(|| costs[after..].iter().find_map(known))
    }
}

impl Costs for PanelCosts {
    fn fall(&self, product: Option<usize>, from: f64, to: f64) -> f64 {
        let of = |product: usize| Some(ln(self.floor(product, from)? / self.floor(product, to)?));
        let fall = if let Some(product) = product {
            of(product)
        } else {
            let falls: Vec<f64> = (0..self.costs.len()).filter_map(of).collect();
            (!falls.is_empty()).then(|| falls.iter().sum::<f64>() / falls.len() as f64)
        };
        fall.map_or(0.0, |fall| fall.max(0.0))
    }

    fn unit(&self, product: usize, day: f64) -> UnitCosts {
        let after = self.days.partition_point(|at| *at <= day);
        let known = |row: &&UnitCosts| row.floor.is_some() || row.average.is_some();
        self.costs[product][..after].iter().rev().find(known).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Chronicle, Happening, Panel, Series, Statements};
    use crate::ids::ProviderId;

    #[test]
    fn brands_of_one_firm_are_one_participant() {
        let named = |names: [&str; 3]| names.map(str::to_owned).to_vec();
        let names = Names {
            providers: named(["A", "B", "C"]),
            offers: named(["A/a", "B/b", "C/c"]),
            offer_provider: vec![0, 1, 2],
            ..Names::default()
        };
        let offer = |product: usize| Entity::Offer(OfferId::at(product));
        let series = (0..3).map(|product| Series { measure: Measure::PostedPrice, entity: offer(product) });
        let mut panel = Panel::new(series.collect());
        for day in [0.0, 100.0] {
            panel.record(Instant::at_day(day), [Some(10.0); 3].into_iter());
        }
        let mut chronicle = Chronicle::default();
        let mut note = |day, kind, entity, (from, to), what: Option<&str>| {
            let what = what.map(str::to_owned);
            chronicle.note(Happening { at: Instant::at_day(day), kind, entity, from, to, shock: None, what });
        };
        let bought = Entity::Provider(ProviderId::at(1));
        note(10.0, HappeningKind::Merger, bought, (None, None), Some("A"));
        // Both brands of A halve on one day, C five days later.
        for (day, product) in [(20.0, 0), (20.0, 1), (25.0, 2)] {
            note(day, HappeningKind::PriceCut, offer(product), (Some(10.0), Some(5.0)), None);
        }
        let history = History {
            panel,
            chronicle,
            attributions: Vec::new(),
            statements: Statements::default(),
            learning: None,
            reviews: 0,
            events: 0,
        };
        let found = of_history(&history, &names, &Thresholds::default());
        let [war] = found.episodes.as_slice() else { panic!("{:?}", found.episodes) };
        assert_eq!(war.leaders, [0]);
        assert_eq!(war.participants.iter().map(|one| one.firm).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(war.participants[0].fallen.len(), 2);
        // Two firms of which first one and then the other halves all it sells: 1 - (5/7)^2.
        assert!((war.depth - 24.0 / 49.0).abs() < 1e-12, "{}", war.depth);
    }
}
