//! Rules of attention: users look around early in a time, and not faster than is simulated.

use super::file::AttentionFile;
use crate::complaint::Complaints;
use crate::model::Attention;
use crate::units::Share;

/// Complains of early reviews without a time to fall in, or with too little of it.
pub fn check(attention: &AttentionFile, complaints: &mut Complaints) {
    let AttentionFile { share, within, salient } = *attention;
    if within.get() <= 0.0 && share > Share::ZERO {
        complaints.error(
            "attention-instant",
            "attention.within",
            "early reviews need time to fall in",
            "must be more than 0 days",
        );
        return;
    }
    let hazard = Attention { share, within, salient }.hazard();
    if hazard > Attention::MOST {
        let least = (within.get() * hazard / Attention::MOST * 1e3).ceil() / 1e3;
        complaints
            .error(
                "attention-too-quick",
                "attention.within",
                "so many users do not look around in so short a time",
                &format!("must be at least {least} days"),
            )
            .help("-ln(1 - share) / within is at most 20.48 a day: 90 % of the users within 3 hours");
    }
}
