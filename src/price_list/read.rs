//! Reads a price list from CSV: columns by name in any order, all mistakes at once, each with its line.

use std::fmt;

use jiff::civil::Date;

use super::row::{DateKind, Row};
use crate::measures::episodes::Price;

/// Columns that a list must have.
const REQUIRED: [&str; 6] = ["provider", "model", "date", "currency", "input_per_mtok", "output_per_mtok"];

/// Columns that are used where they are there.
const OPTIONAL: [&str; 4] = ["region", "tier", "quality_proxy", "date_kind"];

/// A thing that is wrong with a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Line of the file, from 1.
    pub line: u64,
    /// What was found and what is allowed.
    pub message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.line, self.message)
    }
}

/// A list of prices.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceList {
    /// Rows that have a price, in the order of the file.
    pub rows: Vec<Row>,
    /// Lines without a price of input, which say nothing here.
    pub without_price: Vec<u64>,
}

/// Reads a list.
///
/// # Errors
/// All mistakes, in the order of lines.
pub fn read(bytes: &[u8]) -> Result<PriceList, Vec<Mistake>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).has_headers(false).trim(csv::Trim::All).from_reader(bytes);
    let mut list = PriceList { rows: Vec::new(), without_price: Vec::new() };
    let (mut mistakes, mut columns) = (Vec::new(), None);
    let mut lines = Lines { bytes, at: 0, line: 1 };
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(broken) => {
                let line = broken.position().map_or(1, |position| lines.of(position.byte()));
                mistakes.push(Mistake { line, message: unreadable(&broken) });
                continue;
            }
        };
        let line = record.position().map_or(1, |position| lines.of(position.byte()));
        let Some(known) = &columns else {
            match Columns::of(&record) {
                Ok(found) => columns = Some(found),
                Err(messages) => {
                    mistakes.extend(messages.into_iter().map(|message| Mistake { line, message }));
                    return Err(mistakes);
                }
            }
            continue;
        };
        if record.iter().all(str::is_empty) {
            continue;
        }
        match known.row(&record) {
            Ok(row) if row.price.is_none() => list.without_price.push(line),
            Ok(row) => list.rows.push(row),
            Err(messages) => mistakes.extend(messages.into_iter().map(|message| Mistake { line, message })),
        }
    }
    if columns.is_none() && mistakes.is_empty() {
        mistakes.push(Mistake {
            line: 1,
            message: format!("the file is empty; it needs a head with {}", REQUIRED.join(", ")),
        });
    }
    if mistakes.is_empty() { Ok(list) } else { Err(mistakes) }
}

/// Lines of a text, asked for in their order.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of a record that the reader began to read at a byte: blank lines before the record are not its own.
    fn of(&mut self, byte: u64) -> u64 {
        let from = (byte as usize).min(self.bytes.len());
        let blank = self.bytes[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let start = from + blank;
        if start > self.at {
            self.line += self.bytes[self.at..start].split(|byte| *byte == b'\n').count() as u64 - 1;
            self.at = start;
        }
        self.line
    }
}

fn unreadable(broken: &csv::Error) -> String {
    match broken.kind() {
        csv::ErrorKind::Utf8 { .. } => "this is not UTF-8 text; save the table as UTF-8".to_owned(),
        _ => format!("this cannot be read as CSV: {broken}"),
    }
}

/// Where each column stands.
struct Columns {
    count: usize,
    required: [usize; REQUIRED.len()],
    optional: [Option<usize>; OPTIONAL.len()],
}

impl Columns {
    fn of(head: &csv::StringRecord) -> Result<Self, Vec<String>> {
        let names: Vec<String> = head.iter().map(str::to_lowercase).collect();
        let mut wrong = Vec::new();
        let mut place = |name: &str| {
            let mut found = names.iter().enumerate().filter(|(_, other)| *other == name).map(|(at, _)| at);
            let first = found.next();
            if found.next().is_some() {
                wrong.push(format!("there are two columns `{name}`"));
            }
            first
        };
        let optional = OPTIONAL.map(&mut place);
        let required = REQUIRED.map(&mut place);
        let missing: Vec<&str> = REQUIRED
            .into_iter()
            .zip(&required)
            .filter(|(_, at)| at.is_none())
            .map(|(name, _)| name)
            .collect();
        if !missing.is_empty() {
            let found =
                if names.iter().all(String::is_empty) { "nothing".to_owned() } else { names.join(", ") };
            wrong.push(format!(
                "columns are missing: {}; found {found}; a list needs {}",
                missing.join(", "),
                REQUIRED.join(", ")
            ));
        }
        if wrong.is_empty() {
            Ok(Self { count: head.len(), required: required.map(Option::unwrap_or_default), optional })
        } else {
            Err(wrong)
        }
    }

    fn row(&self, record: &csv::StringRecord) -> Result<Row, Vec<String>> {
        if record.len() != self.count {
            return Err(vec![format!("found {} fields, the head has {}", record.len(), self.count)]);
        }
        let mut wrong = Vec::new();
        let [provider, model, date, currency, input, output] =
            self.required.map(|at| record.get(at).unwrap_or_default());
        let [region, tier, quality, kind] =
            self.optional.map(|at| at.and_then(|at| record.get(at)).unwrap_or_default());
        for (name, text) in [("provider", provider), ("model", model)] {
            if text.is_empty() {
                wrong.push(format!("{name} is empty"));
            }
        }
        let day = date.parse::<Date>().ok().filter(|_| date.len() == 10);
        if day.is_none() {
            wrong.push(format!("date `{date}` is no day; write year-month-day, such as 2024-05-06"));
        }
        if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            wrong.push(format!("currency `{currency}` is no code of three letters, such as USD or CNY"));
        }
        let mut value = |name: &str, text: &str, fits: fn(f64) -> bool, is: &str| {
            let value = text.parse::<f64>().ok().filter(|value| value.is_finite() && fits(*value));
            if value.is_none() && !text.is_empty() {
                wrong.push(format!("{name} `{text}` is no {is}, or nothing"));
            }
            value
        };
        // A price above this is a slip of units.
        let price: fn(f64) -> bool = |value| (0.0..=1e9).contains(&value);
        let input = value(REQUIRED[4], input, price, "price: a number of 0 or more");
        let output = value(REQUIRED[5], output, price, "price: a number of 0 or more");
        let quality = value(OPTIONAL[2], quality, |_| true, "number");
        // Without a kind a date is what it says.
        let kind = match DateKind::ALL.iter().find(|(name, _)| kind.eq_ignore_ascii_case(name)) {
            Some((_, kind)) => *kind,
            None if kind.is_empty() => DateKind::Announced,
            None => {
                let all = DateKind::ALL.map(|(name, _)| name).join(", ");
                wrong.push(format!("date_kind `{kind}` is none of {all}"));
                DateKind::AsOf
            }
        };
        let (Some(date), true) = (day, wrong.is_empty()) else { return Err(wrong) };
        Ok(Row {
            provider: provider.to_owned(),
            model: model.to_owned(),
            region: region.to_uppercase(),
            date,
            kind,
            currency: currency.to_uppercase(),
            price: input.map(|input| Price { input, output }),
            tier: tier.to_lowercase(),
            quality,
        })
    }
}
