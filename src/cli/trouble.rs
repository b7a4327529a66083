//! How a command ends: well, half, or not at all; and the exit code of each.

use std::io;
use std::process::ExitCode;

use crate::equilibrium::Refusal;
use crate::scenario::ScenarioError;

use super::print::{complain, paint};

/// How a command that could be done ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// All of it is done.
    Done,
    /// Some replicates failed.
    SomeFailed,
    /// It was interrupted, and what was finished is kept.
    Interrupted,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Done => Self::SUCCESS,
            Ending::SomeFailed => Self::from(3),
            Ending::Interrupted => Self::from(130),
        }
    }
}

/// What keeps a command from being done.
#[derive(Debug)]
pub enum Trouble {
    /// The flags; or a call for help, which is none.
    Flags(Box<clap::Error>),
    /// The scenario.
    Scenario(Box<ScenarioError>),
    /// What was asked for cannot be, for a reason that the user can change.
    Asked(String),
    /// The market has no answer to what was asked, for a reason that the user can change.
    Refused(Refusal),
    /// The disk.
    Disk(io::Error),
    /// None: the command has ended before there was an answer, as a shard or a dry run does. It comes this way so that no
    /// command can take a part of the runs for the whole.
    Ended(Ending),
}

impl Trouble {
    /// Says what it is, where the user sees it.
    pub fn print(&self) {
        match self {
            // A closed pipe must not turn a call for help into an error.
            Self::Flags(error) => drop(error.print()),
            Self::Scenario(error) => complain(error.render(paint()).trim_end()),
            Self::Asked(message) => complain(&format!("error: {message}")),
            Self::Refused(why) => {
                complain(&format!("error[{}]: {}\nhelp: {}", why.code, why.message, why.help));
            }
            Self::Disk(error) => {
                complain(&format!("error: {error}"));
                if let Some(help) = help(error.kind()) {
                    complain(&format!("help: {help}"));
                }
            }
            Self::Ended(_) => {}
        }
    }

    /// The exit code.
    pub fn code(&self) -> ExitCode {
        match self {
            Self::Flags(error) => ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)),
            Self::Scenario(_) | Self::Asked(_) | Self::Refused(_) => ExitCode::from(2),
            Self::Disk(_) => ExitCode::from(1),
            Self::Ended(ending) => (*ending).into(),
        }
    }
}

/// What to do about a disk that refuses. Whatever it refused, runs that are finished are kept and older files are whole.
fn help(kind: io::ErrorKind) -> Option<&'static str> {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Some(
            "there is no room left; runs that are finished are kept: make room, then give the same command again",
        ),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Some(
            "nothing can be written there: give a folder that can be written with --out (of `new`, with its name); if the file is open in another program, close it there and give the same command again: runs that are finished are kept",
        ),
        io::ErrorKind::WouldBlock => Some(
            "wait until it is done, or give this one a folder of its own with --out; shards have one each where --out is left out",
        ),
        _ => None,
    }
}

impl From<clap::Error> for Trouble {
    fn from(error: clap::Error) -> Self {
        Self::Flags(Box::new(error))
    }
}

impl From<ScenarioError> for Trouble {
    fn from(error: ScenarioError) -> Self {
        Self::Scenario(Box::new(error))
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}
