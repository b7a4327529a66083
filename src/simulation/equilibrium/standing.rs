//! A market at given prices, users at rest: what is sold, earned and enjoyed, and whether a move of a price would pay.

use super::super::world::World;
use super::concentration;
use crate::economics::demand::{Response, surplus_per_day};
use crate::economics::pricing::{NashMarket, gaps, largest_gain};
use crate::equilibrium::{ProductStanding, ProviderStanding, Standing};
use crate::units::{MoneyPerMtok, MtokPerDay};

/// Largest relative error in a first-order condition that still holds: that of the search.
const HOLDS: f64 = 1e-8;

/// What does not depend on prices.
pub(super) struct Scene<'a> {
    pub world: &'a World<'a>,
    /// Positions of the offers on sale.
    pub offers: &'a [usize],
    pub market: NashMarket,
    /// Users who know the market, by segment.
    pub users: Vec<f64>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(world: &'a World<'a>, offers: &'a [usize], market: NashMarket) -> Self {
        let users = (0..world.market.segments.len())
            .map(|s| world.counts.total(s) - world.counts.unaware(s))
            .collect();
        Self { world, offers, market, users }
    }

    /// Tokens a day of all who know the market at the reference price.
    pub(super) fn demand(&self) -> f64 {
        self.market.demand.segments.iter().map(|segment| segment.mass).sum()
    }

    /// The name of an offer's provider, and its own.
    pub(super) fn names(&self, offer: usize) -> (&str, &str) {
        let given = &self.world.model.offers[self.offers[offer]];
        (&self.world.model.providers[given.provider.index()].name, &given.name)
    }

    /// Index of concentration of a standing's tokens, were they sold under these deciders.
    pub(super) fn hhi_of(&self, deciders: &[usize], standing: &Standing) -> Option<f64> {
        let tokens = standing.products.iter().map(|product| product.tokens_per_day);
        concentration(deciders, &self.market.demand.owners, tokens)
    }

    /// The market at price levels; `market` is the scene's own, or with other costs.
    pub(super) fn standing(
        &self,
        market: &NashMarket,
        deciders: &[usize],
        levels: &[MoneyPerMtok],
        nash: &[MoneyPerMtok],
    ) -> Standing {
        let mut response = Response::under(&market.demand, deciders);
        response.at(levels);
        let gaps = gaps(market, deciders, levels);
        let gain = largest_gain(market, deciders, levels);
        let mut products: Vec<ProductStanding> =
            (0..levels.len()).map(|j| self.product(market, &response, levels, j)).collect();
        let tokens: f64 = products.iter().map(|product| product.tokens_per_day).sum();
        for (j, product) in products.iter_mut().enumerate() {
            product.token_share = ratio(product.tokens_per_day, tokens).unwrap_or(0.0);
            product.price_over_nash = levels[j] / nash[j] - 1.0;
            product.first_order_gap = gaps[j];
        }
        let surplus: f64 = (0..self.users.len()).map(|s| surplus(market, &mut response, levels, s)).sum();
        let residual = gaps.iter().flatten().fold(0.0, |worst: f64, gap| worst.max(gap.abs()));
        let profit: f64 = products.iter().map(|product| product.profit_per_day).sum();
        let demand = self.demand();
        let gainer = gain.reply.levels.iter().zip(levels).position(|(new, old)| new != old);
        Standing {
            outside_share: 1.0 - products.iter().map(|product| product.user_share).sum::<f64>(),
            tokens_per_day: tokens,
            profit_per_day: profit,
            profit_per_potential_mtok: ratio(profit, demand).unwrap_or(0.0),
            consumer_surplus_per_day: surplus,
            consumer_surplus_per_potential_mtok: ratio(surplus, demand).unwrap_or(0.0),
            hhi: concentration(
                deciders,
                &market.demand.owners,
                products.iter().map(|product| product.tokens_per_day),
            ),
            largest_gain: gain.gain,
            largest_gain_of: gainer.filter(|_| gain.pays()).map(|j| products[j].provider.clone()),
            residual,
            is_equilibrium: residual <= HOLDS && !gain.pays(),
            providers: self.providers(&products),
            products,
        }
    }

    fn product(
        &self,
        market: &NashMarket,
        response: &Response,
        levels: &[MoneyPerMtok],
        j: usize,
    ) -> ProductStanding {
        let (mut tokens, mut users, mut paid, mut spent) = (0.0, 0.0, 0.0, 0.0);
        // Where nobody buys, prices and costs are those of the mix of all users.
        let (mut mass, mut price, mut cost) = (0.0, 0.0, 0.0);
        for (s, segment) in market.demand.segments.iter().enumerate() {
            let sold = response.tokens(s, j);
            let (each, unit) = (levels[j].get() * segment.ratio[j], market.costs[s][j].get());
            tokens += sold;
            users += self.users[s] * response.share(s, j);
            paid += sold * each;
            spent += sold * unit;
            mass += segment.mass;
            price += segment.mass * each;
            cost += segment.mass * unit;
        }
        let effective = ratio(paid, tokens).or(ratio(price, mass)).unwrap_or(0.0);
        let unit = ratio(spent, tokens).or(ratio(cost, mass)).unwrap_or(0.0);
        let (provider, product) = self.names(j);
        ProductStanding {
            provider: provider.to_owned(),
            product: product.to_owned(),
            price: levels[j].get(),
            effective_price: effective,
            unit_cost: unit,
            margin: effective - unit,
            lerner: ratio(effective - unit, effective),
            user_share: ratio(users, self.users.iter().sum()).unwrap_or(0.0),
            token_share: 0.0,
            tokens_per_day: tokens,
            profit_per_day: paid - spent,
            price_over_nash: 0.0,
            first_order_gap: None,
        }
    }

    fn providers(&self, products: &[ProductStanding]) -> Vec<ProviderStanding> {
        let (demand, users) = (self.demand(), self.users.iter().sum::<f64>());
        let of = |name: &str| {
            let those: Vec<&ProductStanding> =
                products.iter().filter(|product| product.provider == name).collect();
            if those.is_empty() {
                return None;
            }
            let sum =
                |what: fn(&ProductStanding) -> f64| those.iter().map(|product| what(product)).sum::<f64>();
            let profit = sum(|product| product.profit_per_day);
            let revenue = sum(|product| product.tokens_per_day * product.effective_price);
            Some(ProviderStanding {
                provider: name.to_owned(),
                user_share: sum(|product| product.user_share),
                token_share: sum(|product| product.token_share),
                revenue_per_day: revenue,
                profit_per_day: profit,
                profit_per_potential_mtok: ratio(profit, demand).unwrap_or(0.0),
                profit_per_potential_user: ratio(profit, users).unwrap_or(0.0),
                lerner: ratio(profit, revenue),
            })
        };
        self.world.model.providers.iter().filter_map(|provider| of(&provider.name)).collect()
    }
}

/// Surplus a day of a segment over having the outside option only.
fn surplus(market: &NashMarket, response: &mut Response, levels: &[MoneyPerMtok], s: usize) -> f64 {
    let segment = &market.demand.segments[s];
    // `worth` has alpha in it already, type by type.
    let worth = response.worth(s, levels);
    surplus_per_day(segment.preference.reference_price, MtokPerDay(segment.mass), 1.0, worth).get()
}

/// a / b where b is more than nothing.
fn ratio(a: f64, b: f64) -> Option<f64> {
    (b > 0.0).then(|| a / b)
}
