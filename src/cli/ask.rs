//! A question put to the simulation: looked up where it was answered before, run where it was not, written down.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant as Clock;

use cpu_time::ProcessTime;
use indicatif::ProgressBar;

use super::answer::{Answer, Origin, Way};
use super::benchmarks::{benchmarks, classes};
use super::drawing::style;
use super::flags::{Errand, Output, Voice, quoted};
use super::interrupt::listen;
use super::open::{Opened, warn};
use super::print::complain;
use super::progress::bar;
use super::trouble::{Ending, Trouble};
use crate::experiments::{
    Findings, Finished, Job, JobResult, Keeps, Ledger, Plan, Shard, Sink, Subject, Trial, WORKER, run_jobs,
};
use crate::model::{Model, Twin};
use crate::report::charts::Style;
use crate::report::disk::write_whole;
use crate::report::lock::Lock;
use crate::report::manifest::SOURCE;
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
    /// Keeps others out of the folder until the answer is written; none where it is.
    pub lock: Option<Lock>,
}

/// A folder of our own and what is stored in it.
pub(super) struct Shelf {
    pub lock: Lock,
    pub ledger: Ledger,
    pub store: Store,
    /// How long an earlier sitting took.
    pub before: Option<Timings>,
}

/// Commands that can go on until an interval is narrow enough: those whose answer is a mean or a paired difference.
const PRECISE: [&str; 3] = ["batch", "compare", "price"];

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
        let Gathered { findings, folder, identity, origin, timings, manifest, lock: _lock } =
            self.gather(plan)?;
        let way = self.way(style);
        if let Some(manifest) = manifest {
            return Answer { findings, folder, manifest, origin }.say(&way);
        }
        let question = (identity.as_str(), self.opened.scenario.text.as_str());
        Answer::write(findings, &folder, question, (origin, timings), way)?.say(&self.way(None))
    }

    /// Looks up or runs what a plan asks for; records are on disk afterwards, and the resolved scenario. A shard and a dry run
    /// have no answer: they end here, for every command alike.
    pub fn gather(&self, plan: &Plan) -> Result<Gathered, Trouble> {
        let identity = self.identity();
        let folder = self.folder(&identity);
        match &self.output.errand {
            Errand::Script(script) => return Err(Trouble::Ended(self.script(script, plan, &identity)?)),
            Errand::Merge(merging) => {
                let merging = merging.take().expect("a merge is asked once");
                return self.merged(plan, *merging, (folder, identity));
            }
            Errand::Answer => {}
        }
        if self.output.precision.is_some() && !PRECISE.contains(&self.command) {
            let message = format!("--precision is for {}, not for {}", PRECISE.join(", "), self.command);
            return Err(Trouble::Asked(message));
        }
        // What is wrong with it is said before there is a folder.
        self.output.columns.check()?;
        if let Some(precision) = &self.output.precision {
            precision.wanted(self.model)?;
        }
        if self.output.dry_run {
            return Err(Trouble::Ended(self.foretell(plan, &identity)?));
        }
        if let Some(shard) = self.output.shard {
            return Err(Trouble::Ended(self.leave(plan, shard, &identity)?));
        }
        if let Some(found) = self.answered(plan, (&folder, &identity))? {
            return Ok(found);
        }
        let mut shelf = self.shelf(&folder, (&identity, None), &plan.arms)?;
        let stop = listen();
        let (mut timings, mut blocks) = (Timings::default(), 0_u32);
        let mut due = self.block(plan, &shelf.ledger)?;
        while !stop.load(Ordering::Relaxed) {
            let jobs = shelf.ledger.missing(&due);
            if jobs.is_empty() {
                break;
            }
            timings = added(timings, self.fill(&jobs, &mut shelf, stop)?);
            blocks += 1;
            // Once after 1, 2, 4, 8 ... blocks: one who waits is told, not flooded.
            if let (Some(precision), Voice::Words, true) =
                (&self.output.precision, self.output.voice(), blocks.is_power_of_two())
            {
                let told = precision.tell(&shelf.ledger, (&due, &self.opened.scenario.model));
                if let Some(told) = told {
                    complain(&told);
                }
            }
            due = self.block(plan, &shelf.ledger)?;
        }
        let origin = if shelf.ledger.missing(&due).is_empty() { Origin::Fresh } else { Origin::Interrupted };
        // A sitting that only drew again keeps the times of the one that ran.
        let timings = if timings.events == 0 { shelf.before.unwrap_or(timings) } else { timings };
        let findings = shelf.ledger.findings();
        Ok(Gathered { findings, folder, identity, origin, timings, manifest: None, lock: Some(shelf.lock) })
    }

    /// The plan, or as many blocks of it as a wanted precision takes: what is stored and one more.
    fn block(&self, plan: &Plan, ledger: &Ledger) -> Result<Plan, Trouble> {
        match &self.output.precision {
            Some(precision) => precision.next(plan.clone(), ledger, &self.opened.scenario.model),
            None => Ok(plan.clone()),
        }
    }

    /// The answer as it is stored, where it is whole and looks as wanted.
    fn answered(&self, plan: &Plan, (folder, identity): (&Path, &str)) -> Result<Option<Gathered>, Trouble> {
        if self.output.force {
            return Ok(None);
        }
        let Standing::Same(stored, Some(manifest)) = look(folder, identity)? else { return Ok(None) };
        let plan = self.block(plan, &stored.ledger)?;
        let is_whole =
            manifest.complete && manifest.shard.is_none() && stored.ledger.missing(&plan).is_empty();
        let is_as_wanted = self.output.look.is_that_of(&manifest) && self.output.formats().are_in(&manifest);
        if !is_whole || !is_as_wanted {
            return Ok(None);
        }
        Ok(Some(Gathered {
            findings: stored.ledger.findings(),
            folder: folder.to_owned(),
            identity: identity.to_owned(),
            origin: Origin::Stored,
            timings: manifest.timings,
            manifest: Some(*manifest),
            lock: None,
        }))
    }

    /// A folder of our own with what is stored in it, open for more; the resolved scenario lies in it.
    pub(super) fn shelf(
        &self,
        folder: &Path,
        (identity, shard): (&str, Option<Shard>),
        arms: &[String],
    ) -> Result<Shelf, Trouble> {
        if folder.is_file() {
            return Err(Trouble::Asked(format!("{} is a file, not a folder", folder.display())));
        }
        let lock = Lock::take(folder)?;
        let (ledger, store, before) =
            if let Standing::Same(stored, manifest) = self.standing(folder, identity)? {
                let store = Store::resume(folder, &stored)?;
                (stored.ledger, store, manifest.map(|manifest| manifest.timings))
            } else {
                let study = &self.opened.scenario.study;
                let subject = Subject {
                    benchmarks: benchmarks(&self.opened.scenario.model, study.seed),
                    twins: self.twins(Twin::WithoutWar),
                    held: self.twins(Twin::Held),
                    classes: classes(&self.opened.scenario.model, study.seed),
                    ..Subject::of(self.model, study, arms, &self.line)
                };
                let store = Store::create(folder, identity, shard, &subject)?;
                (Ledger::new(subject), store, None)
            };
        write_whole(&folder.join(SCENARIO), self.opened.scenario.text.as_bytes())?;
        Ok(Shelf { lock, ledger, store, before })
    }

    /// Arms that are twins of a kind.
    fn twins(&self, kind: Twin) -> Vec<String> {
        let arms = self.opened.scenario.arms.iter().filter(|arm| arm.model.twin == Some(kind));
        arms.map(|arm| arm.name.clone()).collect()
    }

    /// Runs jobs; each is on disk when it is finished.
    pub(super) fn fill(&self, jobs: &[Job], shelf: &mut Shelf, stop: &AtomicBool) -> io::Result<Timings> {
        let scenario = &self.opened.scenario;
        let trial = Trial { study: &scenario.study, arms: self.makers, simulate, keeps: self.keeps };
        // Charts and bands are made on the same number of threads; a pool that is there already stays.
        drop(rayon::ThreadPoolBuilder::new().num_threads(self.output.threads()).build_global());
        let (threads, wall, cpu) = (self.output.threads(), Clock::now(), ProcessTime::now());
        silence_workers();
        let bar = bar(jobs.len(), self.output.voice());
        let mut keeper =
            Keeper { ledger: &mut shelf.ledger, store: &mut shelf.store, bar, reviews: 0, events: 0 };
        run_jobs(jobs, threads, stop, |job| trial.run(job), &mut keeper)?;
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

    /// The folder of the answer.
    pub(super) fn folder(&self, identity: &str) -> PathBuf {
        let given = self.output.out.clone();
        given.unwrap_or_else(|| default_folder(&self.opened.name, self.command, identity))
    }

    /// What stands in a folder, cleared if that is wanted; refused if it is something else.
    pub(super) fn standing(&self, folder: &Path, identity: &str) -> Result<Standing, Trouble> {
        let standing = look(folder, identity)?;
        if self.output.force {
            clear(folder)?;
            return Ok(Standing::Free);
        }
        match standing {
            Standing::Other(stored) => {
                let is_older = stored.is_some_and(|stored| stored.source != SOURCE);
                let what =
                    if is_older { "a result of another version of pricewar" } else { "something else" };
                Err(Trouble::Asked(format!(
                    "{} holds {what}; give another --out, or --force to replace a result in it",
                    folder.display()
                )))
            }
            other => Ok(other),
        }
    }

    /// How the answer is given.
    pub fn way(&self, style: Option<Style>) -> Way<'_> {
        let many = (self.command != "run").then(|| format!("-n {}", self.opened.scenario.study.replicates));
        let out = self.output.out.as_ref().map(|out| format!("--out {}", quoted(&out.to_string_lossy())));
        let precise =
            self.output.precision.as_ref().map(|wanted| format!("--precision {}", quoted(&wanted.text)));
        let shard = self.output.shard.map(|shard| format!("--shard {shard}"));
        let resume = [Some(self.line.clone()), many, precise, shard, out]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
        let (look, formats, voice) = (&self.output.look, self.output.formats(), self.output.voice());
        Way { command: self.command, look, formats, style, voice, resume }
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

/// The times of two sittings, one after the other.
pub(super) fn added(one: Timings, other: Timings) -> Timings {
    Timings {
        wall_seconds: one.wall_seconds + other.wall_seconds,
        cpu_seconds: one.cpu_seconds + other.cpu_seconds,
        threads: one.threads.max(other.threads),
        reviews: one.reviews + other.reviews,
        events: one.events + other.events,
    }
}

/// The resolved scenario without the number of replicates: more of them are the same question.
pub(super) fn without_replicates(text: &str) -> String {
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
