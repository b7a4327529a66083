//! What is wrong with a scenario, and its drawing in the look of rustc.

use std::fmt::{self, Write as _};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::finding::Finding;
use super::source::{Place, Source, Sources};
use crate::complaint::Severity;

/// Findings drawn at most; the rest is counted.
const MOST_DRAWN: usize = 50;

/// Bytes of a line shown at most around a place: a file may be one line of megabytes.
const MOST_SHOWN: usize = 400;

/// Bytes of a text that the renderer is given whole.
const MOST_SEARCHED: usize = 1 << 18;

/// Whether a drawing is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Plain text.
    Plain,
    /// ANSI colours.
    Coloured,
}

/// All that is wrong with a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct ScenarioError {
    findings: Vec<Finding>,
    sources: Sources,
}

impl ScenarioError {
    /// Findings over the texts they are about.
    pub fn new(findings: Vec<Finding>, sources: Sources) -> Self {
        Self { findings, sources }
    }

    /// The findings, in the order they are drawn.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Codes of the findings.
    pub fn codes(&self) -> Vec<&'static str> {
        self.findings.iter().map(|finding| finding.code).collect()
    }

    /// All findings drawn, with a last line that counts them.
    pub fn render(&self, paint: Paint) -> String {
        let errors = self.findings.iter().filter(|finding| finding.is_error()).count();
        let mut out = draw(&self.findings, &self.sources, paint);
        let noun = if errors == 1 { "mistake" } else { "mistakes" };
        writeln!(out, "{errors} {noun}; nothing was run").expect("text takes writes");
        out
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(&self.render(Paint::Plain))
    }
}

impl std::error::Error for ScenarioError {}

/// Draws findings one below the other, errors first, then by place.
pub fn draw(findings: &[Finding], sources: &Sources, paint: Paint) -> String {
    let renderer = match paint {
        Paint::Plain => Renderer::plain(),
        Paint::Coloured => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| (finding.severity, finding.place));
    let mut out = String::new();
    for finding in sorted.iter().take(MOST_DRAWN) {
        out.push_str(&renderer.render(&[group(finding, sources)]));
        out.push_str("\n\n");
    }
    if sorted.len() > MOST_DRAWN {
        write!(out, "... and {} more\n\n", sorted.len() - MOST_DRAWN).expect("text takes writes");
    }
    out
}

fn group<'a>(finding: &'a Finding, sources: &'a Sources) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(finding.message.as_str()).id(finding.code);
    let Some(place) = finding.place else {
        return tail(Group::with_title(title), finding);
    };
    let source = sources.get(place.layer);
    let mut group = Group::with_title(title);
    let mut window = Window::around(source, place);
    let mut annotations = vec![AnnotationKind::Primary.span(window.clip(place)).label(words(&finding.label))];
    for (other, label) in &finding.related {
        if other.layer == place.layer && window.holds(*other) {
            annotations.push(AnnotationKind::Context.span(window.clip(*other)).label(words(label)));
        }
    }
    group = group.element(window.snippet(annotations));
    for (other, label) in &finding.related {
        if other.layer != place.layer || !window.holds(*other) {
            let source = sources.get(other.layer);
            window = Window::around(source, *other);
            let note = AnnotationKind::Context.span(window.clip(*other)).label(words(label));
            group = group.element(window.snippet(vec![note]));
        }
    }
    tail(group, finding)
}

fn words(label: &str) -> Option<&str> {
    (!label.is_empty()).then_some(label)
}

fn tail<'a>(mut group: Group<'a>, finding: &'a Finding) -> Group<'a> {
    for note in &finding.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

/// The part of a text that is handed to the renderer: all of it, or of an enormous text the neighbourhood of a place.
struct Window<'a> {
    source: &'a Source,
    start: usize,
    end: usize,
}

impl<'a> Window<'a> {
    fn around(source: &'a Source, place: Place) -> Self {
        let text = &source.text;
        let at = floor(text, place.start);
        let line = text[..at].rfind('\n').map_or(0, |before| before + 1);
        let end = text[at..].find('\n').map_or(text.len(), |after| at + after);
        if end - line <= MOST_SHOWN && text.len() <= MOST_SEARCHED {
            return Self { source, start: 0, end: text.len() };
        }
        let start = floor(text, at.saturating_sub(MOST_SHOWN / 2)).max(line);
        Self { source, start, end: floor(text, start + MOST_SHOWN).min(end) }
    }

    fn holds(&self, place: Place) -> bool {
        self.start <= place.start && place.end <= self.end
    }

    /// The bytes of a place inside the window, cut at the end of its first line.
    fn clip(&self, place: Place) -> std::ops::Range<usize> {
        let text = &self.source.text[self.start..self.end];
        let start = floor(text, place.start.saturating_sub(self.start));
        let end = floor(text, place.end.saturating_sub(self.start)).max(start);
        let first = text[start..end].find('\n').map_or(end, |newline| start + newline);
        start..first
    }

    fn snippet(&self, annotations: Vec<Annotation<'a>>) -> Snippet<'a, Annotation<'a>> {
        let text = &self.source.text[self.start..self.end];
        let before = self.source.text[..self.start].matches('\n').count();
        Snippet::source(text).line_start(before + 1).path(self.source.name.as_str()).annotations(annotations)
    }
}

/// The nearest boundary of a character at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
