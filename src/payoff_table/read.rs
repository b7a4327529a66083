//! Reads a table of payoffs from CSV: a head with the column player's strategies, then a line for each strategy of the row player.
//!
//! ```text
//! ,Cooperate,Defect          one number a cell: what the row's strategy earns
//! Cooperate,3,0              two numbers ("3, 0", 3;0 or 3|0): what row and column player earn
//! Defect,5,1                 a number is 3, -0.1, 1e-3 or 2/3, and taken exactly
//! ```
//!
//! Nothing but numbers is a table without names: strategies are 1, 2, 3. Lines that begin with # are remarks.

use std::fmt;

use crate::economics::games::{self, Exact};

/// A thing that is wrong with a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Line of the file, from 1.
    pub line: u64,
    /// Column of the table, from 1; 0 where the whole line is meant.
    pub column: usize,
    /// What was found and what is allowed.
    pub message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.column == 0 {
            write!(out, "{}: {}", self.line, self.message)
        } else {
            write!(out, "{}: column {}: {}", self.line, self.column, self.message)
        }
    }
}

/// What the cells hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payoffs {
    /// One number each.
    One(Vec<Vec<Exact>>),
    /// The row player's and the column player's.
    Two(Vec<Vec<Exact>>, Vec<Vec<Exact>>),
}

/// A table of payoffs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoffTable {
    /// Strategies of the row player.
    pub rows: Vec<String>,
    /// Strategies of the column player.
    pub columns: Vec<String>,
    /// What they earn.
    pub payoffs: Payoffs,
}

/// Fields of a line that is not blank and no remark, with its number.
type Line = (u64, Vec<String>);

/// Reads a table.
///
/// # Errors
/// All mistakes, in the order of lines.
pub fn read(bytes: &[u8]) -> Result<PayoffTable, Vec<Mistake>> {
    let alone = |line: u64, column: usize, message: String| vec![Mistake { line, column, message }];
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|_| alone(1, 0, "this is not UTF-8 text; save the table as UTF-8".to_owned()))?;
    let lines = lines(text)?;
    let Some((number, head)) = lines.first() else {
        return Err(alone(
            1,
            0,
            "the file is empty; it needs a head with the column player's strategies".to_owned(),
        ));
    };
    if head.len() == 1 && head[0].contains([';', '\t']) {
        let message = "the cells are not kept apart by commas; save the table with commas between cells";
        return Err(alone(*number, 0, message.to_owned()));
    }
    let is_bare = head.iter().all(|cell| numbers(cell).is_some());
    let (columns, body) = if is_bare {
        ((1..=head.len()).map(|at| at.to_string()).collect(), &lines[..])
    } else {
        (head[1..].to_vec(), &lines[1..])
    };
    let mut mistakes = Vec::new();
    if !is_bare {
        names(&mut mistakes, columns.iter().enumerate().map(|(at, name)| (*number, at + 2, name)));
        if columns.is_empty() {
            let message =
                "found one column; the head names the column player's strategies after its first cell";
            mistakes.push(Mistake { line: *number, column: 0, message: message.to_owned() });
        } else if body.is_empty() {
            let message = "there is no line below the head; each strategy of the row player has one";
            mistakes.push(Mistake { line: *number, column: 0, message: message.to_owned() });
        }
    }
    let skipped = usize::from(!is_bare);
    let rows: Vec<String> = if is_bare {
        (1..=body.len()).map(|at| at.to_string()).collect()
    } else {
        names(&mut mistakes, body.iter().map(|(line, cells)| (*line, 1, &cells[0])));
        body.iter().map(|(_, cells)| cells[0].clone()).collect()
    };
    let mut cells: Vec<Vec<Vec<Exact>>> = Vec::new();
    let mut wanted = None;
    for (line, fields) in body {
        let own = &fields[skipped..];
        if own.len() != columns.len() {
            mistakes.push(Mistake { line: *line, column: 0, message: uneven(own.len(), columns.len()) });
            continue;
        }
        let mut row = Vec::new();
        for (at, text) in own.iter().enumerate() {
            let column = at + 1 + skipped;
            match numbers(text) {
                Some(found) if wanted.is_none_or(|count| count == found.len()) => {
                    wanted = Some(found.len());
                    row.push(found);
                }
                Some(found) => {
                    let message = format!(
                        "`{text}` has {} payoff{}, cells before it have {}; all cells have one, or all have two",
                        found.len(),
                        if found.len() == 1 { "" } else { "s" },
                        wanted.unwrap_or(1)
                    );
                    mistakes.push(Mistake { line: *line, column, message });
                }
                None => mistakes.push(Mistake { line: *line, column, message: no_payoff(text) }),
            }
        }
        cells.push(row);
    }
    if !mistakes.is_empty() {
        mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
        return Err(mistakes);
    }
    let of = |which: usize| -> Vec<Vec<Exact>> {
        cells.iter().map(|row| row.iter().map(|cell| cell[which].clone()).collect()).collect()
    };
    let payoffs = if wanted == Some(2) { Payoffs::Two(of(0), of(1)) } else { Payoffs::One(of(0)) };
    Ok(PayoffTable { rows, columns, payoffs })
}

/// Lines with something in them.
fn lines(text: &str) -> Result<Vec<Line>, Vec<Mistake>> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|broken| {
            let message = format!("this cannot be read as CSV: {broken}");
            vec![Mistake { line: broken.position().map_or(1, csv::Position::line), column: 0, message }]
        })?;
        // The reader begins a record before the blank lines and remarks in front of it.
        let from = record.position().map_or(0, |position| position.byte() as usize);
        let before =
            record.position().map_or(1, csv::Position::line) + skipped(&text[from.min(text.len())..]);
        if record.iter().any(|cell| !cell.is_empty()) {
            lines.push((before, record.iter().map(str::to_owned).collect()));
        }
    }
    Ok(lines)
}

/// Blank lines and remarks at the beginning of a text.
fn skipped(text: &str) -> u64 {
    let is_nothing = |line: &&str| {
        let line = line.trim_end_matches('\r');
        line.is_empty() || line.starts_with('#')
    };
    text.split('\n').take_while(is_nothing).count() as u64
}

/// One or two numbers of a cell.
fn numbers(cell: &str) -> Option<Vec<Exact>> {
    let inside = cell.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(cell).trim();
    if let Some(one) = games::read(inside) {
        return Some(vec![one]);
    }
    let parts: Vec<&str> = if inside.contains([',', ';', '|']) {
        inside.split([',', ';', '|']).collect()
    } else {
        inside.split_whitespace().collect()
    };
    let [first, second] = parts[..] else { return None };
    Some(vec![games::read(first)?, games::read(second)?])
}

fn no_payoff(text: &str) -> String {
    if text.is_empty() {
        return "the cell is empty; every cell has a payoff".to_owned();
    }
    let short: String = text.chars().take(40).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!("`{short}{more}` is no payoff; write a number (3, -0.1, 1e-3, 2/3), or two as \"3, 0\"")
}

fn uneven(found: usize, wanted: usize) -> String {
    let more = if found == 2 * wanted && found > 0 {
        "; where both players' payoffs are meant, put them in one cell: \"3, 0\" in quotes, or 3;0"
    } else {
        ""
    };
    format!("found {found} payoffs, expected {wanted}{more}")
}

/// Complains of names that are missing or stand twice.
fn names<'a>(mistakes: &mut Vec<Mistake>, named: impl Iterator<Item = (u64, usize, &'a String)>) {
    let mut seen: Vec<&String> = Vec::new();
    for (line, column, name) in named {
        let message = if name.is_empty() {
            "a strategy has no name".to_owned()
        } else if seen.contains(&name) {
            format!("there are two strategies `{name}`")
        } else {
            seen.push(name);
            continue;
        };
        mistakes.push(Mistake { line, column, message });
    }
}
