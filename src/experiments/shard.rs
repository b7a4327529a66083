//! A shard: every n-th job of a plan, so that machines that know nothing of one another share an experiment out.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::plan::{Job, Plan};

/// The most shards that a plan is cut into; the longest job array that schedulers commonly allow is shorter.
pub const MOST_SHARDS: u32 = 100_000;

/// Part `index` of `of`, counted from 0: the jobs whose place in the plan leaves `index` when divided by `of`. More replicates add jobs
/// at the plan's end, so a job stays in its shard when an experiment grows; and every shard has its share of slow arms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shard {
    /// Which.
    pub index: u32,
    /// Of how many.
    pub of: u32,
}

impl Shard {
    /// Its jobs.
    pub fn jobs(self, plan: &Plan) -> impl Iterator<Item = Job> + use<> {
        plan.jobs().skip(self.index as usize).step_by(self.of as usize)
    }

    /// The shard of so many that has a job of a plan with so many arms.
    pub fn with(job: Job, arms: u32, of: u32) -> Self {
        let place = u64::from(job.replicate) * u64::from(arms) + u64::from(job.arm);
        Self { index: (place % u64::from(of)) as u32, of }
    }

    /// Name of a folder for it: `3-of-16`, with as many digits as the last has, so that they sort.
    pub fn folder(self) -> String {
        let digits = (self.of - 1).to_string().len();
        format!("{:0digits$}-of-{}", self.index, self.of)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}/{}", self.index, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers =
            text.split_once('/').and_then(|(index, of)| Some((index.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((index, of)) if of > MOST_SHARDS => {
                Err(format!("`{index}/{of}`: at most {MOST_SHARDS} shards"))
            }
            Some((index, of)) if index < of => Ok(Self { index, of }),
            Some((index, of)) if index == of && of > 0 => {
                Err(format!("`{text}`: shards count from 0, so the last is {}/{of}", of - 1))
            }
            _ => Err("expected I/N, shards counted from 0: 0/4, 1/4, 2/4, 3/4".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(replicates: u32) -> Plan {
        Plan { arms: vec!["a".into(), "b".into(), "c".into()], replicates }
    }

    #[test]
    fn shards_share_a_plan_out_and_keep_their_jobs_when_it_grows() {
        let of = 4;
        let shards = |plan: &Plan| -> Vec<Vec<Job>> {
            (0..of).map(|index| Shard { index, of }.jobs(plan).collect()).collect()
        };
        let mut all: Vec<Job> = shards(&plan(7)).concat();
        all.sort();
        assert_eq!(all, plan(7).jobs().collect::<Vec<_>>());
        for (few, many) in shards(&plan(7)).iter().zip(shards(&plan(9))) {
            assert_eq!(few[..], many[..few.len()]);
        }
        for (index, jobs) in shards(&plan(7)).iter().enumerate() {
            assert!(jobs.iter().all(|job| Shard::with(*job, 3, of).index as usize == index));
        }
    }

    #[test]
    fn a_shard_is_written_as_it_is_read() {
        let read = |text: &str| text.parse::<Shard>();
        assert_eq!(read("3/16").unwrap().to_string(), "3/16");
        assert_eq!(read("3/16").unwrap().folder(), "03-of-16");
        assert_eq!(read("0/1").unwrap().folder(), "0-of-1");
        assert!(read("4/4").unwrap_err().contains("the last is 3/4"));
        for wrong in ["", "1", "1/0", "0/0", "-1/4", "1/4/5", "a/b", "5/4"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert!(read("0/100001").unwrap_err().contains("at most"));
    }
}
