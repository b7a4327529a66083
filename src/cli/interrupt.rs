//! Ctrl-C: the first asks running jobs to be the last, the second ends the program at once.

use std::sync::atomic::{AtomicBool, Ordering};

use super::print::complain;

/// Set by the first Ctrl-C.
static STOP: AtomicBool = AtomicBool::new(false);

/// Listens for Ctrl-C and gives the flag that it sets. Where signals cannot be had, it stays unset and Ctrl-C ends the
/// program, whose finished replicates are on disk already.
pub fn listen() -> &'static AtomicBool {
    drop(ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        complain("\nfinishing the runs under way; Ctrl-C again to leave at once");
    }));
    &STOP
}
