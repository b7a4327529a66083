//! The split of what no provider holds: where users route the tokens that are free to go, and how many of those outside serve
//! open weights themselves. Both are logits without inertia at the prices that stand; like all that users react to, the
//! split is published at an event and stands still until the next.

use super::Population;
use super::agents::Agents;
use super::column::Column;
use super::expected::MeanField;
use super::table::{ChoiceTable, OUTSIDE, UNAWARE};

/// How the users of one segment split.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Split {
    /// Part of the routed tokens at each offer of the model: the mean of W_j / sum over offers of W, over those who use some
    /// offer, weighed by their usage.
    pub routed: Vec<f64>,
    /// Part of the usage of those outside that serves open weights itself.
    pub hosted: f64,
}

/// Sums over users.
pub(super) struct Sums {
    routed: Vec<f64>,
    inside: f64,
    /// The same over all users: where they would route who come to use an offer, while nobody does.
    anybody: Vec<f64>,
    all: f64,
    hosted: f64,
    outside: f64,
}

impl Sums {
    fn new(offers: usize) -> Self {
        Self {
            routed: vec![0.0; offers],
            inside: 0.0,
            anybody: vec![0.0; offers],
            all: 0.0,
            hosted: 0.0,
            outside: 0.0,
        }
    }

    /// Adds users of one taste: `weights` are W of the table's alternatives, then the usage of those of them who use an
    /// offer, who know the market and use none, and who do not know it.
    pub(super) fn add(
        &mut self,
        table: &ChoiceTable,
        weights: &[f64],
        (inside, outside, unaware): (f64, f64, f64),
    ) {
        let is_offer = |a: &usize| table.code[*a] != OUTSIDE;
        let offers: f64 = (0..table.len()).filter(is_offer).map(|a| weights[a]).sum();
        if offers > 0.0 {
            let all = inside + outside + unaware;
            for a in (0..table.len()).filter(is_offer) {
                let part = weights[a] / offers;
                self.routed[table.code[a] as usize] += inside * part;
                self.anybody[table.code[a] as usize] += all * part;
            }
            self.inside += inside;
            self.all += all;
        }
        if let Some(own) = table.own_hosting() {
            self.hosted += outside * weights[own] / (weights[own] + weights[own + 1]);
            self.outside += outside;
        }
    }

    fn split(self) -> Split {
        let part = |of: f64, all: f64| if all > 0.0 { of / all } else { 0.0 };
        let (routed, of) =
            if self.inside > 0.0 { (&self.routed, self.inside) } else { (&self.anybody, self.all) };
        Split {
            routed: routed.iter().map(|tokens| part(*tokens, of)).collect(),
            hosted: part(self.hosted, self.outside),
        }
    }
}

impl Population {
    /// The split of one segment's users where they stand.
    pub(in crate::simulation) fn split(&self, segment: usize, table: &ChoiceTable, offers: usize) -> Split {
        let mut sums = Sums::new(offers);
        match self {
            Self::Agents(columns) => {
                if let Some(Column { agents, .. }) = columns.get(segment) {
                    split_agents(agents, table, &mut sums);
                }
            }
            Self::Expected(fields) => {
                if let Some(field) = fields.get(segment) {
                    split_field(field, table, &mut sums);
                }
            }
            Self::Cohorts(cohorts) => {
                if let Some(cohorts) = cohorts.get(segment) {
                    cohorts.each_class(table, |weights, standing| sums.add(table, weights, standing));
                }
            }
        }
        sums.split()
    }
}

fn split_agents(agents: &Agents, table: &ChoiceTable, sums: &mut Sums) {
    let mut weights = vec![0.0; table.len()];
    for (user, (held, usage)) in agents.standing().enumerate() {
        agents.weigh(user, table, &mut weights);
        let usage = f64::from(usage);
        let standing = match held {
            OUTSIDE => (0.0, usage, 0.0),
            UNAWARE => (0.0, 0.0, usage),
            _ => (usage, 0.0, 0.0),
        };
        sums.add(table, &weights, standing);
    }
}

fn split_field(field: &MeanField, table: &ChoiceTable, sums: &mut Sums) {
    field.each_kind(table, |weights, standing| sums.add(table, weights, standing));
}
