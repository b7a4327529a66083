//! Who leads price cuts and who follows them, how soon: read off the chronicle.

use super::reading::Reading;
use crate::calendar::Instant;
use crate::economics::indices::{LEADING, WITHIN};
use crate::history::{Entity, Happening, HappeningKind, Measure};
use crate::statistics::{quantile_of_sorted, sorted};

/// The least size of a cut that can answer: what is smaller is rounding of a price list.
pub const ANSWERING: f64 = 0.01;

/// A firm's cut: what it lowers at one instant is one cut, as deep as its deepest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// When.
    pub at: Instant,
    /// Position of the firm.
    pub firm: usize,
    /// Part of the price that is taken off.
    pub size: f64,
    /// Whether a scenario's script demands it.
    pub scripted: bool,
}

/// The first cut with which a firm answers a lead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// Position of the cut.
    pub cut: usize,
    /// Days after the lead.
    pub days: f64,
}

/// A cut that nobody's preceded, and who followed.
#[derive(Debug, Clone, PartialEq)]
pub struct Lead {
    /// Position of the cut.
    pub cut: usize,
    /// Each follower's first answer, in their order.
    pub answers: Vec<Answer>,
}

impl Cut {
    fn can_lead(&self) -> bool {
        // A cut from 3 to 2.7 is one of ten per cent, whatever its last digit.
        self.scripted || self.size >= LEADING.get() - 1e-9
    }
}

/// Cuts of at least [`ANSWERING`], oldest first, from dated moves of prices: (when, firm, price before, after, scripted).
pub fn cuts(moves: impl Iterator<Item = (Instant, usize, f64, f64, bool)>) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    for (at, firm, from, to, scripted) in moves {
        let size = if from > 0.0 { 1.0 - to / from } else { 0.0 };
        // A cut from 3 to 2.97 is one of one per cent, whatever its last digit.
        if size < ANSWERING - 1e-9 {
            continue;
        }
        let same = |cut: &&mut Cut| cut.at == at && cut.firm == firm;
        // What a firm does at one instant stands close to the end.
        if let Some(cut) = cuts.iter_mut().rev().take_while(|cut| cut.at == at).find(same) {
            cut.size = cut.size.max(size);
            cut.scripted |= scripted;
        } else {
            cuts.push(Cut { at, firm, size, scripted });
        }
    }
    cuts
}

/// Leads among cuts, oldest first: those that can lead and that no other such cut, of whomever, precedes within
/// [`WITHIN`] days. Rivals' cuts after it within as many days answer it; what happens at the same instant does not. A firm
/// that cuts every month by its own calendar seems to answer as well: a date cannot tell why.
pub fn leads(cuts: &[Cut]) -> Vec<Lead> {
    let apart = |a: &Cut, b: &Cut| b.at.since(a.at).get();
    let lead = |at: usize| {
        let cut = &cuts[at];
        let recent = cuts[..at].iter().rev().take_while(|before| apart(before, cut) < WITHIN.get());
        let preceded = recent.into_iter().any(|before| before.can_lead() && before.at < cut.at);
        if !cut.can_lead() || preceded {
            return None;
        }
        let mut answers: Vec<Answer> = Vec::new();
        let after = cuts.iter().enumerate().skip(at + 1);
        for (answer, later) in after.take_while(|(_, later)| apart(cut, later) < WITHIN.get()) {
            let again = answers.iter().any(|known| cuts[known.cut].firm == later.firm);
            if later.firm != cut.firm && later.at > cut.at && !again {
                answers.push(Answer { cut: answer, days: apart(cut, later) });
            }
        }
        Some(Lead { cut: at, answers })
    };
    (0..cuts.len()).filter_map(lead).collect()
}

fn of_reading(reading: &Reading) -> (Vec<Cut>, Vec<Lead>) {
    let firm = |happening: &Happening| match happening.entity {
        Entity::Offer(offer) => Some(reading.owner(offer, happening.at)),
        _ => None,
    };
    let moved = |cut: &Happening| Some((cut.at, firm(cut)?, cut.from?, cut.to?, cut.shock.is_some()));
    let cuts = cuts(reading.happenings(HappeningKind::PriceCut, Entity::Market).filter_map(moved));
    let leads = leads(&cuts);
    (cuts, leads)
}

/// Cuts of a provider that nobody's preceded.
pub(super) fn led(reading: &Reading, entity: Entity) -> Option<f64> {
    let Entity::Provider(id) = entity else { return None };
    let (cuts, leads) = of_reading(reading);
    Some(leads.iter().filter(|lead| cuts[lead.cut].firm == id.index()).count() as f64)
}

/// Part of the rivals' leads that a provider follows, of those while it is on the market.
pub(super) fn follows(reading: &Reading, entity: Entity) -> Option<f64> {
    let delays = delays(reading, entity)?;
    let followed = delays.iter().flatten().count() as f64;
    (!delays.is_empty()).then(|| followed / delays.len() as f64)
}

/// Median days from a rival's lead to the provider's answer.
pub(super) fn follow_delay(reading: &Reading, entity: Entity) -> Option<f64> {
    let answered = delays(reading, entity)?.into_iter().flatten().collect();
    quantile_of_sorted(&sorted(answered), 0.5)
}

/// Of each lead of a rival while a provider is on the market, the days until it follows, where it does.
fn delays(reading: &Reading, entity: Entity) -> Option<Vec<Option<f64>>> {
    let Entity::Provider(id) = entity else { return None };
    let (cuts, leads) = of_reading(reading);
    let rivals = leads.iter().filter(|lead| cuts[lead.cut].firm != id.index());
    let there = |lead: &&Lead| reading.at(Measure::Present, entity, cuts[lead.cut].at) != Some(0.0);
    let answer = |lead: &Lead| {
        let own = lead.answers.iter().find(|answer| cuts[answer.cut].firm == id.index());
        own.map(|answer| answer.days)
    };
    Some(rivals.filter(there).map(answer).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(moves: &[(f64, usize, f64)]) -> Vec<Cut> {
        cuts(moves.iter().map(|(day, firm, to)| (Instant::at_day(*day), *firm, 1.0, *to, false)))
    }

    #[test]
    fn a_wave_has_one_leader_and_each_follower_answers_once() {
        // 0 cuts by a half; 1 by 2 % five days later and again; 2 by a half after ten days, which leads nothing; on day 45
        // nothing has happened for 31 days.
        let cuts = made(&[(0.0, 0, 0.5), (5.0, 1, 0.98), (8.0, 1, 0.5), (10.0, 2, 0.5), (41.0, 2, 0.5)]);
        let leads = leads(&cuts);
        assert_eq!(leads.iter().map(|lead| lead.cut).collect::<Vec<_>>(), [0, 4]);
        assert_eq!(leads[0].answers, [Answer { cut: 1, days: 5.0 }, Answer { cut: 3, days: 10.0 }]);
        assert_eq!(leads[1].answers, []);
    }

    #[test]
    fn cuts_of_one_instant_do_not_answer_each_other() {
        let cuts = made(&[(3.0, 0, 0.5), (3.0, 1, 0.5), (3.0, 0, 0.4), (4.0, 0, 0.8)]);
        assert_eq!(cuts.len(), 3, "two products of one firm are one cut");
        assert!((cuts[0].size - 0.6).abs() < 1e-12, "as deep as the deepest");
        let leads = leads(&cuts);
        assert_eq!(leads.len(), 2);
        assert_eq!(leads[0].answers, []);
        assert_eq!(leads[1].answers, [Answer { cut: 2, days: 1.0 }]);
    }

    #[test]
    fn small_steps_lead_only_where_they_are_scripted_and_rounding_is_no_cut() {
        let small = |scripted| cuts([(Instant::at_day(1.0), 0, 1.0, 0.95, scripted)].into_iter());
        assert_eq!(leads(&small(false)), []);
        assert_eq!(leads(&small(true)).len(), 1);
        assert_eq!(made(&[(1.0, 0, 0.999)]), []);
        // 1 - 2.97 / 3 is below 0.01 by a digit.
        assert_eq!(cuts([(Instant::at_day(1.0), 0, 3.0, 2.97, false)].into_iter()).len(), 1);
    }
}
