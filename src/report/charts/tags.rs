//! Tags over a plot: dated events as hairlines with short words on top, or with numbers where words have no room.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    data::Period,
    dates,
    language::Language,
    sheet::{Area, Letters, Pen, Sheet},
    theme,
};

/// A dated event over a plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Days since the start of the dates.
    pub day: f64,
    /// A few words.
    pub label: String,
}

/// Height of a row of tags, of a row of numbers, and of a row of the key.
const ROWS: (f64, f64, f64) = (15.0, 18.0, 15.0);
/// Most rows of words; with more the events get numbers.
const MOST_ROWS: usize = 3;
/// Most rows of the key.
const MOST_KEY_ROWS: usize = 5;
/// Words longer than this are cut.
const LONGEST: f64 = 190.0;

/// The row (0 is next to the plot) and the left end of each tag, so that no word meets another word or the hairline
/// of another event; none where that takes more than `rows`.
///
/// `tags` are (x of the hairline, left end wanted, width), by increasing x; a word that would end after `right`
/// goes to the left of its hairline. A hairline reaches up to the row of its word, so wherever it passes
/// through the place of another word, that word must stand higher: rows rise until all that holds.
fn arrange(tags: &[(f64, f64, f64)], right: f64, rows: usize) -> Option<Vec<(usize, f64)>> {
    let side =
        |(x, wanted, width): (f64, f64, f64)| if wanted + width > right { x - 4.0 - width } else { wanted };
    let lefts: Vec<f64> = tags.iter().map(|tag| side(*tag)).collect();
    let ends = |at: usize| (lefts[at], lefts[at] + tags[at].2);
    // Events of one day share their hairline.
    let passes = |a: usize, b: usize| {
        let (x, (low, high)) = (tags[a].0, ends(b));
        (tags[a].0 - tags[b].0).abs() > 1.0 && (low - 3.0..=high + 3.0).contains(&x)
    };
    let beside = |a: usize, b: usize| ends(a).0 < ends(b).1 + 6.0 && ends(b).0 < ends(a).1 + 6.0;
    let mut row = vec![0; tags.len()];
    loop {
        let mut settled = true;
        for a in 0..tags.len() {
            for b in 0..tags.len() {
                let too_low = passes(a, b) && row[b] <= row[a];
                // Of two words side by side in one row the earlier event gives way.
                let too_near = b < a && row[a] == row[b] && beside(a, b) && !passes(b, a);
                if a != b && (too_low || too_near) {
                    row[b] = row[a] + 1;
                    settled = false;
                    if row[b] >= rows {
                        return None;
                    }
                }
            }
        }
        if settled {
            return Some(row.into_iter().zip(lefts).collect());
        }
    }
}

/// How the events of a chart are shown.
enum Form {
    /// With their words: row and left end of each.
    Words(Vec<(usize, f64)>),
    /// With numbers, explained in a key: row and left end of each, and the lines of the key.
    Numbers(Vec<(usize, f64)>, Vec<Vec<Entry>>),
}

/// One entry of the key: its number, its words, and where it begins.
struct Entry {
    number: String,
    words: String,
    left: f64,
}

/// The events of a chart, laid out.
pub(super) struct Tags {
    events: Vec<(f64, String)>,
    form: Form,
}

fn word_letters() -> Letters {
    Letters::new(theme::NOTE, theme::INK)
}

/// Diameter of the disc of a number.
const DISC: f64 = 15.0;

impl Tags {
    /// Lays out the events inside the dates; `x` says where a day falls, `inside` what width there is.
    pub(super) fn new(
        sheet: &Sheet<'_>,
        events: &[Event],
        (period, language): (&Period, Language),
        (inside, x): (Area, &dyn Fn(f64) -> f64),
    ) -> Self {
        let mut shown: Vec<&Event> = events.iter().filter(|event| period.holds(event.day)).collect();
        shown.sort_by(|a, b| a.day.total_cmp(&b.day));
        let words: Vec<(f64, String)> = shown
            .iter()
            .map(|event| (x(event.day), sheet.shorten(&event.label, word_letters(), LONGEST)))
            .collect();
        let sizes: Vec<_> =
            words.iter().map(|(x, w)| (*x, x + 4.0, sheet.width(w, word_letters()))).collect();
        if let Some(places) = arrange(&sizes, inside.right, MOST_ROWS) {
            return Self { events: words, form: Form::Words(places) };
        }
        let sizes: Vec<_> = words.iter().map(|(x, _)| (*x, x - DISC / 2.0, DISC - 4.0)).collect();
        let places = arrange(&sizes, inside.right + DISC, 6)
            .unwrap_or_else(|| sizes.iter().enumerate().map(|(at, size)| (at % 3, size.1)).collect());
        let dated = shown.iter().map(|event| match dates::in_full(period, event.day, language) {
            date if event.label.is_empty() => date,
            date => format!("{} ({date})", event.label),
        });
        let key = key(sheet, dated.collect(), inside);
        Self { events: words, form: Form::Numbers(places, key) }
    }

    /// The height above the plot that the tags take.
    pub(super) fn above(&self) -> f64 {
        let (places, row) = match &self.form {
            Form::Words(places) => (places, ROWS.0),
            Form::Numbers(places, _) => (places, ROWS.1),
        };
        places.iter().map(|(at, _)| at + 1).max().map_or(0.0, |rows| rows as f64 * row + 4.0)
    }

    /// The height below the date axis that the key takes.
    pub(super) fn below(&self) -> f64 {
        match &self.form {
            Form::Words(_) => 0.0,
            Form::Numbers(_, key) => key.len() as f64 * ROWS.2 + 6.0,
        }
    }

    /// Draws the hairlines down to the bottom of the plot; to be drawn before the data.
    pub(super) fn hairlines(&self, sheet: &Sheet<'_>, plot: Area) {
        let (places, row) = match &self.form {
            Form::Words(places) => (places, ROWS.0),
            Form::Numbers(places, _) => (places, ROWS.1),
        };
        for ((x, _), (at, _)) in self.events.iter().zip(places) {
            let top = plot.top - (*at as f64 + 1.0) * row;
            sheet.line(&[(*x, top), (*x, plot.bottom)], Pen::new(theme::CONTEXT, 1.0));
        }
    }

    /// Writes the words or numbers above the plot, and the key with its first line at `below`.
    pub(super) fn words(&self, sheet: &Sheet<'_>, plot: Area, below: f64) {
        match &self.form {
            Form::Words(places) => {
                for ((_, words), (row, left)) in self.events.iter().zip(places) {
                    let y = plot.top - (*row as f64 + 0.5) * ROWS.0;
                    sheet.text((*left, y), words, word_letters());
                }
            }
            Form::Numbers(places, key) => {
                for (at, ((x, _), (row, _))) in self.events.iter().zip(places).enumerate() {
                    let y = plot.top - (*row as f64 + 0.5) * ROWS.1;
                    sheet.dot((*x, y), DISC / 2.0, theme::GREY);
                    let letters = Letters::new(9.0, theme::WHITE).bold().anchored(HPos::Center, VPos::Center);
                    sheet.text((*x, y), &(at + 1).to_string(), letters);
                }
                for (row, entries) in key.iter().enumerate() {
                    let y = below + (row as f64 + 0.5) * ROWS.2;
                    for entry in entries {
                        sheet.text((entry.left, y), &entry.number, word_letters().bold());
                        let after = entry.left + sheet.width(&entry.number, word_letters().bold()) + 4.0;
                        sheet.text((after, y), &entry.words, Letters::new(theme::NOTE, theme::GREY));
                    }
                }
            }
        }
    }
}

/// The key in aligned columns, read along the rows; after the last row "…".
fn key(sheet: &Sheet<'_>, words: Vec<String>, inside: Area) -> Vec<Vec<Entry>> {
    const BETWEEN: f64 = 16.0;
    let number = |at: usize| (at + 1).to_string();
    let before = |at: usize| sheet.width(&number(at), word_letters().bold()) + 4.0;
    let widths = words.iter().enumerate().map(|(at, w)| before(at) + sheet.width(w, word_letters()));
    let widest = widths.fold(1.0, f64::max).min(inside.width());
    let columns = (((inside.width() + BETWEEN) / (widest + BETWEEN)) as usize).max(1);
    let most = columns * MOST_KEY_ROWS;
    let cut = words.len() > most;
    let mut entries: Vec<Entry> = Vec::new();
    for (at, words) in words.into_iter().enumerate().take(most) {
        let words = sheet.shorten(&words, word_letters(), widest - before(at));
        let left = inside.left + (at % columns) as f64 * (widest + BETWEEN);
        entries.push(Entry { number: number(at), words, left });
    }
    if let Some(last) = entries.last_mut().filter(|_| cut) {
        "…".clone_into(&mut last.words);
    }
    let mut rows: Vec<Vec<Entry>> = Vec::new();
    for (at, entry) in entries.into_iter().enumerate() {
        match rows.last_mut() {
            Some(row) if at % columns != 0 => row.push(entry),
            _ => rows.push(vec![entry]),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_far_apart_share_the_first_row() {
        let places = arrange(&[(10.0, 14.0, 50.0), (100.0, 104.0, 50.0)], 300.0, 3).unwrap();
        assert_eq!(places, [(0, 14.0), (0, 104.0)]);
    }

    #[test]
    fn a_word_that_reaches_over_the_next_hairline_stands_above_it() {
        let places =
            arrange(&[(10.0, 14.0, 50.0), (40.0, 44.0, 50.0), (70.0, 74.0, 10.0)], 300.0, 3).unwrap();
        assert_eq!(places.iter().map(|p| p.0).collect::<Vec<_>>(), [2, 1, 0]);
        assert!(arrange(&[(10.0, 14.0, 50.0), (40.0, 44.0, 50.0), (70.0, 74.0, 10.0)], 300.0, 2).is_none());
    }

    #[test]
    fn a_word_at_the_edge_goes_to_the_left_of_its_hairline() {
        let places = arrange(&[(290.0, 294.0, 50.0)], 300.0, 3).unwrap();
        assert_eq!(places, [(0, 236.0)]);
        // It then stands above the hairline of the neighbour that it reaches over.
        let both = arrange(&[(270.0, 274.0, 30.0), (290.0, 294.0, 50.0)], 300.0, 3).unwrap();
        assert_eq!(both, [(0, 236.0), (1, 236.0)]);
    }

    #[test]
    fn events_of_one_day_stand_above_each_other() {
        let places = arrange(&[(50.0, 54.0, 40.0), (50.0, 54.0, 20.0)], 300.0, 3).unwrap();
        assert_eq!(places, [(1, 54.0), (0, 54.0)]);
    }
}
