//! A question put to the simulation: looked up where it was answered before, run where it was not, written down.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant as Clock;

use cpu_time::ProcessTime;
use indicatif::ProgressBar;

use super::answer::{Answer, Origin, Way};
use super::benchmarks::{benchmarks, classes};
use super::drawing::style;
use super::flags::{Output, Voice, quoted};
use super::interrupt::listen;
use super::open::{Opened, warn};
use super::progress::bar;
use super::trouble::{Ending, Trouble};
use crate::experiments::{
    Findings, Finished, JobResult, Keeps, Ledger, Plan, Sink, Subject, Trial, WORKER, run_jobs,
};
use crate::model::{Model, Twin};
use crate::report::charts::Style;
use crate::report::disk::write_whole;
use crate::report::place::{Question, Standing, clear, default_folder, look};
use crate::report::store::Store;
use crate::report::{Manifest, SCENARIO, Timings};
use crate::simulation::simulate;
use crate::study::ModelMaker;

/// A question.
pub struct Ask<'a> {
    /// The command, `batch`.
    pub command: &'static str,
    /// The scenario.
    pub opened: &'a Opened,
    /// The market as the arms have it: names and scripted events are read off it.
    pub model: &'a Model,
    /// Makers of the models of each arm.
    pub makers: &'a [&'a dyn ModelMaker],
    /// What is kept of each run.
    pub keeps: Keeps<'a>,
    /// What is asked beside the scenario and the seed; empty where that is all.
    pub more: String,
    /// The command line that asks again, without the number of replicates.
    pub line: String,
    /// What becomes of the answer.
    pub output: &'a Output,
}

/// What the runs of a question came to.
pub struct Gathered {
    /// What was found.
    pub findings: Findings,
    /// Where it is.
    pub folder: PathBuf,
    /// Hash of the question.
    pub identity: String,
    /// Where it came from.
    pub origin: Origin,
    /// How long it took.
    pub timings: Timings,
    /// The manifest of a result that needs no writing.
    pub manifest: Option<Manifest>,
}

impl<'a> Ask<'a> {
    /// The question of a command that asks nothing beside the scenario.
    pub fn whole(
        command: &'static str,
        (opened, makers): (&'a Opened, &'a [&'a dyn ModelMaker]),
        (line, output): (String, &'a Output),
    ) -> Self {
        let (model, more) = (&opened.scenario.model, String::new());
        Self { command, opened, model, makers, keeps: Keeps::All, more, line, output }
    }

    /// Answers it for a plan of one arm.
    pub fn answer(self, plan: &Plan) -> Result<Ending, Trouble> {
        let style = style(&self.output.look)?;
        if self.output.voice() == Voice::Words {
            warn(&self.opened.scenario);
        }
        let Gathered { findings, folder, identity, origin, timings, manifest } = self.gather(plan)?;
        let way = self.way(style);
        if let Some(manifest) = manifest {
            return Answer { findings, folder, manifest, origin }.say(&way);
        }
        let question = (identity.as_str(), self.opened.scenario.text.as_str());
        Answer::write(findings, &folder, question, (origin, timings), way)?.say(&self.way(None))
    }

    /// Looks up or runs what a plan asks for; records are on disk afterwards, and the resolved scenario.
    pub fn gather(&self, plan: &Plan) -> Result<Gathered, Trouble> {
        let identity = self.identity();
        let folder = self.folder(&identity);
        let (mut ledger, mut store, before) =
            if let Standing::Same(stored, manifest) = self.standing(&folder, &identity)? {
                let missing = stored.ledger.missing(plan);
                if let (Some(manifest), true) = (&manifest, missing.is_empty())
                    && manifest.complete
                    && self.output.look.is_that_of(manifest)
                {
                    let (findings, manifest) = (stored.ledger.findings(), *manifest.clone());
                    let (timings, origin) = (manifest.timings, Origin::Stored);
                    let manifest = Some(manifest);
                    return Ok(Gathered { findings, folder, identity, origin, timings, manifest });
                }
                let store = Store::resume(&folder, &stored)?;
                (stored.ledger, store, manifest.map(|manifest| manifest.timings))
            } else {
                let study = &self.opened.scenario.study;
                let subject = Subject {
                    benchmarks: benchmarks(&self.opened.scenario.model, study.seed),
                    twins: self.twins(),
                    classes: classes(&self.opened.scenario.model, study.seed),
                    ..Subject::of(self.model, study, &plan.arms, &self.line)
                };
                (Ledger::new(subject.clone()), Store::create(&folder, &identity, &subject)?, None)
            };
        write_whole(&folder.join(SCENARIO), self.opened.scenario.text.as_bytes())?;

        let stop = listen();
        let timings = self.run(plan, (&mut ledger, &mut store), stop)?;
        let complete = ledger.missing(plan).is_empty();
        let origin = if complete { Origin::Fresh } else { Origin::Interrupted };
        // A sitting that only drew again keeps the times of the one that ran.
        let timings = if timings.events == 0 { before.unwrap_or(timings) } else { timings };
        Ok(Gathered { findings: ledger.findings(), folder, identity, origin, timings, manifest: None })
    }

    /// Arms that are twins without war.
    fn twins(&self) -> Vec<String> {
        let arms = self.opened.scenario.arms.iter().filter(|arm| arm.model.twin == Some(Twin::WithoutWar));
        arms.map(|arm| arm.name.clone()).collect()
    }

    /// Runs what is missing.
    fn run(&self, plan: &Plan, kept: (&mut Ledger, &mut Store), stop: &AtomicBool) -> io::Result<Timings> {
        let (ledger, store) = kept;
        let jobs = ledger.missing(plan);
        let scenario = &self.opened.scenario;
        let trial = Trial { study: &scenario.study, arms: self.makers, simulate, keeps: self.keeps };
        // Charts and bands are made on the same number of threads; a pool that is there already stays.
        drop(rayon::ThreadPoolBuilder::new().num_threads(self.output.threads()).build_global());
        let (threads, wall, cpu) = (self.output.threads(), Clock::now(), ProcessTime::now());
        silence_workers();
        let bar = bar(jobs.len(), self.output.voice());
        let mut keeper = Keeper { ledger, store, bar, reviews: 0, events: 0 };
        run_jobs(&jobs, threads, stop, |job| trial.run(job), &mut keeper)?;
        keeper.bar.finish_and_clear();
        Ok(Timings {
            wall_seconds: wall.elapsed().as_secs_f64(),
            cpu_seconds: cpu.elapsed().as_secs_f64(),
            threads,
            reviews: keeper.reviews,
            events: keeper.events,
        })
    }

    fn identity(&self) -> String {
        let scenario = &self.opened.scenario;
        let text = without_replicates(&scenario.text) + &self.more;
        Question { command: self.command, scenario: &text, seed: scenario.study.seed }.identity()
    }

    fn folder(&self, identity: &str) -> PathBuf {
        let given = self.output.out.clone();
        given.unwrap_or_else(|| default_folder(&self.opened.name, self.command, identity))
    }

    fn standing(&self, folder: &std::path::Path, identity: &str) -> Result<Standing, Trouble> {
        let standing = look(folder, identity)?;
        if self.output.force {
            clear(folder)?;
            return Ok(Standing::Free);
        }
        match standing {
            Standing::Other => Err(Trouble::Asked(format!(
                "{} holds something else; give another --out, or --force to replace a result in it",
                folder.display()
            ))),
            other => Ok(other),
        }
    }

    /// How the answer is given.
    pub fn way(&self, style: Option<Style>) -> Way<'_> {
        let many = (self.command != "run").then(|| format!("-n {}", self.opened.scenario.study.replicates));
        let out = self.output.out.as_ref().map(|out| format!("--out {}", quoted(&out.to_string_lossy())));
        let resume = [Some(self.line.clone()), many, out].into_iter().flatten().collect::<Vec<_>>().join(" ");
        Way { command: self.command, look: &self.output.look, style, voice: self.output.voice(), resume }
    }
}

/// Keeps finished jobs: in the ledger, on disk, on the bar.
struct Keeper<'a> {
    ledger: &'a mut Ledger,
    store: &'a mut Store,
    bar: ProgressBar,
    reviews: u64,
    events: u64,
}

impl Sink for Keeper<'_> {
    fn keep(&mut self, finished: Finished) -> io::Result<()> {
        if let JobResult::Done(reduced) = &finished.record.result {
            self.reviews += reduced.reviews;
            self.events += reduced.events;
        }
        self.store.append(&self.ledger.enter(finished))?;
        self.bar.inc(1);
        Ok(())
    }
}

/// The resolved scenario without the number of replicates: more of them are the same question.
fn without_replicates(text: &str) -> String {
    let Ok(mut tree) = text.parse::<toml::Table>() else { return text.to_owned() };
    for name in ["batch", "sensitivity", "sweep", "tournament"] {
        if let Some(toml::Value::Table(table)) = tree.get_mut(name) {
            table.remove("replicates");
            if table.is_empty() {
                tree.remove(name);
            }
        }
    }
    tree.to_string()
}

/// A panic of a worker becomes a failed record, which says it; the usual message would tear the bar.
fn silence_workers() {
    static ONCE: AtomicBool = AtomicBool::new(false);
    if ONCE.swap(true, Ordering::Relaxed) {
        return;
    }
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(WORKER) {
            usual(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_replicates_is_not_part_of_the_question() {
        let text = |batch: &str| without_replicates(&format!("title = \"a\"\n{batch}[record]\nevery = 7\n"));
        assert_eq!(text("[batch]\nreplicates = 3\n"), text(""));
        assert_ne!(text("[batch]\nreplicates = 3\nlevel = 0.9\n"), text(""));
    }
}
