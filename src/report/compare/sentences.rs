//! What the comparison says, in sentences with their uncertainty.

use super::words::{Words, say, words};
use crate::experiments::{Comparison, Difference};
use crate::report::Language;
use crate::report::number::{self, figure, interval, of_difference, optional, signed};
use crate::statistics::Interval;

/// The findings, arm by arm: who gains, what the price is, who survives, who earns more.
pub fn sentences(comparison: &Comparison, language: Language) -> Vec<String> {
    let w = words(language);
    if comparison.replicates == 0 {
        return vec![w.nothing.to_owned()];
    }
    let told = comparison.told();
    let is_brief = told.len() > MANY;
    let is_named = told.len() > 1;
    let all = |arm| {
        let mut lines = Teller { comparison, language, w, arm, is_named }.all();
        if is_brief {
            lines.truncate(1);
        }
        lines
    };
    told.into_iter().flat_map(all).collect()
}

/// Arms beyond which each has one sentence only.
const MANY: usize = 4;

struct Teller<'a> {
    comparison: &'a Comparison,
    language: Language,
    w: &'static Words,
    arm: usize,
    /// Whether several arms are told, so that each sentence says of which it is.
    is_named: bool,
}

impl Teller<'_> {
    fn all(&self) -> Vec<String> {
        let names = [("arm", self.comparison.arms[self.arm].clone()), ("base", self.comparison.base.clone())];
        let differs = |difference: &Difference| {
            difference.chance_more.is_some_and(|part| part > 0.0)
                || difference.chance_less.is_some_and(|part| part > 0.0)
        };
        if !self.comparison.figures.iter().any(|figure| differs(&figure.arms[self.arm])) {
            return vec![say(self.w.same, names)];
        }
        let arm = &self.comparison.arms[self.arm];
        let mut out = Vec::new();
        if self.comparison.twins.contains(arm) {
            out.push(self.undone(self.w.war, names));
            out.extend(self.trend(self.w.trend));
        } else if self.comparison.held.contains(arm) {
            out.push(self.undone(self.w.moves, names));
            out.extend(self.trend(self.w.trend_held));
        } else {
            out.push(self.money(names));
        }
        let providers = || self.comparison.providers.iter();
        let more = self.price().into_iter();
        let more = more.chain(providers().filter_map(|provider| self.survival(provider)));
        let more = more.chain(providers().filter_map(|provider| self.earns(provider)));
        out.extend(more.map(|sentence| self.named(sentence)));
        out
    }

    /// A sentence that says of which arm it is, where there are several.
    fn named(&self, sentence: String) -> String {
        if !self.is_named {
            return sentence;
        }
        say(self.w.of_arm, [("arm", self.comparison.arms[self.arm].clone()), ("sentence", sentence)])
    }

    fn money(&self, names: [(&str, String); 2]) -> String {
        let [arm, base] = names;
        let of = |measure| self.change(measure, "market");
        let is_public = self
            .difference("public_revenue", "market")
            .is_some_and(|public| public.difference.is_some_and(|difference| difference != 0.0));
        let (surplus, profit, welfare) = (of("consumer_surplus"), of("profit"), of("welfare"));
        if is_public {
            let public = of("public_revenue");
            let places = [
                arm,
                base,
                ("surplus", surplus),
                ("profit", profit),
                ("public", public),
                ("welfare", welfare),
            ];
            return say(self.w.money, places);
        }
        say(self.w.money_private, [arm, base, ("surplus", surplus), ("profit", profit), ("welfare", welfare)])
    }

    /// What a twin leaves out did: the base less its twin.
    fn undone(&self, sentence: &str, [arm, base]: [(&str, String); 2]) -> String {
        let of = |measure| {
            let found = self.difference(measure, "market").map(Difference::reversed);
            self.told(found.as_ref())
        };
        let (surplus, profit, welfare) = (of("consumer_surplus"), of("profit"), of("welfare"));
        say(sentence, [arm, base, ("surplus", surplus), ("profit", profit), ("welfare", welfare)])
    }

    /// How far the effective price falls without what the twin leaves out.
    fn trend(&self, sentence: &str) -> Option<String> {
        let figure = self.comparison.figure("price_change", "market")?;
        let show = |value: Option<f64>| optional(value, "share", self.language);
        let places = [
            ("base", self.comparison.base.clone()),
            ("base_change", show(figure.base)),
            ("arm_change", show(figure.arms[self.arm].mean)),
        ];
        Some(say(sentence, places))
    }

    fn price(&self) -> Option<String> {
        let show = |measure: &str, of_base: bool| -> Option<String> {
            let figure = self.comparison.figure(measure, "market")?;
            let value = if of_base { figure.base } else { figure.arms[self.arm].mean };
            Some(optional(value, &figure.unit, self.language))
        };
        Some(say(
            self.w.price,
            [
                ("base", self.comparison.base.clone()),
                ("arm_price", show("price_blended", false)?),
                ("base_price", show("price_blended", true)?),
                ("arm_tokens", show("tokens_per_day", false)?),
                ("base_tokens", show("tokens_per_day", true)?),
            ],
        ))
    }

    /// Told where survival differs in some history.
    fn survival(&self, provider: &str) -> Option<String> {
        let found = self.comparison.figure("survived", provider)?;
        let arm = &found.arms[self.arm];
        if arm.difference? == 0.0 {
            return None;
        }
        let part = |value: Option<f64>| optional(value, "share", self.language);
        Some(say(
            self.w.survival,
            [
                ("base", self.comparison.base.clone()),
                ("provider", provider.to_owned()),
                ("arm_part", part(arm.mean)),
                ("base_part", part(found.base)),
                ("change", self.signed(arm.difference?, of_difference("share"))),
                ("ci", self.ci(arm, of_difference("share"))),
            ],
        ))
    }

    /// Told where profit is told apart from that of the base.
    fn earns(&self, provider: &str) -> Option<String> {
        let found = self.difference("profit", provider)?;
        if found.is_clear() == Some(false) || found.difference? == 0.0 {
            return None;
        }
        let (of, arm) = (self.comparison, &self.comparison.arms[self.arm]);
        let sentence = if of.twins.contains(arm) {
            self.w.earns_without
        } else if of.held.contains(arm) {
            self.w.earns_held
        } else {
            self.w.earns
        };
        Some(say(
            sentence,
            [
                ("provider", provider.to_owned()),
                ("change", self.signed(found.difference?, &self.comparison.currency)),
                ("ci", self.ci(found, &self.comparison.currency)),
            ],
        ))
    }

    fn difference(&self, measure: &str, entity: &str) -> Option<&Difference> {
        Some(&self.comparison.figure(measure, entity)?.arms[self.arm])
    }

    /// A difference of money with its interval, and the doubt where nought lies in it.
    fn change(&self, measure: &str, entity: &str) -> String {
        self.told(self.difference(measure, entity))
    }

    fn told(&self, found: Option<&Difference>) -> String {
        let Some((found, value)) = found.and_then(|f| Some((f, f.difference?))) else {
            return "–".to_owned();
        };
        let currency = &self.comparison.currency;
        let text =
            say(self.w.change, [("change", self.signed(value, currency)), ("ci", self.ci(found, currency))]);
        if found.is_clear() == Some(false) && value != 0.0 {
            let gap = if self.language == Language::Chinese { "，" } else { ", " };
            return format!("{text}{gap}{}", self.w.unclear);
        }
        text
    }

    fn signed(&self, value: f64, unit: &str) -> String {
        signed(figure(value, unit, self.language), value)
    }

    fn ci(&self, found: &Difference, unit: &str) -> String {
        let (Some(low), Some(high)) = (found.ci_low, found.ci_high) else { return String::new() };
        let text = interval(Interval { low, high }, unit, self.language);
        say(self.w.ci, [("level", level(self.comparison)), ("interval", text)])
    }
}

/// The confidence level.
pub(super) fn level(comparison: &Comparison) -> String {
    number::level(comparison.level)
}
