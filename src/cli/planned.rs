//! The training runs of a scenario as a table: what each takes, and its loss beside the split of compute that loses least.

use crate::economics::technology::RunPlan;
use crate::ids::OfferId;
use crate::model::{Model, ShockKind};
use crate::report::Language;
use crate::report::number::{bare, figure};
use crate::report::table::{Cell, Table};
use crate::units::{Days, Money};

const LANGUAGE: Language = Language::English;

/// A run that a scenario describes.
struct Run<'a> {
    offer: OfferId,
    begins: String,
    plan: &'a RunPlan,
    lasts: Days,
    /// What it costs with its development, where the scenario says so itself.
    cost: Option<Money>,
}

/// The runs that the scenario describes, scripted ones first; none where it describes none.
pub(super) fn planned(model: &Model) -> Option<String> {
    let runs: Vec<Run> = scripted(model).chain(invested(model)).collect();
    if runs.is_empty() {
        return None;
    }
    let heads = [
        "training run",
        "begins",
        "FLOP",
        "MFU",
        "lost to interruptions",
        "checkpoint every",
        "lasts",
        "final run",
        "with development",
        "tokens a weight",
        "of least loss",
        "loss, nats a token",
    ];
    let mut table = Table::new(heads, 2);
    let money = |value: Money| Cell::text(figure(value.get(), &model.currency, LANGUAGE));
    let share = |value: f64| Cell::text(figure(value, "share", LANGUAGE));
    for run in &runs {
        let plan = run.plan;
        table.push(vec![
            Cell::text(model.offer_name(run.offer)),
            Cell::text(&run.begins),
            Cell::text(format!("{:.2e}", plan.flop.get())),
            share(plan.efficiency.get()),
            share(plan.lost.get()),
            Cell::text(figure(plan.checkpoints.get() / 60.0, "min", LANGUAGE)),
            Cell::text(figure(run.lasts.get(), "days", LANGUAGE)),
            money(plan.cost),
            money(run.cost.unwrap_or(plan.development)),
            Cell::text(bare(plan.tokens_a_weight.get(), LANGUAGE)),
            Cell::text(bare(plan.balanced.get(), LANGUAGE)),
            Cell::text(bare(plan.loss, LANGUAGE)),
        ]);
    }
    Some(table.terminal(None))
}

fn scripted(model: &Model) -> impl Iterator<Item = Run<'_>> {
    model.shocks.iter().filter_map(|shock| match &shock.kind {
        ShockKind::Training { training, cost, plan: Some(plan) } => Some(Run {
            offer: training.offer,
            begins: model.calendar.date(shock.at).to_string(),
            plan,
            lasts: training.lasts,
            cost: *cost,
        }),
        _ => None,
    })
}

fn invested(model: &Model) -> impl Iterator<Item = Run<'_>> {
    model.providers.iter().filter_map(|provider| {
        let runs = provider.investment.as_ref()?.runs.as_ref()?;
        let (begins, plan) = ("when it is paid for".to_owned(), runs.plan.as_ref()?);
        Some(Run { offer: runs.offer, begins, plan, lasts: runs.lasts, cost: runs.cost })
    })
}
