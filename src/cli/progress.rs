//! The progress bar: rate and time left, only on a terminal.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::flags::Voice;

/// Below this time a bar would only flicker.
const PATIENCE: Duration = Duration::from_millis(100);

/// A bar over that many jobs; silent where it would disturb.
pub fn bar(jobs: usize, voice: Voice) -> ProgressBar {
    if voice != Voice::Words || !io::stderr().is_terminal() || jobs < 2 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:32} {pos}/{len} runs  {per_sec}  {eta} left  {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(jobs as u64).with_style(style);
    bar.enable_steady_tick(PATIENCE);
    bar
}
