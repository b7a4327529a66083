//! Consumer surplus of a logit market (Small and Rosen 1981).

use crate::units::{MoneyPerDay, MoneyPerMtok, MtokPerDay};

/// Surplus of a user per day: (P_ref q_0 / alpha) ln sum_j exp V_j. Inertia is not in V: it is a habit, not welfare.
pub fn surplus_per_day(reference: MoneyPerMtok, usage: MtokPerDay, alpha: f64, log_sum: f64) -> MoneyPerDay {
    reference * usage * (log_sum / alpha)
}
