//! What a scenario implies before anything is simulated: tokens, spend, elasticities, unit costs, margins, months of cash,
//! each beside a range in which real markets have been seen, so that a wrong magnitude shows before a run.

use super::opening::Opening;
use crate::calendar::DAYS_A_MONTH;
use crate::economics::demand::own_price_elasticity;
use crate::economics::technology::{CostConcept, TokenMix};
use crate::model::Model;
use crate::units::{Money, MoneyPerDay, MtokPerDay, Share};

/// A quantity that a scenario implies.
#[derive(Debug, Clone, PartialEq)]
pub struct Implied {
    /// What it is.
    pub quantity: &'static str,
    /// Whose: `market`, a segment, a provider or `provider/product`.
    pub entity: String,
    /// Its value in `unit`; none where there is none (months of cash of a firm that earns money).
    pub value: Option<f64>,
    /// Its unit.
    pub unit: String,
    /// The range in which real markets have been seen, an open end infinite; none where any value is as good as another.
    pub sane: Option<(f64, f64)>,
    /// What it means, or where the range comes from.
    pub note: &'static str,
}

impl Implied {
    /// Whether the value lies in its range, or has none.
    pub fn is_sane(&self) -> bool {
        match (self.value, self.sane) {
            (Some(value), Some((low, high))) => (low..=high).contains(&value),
            _ => true,
        }
    }
}

/// All that a model implies: the market, then segments, providers and products in their order.
pub fn implied(model: &Model) -> Vec<Implied> {
    let opening = Opening::of(model);
    let mut rows = Rows { opening: &opening, list: Vec::new() };
    rows.market();
    for segment in 0..model.segments.len() {
        rows.segment(segment);
    }
    for provider in 0..model.providers.len() {
        if model.providers[provider].present {
            rows.provider(provider);
        }
    }
    for i in 0..opening.on_sale.len() {
        rows.product(i);
    }
    rows.list
}

struct Rows<'a> {
    opening: &'a Opening<'a>,
    list: Vec<Implied>,
}

impl Rows<'_> {
    fn add(&mut self, entity: &str, quantity: &'static str, value: f64, unit: &str) -> &mut Implied {
        let value = value.is_finite().then_some(value);
        let (entity, unit) = (entity.to_owned(), unit.to_owned());
        self.list.push(Implied { quantity, entity, value, unit, sane: None, note: "" });
        self.list.last_mut().expect("just pushed")
    }

    fn per(&self, unit: &str) -> String {
        format!("{}/{unit}", self.opening.model.currency)
    }

    fn market(&mut self) {
        let opening = self.opening;
        let model = opening.model;
        let users: f64 = model.segments.iter().map(|segment| segment.users.get()).sum();
        self.add("market", "users", users, "users").note = "all segments, aware or not";
        let tokens: f64 = opening.solved.tokens.iter().flatten().sum();
        let row = self.add("market", "tokens sold", tokens, "Mtok/day");
        // A firm's own experiment uses megatokens; the largest published flow was 16.4 trillion a day (Doubao, May 2025).
        row.sane = Some((1.0, 5e7));
        row.note = "China's external market sold about 0.3 trillion a day over 2024";
        let captive = model.providers.iter().filter_map(|provider| provider.captive);
        // A sum of nothing would be minus zero.
        let captive = captive.fold(0.0, |sum, captive| sum + captive.tokens.get());
        self.add("market", "tokens for own products", captive, "Mtok/day").note =
            "served without API revenue";
        let spend: MoneyPerDay = (0..opening.on_sale.len()).map(|i| opening.revenue(i)).sum();
        let unit = self.per("day");
        self.add("market", "spend", spend.get(), &unit).note = "what users pay";
        let unit = self.per("Mtok");
        let reference = model.reference.price.get();
        let row = self.add("market", "price paid", spend.get() / tokens, &unit);
        row.sane = Some((reference / 20.0, reference * 20.0));
        row.note = "tastes and usage are measured at the reference price: it should be of the same order";
        let row = self.add("market", "miss of the opening", opening.solved.residual, "ln");
        row.sane = Some((0.0, 0.01));
        row.note = "largest gap between an observed share or churn and the one reproduced";
    }

    fn segment(&mut self, s: usize) {
        let opening = self.opening;
        let (segment, view) = (&opening.model.segments[s], &opening.market.segments[s]);
        let tokens: f64 = opening.solved.tokens[s].iter().sum();
        self.add(&segment.name, "tokens", tokens, "Mtok/day").note = "of the users who know the market";
        let spend: f64 =
            (0..view.prices.len()).map(|i| view.prices[i].get() * opening.solved.tokens[s][i]).sum();
        let buyers = segment.users.get() * segment.aware.now.get() * (1.0 - opening.solved.outside_shares[s]);
        let unit = format!("{}/user/month", opening.model.currency);
        self.add(&segment.name, "spend of a user", spend / buyers * DAYS_A_MONTH, &unit).note =
            "mean over those who buy";
        let alpha = segment.tastes.price.median.get();
        let elasticity: f64 = (0..view.prices.len())
            .map(|i| {
                let share = opening.user_share(s, i);
                opening.solved.tokens[s][i]
                    * own_price_elasticity(&view.preference, alpha, share, view.prices[i])
            })
            .sum();
        let row = self.add(&segment.name, "own-price elasticity", elasticity / tokens, "1");
        row.sane = Some((0.3, 4.0));
        row.note = "of a product's tokens, median user, all free to choose; 1.1 was measured within a model";
        let leaving = opening.solved.leaving[s] / segment.review.get() * DAYS_A_MONTH;
        let row = self.add(&segment.name, "churn", leaving, "1/month");
        row.sane = Some((0.0, 0.5));
        row.note = "users of a provider who leave it at unchanged prices";
        let row = self.add(&segment.name, "inertia", opening.solved.inertia[s].median.get(), "utils");
        row.sane = Some((0.0, 8.0));
        row.note = "3 utils and a third of the market elsewhere: some 5 % change at a review";
        self.add(&segment.name, "share outside", opening.solved.outside_shares[s], "share").note =
            "of the users who know the market";
    }

    fn provider(&mut self, p: usize) {
        let opening = self.opening;
        let provider = &opening.model.providers[p];
        let name = provider.name.as_str();
        let tokens: MtokPerDay = opening.sold_by(p).map(|i| opening.loads[i].total()).sum();
        self.add(name, "tokens sold", tokens.get(), "Mtok/day").note = "without its own products";
        let revenue: MoneyPerDay = opening.sold_by(p).map(|i| opening.revenue(i)).sum();
        let unit = self.per("day");
        self.add(name, "revenue", revenue.get(), &unit).note = "from the API";
        if provider.plant.is_some() {
            let supply = opening.fleets[p];
            self.add(name, "fleet", supply.gpus.get(), "GPU").note =
                if provider.gpus.is_some() { "as given" } else { "what the opening load wants" };
            let row = self.add(name, "utilisation", supply.utilisation.get(), "share");
            row.sane = Some((0.1, 1.0));
            row.note = "load of the busiest hour over the fleet; above 100 % requests are refused";
        }
        let serving: MoneyPerDay = opening
            .sold_by(p)
            .map(|i| {
                let mix = opening.loads[i].mix().unwrap_or(TokenMix::THREE_TO_ONE);
                opening.unit_costs(i).average.blended(&mix).total() * opening.loads[i].total()
            })
            .sum();
        let row = self.add(name, "gross margin", 1.0 - serving / revenue, "share");
        row.sane = Some((-0.5, 0.9));
        row.note = "(revenue - cost of serving) / revenue";
        let fixed = provider.fixed.staff + provider.fixed.training + provider.fixed.data;
        let burn = serving + fixed - revenue;
        let months =
            if burn > MoneyPerDay::ZERO { cash(provider.cash + provider.credit, burn) } else { f64::NAN };
        let row = self.add(name, "months of cash", months, "months");
        row.sane = Some((6.0, f64::INFINITY));
        row.note = if burn > MoneyPerDay::ZERO {
            "cash and credit at the opening burn"
        } else {
            "earns money at the opening"
        };
    }

    fn product(&mut self, i: usize) {
        let opening = self.opening;
        let name = opening.model.offer_name(crate::ids::OfferId::at(opening.on_sale[i]));
        let load = &opening.loads[i];
        let share = Share(opening.solved.token_shares[i]);
        self.add(&name, "share of tokens", share.get(), "share").note = "of all tokens sold";
        let row = self.add(&name, "brand", opening.solved.brand[i].get(), "utils");
        row.sane = Some((-4.0, 4.0));
        row.note = "appeal that price and quality do not explain; 4 utils are odds of 55 to 1";
        let unit = self.per("Mtok");
        let tokens = load.total();
        let paid = opening.revenue(i).get() / tokens.get();
        self.add(&name, "price paid", paid, &unit).note = "over its users' mixes";
        let (costs, mix) = (opening.unit_costs(i), load.mix().unwrap_or(TokenMix::THREE_TO_ONE));
        let concepts = [
            ("marginal cost", CostConcept::Marginal, "of one more token on the fleet there is"),
            ("floor cost", CostConcept::Floor, "hardware always busy: the physical bound"),
            ("average cost", CostConcept::Average, "fleet over tokens, idle capacity included"),
            ("full cost", CostConcept::Full, "with training and data"),
        ];
        for (quantity, concept, note) in concepts {
            let cost = costs.of(concept).blended(&mix).total();
            let row = self.add(&name, quantity, cost.get(), &unit);
            row.note = note;
            // A price below a twentieth of the average cost or above fifty times it has not been seen to last.
            row.sane = (concept == CostConcept::Average && paid > 0.0).then_some((paid / 50.0, paid * 20.0));
        }
    }
}

fn cash(stock: Money, burn: MoneyPerDay) -> f64 {
    (stock / burn).get() / DAYS_A_MONTH
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(overrides: &[&str]) -> Vec<Implied> {
        let market = include_str!("../../tests/diagnostics/base/market.toml");
        let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
        let scenario = super::super::load_text("market.toml", market, &overrides)
            .unwrap_or_else(|error| panic!("{error}"));
        implied(&scenario.model)
    }

    fn value(rows: &[Implied], entity: &str, quantity: &str) -> f64 {
        let row = rows.iter().find(|row| row.entity == entity && row.quantity == quantity);
        row.and_then(|row| row.value).unwrap_or_else(|| panic!("{entity} {quantity}"))
    }

    #[test]
    fn what_was_observed_is_implied() {
        let rows = rows(&[]);
        assert!((value(&rows, "Aster/Aster-L", "share of tokens") - 0.6).abs() < 1e-6);
        assert!((value(&rows, "code", "churn") - 0.03).abs() < 1e-6);
        let sold = value(&rows, "Aster", "tokens sold") + value(&rows, "Borealis", "tokens sold");
        assert!((value(&rows, "market", "tokens sold") - sold).abs() < 1e-9 * sold);
        // Shares of users: what is not outside holds one of the two.
        assert!(value(&rows, "market", "miss of the opening") < 1e-6);
    }

    #[test]
    fn costs_are_ordered_and_a_constant_cost_is_itself() {
        let rows = rows(&["provider.Borealis.product.Borealis-1.constant_cost=1.5"]);
        let cost = |name, quantity| value(&rows, name, quantity);
        let physical = "Aster/Aster-L";
        assert!(cost(physical, "floor cost") <= cost(physical, "average cost"));
        assert!(cost(physical, "average cost") <= cost(physical, "full cost"));
        for quantity in ["marginal cost", "floor cost", "average cost"] {
            assert!((cost("Borealis/Borealis-1", quantity) - 1.5).abs() < 1e-12);
        }
        // Revenue P, cost 1.5: margin 1 - 1.5 / P, P = 0.75 x 3 + 0.25 x 6 = 3.75
        assert!((value(&rows, "Borealis", "gross margin") - 0.6).abs() < 1e-9);
    }

    #[test]
    fn a_wrong_magnitude_shows() {
        assert!(rows(&[]).iter().filter(|row| row.quantity == "price paid").all(Implied::is_sane));
        let wrong = rows(&[
            "provider.Aster.product.Aster-L.price.input=4000",
            "provider.Aster.product.Aster-L.price.output=8000",
        ]);
        assert!(wrong.iter().any(|row| row.quantity == "price paid" && !row.is_sane()));
    }
}
