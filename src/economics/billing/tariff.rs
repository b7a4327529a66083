//! What a list adds to its three prices: less for tokens that can wait or come at night, more for long requests.
//!
//! The rules are given as parts and multiples of the posted sheet, so a cut of the sheet carries through.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::price_sheet::PriceSheet;
use super::token_mix::TokenMix;
use crate::units::{MoneyPerMtok, Ratio, Share};

/// Rules of a product that hold beside its sheet, whatever plan is taken.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tariff {
    /// Discount on tokens that can wait for a batch window.
    pub batch: Option<Share>,
    /// Discount on tokens in the off-peak hours.
    pub off_peak: Option<Share>,
    /// What requests with long input cost.
    pub long: Option<LongInput>,
}

/// Multiples of the sheet for requests whose input is longer than the list's threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LongInput {
    /// Multiple of the prices of input and of cached input.
    pub input: Ratio,
    /// Multiple of the price of output. Default: 1.
    #[serde(default = "same")]
    pub output: Ratio,
}

fn same() -> Ratio {
    Ratio(1.0)
}

/// What kind of token a price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct TokenKind {
    /// Input, cached input or output.
    pub sort: Sort,
    /// When it is served.
    pub window: Window,
    /// Whether its request is long.
    pub is_long: bool,
}

/// Input, cached input or output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Input that must be computed.
    Input,
    /// Input served from a cache, at a price of its own.
    Cached,
    /// Output.
    Output,
}

/// When a token is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// At once.
    Now,
    /// In a batch window.
    Batch,
    /// At once, in off-peak hours.
    OffPeak,
}

/// The price of one kind of token, and its part of a user's tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// The kind.
    pub kind: TokenKind,
    /// Part of all tokens.
    pub part: f64,
    /// Its price.
    pub price: MoneyPerMtok,
}

/// What a mix of tokens pays as it goes, kind by kind; the parts sum to one.
#[derive(Debug, Clone, PartialEq)]
pub struct Rates(Vec<Rate>);

impl Rates {
    /// The rates of a mix under a sheet and its tariff. Kinds are independent: what is batched has the same output,
    /// repetition and length as the rest. A token that is batched gets no discount for the hour.
    pub fn of(sheet: &PriceSheet, tariff: &Tariff, mix: &TokenMix) -> Self {
        let weights = mix.weights(sheet.cache());
        let sorts = [
            (Sort::Input, weights.input, sheet.input),
            (Sort::Cached, weights.cached, sheet.cached.unwrap_or(sheet.input)),
            (Sort::Output, weights.output, sheet.output),
        ];
        let batched = tariff.batch.map_or(0.0, |_| mix.batchable.get());
        let quiet = tariff.off_peak.map_or(0.0, |_| (1.0 - batched) * mix.off_peak.get());
        let discount = |of: Option<Share>| of.map_or(1.0, |share| share.rest().get());
        let windows = [
            (Window::Now, 1.0 - batched - quiet, 1.0),
            (Window::Batch, batched, discount(tariff.batch)),
            (Window::OffPeak, quiet, discount(tariff.off_peak)),
        ];
        let long = tariff.long.map_or(0.0, |_| mix.long.get());
        let mut rates = Vec::new();
        for (window, in_window, discount) in windows {
            for (is_long, of_length) in [(false, 1.0 - long), (true, long)] {
                for (sort, of_sort, price) in sorts {
                    let multiple = match (tariff.long.filter(|_| is_long), sort) {
                        (None, _) => 1.0,
                        (Some(long), Sort::Output) => long.output.get(),
                        (Some(long), _) => long.input.get(),
                    };
                    let part = in_window * of_length * of_sort;
                    if part > 0.0 {
                        let kind = TokenKind { sort, window, is_long };
                        rates.push(Rate { kind, part, price: price * (discount * multiple) });
                    }
                }
            }
        }
        Self(rates)
    }

    /// Each rate.
    pub fn each(&self) -> &[Rate] {
        &self.0
    }

    /// What a million tokens of the mix cost.
    pub fn average(&self) -> MoneyPerMtok {
        self.0.iter().map(|rate| rate.price * rate.part).sum()
    }

    /// Part of the tokens that are served when the fleet has room: batched and off-peak ones.
    pub fn movable(&self) -> Share {
        let waits = |rate: &&Rate| rate.kind.window != Window::Now;
        Share(self.0.iter().filter(waits).map(|rate| rate.part).sum::<f64>().min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: MoneyPerMtok, expected: f64) {
        assert!((found.get() - expected).abs() < 1e-12, "{found:?} is not {expected}");
    }

    /// DeepSeek-V3 from 2025-02-09 in CNY/Mtok: 2 in, 0.5 on a hit, 8 out (apifox.com/apidoc/docs-site/5435161);
    /// from 2025-02-26 half of it from 00:30 to 08:30 Beijing time (mip.jiangtianzheng.com/article/8623.html).
    const V3: PriceSheet =
        PriceSheet { input: MoneyPerMtok(2.0), output: MoneyPerMtok(8.0), cached: Some(MoneyPerMtok(0.5)) };

    #[test]
    fn deepseek_s_night_is_half_of_its_day() {
        let mix = TokenMix {
            output: Share(0.2),
            repeated: Share(0.5),
            off_peak: Share(0.25),
            ..TokenMix::default()
        };
        let day = Rates::of(&V3, &Tariff::default(), &mix);
        // 0.4 x 2 + 0.4 x 0.5 + 0.2 x 8 = 2.6 by day
        near(day.average(), 2.6);
        near(day.average(), V3.effective(&mix).get());
        let tariff = Tariff { off_peak: Some(Share(0.5)), ..Tariff::default() };
        let rates = Rates::of(&V3, &tariff, &mix);
        // a quarter at half price: 2.6 x 0.875
        near(rates.average(), 2.275);
        let night = rates
            .each()
            .iter()
            .find(|rate| rate.kind.window == Window::OffPeak && rate.kind.sort == Sort::Output);
        // the list's own night price of output is 4
        near(night.unwrap().price, 4.0);
        assert!((rates.movable().get() - 0.25).abs() < 1e-12);
    }

    #[test]
    fn what_is_batched_pays_half_and_no_discount_twice() {
        let mix = TokenMix { batchable: Share(0.6), off_peak: Share(0.5), ..TokenMix::default() };
        let sheet = PriceSheet { input: MoneyPerMtok(1.0), output: MoneyPerMtok(1.0), cached: None };
        let tariff = Tariff { batch: Some(Share(0.5)), off_peak: Some(Share(0.75)), long: None };
        // 0.6 at 0.5, half of the other 0.4 at 0.25, 0.2 at 1
        near(Rates::of(&sheet, &tariff, &mix).average(), 0.6 * 0.5 + 0.2 * 0.25 + 0.2);
    }

    #[test]
    fn long_requests_pay_the_second_tier() {
        // Gemini 2.5 Pro: 1.25 in and 10 out, 2.50 and 15 above 200 k tokens (simonw/llm-prices)
        let sheet = PriceSheet { input: MoneyPerMtok(1.25), output: MoneyPerMtok(10.0), cached: None };
        let tariff =
            Tariff { long: Some(LongInput { input: Ratio(2.0), output: Ratio(1.5) }), ..Tariff::default() };
        let mix = TokenMix { output: Share(0.1), long: Share(0.3), ..TokenMix::default() };
        let short = 0.9 * 1.25 + 0.1 * 10.0;
        let long = 0.9 * 2.5 + 0.1 * 15.0;
        near(Rates::of(&sheet, &tariff, &mix).average(), 0.7 * short + 0.3 * long);
    }
}
