//! The manifest: what made a result, from what, how long it took; written last, as the mark that a result is whole.

use serde::{Deserialize, Serialize};

use super::language::Language;
use crate::experiments::Shard;

/// Name of the file within a result.
pub const MANIFEST: &str = "manifest.json";

/// Version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Fingerprint of the source that the program was built from.
pub const SOURCE: &str = env!("PRICEWAR_SOURCE");

/// What made a result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the program.
    pub version: String,
    /// Fingerprint of its source.
    pub source: String,
    /// Hash of the question: resolved scenario without its replicate count, command, seed, source.
    pub question: String,
    /// The command that gives the result again.
    pub command: String,
    /// Seed of all streams.
    pub seed: u64,
    /// Replicates that the tables cover.
    pub replicates: u32,
    /// Runs among them that failed.
    pub failed: Vec<Failure>,
    /// Whether all replicates that were asked for are there.
    pub complete: bool,
    /// Which part of the runs it holds, `3/16`; none of a whole result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// Language of the pages.
    pub language: Language,
    /// Where it was made.
    pub platform: Platform,
    /// How long the last sitting took; an interrupted and resumed result had several.
    pub timings: Timings,
    /// What is not as it was asked for, a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Files of the result with their BLAKE3 hashes.
    pub files: Vec<Written>,
}

/// A run that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Arm.
    pub arm: String,
    /// Replicate: the stream of luck under the seed.
    pub replicate: u32,
    /// Seed of all streams.
    #[serde(default)]
    pub seed: u64,
    /// Why.
    pub reason: String,
}

/// Where a result was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Platform {
    /// Operating system.
    pub system: String,
    /// Processor family.
    pub processor: String,
}

/// How long it took.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Timings {
    /// Seconds on the clock.
    pub wall_seconds: f64,
    /// Seconds of processors.
    pub cpu_seconds: f64,
    /// Threads.
    pub threads: usize,
    /// Reviews of users in the runs of this sitting.
    pub reviews: u64,
    /// Events of the loop in the runs of this sitting.
    pub events: u64,
}

/// A file of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Path within the result.
    pub file: String,
    /// BLAKE3 hash of its bytes.
    pub blake3: String,
}

impl Manifest {
    /// That of a whole result of this program, without runs and without files so far.
    pub fn new(question: &str, command: &str, seed: u64, language: Language) -> Self {
        Self {
            version: VERSION.to_owned(),
            source: SOURCE.to_owned(),
            question: question.to_owned(),
            command: command.to_owned(),
            seed,
            replicates: 0,
            failed: Vec::new(),
            complete: true,
            shard: None,
            language,
            platform: Platform::here(),
            timings: Timings::default(),
            notes: Vec::new(),
            files: Vec::new(),
        }
    }
}

impl Platform {
    /// This one.
    pub fn here() -> Self {
        Self { system: std::env::consts::OS.to_owned(), processor: std::env::consts::ARCH.to_owned() }
    }
}
