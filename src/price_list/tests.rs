//! Readings by hand and broken lists.
