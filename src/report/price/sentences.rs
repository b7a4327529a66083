//! What the comparison says, in sentences with their uncertainty.

use super::words::{Words, say, words};
use crate::experiments::{Best, Candidate, EvenPoint, Mean, PriceAnswer};
use crate::report::Language;
use crate::report::number::{self, bare, figure, interval, signed};
use crate::statistics::Interval;

/// The findings: the best, its rival, what it must sell, what may go wrong.
pub fn sentences(answer: &PriceAnswer, language: Language) -> Vec<String> {
    let teller = Teller { answer, language, w: words(language) };
    let Some(best) = &answer.best else { return vec![teller.w.nothing.to_owned()] };
    let mut out = teller.best(best);
    let candidate = answer.candidate(best.cut);
    // No cut breaks even by itself; what the next best would have to sell is then the question.
    let judged = if best.cut == 0.0 {
        best.next.as_ref().and_then(|next| answer.candidate(next.cut))
    } else {
        candidate
    };
    out.extend(judged.map(|judged| teller.even(judged)));
    out.extend(candidate.map(|candidate| teller.risk(candidate)));
    out
}

/// An answer told in a language.
pub(super) struct Teller<'a> {
    pub answer: &'a PriceAnswer,
    pub language: Language,
    pub w: &'static Words,
}

impl Teller<'_> {
    fn best(&self, best: &Best) -> Vec<String> {
        let (w, what) = (self.w, self.deed(best.cut));
        // No cut is always among them.
        let Some(next) = &best.next else { return vec![w.alone.to_owned()] };
        let lead = next.profit_of_best_over_it;
        if best.cut == 0.0 {
            if lead.mean.is_none_or(|lead| lead <= 0.0) && best.chance_best < 1.0 {
                return vec![w.draw.to_owned()];
            }
            let sentence = say(
                w.best_is_none,
                [
                    ("what", what),
                    ("next", self.name(next.cut)),
                    ("change", self.money(lead.mean.unwrap_or(0.0))),
                    ("ci", self.ci(lead)),
                    ("chance", Self::chance(best.chance_best)),
                ],
            );
            return vec![self.doubted(sentence, lead)];
        }
        let first = say(
            w.best,
            [
                ("what", what),
                ("change", self.signed(best.profit_over_no_cut.mean.unwrap_or(0.0))),
                ("ci", self.ci(best.profit_over_no_cut)),
                ("chance", Self::chance(best.chance_above_no_cut)),
            ],
        );
        let mut out = vec![self.doubted(first, best.profit_over_no_cut)];
        out.extend(self.edge(best.cut));
        if next.cut != 0.0 {
            let second = say(
                w.against_next,
                [
                    ("next", self.name(next.cut)),
                    ("change", self.signed(lead.mean.unwrap_or(0.0))),
                    ("ci", self.ci(lead)),
                    ("chance", Self::chance(best.chance_best)),
                ],
            );
            out.push(self.doubted(second, lead));
        }
        out
    }

    /// A best at the end of the list is not known to be one.
    fn edge(&self, best: f64) -> Option<String> {
        let (first, last) = (self.answer.candidates.first()?.cut, self.answer.candidates.last()?.cut);
        if best > 0.0 && best < 1.0 && best >= last {
            return Some(self.w.deepest.to_owned());
        }
        (best < 0.0 && best <= first).then(|| self.w.highest.to_owned())
    }

    fn even(&self, candidate: &Candidate) -> String {
        let (w, opening) = (self.w, &self.answer.opening);
        let unit = format!("{}/Mtok", self.answer.currency);
        let cost = self.plain(opening.unit_cost_average);
        let Some(average) = candidate.break_even.average else {
            let price = format!(
                "{} → {}",
                self.plain(opening.price),
                self.plain(opening.price * (1.0 - candidate.cut))
            );
            return say(
                w.even_none,
                [("what", self.name(candidate.cut)), ("price", price), ("cost", cost), ("unit", unit)],
            );
        };
        let raised = candidate.cut < 0.0;
        let factor = |point: Option<EvenPoint>| match point {
            None => "–".to_owned(),
            Some(point) if raised => figure(point.volume_factor, "share", self.language),
            Some(point) => self.plain(point.volume_factor),
        };
        let share = |share: Option<f64>| {
            share.map_or_else(|| "–".to_owned(), |share| figure(share, "share", self.language))
        };
        say(
            if raised { w.even_raise } else { w.even },
            [
                ("cut", Self::percent(candidate.cut.abs())),
                ("average", factor(Some(average))),
                ("marginal", factor(candidate.break_even.marginal)),
                ("cost", cost),
                ("unit", unit),
                ("share", share(average.share)),
                ("before", share(opening.share)),
            ],
        )
    }

    fn risk(&self, candidate: &Candidate) -> String {
        say(
            self.w.risk,
            [
                ("what", self.deed(candidate.cut)),
                ("provider", self.answer.provider.clone()),
                ("exit", Self::chance(candidate.chance_exit)),
                ("below", Self::chance(candidate.chance_cash_below_zero)),
            ],
        )
    }

    /// A sentence, with a doubt where the interval has zero in it.
    fn doubted(&self, sentence: String, of: Mean) -> String {
        let open = ends(of).is_some_and(|interval| interval.contains(0.0));
        if !open {
            return sentence;
        }
        format!("{sentence}{}{}", self.language.space(), self.w.unclear)
    }

    /// `Cutting by 25 %`, as the subject of a sentence.
    pub fn deed(&self, cut: f64) -> String {
        if cut == 0.0 {
            return self.w.kept.to_owned();
        }
        say(if cut > 0.0 { self.w.cut_by } else { self.w.raised_by }, [("cut", Self::percent(cut.abs()))])
    }

    /// `cut by 25 %`, inside a sentence.
    pub fn name(&self, cut: f64) -> String {
        if cut == 0.0 {
            return self.w.zero.to_owned();
        }
        say(if cut > 0.0 { self.w.by_cut } else { self.w.by_raise }, [("cut", Self::percent(cut.abs()))])
    }

    /// A part in percent with the digits it has.
    pub fn percent(share: f64) -> String {
        // A hundredth of a percent is finer than anyone sets a price.
        format!("{} %", (share * 1e4).round() / 1e2).replace('-', "−")
    }

    pub fn chance(chance: f64) -> String {
        format!("{} %", (chance * 1e2).round())
    }

    pub fn money(&self, value: f64) -> String {
        figure(value, &self.answer.currency, self.language)
    }

    pub fn signed(&self, value: f64) -> String {
        signed(self.money(value), value)
    }

    /// Three digits without a unit.
    pub fn plain(&self, value: f64) -> String {
        bare(value, self.language)
    }

    pub fn level(&self) -> String {
        number::level(self.answer.level)
    }

    fn ci(&self, of: Mean) -> String {
        let Some(ends) = ends(of) else { return String::new() };
        let text = interval(ends, &self.answer.currency, self.language);
        say(self.w.ci, [("level", self.level()), ("interval", text)])
    }
}

/// The interval of a mean.
pub(super) fn ends(of: Mean) -> Option<Interval> {
    Some(Interval { low: of.ci_low?, high: of.ci_high? })
}
