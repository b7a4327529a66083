//! Jobs on several threads, taken in order; each finished one goes to a sink at once.

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use rayon::ThreadPoolBuilder;

use super::plan::Job;
use super::record::{Finished, JobRecord, JobResult};

/// Where finished jobs go: memory, a file. It lives on the calling thread.
pub trait Sink {
    /// Keeps a finished job.
    ///
    /// # Errors
    /// When it cannot be kept; the batch then stops.
    fn keep(&mut self, finished: Finished) -> io::Result<()>;
}

/// Name of the threads that work on jobs, by which a panic hook can tell them: their panics become failed records.
pub const WORKER: &str = "replicate";

/// Runs jobs on `threads` threads until all are done, `stop` is set, or the sink fails. Threads take the next job of the
/// list from one counter, so that what is finished at an interruption is a prefix but for a few. A job that panics
/// becomes a failed record with the panic's message, and the others go on.
///
/// # Errors
/// Those of the sink.
pub fn run_jobs(
    jobs: &[Job],
    threads: usize,
    stop: &AtomicBool,
    work: impl Fn(Job) -> Finished + Sync,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let next = AtomicUsize::new(0);
    let broken = AtomicBool::new(false);
    let (sender, finished) = mpsc::channel();
    let (next, broken, work) = (&next, &broken, &work);
    let threads = threads.clamp(1, jobs.len().max(1));
    let pool = ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|_| WORKER.to_owned())
        .build()
        .map_err(io::Error::other)?;
    // The sink stays on this thread; the pool's take jobs from one counter, which rayon's stealing would not keep in order.
    pool.in_place_scope(|scope| {
        for _ in 0..threads {
            let sender = sender.clone();
            scope.spawn(move |_| {
                while !stop.load(Ordering::Relaxed) && !broken.load(Ordering::Relaxed) {
                    let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) else { return };
                    let done = guarded(*job, work);
                    if sender.send(done).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let result = finished.iter().try_for_each(|done| sink.keep(done));
        broken.store(result.is_err(), Ordering::Relaxed);
        result
    })
}

/// A job whose panic is caught.
fn guarded(job: Job, work: &(impl Fn(Job) -> Finished + Sync)) -> Finished {
    catch_unwind(AssertUnwindSafe(|| work(job))).unwrap_or_else(|panic| {
        let reason = format!("internal error: {}", message(&*panic));
        Finished {
            record: JobRecord { job, draws: Vec::new(), result: JobResult::Failed(reason) },
            layout: None,
        }
    })
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without words".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::Plan;

    #[derive(Default)]
    struct Memory {
        kept: Vec<JobRecord>,
        room: Option<usize>,
        stops: Option<(usize, &'static AtomicBool)>,
    }

    impl Sink for Memory {
        fn keep(&mut self, finished: Finished) -> io::Result<()> {
            if self.room == Some(self.kept.len()) {
                return Err(io::Error::other("full"));
            }
            self.kept.push(finished.record);
            if let Some((after, stop)) = self.stops
                && self.kept.len() >= after
            {
                stop.store(true, Ordering::Relaxed);
            }
            Ok(())
        }
    }

    fn work(job: Job) -> Finished {
        assert!(job.replicate != 5, "five is unlucky");
        let result = JobResult::Failed(format!("{}", job.replicate * job.replicate));
        Finished { record: JobRecord { job, draws: vec![], result }, layout: None }
    }

    fn run(threads: usize, sink: &mut Memory, stop: &AtomicBool) -> io::Result<()> {
        let jobs: Vec<Job> = Plan::single(40).jobs().collect();
        run_jobs(&jobs, threads, stop, work, sink)
    }

    #[test]
    fn threads_change_nothing_but_the_order_of_arrival() {
        let kept = |threads| {
            let mut sink = Memory::default();
            run(threads, &mut sink, &AtomicBool::new(false)).unwrap();
            sink.kept.sort_by_key(|record| record.job);
            sink.kept
        };
        assert_eq!(kept(1), kept(3));
        assert_eq!(kept(1).len(), 40);
    }

    #[test]
    fn a_panic_is_a_failed_record_and_the_batch_goes_on() {
        let mut sink = Memory::default();
        run(2, &mut sink, &AtomicBool::new(false)).unwrap();
        let fifth = sink.kept.iter().find(|record| record.job.replicate == 5).unwrap();
        assert!(matches!(&fifth.result, JobResult::Failed(reason) if reason.contains("five is unlucky")));
    }

    #[test]
    fn a_full_disk_stops_the_batch() {
        let mut sink = Memory { room: Some(3), ..Memory::default() };
        assert!(run(2, &mut sink, &AtomicBool::new(false)).is_err());
        assert_eq!(sink.kept.len(), 3);
    }

    #[test]
    fn an_interruption_keeps_what_is_finished() {
        static STOP: AtomicBool = AtomicBool::new(false);
        let mut sink = Memory { stops: Some((4, &STOP)), ..Memory::default() };
        run(1, &mut sink, &STOP).unwrap();
        assert!(sink.kept.len() >= 4);
        assert!(sink.kept.iter().enumerate().all(|(at, record)| record.job.replicate as usize == at));
    }
}
