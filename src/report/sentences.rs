//! The findings in sentences, each with its interval, and nothing claimed that the interval does not bear.

use super::cause;
use super::language::Language;
use super::number::{MANIFOLD, figure, interval, optional};
use super::reader_tables::{level, unit};
use super::words::{fill, words};
use crate::experiments::{Estimate, Findings};
use crate::statistics::Interval;

/// Changes that are smaller, and intervals that are narrower for their size, are rounding.
const STILL: f64 = 1e-9;

/// The findings of an arm: price, what it is put down to, volume and leader, money and survival, what learners settle on.
pub fn findings(findings: &Findings, arm: usize, language: Language) -> Vec<String> {
    // Volume and leader belong together.
    let volume = [volume, leader].into_iter().filter_map(|sentence| sentence(findings, arm, language));
    let volume = volume.collect::<Vec<String>>().join(language.space());
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
    let unclear = change.interval.is_some_and(|ends| ends.contains(0.0));
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
    let unclear = growth.interval.is_some_and(|ends| ends.contains(0.0));
    if mean >= MANIFOLD && !unclear {
        let mut fold = *growth;
        fold.interval = growth.interval.map(|ends| Interval { low: 1.0 + ends.low, high: 1.0 + ends.high });
        let (size, ci) = (figure(1.0 + mean, "count", language), ci(of, &fold, "count", language));
        return Some(fill(words.volume_manifold, &[("growth", &size), ("ci", &ci), ("tokens", &tokens)]));
    }
    if mean.abs() < STILL && growth.interval.is_none_or(|ends| ends.half_width() < STILL) {
        return Some(fill(words.volume_still, &[("tokens", &tokens)]));
    }
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
    // The second may as well be the first where its mean is the same, or lies within the interval of the first.
    let is_close = known.get(1).is_some_and(|second| {
        mean - second.2 <= STILL || share.interval.is_some_and(|ends| ends.contains(second.2))
    });
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
    let settled = of.estimate(arm, "learning_converged", "market").and_then(|settled| settled.mean);
    // Those that were given up have settled on nothing.
    let open = settled.map(|settled| 1.0 - settled).filter(|share| *share > 0.0);
    let sentence = match (of.rows.len() > 1, open) {
        (true, None) => words.learners,
        (false, None) => words.learners_one,
        (true, Some(_)) => words.learners_open,
        (false, Some(_)) => words.learners_open_one,
    };
    let (size, ci) = (figure(gain.mean?, "share", language), ci(of, gain, "share", language));
    let periods = figure(periods, words.periods, language);
    let share = optional(open, "share", language);
    let mut text = fill(sentence, &[("gain", &size), ("ci", &ci), ("periods", &periods), ("share", &share)]);
    if let Some(pays) = of.estimate(arm, "deviation_pays", "market").and_then(|pays| pays.mean)
        && of.rows.len() > 1
    {
        let sentence = if pays > 0.0 { words.departure_pays } else { words.departure_never };
        text.push_str(&fill(sentence, &[("share", &figure(pays, "share", language))]));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::{Ledger, example};

    const EN: Language = Language::English;

    /// The made-up market's findings of two runs, with other estimates for some figures.
    fn with(figures: &[(&str, &str, Estimate)]) -> Findings {
        let mut ledger = Ledger::new(example::subject());
        for replicate in 0..2 {
            ledger.enter(example::finished(replicate));
        }
        let mut findings = ledger.findings();
        for (measure, entity, estimate) in figures {
            let mut columns = findings.layout.outcome.iter();
            let at =
                columns.position(|column| column.measure == *measure && column.entity == *entity).unwrap();
            findings.estimates[0][at] = *estimate;
        }
        findings
    }

    fn about(mean: f64, ends: Option<(f64, f64)>) -> Estimate {
        let interval = ends.map(|(low, high)| Interval { low, high });
        Estimate { n: 2, mean: Some(mean), interval, ..Estimate::default() }
    }

    #[test]
    fn growth_many_times_over_is_claimed_where_the_interval_bears_it() {
        let said =
            |ends| volume(&with(&[("volume_growth", "market", about(10.4, Some(ends)))]), 0, EN).unwrap();
        let unclear = said((-25.0, 46.0));
        assert!(
            unclear.starts_with("Tokens sold show no clear change: 1040 % (95 % interval −2500 to 4600 %)"),
            "{unclear}"
        );
        let clear = said((9.0, 12.0));
        assert!(clear.starts_with("Tokens sold grow 11.4-fold (95 % interval 10.0 to 13.0)"), "{clear}");
    }

    #[test]
    fn of_two_that_sell_the_same_neither_leads() {
        let said = |first, second| {
            let shares = [
                ("share_tokens", "Alpha", about(first, None)),
                ("share_tokens", "海豚智能", about(second, None)),
            ];
            leader(&with(&shares), 0, EN).unwrap()
        };
        assert!(
            said(0.5, 0.5).starts_with("No provider clearly leads: Alpha sells 50.0 %"),
            "{}",
            said(0.5, 0.5)
        );
        assert!(said(0.4, 0.6).starts_with("海豚智能 sells the largest share"), "{}", said(0.4, 0.6));
    }

    #[test]
    fn a_name_in_braces_stays_a_name() {
        let mut findings = with(&[
            ("share_tokens", "Alpha", about(0.6, None)),
            ("share_tokens", "海豚智能", about(0.4, None)),
        ]);
        findings.subject.names.providers[0] = "{hhi}".to_owned();
        for column in &mut findings.layout.outcome {
            if column.entity == "Alpha" {
                column.entity = "{hhi}".to_owned();
            }
        }
        let said = leader(&findings, 0, EN).unwrap();
        assert!(said.starts_with("{hhi} sells the largest share of tokens in the end, 60.0 %"), "{said}");
    }
}
