//! The plan of an experiment: arms and replicates, as jobs in a fixed order.

use serde::{Deserialize, Serialize};

/// Name of the arm that is the scenario as it stands.
pub const BASE: &str = "base";

/// One run to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Job {
    /// Replicate: its luck.
    pub replicate: u32,
    /// Arm, by position in the plan.
    pub arm: u32,
}

/// Which runs an experiment asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Names of the arms.
    pub arms: Vec<String>,
    /// Replicates of each.
    pub replicates: u32,
}

impl Plan {
    /// The scenario as it stands, that many times.
    pub fn single(replicates: u32) -> Self {
        Self { arms: vec![BASE.to_owned()], replicates }
    }

    /// All jobs: replicate by replicate, all arms of one before the next. So more replicates are added at the end, and
    /// an interrupted experiment has all arms of what it finished.
    pub fn jobs(&self) -> impl Iterator<Item = Job> + use<> {
        let arms = self.arms.len() as u32;
        (0..self.replicates).flat_map(move |replicate| (0..arms).map(move |arm| Job { replicate, arm }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_replicates_only_add_jobs() {
        let plan = |replicates| Plan { arms: vec!["a".into(), "b".into()], replicates };
        let (few, many): (Vec<_>, Vec<_>) = (plan(3).jobs().collect(), plan(5).jobs().collect());
        assert_eq!(few.len(), 6);
        assert_eq!(few, many[..6]);
        assert!(many.is_sorted());
    }
}
