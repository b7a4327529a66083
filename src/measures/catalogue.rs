//! The catalogue of measures: name, unit, what has it, what it means, how it is read off a history. Tables, docs and
//! `explain` all read this one list, so they cannot disagree.

use serde::{Deserialize, Serialize};

use super::reading::Reading;
use super::{
    cause, cycle, learning, market, parts, plan, price_index, provider, reactions, survival, trading_up, war,
};
use crate::history::Entity;

/// What a measure can be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// The whole market.
    Market,
    /// A provider.
    Provider,
    /// A product.
    Product,
    /// A segment.
    Segment,
    /// All products at or above a bar of quality.
    Tier,
    /// A way of paying for a product, in markets with plans.
    Plan,
}

/// A measure.
pub struct Definition {
    /// Its name in tables.
    pub name: &'static str,
    /// Its unit; `money` stands for the scenario's currency. `chance` marks a yes-or-no outcome.
    pub unit: &'static str,
    /// What has it.
    pub kind: Kind,
    /// What it means, in a line.
    pub meaning: &'static str,
    pub(super) read: fn(&Reading, Entity) -> Option<f64>,
}

/// The definition of a measure of a kind of entity.
pub fn definition(name: &str, kind: Kind) -> Option<&'static Definition> {
    CATALOGUE.iter().find(|definition| definition.name == name && definition.kind == kind)
}

macro_rules! catalogue {
    ($($kind:ident { $($name:literal [$unit:literal] $read:path: $meaning:literal)+ })+) => {
        /// All measures, in the order of tables.
        pub const CATALOGUE: &[Definition] = &[$($(
            Definition { name: $name, unit: $unit, kind: Kind::$kind, meaning: $meaning, read: $read },
        )+)+];
    };
}

catalogue! {
    Market {
        "price_blended" ["money/Mtok"] provider::price_effective: "effective price (billed over tokens) over the end window"
        "price_change" ["share"] market::price_change: "effective price over the end window against that of the first day, less one"
        "lambda" ["1/year"] market::lambda: "fitted yearly rate of exponential fall of the effective price"
        "price_fall" ["ln"] cause::price: "change of the logarithm of the effective price from the opening to the end: trend + competition + war"
        "trend" ["ln"] cause::trend: "part of `price_fall` due to the standard cost: today's technology at the opening load"
        "competition" ["ln"] cause::competition: "part of `price_fall` due to the static Nash price over the standard cost"
        "war" ["ln"] cause::war: "part of `price_fall` due to the price over the static Nash price: margin given up beyond competition"
        "price_cuts" ["count"] provider::price_cuts: "cuts of posted prices"
        "first_cut_day" ["days"] provider::first_cut_day: "day of the first cut of a posted price"
        "cut_median" ["share"] market::cut_median: "median size of a cut of a posted price"
        "price_rises" ["count"] cycle::price_rises: "rises of posted prices"
        "price_cycles" ["count"] cycle::count: "full cycles of the effective price, from peak to peak with 5 % or more between trough and peak"
        "price_cycle" ["days"] cycle::length: "mean time from one peak of the effective price to the next, 5 % or more above the troughs"
        "tokens_per_day" ["Mtok/day"] parts::tokens_per_day: "tokens sold a day over the end window"
        "share_open" ["share"] market::share_open: "part of the tokens sold that products with open weights serve, over the end window"
        "self_hosted" ["Mtok/day"] market::self_hosted: "tokens a day that users serve themselves on open weights, mean over the end window"
        "volume_growth" ["share"] market::volume_growth: "tokens a day over the end window against those of the first day, less one"
        "users" ["users"] parts::users: "users of an offer at the end"
        "adoption" ["share"] parts::adoption: "part of all users who use an offer at the end"
        "penetration" ["share"] parts::penetration: "part of all users there are who use an offer, mean over the end window"
        "aware" ["share"] parts::aware: "part of all users who know the market at the end"
        "hhi_tokens" ["index"] market::hhi_tokens: "Herfindahl-Hirschman index of tokens over the end window (0 to 10,000)"
        "hhi_revenue" ["index"] market::hhi_revenue: "Herfindahl-Hirschman index of revenue over the end window (0 to 10,000)"
        "cr3" ["share"] market::cr3: "part of the tokens sold by the three largest over the end window"
        "revenue" ["money"] market::revenue: "sales of all providers over the run"
        "profit" ["money"] market::total_profit: "revenue less all costs of all providers over the run"
        "margin_gross" ["share"] market::margin_gross: "(revenue - serving cost) / revenue of all providers over the run"
        "margin_gross_end" ["share"] market::margin_gross_end: "(revenue - serving cost) / revenue of all providers over the end window"
        "consumer_surplus" ["money"] market::consumer_surplus: "what users gain over not using any offer, over the run"
        "compensating_variation" ["money"] market::compensating_variation: "what users gain from prices that differ from those first posted, over the run"
        "price_index" ["share"] price_index::change: "change of the multilateral (GEKS-Fisher) index of revenue over tokens: the same products, whatever the mix, less one"
        "trading_up" ["ln"] trading_up::trading_up: "rise of the price of a mean token over that of the same products: what users pay more because they move to dearer ones"
        "quality_used" ["Elo"] trading_up::quality: "mean quality of the tokens sold over the end window"
        "quality_rise" ["Elo"] trading_up::quality_rise: "mean quality of the tokens sold over the end window less that at the opening"
        "spend_change" ["share"] trading_up::spend_change: "revenue a user over the end window against that of the first day, less one"
        "producer_surplus" ["money"] market::producer_surplus: "revenue less serving cost of all providers over the run"
        "public_revenue" ["money"] market::public_revenue: "levies and fines less subsidies and vouchers: what the state gets less what it pays, over the run"
        "welfare" ["money"] market::welfare: "consumer surplus plus profit after all costs plus public revenue, over the run"
        "verdicts" ["count"] provider::verdicts: "prices that did not keep the law and were put at its line"
        "fines" ["money"] provider::fines: "fines for such prices, over the run"
        "episodes" ["count"] war::count: "price-war episodes: several firms move, each within the gap of the one before, and their prices fall by the depth or more beyond unit costs (docs/model/episodes.md)"
        "episode_days" ["days"] war::days: "days from the first move to the last, over all price-war episodes"
        "episode_depth" ["share"] war::depth: "fall of the participants' price index in the deepest price-war episode"
        "episode_over_floor" ["share"] war::over_floor: "lowest price that a participant cut to in an episode over its floor cost, less one"
        "episode_over_average" ["share"] war::over_average: "lowest price that a participant cut to in an episode over its average cost, less one"
        "fire_margin" ["share"] war::margin: "gross margin under fire (from an episode's start to the gap after its last move) less that in the calm"
        "fire_investment" ["money/day"] war::investment: "staff, training and data a day under fire less those in the calm"
        "fire_refused" ["share"] war::refused: "part of the wanted tokens refused under fire less that in the calm"
        "fire_waiting" ["ms"] war::waiting: "mean time between two output tokens under fire less that in the calm, weighted by the tokens sold"
        "fire_quality" ["Elo"] war::quality: "mean quality of the tokens sold under fire less that in the calm"
        "fire_profit" ["money/day"] war::profit: "profit a day of all providers, after levies and fines, under fire less that in the calm"
        "fire_welfare" ["money/day"] war::welfare: "consumer surplus, profit and public revenue a day under fire less those in the calm"
        "exits" ["count"] market::exits: "providers that left the market"
        "profit_gain" ["share"] learning::profit_gain: "(profit - Nash) / (joint maximum - Nash) of what learners settle on"
        "deviation_pays" ["chance"] learning::deviation_pays: "1 where some learner gains by departing for a round to its best response from what they settle on, rivals' answers counted; 0 where none does"
        "learning_periods" ["count"] learning::periods: "periods until no learner changed its strategy any more"
        "learning_converged" ["chance"] learning::converged: "1 where no learner changed its strategy any more, 0 where learning was given up"
    }
    Provider {
        "share_tokens" ["share"] provider::share_tokens: "part of the market's tokens over the end window"
        "share_users" ["share"] provider::share_users: "part of the market's users over the end window"
        "penetration" ["share"] parts::penetration: "part of all users there are who use it, mean over the end window"
        "share_revenue" ["share"] provider::share_revenue: "part of the market's revenue over the end window"
        "price_effective" ["money/Mtok"] provider::price_effective: "effective price (billed over tokens) over the end window"
        "quality_used" ["Elo"] trading_up::quality: "mean quality of the tokens that it sells over the end window"
        "quality_rise" ["Elo"] trading_up::quality_rise: "mean quality of the tokens that it sells over the end window less that at the opening"
        "tokens_per_day" ["Mtok/day"] parts::tokens_per_day: "tokens sold a day over the end window"
        "users" ["users"] parts::users: "users at the end"
        "tokens" ["Mtok"] parts::tokens: "tokens sold over the run"
        "revenue" ["money"] provider::revenue: "sales over the run"
        "serving_cost" ["money"] provider::serving_cost: "cost of serving the tokens sold over the run"
        "profit" ["money"] provider::profit: "revenue less all costs over the run, levies and fines among them"
        "duties" ["money"] provider::duties: "levies and fines paid less subsidies got, over the run"
        "verdicts" ["count"] provider::verdicts: "its prices that did not keep the law and were put at its line"
        "fines" ["money"] provider::fines: "fines for such prices, over the run"
        "margin_gross" ["share"] provider::margin_gross: "(revenue - serving cost) / revenue over the run"
        "margin_gross_end" ["share"] provider::margin_gross_end: "(revenue - serving cost) / revenue over the end window"
        "margin_operating" ["share"] provider::margin_operating: "(revenue - all costs) / revenue over the run"
        "cash_end" ["money"] provider::cash_end: "cash at the end, after credit drawn"
        "cash_lowest" ["money"] provider::cash_lowest: "lowest cash of all records, after credit drawn"
        "survived" ["chance"] provider::survived: "1 where it is on the market at the end, 0 where it left or was bought"
        "exit_day" ["days"] provider::exit_day: "day on which it left for good"
        "days_on_market" ["days"] survival::days_on_market: "time from its entry, or the start, to its exit, or the end"
        "runway_end" ["days"] survival::runway_end: "how long cash and credit not drawn last at the end, at the mean burn of the last three settled months; none where nothing is burnt"
        "net_profit" ["money"] survival::net_profit: "revenue and other income less all costs, interest and tax, over the run, as its books have it"
        "funding" ["money"] survival::funding: "money from rounds of funding over the run"
        "exit_insolvency" ["chance"] survival::insolvency: "1 where it left because its cash fell below its credit line, 0 elsewhere"
        "exit_loss_limit" ["chance"] survival::loss_limit: "1 where it left because it lost more than its parent covers, 0 elsewhere"
        "exit_shutdown" ["chance"] survival::shutdown: "1 where it left because it shut its last product, 0 elsewhere"
        "exit_acquired" ["chance"] survival::acquired: "1 where it failed and a rival bought it, 0 elsewhere"
        "exit_scripted" ["chance"] survival::scripted: "1 where it left because the scenario says so, 0 elsewhere"
        "price_fall" ["ln"] cause::price: "change of the logarithm of its effective price from its first month with sales to its last: trend + competition + war"
        "trend" ["ln"] cause::trend: "part of `price_fall` due to its standard cost: today's technology at the opening load"
        "competition" ["ln"] cause::competition: "part of `price_fall` due to its static Nash price over its standard cost"
        "war" ["ln"] cause::war: "part of `price_fall` due to its price over its static Nash price: margin given up beyond competition"
        "price_cuts" ["count"] provider::price_cuts: "cuts of its posted prices"
        "first_cut_day" ["days"] provider::first_cut_day: "day of its first cut of a posted price"
        "leads" ["count"] reactions::led: "its cuts of 10 % or more, or scripted, that no such cut of anyone preceded within 30 days"
        "follows" ["share"] reactions::follows: "part of the rivals' leads that it follows with a cut within 30 days"
        "follow_delay" ["days"] reactions::follow_delay: "median time from a rival's lead to its own next cut, where that is within 30 days"
        "led_episodes" ["count"] war::led: "price-war episodes that it leads: the first move of a leader's size is its own"
        "joined_episodes" ["count"] war::joined: "price-war episodes that it takes part in"
        "fire_margin" ["share"] war::margin: "gross margin under fire (from an episode's start to the gap after its last move) less that in the calm"
        "fire_investment" ["money/day"] war::investment: "staff, training and data a day under fire less those in the calm"
        "fire_refused" ["share"] war::refused: "part of the wanted tokens refused under fire less that in the calm"
        "fire_waiting" ["ms"] war::waiting: "mean time between two output tokens under fire less that in the calm, weighted by the tokens sold"
        "fire_quality" ["Elo"] war::quality: "mean quality of the tokens sold under fire less that in the calm"
        "fire_profit" ["money/day"] war::profit: "profit a day, after levies and fines, under fire less that in the calm"
        "profit_gain" ["share"] learning::profit_gain: "(profit - Nash) / (joint maximum - Nash) of what it settles on as a learner"
        "deviation_gain" ["share"] learning::deviation_gain: "what departing for a round to its best response from what learners settle on brings it, discounted, rivals' answers counted, over a round's profit there"
        "taste_error" ["share"] provider::taste_error: "what it believes of users' mean taste for price over the truth, less one, at the end"
        "utilisation" ["share"] provider::utilisation: "accelerators needed over accelerators at work, over the end window"
        "refused" ["share"] provider::refused: "tokens refused for want of capacity, as a part of those wanted, over the run"
    }
    Product {
        "price_posted" ["money/Mtok"] parts::price_posted: "posted price at the end, three input tokens to one output token"
        "time_per_output_token" ["ms"] parts::time_per_output_token: "published time between two output tokens at the end"
        "unit_cost" ["money/Mtok"] parts::unit_cost: "average cost of serving a blended token at the end"
        "unit_cost_marginal" ["money/Mtok"] parts::unit_cost_marginal: "cost of one more blended token at the end, nearly nothing while paid capacity stands idle"
        "unit_cost_floor" ["money/Mtok"] parts::unit_cost_floor: "cost of a blended token at the end on hardware that is always busy"
        "unit_cost_full" ["money/Mtok"] parts::unit_cost_full: "average cost of a blended token at the end with amortised training and data"
        "markup" ["share"] parts::markup: "posted price over unit cost at the end, less one"
        "tokens_per_day" ["Mtok/day"] parts::tokens_per_day: "tokens sold a day over the end window"
        "users" ["users"] parts::users: "users at the end"
        "tokens" ["Mtok"] parts::tokens: "tokens sold over the run while it is on sale"
        "revenue" ["money"] provider::revenue: "sales over the run while it is on sale"
    }
    Tier {
        "price_cheapest" ["money/Mtok"] parts::price_cheapest: "lowest posted price at or above this quality at the end, free offers left out"
        "lambda" ["1/year"] parts::lambda_cheapest: "fitted yearly rate of exponential fall of the lowest posted price at or above this quality"
    }
    Plan {
        "share_users" ["share"] plan::share_users: "part of the market's users over the end window"
        "share_tokens" ["share"] plan::share_tokens: "part of the market's tokens over the end window"
        "share_revenue" ["share"] plan::share_revenue: "part of what all users are billed by the day over the end window"
        "price_effective" ["money/Mtok"] provider::price_effective: "effective price (billed over tokens) over the end window"
        "users" ["users"] parts::users: "users at the end"
    }
    Segment {
        "adoption" ["share"] parts::adoption: "part of its users who use an offer at the end"
        "aware" ["share"] parts::aware: "part of its users who know the market at the end"
        "tokens_per_day" ["Mtok/day"] parts::tokens_per_day: "tokens bought a day over the end window"
        "consumer_surplus" ["money"] market::consumer_surplus: "what its users gain over not using any offer, over the run"
        "compensating_variation" ["money"] market::compensating_variation: "what its users gain from prices that differ from those first posted, over the run"
    }
}
