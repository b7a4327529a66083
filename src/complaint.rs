//! Complaints: what is wrong with an input, as data. A room's parameters check themselves and push complaints
//! here, naming a field path; the scenario door finds the place in the file and draws them all together.

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can run.
    Error,
    /// It runs, and the reader should know.
    Warning,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Complaint {
    /// Stable, short, kebab-case: `floor-above-price`. Unique by meaning over the whole program.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Path of the field: `provider.DeepSeek.pricing.cost_plus.margin`; named tables by name, others by position
    /// (`shock[2].launch.product`).
    pub path: String,
    /// The sentence.
    pub message: String,
    /// What was found and what is allowed, beside the marked place.
    pub found: String,
    /// What to do.
    pub help: Option<String>,
}

/// All that is wrong, gathered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Complaints {
    list: Vec<Complaint>,
}

impl Complaints {
    /// Nothing wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a complaint.
    pub fn push(&mut self, complaint: Complaint) {
        self.list.push(complaint);
    }

    /// Adds an error: `code`, the field's `path`, the sentence, and what was found beside the place.
    pub fn error(
        &mut self,
        code: &'static str,
        path: impl Into<String>,
        message: &str,
        found: &str,
    ) -> &mut Self {
        self.list.push(Complaint {
            code,
            severity: Severity::Error,
            path: path.into(),
            message: message.into(),
            found: found.into(),
            help: None,
        });
        self
    }

    /// Adds help to the complaint pushed last.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        if let Some(last) = self.list.last_mut() {
            last.help = Some(help.into());
        }
        self
    }

    /// Turns the complaint pushed last into a warning.
    pub fn as_warning(&mut self) -> &mut Self {
        if let Some(last) = self.list.last_mut() {
            last.severity = Severity::Warning;
        }
        self
    }

    /// Whether anything keeps the scenario from running.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|complaint| complaint.severity == Severity::Error)
    }

    /// All of them, in the order they were found.
    pub fn list(&self) -> &[Complaint] {
        &self.list
    }
}

/// Parameters that can say what is wrong with themselves beyond the range of each number.
pub trait Check {
    /// Pushes a complaint for each broken rule; `path` is the path of `self`.
    fn check(&self, path: &str, complaints: &mut Complaints);
}
