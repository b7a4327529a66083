//! What happened when: a lane for each provider, a sign for each kind of happening, words where there is room.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, DATE_AXIS, DateLook, Key, ROW},
    colour::Colour,
    data::Period,
    error::ChartError,
    frame,
    language::Language,
    notes,
    sheet::{Area, Letters, Pattern, Pen, Sheet, Spot},
    style::{Heading, Style},
    theme,
};

/// The kind of a happening, which decides its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A price falls.
    Cut,
    /// A price rises.
    Rise,
    /// A product or a provider enters.
    Launch,
    /// A provider leaves.
    Exit,
    /// Anything else.
    Other,
}

/// Something that happened to a provider.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// Days since the start of the dates.
    pub day: f64,
    /// Its kind.
    pub kind: Kind,
    /// A few words, written where there is room.
    pub label: Option<String>,
}

/// The happenings of one provider.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// First and last day in the market.
    pub alive: (f64, f64),
    /// What happened; words of earlier entries have precedence.
    pub happenings: Vec<Happening>,
}

/// Lanes of happenings over the same dates.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The words round them.
    pub heading: Heading,
    /// The date axis.
    pub period: Period,
    /// The lanes, from the top.
    pub lanes: Vec<Lane>,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Cut, Self::Rise, Self::Launch, Self::Exit, Self::Other];

    fn word(self, language: Language) -> &'static str {
        match self {
            Self::Cut => language.choose("Price cut", "降价"),
            Self::Rise => language.choose("Price rise", "涨价"),
            Self::Launch => language.choose("Launch", "上线"),
            Self::Exit => language.choose("Exit", "退出"),
            Self::Other => language.choose("Other", "其他"),
        }
    }

    /// Draws the sign round its middle.
    fn draw(self, sheet: &Sheet<'_>, (x, y): Spot) {
        let triangle = |down: f64, size: f64| {
            [(x - size, y - 0.75 * size * down), (x + size, y - 0.75 * size * down), (x, y + size * down)]
        };
        match self {
            Self::Cut | Self::Rise => {
                let (down, colour) =
                    if self == Self::Cut { (1.0, theme::BLUE) } else { (-1.0, theme::VERMILION) };
                sheet.polygon(&triangle(down, 6.6), theme::WHITE, 1.0);
                sheet.polygon(&triangle(down, 5.0), colour, 1.0);
            }
            Self::Launch => {
                sheet.dot((x, y), 5.4, theme::WHITE);
                sheet.dot((x, y), 4.2, theme::GREEN);
            }
            Self::Exit => notes::cross(sheet, (x, y), theme::INK),
            Self::Other => sheet.ring((x, y), 3.4, Pen::new(theme::GREY, 1.4)),
        }
    }
}

/// Height of a lane: least, with words above and below its signs, most.
const LEAST: f64 = 16.0;
const WORDED: f64 = 34.0;
const MOST: f64 = 64.0;
/// Lanes for whose words the sheet is made higher; more have signs alone.
const NAMED: usize = 30;

impl Timeline {
    /// Draws them as a PNG.
    ///
    /// # Errors
    /// When there is no lane, or a day is not finite.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        self.period.check()?;
        if self.lanes.is_empty() {
            return Err(ChartError::Empty("there is no lane".to_owned()));
        }
        for lane in &self.lanes {
            let (from, to) = lane.alive;
            if lane.happenings.iter().map(|h| h.day).chain([from, to]).any(|day| !day.is_finite()) {
                return Err(ChartError::NotANumber(format!("a day of {}", lane.name)));
            }
        }
        let used = frame::taken(style, &self.heading) + ROW + 4.0 + DATE_AXIS;
        let lanes = self.lanes.len();
        let least = if lanes <= NAMED { WORDED } else { LEAST };
        let lanes = lanes as f64;
        let style = &style.at_most(used + MOST * lanes).at_least(used + least * lanes);
        frame::chart(style, &self.heading, |sheet, inside| {
            let rows = axis::row(sheet, inside, "", &self.keys(sheet, style.language));
            let names = Letters::new(theme::LABEL, theme::INK).bold();
            let longest = self.lanes.iter().map(|lane| sheet.width(&lane.name, names)).fold(0.0, f64::max);
            let left = inside.left + longest.min(theme::LABEL_MAX) + 26.0;
            let top = inside.top + rows as f64 * ROW + 4.0;
            let area = Area { left, top, right: inside.right - 12.0, bottom: inside.bottom - DATE_AXIS };
            let each = (area.height() / self.lanes.len() as f64).min(MOST);
            let area = Area { bottom: area.top + each * self.lanes.len() as f64, ..area };
            axis::check_room(Area { bottom: inside.bottom - DATE_AXIS, ..area })?;
            for (at, lane) in self.lanes.iter().enumerate() {
                let top = area.top + at as f64 * each;
                let ground = Area { left: inside.left, right: inside.right, top, bottom: top + each };
                if at % 2 == 0 {
                    sheet.rectangle(ground, theme::SHADE, 1.0);
                }
                let size = names.size.min(each * 0.8);
                let letters = Letters { size, colour: lane.colour.for_text(), ..names };
                let name = sheet.shorten(&lane.name, letters, theme::LABEL_MAX);
                sheet.text((inside.left + 8.0, top + each / 2.0), &name, letters);
                self.lane(sheet, Area { top, bottom: top + each, ..area }, lane);
            }
            axis::date_axis(sheet, area, &self.period, DateLook { language: style.language, most: 9 });
            Ok(())
        })
    }

    fn keys<'a>(&'a self, sheet: &'a Sheet<'_>, language: Language) -> Vec<Key<'a>> {
        let present = |kind: &Kind| self.lanes.iter().any(|l| l.happenings.iter().any(|h| h.kind == *kind));
        let key = |kind: Kind| {
            let sign = move |(x, y): Spot| {
                kind.draw(sheet, (x + 5.0, y));
                10.0
            };
            Key { text: kind.word(language).to_owned(), sign: Box::new(sign) }
        };
        Kind::ALL.into_iter().filter(present).map(key).collect()
    }

    /// Draws the life of one lane, its signs, and the words that have room.
    fn lane(&self, sheet: &Sheet<'_>, area: Area, lane: &Lane) {
        let x = |day: f64| axis::across(area, &self.period, day);
        let y = f64::midpoint(area.top, area.bottom);
        let (from, to) = (lane.alive.0.max(self.period.first), lane.alive.1.min(self.period.last));
        if from <= to {
            let pen = Pen::new(lane.colour.mix(theme::WHITE, 0.35), 2.0);
            sheet.line(&[(x(from), y), (x(to), y)], pen);
        }
        if to < self.period.last {
            let pen = Pen::new(theme::CONTEXT, 1.0).broken(Pattern::Dotted);
            sheet.line(&[(x(to.max(self.period.first)), y), (area.right, y)], pen);
        }
        let shown: Vec<&Happening> = lane.happenings.iter().filter(|h| self.period.holds(h.day)).collect();
        let mut by_weight = shown.clone();
        // Exits and launches are rare: they lie on top.
        by_weight.sort_by_key(|h| match h.kind {
            Kind::Other => 0,
            Kind::Cut | Kind::Rise => 1,
            Kind::Launch => 2,
            Kind::Exit => 3,
        });
        for happening in by_weight {
            happening.kind.draw(sheet, (x(happening.day), y));
        }
        // Sheets are whole pixels high, and lanes a part of them.
        if area.height() < WORDED - 1e-6 {
            return;
        }
        let letters = Letters::new(theme::NOTE - 0.5, theme::INK).anchored(HPos::Center, VPos::Center);
        let mut taken: Vec<Area> = Vec::new();
        let page = Area { right: area.right + 10.0, ..area };
        for happening in &shown {
            let Some(label) = &happening.label else { continue };
            let half = sheet.width(label, letters) / 2.0;
            let middle = x(happening.day).clamp(page.left + half, (page.right - half).max(page.left + half));
            let off = (area.height() / 4.0 + 3.0).min(14.0);
            let free = [y - off, y + off].into_iter().find_map(|height| {
                let word = notes::around(middle, height, half + 4.0, 5.5);
                (page.holds(notes::around(middle, height, half, 5.5)) && !taken.iter().any(|t| t.meets(word)))
                    .then_some((word, height))
            });
            if let Some((word, height)) = free {
                taken.push(word);
                sheet.text((middle, height), label, letters);
            }
        }
    }
}
