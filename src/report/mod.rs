//! What a run leaves behind on disk.
pub mod charts;
