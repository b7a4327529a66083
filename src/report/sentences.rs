//! The findings in sentences, each with its interval, and nothing claimed that the interval does not bear.

use super::cause;
use super::language::Language;
use super::number::{figure, interval, optional};
use super::reader_tables::{level, unit};
use super::words::{fill, words};
use crate::experiments::{Estimate, Findings};
use crate::statistics::Interval;

/// Growth from which a reader grasps "sixfold" better than "500 %".
const MANIFOLD: f64 = 2.0;

/// Changes that are smaller, and intervals that are narrower for their size, are rounding.
const STILL: f64 = 1e-9;

/// The findings of an arm: price, what it is put down to, volume and leader, money and survival, what learners settle on.
pub fn findings(findings: &Findings, arm: usize, language: Language) -> Vec<String> {
    // Volume and leader belong together.
    let volume = [volume, leader].into_iter().filter_map(|sentence| sentence(findings, arm, language));
    let volume = volume.collect::<Vec<String>>().join(words(language).space);
    let all = [
        price(findings, arm, language),
        cause::sentence(findings, arm, language),
        Some(volume).filter(|text| !text.is_empty()),
        money(findings, arm, language),
        learners(findings, arm, language),
    ];
    let sentences: Vec<String> = all.into_iter().flatten().collect();
    if sentences.is_empty() { vec![words(language).nothing.to_owned()] } else { sentences }
}

fn price(of: &Findings, arm: usize, language: Language) -> Option<String> {
    let words = words(language);
    let change = of.estimate(arm, "price_change", "market")?;
    let mean = change.mean?;
    let price = optional(
        of.estimate(arm, "price_blended", "market")?.mean,
        &unit(of, "price_blended", "market"),
        language,
    );
    if mean.abs() < STILL && change.interval.is_none_or(|ends| ends.half_width() < STILL) {
        return Some(fill(words.price_still, &[("price", &price)]));
    }
    let unclear = change.interval.is_some_and(|i| i.contains(0.0)) || mean.abs() < 1e-9;
    let (sentence, shown, ci) = if unclear {
        (words.price_unclear, figure(mean, "share", language), ci(of, change, "share", language))
    } else {
        let sentence = if mean < 0.0 { words.price_fell } else { words.price_rose };
        (sentence, figure(mean.abs(), "share", language), size_ci(of, change, "share", language))
    };
    let mut text = fill(sentence, &[("fall", &shown), ("ci", &ci), ("price", &price)]);
    if let Some(lambda) = of.estimate(arm, "lambda", "market").and_then(|lambda| lambda.mean)
        && mean < 0.0
        && lambda > 0.0
        && !unclear
    {
        text.push_str(&fill(words.price_rate, &[("lambda", &figure(lambda, "1/year", language))]));
    }
    Some(text)
}

fn volume(of: &Findings, arm: usize, language: Language) -> Option<String> {
    let words = words(language);
    let growth = of.estimate(arm, "volume_growth", "market")?;
    let mean = growth.mean?;
    let tokens = optional(of.estimate(arm, "tokens_per_day", "market")?.mean, "Mtok/day", language);
    if mean >= MANIFOLD {
        let mut fold = *growth;
        fold.interval = growth.interval.map(|ends| Interval { low: 1.0 + ends.low, high: 1.0 + ends.high });
        let (size, ci) = (figure(1.0 + mean, "count", language), ci(of, &fold, "count", language));
        return Some(fill(words.volume_manifold, &[("growth", &size), ("ci", &ci), ("tokens", &tokens)]));
    }
    if mean.abs() < STILL && growth.interval.is_none_or(|ends| ends.half_width() < STILL) {
        return Some(fill(words.volume_still, &[("tokens", &tokens)]));
    }
    let unclear = growth.interval.is_some_and(|ends| ends.contains(0.0));
    let (sentence, size, ci) = if unclear {
        (words.volume_unclear, figure(mean, "share", language), ci(of, growth, "share", language))
    } else {
        let sentence = if mean < 0.0 { words.volume_fell } else { words.volume_rose };
        (sentence, figure(mean.abs(), "share", language), size_ci(of, growth, "share", language))
    };
    Some(fill(sentence, &[("growth", &size), ("ci", &ci), ("tokens", &tokens)]))
}

fn leader(of: &Findings, arm: usize, language: Language) -> Option<String> {
    let providers = of.subject.names.providers.iter();
    let shares = providers.filter_map(|p| Some((p, of.estimate(arm, "share_tokens", p)?)));
    let known = shares.filter_map(|(provider, share)| Some((provider, share, share.mean?)));
    let mut known: Vec<_> = known.collect();
    known.sort_by(|a, b| b.2.total_cmp(&a.2));
    let (provider, share, mean) = *known.first()?;
    // The second may as well be the first where its mean lies within the interval of the first.
    let is_close =
        known.get(1).is_some_and(|second| share.interval.is_some_and(|ends| ends.contains(second.2)));
    let sentence = if is_close { words(language).leader_unclear } else { words(language).leader };
    let hhi = optional(of.estimate(arm, "hhi_tokens", "market")?.mean, "index", language);
    let (size, ci) = (figure(mean, "share", language), ci(of, share, "share", language));
    Some(fill(sentence, &[("provider", provider), ("share", &size), ("ci", &ci), ("hhi", &hhi)]))
}

fn money(of: &Findings, arm: usize, language: Language) -> Option<String> {
    let words = words(language);
    let profit = of.estimate(arm, "profit", "market")?;
    let mean = profit.mean?;
    let currency = &of.subject.currency;
    let margin = optional(of.estimate(arm, "margin_gross", "market")?.mean, "share", language);
    let unclear = profit.interval.is_some_and(|ends| ends.contains(0.0));
    let (sentence, size, ci) = if unclear {
        (words.profit_unclear, figure(mean, currency, language), ci(of, profit, currency, language))
    } else {
        let sentence = if mean < 0.0 { words.loss } else { words.profit };
        (sentence, figure(mean.abs(), currency, language), size_ci(of, profit, currency, language))
    };
    let mut text = fill(sentence, &[("profit", &size), ("ci", &ci), ("margin", &margin)]);
    if let Some(exits) = of.estimate(arm, "exits", "market").and_then(|exits| exits.mean) {
        let number = figure(exits, "count", language);
        let sentence = match exits {
            exits if exits <= 0.0 => words.no_exit,
            _ if of.rows.len() > 1 => words.exit_mean,
            _ => words.exit,
        };
        text.push_str(&fill(sentence, &[("exits", &number)]));
    }
    Some(text)
}

/// What learners settle on, where there are any.
fn learners(of: &Findings, arm: usize, language: Language) -> Option<String> {
    let words = words(language);
    let gain = of.estimate(arm, "profit_gain", "market")?;
    let periods = of.estimate(arm, "learning_periods", "market")?.mean?;
    let several = of.rows.len() > 1;
    let sentence = if several { words.learners } else { words.learners_one };
    let (size, ci) = (figure(gain.mean?, "share", language), ci(of, gain, "share", language));
    let periods = figure(periods, words.periods, language);
    let mut text = fill(sentence, &[("gain", &size), ("ci", &ci), ("periods", &periods)]);
    let settled = of.estimate(arm, "learning_converged", "market").and_then(|settled| settled.mean);
    if let Some(share) = settled.map(|settled| 1.0 - settled).filter(|share| *share > 0.0) {
        let sentence = if several { words.learners_unsettled } else { words.learners_unsettled_one };
        text.push_str(&fill(sentence, &[("share", &figure(share, "share", language))]));
    }
    Some(text)
}

/// The interval in brackets; nothing where there is none, or none to speak of.
fn ci(of: &Findings, estimate: &Estimate, unit: &str, language: Language) -> String {
    let told = |ends: &Interval| ends.half_width() > STILL * ends.low.abs().max(ends.high.abs());
    let Some(ends) = estimate.interval.filter(told) else { return String::new() };
    let (level, ends) = (level(of), interval(ends, unit, language));
    fill(words(language).ci, &[("level", &level), ("interval", &ends)])
}

/// The interval of a size whose sign the sentence says in words: turned round where the mean is negative.
fn size_ci(of: &Findings, estimate: &Estimate, unit: &str, language: Language) -> String {
    let mut turned = *estimate;
    if estimate.mean.is_some_and(|mean| mean < 0.0)
        && let Some(ends) = turned.interval.as_mut()
    {
        (ends.low, ends.high) = (-ends.high, -ends.low);
    }
    ci(of, &turned, unit, language)
}
