//! What is taken down: how often, and how long the end is that figures are averaged over.

use super::file::File;
use crate::complaint::Complaints;

/// Checks `[record]` against the history that it is of.
pub fn check(file: &File, complaints: &mut Complaints) {
    if file.record.every.get() < 0.01 {
        complaints.error(
            "record-too-often",
            "record.every",
            "figures are taken down too often",
            "must be at least 0.01 days",
        );
    }
    if file.record.window > file.horizon {
        complaints
            .error(
                "window-above-horizon",
                "record.window",
                "the averaging window is longer than the history",
                "must be at most `horizon`",
            )
            .as_warning()
            .help("all of the history is averaged");
    }
    if file.record.every > file.record.window {
        complaints
            .error(
                "records-beyond-window",
                "record.every",
                "figures are taken down more rarely than the end is long",
                "should be at most `record.window`",
            )
            .as_warning()
            .help("figures of the end are those of the last record, longer than the window");
    }
}
