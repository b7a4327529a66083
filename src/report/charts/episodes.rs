//! Price-war episodes: a price index above, every firm's moves below as signs by size, the episodes shaded over both.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, ABOVE, DATE_AXIS, DateLook, Key, Plot, ROW},
    colour::Colour,
    data::{self, Period},
    error::ChartError,
    frame,
    language::Language,
    notes,
    scale::{Scaling, ValueAxis, ValueScale},
    sheet::{Area, Letters, Pen, Sheet, Spot},
    style::{Heading, Style},
    theme,
};

/// What kind of move a mark stands for, which decides its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A price falls.
    Cut,
    /// A launch far below the market.
    Entry,
    /// A price rises.
    Rise,
}

/// A firm's move.
#[derive(Clone, Debug, PartialEq)]
pub struct MoveMark {
    /// Days since the start of the dates.
    pub day: f64,
    /// Its kind.
    pub kind: MarkKind,
    /// Its size between 0 and 1; the sign's area goes with it.
    pub size: f64,
    /// Whether the day is an upper bound: the sign is hollow.
    pub bound: bool,
    /// A few words, written where there is room.
    pub label: String,
}

/// The moves of a firm.
#[derive(Clone, Debug, PartialEq)]
pub struct MoveLane {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// Its moves.
    pub marks: Vec<MoveMark>,
}

/// A spell that is shaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Shade {
    /// First day.
    pub from: f64,
    /// Last day.
    pub to: f64,
    /// Its name.
    pub label: String,
}

/// An index and moves over the same dates, with spells shaded.
#[derive(Clone, Debug, PartialEq)]
pub struct EpisodeChart {
    /// The words round them.
    pub heading: Heading,
    /// The date axis.
    pub period: Period,
    /// The axis of the index.
    pub axis: ValueAxis,
    /// (Day, index from that day on), days increasing.
    pub index: Vec<(f64, f64)>,
    /// Shaded spells; those outside the period are left out.
    pub shades: Vec<Shade>,
    /// A lane for each firm, from the top.
    pub lanes: Vec<MoveLane>,
}

/// The colour of a spell: a pale ground under both parts.
const GROUND: Colour = Colour::hex(0x00fb_e6d3);
/// Radius of the sign of a move of size 1.
const LARGEST: f64 = 8.0;
/// Height of the index panel, and of a lane at least and at most.
const HEIGHTS: (f64, f64, f64) = (120.0, 22.0, 44.0);

impl EpisodeChart {
    /// Draws it as a PNG.
    ///
    /// # Errors
    /// When there is no lane, or a number is not finite.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        self.period.check()?;
        if self.lanes.is_empty() {
            return Err(ChartError::Empty("there is no lane".to_owned()));
        }
        let marks = self.lanes.iter().flat_map(|lane| &lane.marks);
        let numbers = marks.flat_map(|mark| [mark.day, mark.size]);
        let numbers = numbers.chain(self.shades.iter().flat_map(|shade| [shade.from, shade.to]));
        let mut numbers = numbers.chain(self.index.iter().flat_map(|(day, level)| [*day, *level]));
        if numbers.any(|number| !number.is_finite()) {
            return Err(ChartError::NotANumber("a move, a spell or the index".to_owned()));
        }
        // 165 is what heading, keys, date axis and source take.
        let style = &style.at_least(165.0 + HEIGHTS.0 + HEIGHTS.1 * self.lanes.len() as f64);
        frame::chart(style, &self.heading, |sheet, inside| self.paint(sheet, inside, style.language))
    }

    fn paint(&self, sheet: &Sheet<'_>, inside: Area, language: Language) -> Result<(), ChartError> {
        let rows = axis::row(sheet, inside, &self.axis.unit, &self.keys(sheet, language));
        let names = Letters::new(theme::LABEL, theme::INK).bold();
        let longest = self.lanes.iter().map(|lane| sheet.width(&lane.name, names)).fold(0.0, f64::max);
        let left = inside.left + longest.clamp(30.0, theme::LABEL_MAX) + 22.0;
        let top = inside.top + rows as f64 * ROW + ABOVE;
        let bottom = inside.bottom - DATE_AXIS;
        let index = Area { left, top, right: inside.right - 12.0, bottom: top + HEIGHTS.0 - ABOVE };
        let each = ((bottom - index.bottom - 12.0) / self.lanes.len() as f64).min(HEIGHTS.2);
        let lanes = Area {
            top: index.bottom + 12.0,
            bottom: index.bottom + 12.0 + each * self.lanes.len() as f64,
            ..index
        };
        axis::check_room(Area { bottom: index.bottom, ..index })?;
        for at in (0..self.lanes.len()).step_by(2) {
            let top = lanes.top + at as f64 * each;
            let ground = Area { left: inside.left, right: inside.right, top, bottom: top + each };
            sheet.rectangle(ground, theme::SHADE, 1.0);
        }
        self.shade(sheet, Area { bottom: lanes.bottom, ..index });
        self.line(sheet, index, inside.left, language)?;
        for (at, lane) in self.lanes.iter().enumerate() {
            let top = lanes.top + at as f64 * each;
            let room = Area { top, bottom: top + each, ..lanes };
            let letters = Letters { colour: lane.colour.for_text(), ..names };
            let name = sheet.shorten(&lane.name, letters, theme::LABEL_MAX);
            let middle = f64::midpoint(room.top, room.bottom);
            sheet.text((inside.left + 8.0, middle), &name, letters);
            sheet.line(&[(left, middle), (lanes.right, middle)], Pen::new(theme::GRID, 1.0));
            self.marks(sheet, room, lane);
        }
        axis::date_axis(sheet, lanes, &self.period, DateLook { language, most: 9 });
        Ok(())
    }

    /// The spells, at least a few pixels wide, with their names over the plot.
    fn shade(&self, sheet: &Sheet<'_>, area: Area) {
        let letters = Letters::new(theme::NOTE, theme::VERMILION.for_text());
        let mut free = area.left;
        for shade in &self.shades {
            if shade.to < self.period.first || shade.from > self.period.last {
                continue;
            }
            let x = |day: f64| axis::across(area, &self.period, day).clamp(area.left, area.right);
            let (from, to) = (x(shade.from), x(shade.to));
            let half = ((to - from) / 2.0).max(2.5);
            let middle = f64::midpoint(from, to);
            let ground = Area { left: middle - half, right: middle + half, ..area };
            sheet.rectangle(ground, GROUND, 1.0);
            let width = sheet.width(&shade.label, letters);
            let start = (middle - width / 2.0).clamp(area.left, (area.right - width).max(area.left));
            if start >= free {
                sheet.text((start, area.top - 8.0), &shade.label, letters.anchored(HPos::Left, VPos::Center));
                free = start + width + 10.0;
            }
        }
    }

    /// The index as steps.
    fn line(&self, sheet: &Sheet<'_>, area: Area, left: f64, language: Language) -> Result<(), ChartError> {
        let before = self.index.iter().take_while(|(day, _)| *day <= self.period.first).last();
        let start = before.or(self.index.first()).map_or(1.0, |(_, level)| *level);
        let shown = self.index.iter().filter(|(day, _)| self.period.holds(*day));
        let levels: Vec<f64> = std::iter::once(start).chain(shown.clone().map(|(_, level)| *level)).collect();
        // On a logarithmic axis an index at zero has no place.
        let logarithmic = self.axis.scaling == Scaling::Log;
        let range = data::range(levels.into_iter().filter(|level| !logarithmic || *level > 0.0));
        let values = ValueScale::new(&self.axis, range.unwrap_or((1.0, 1.0)), area.height(), language)?;
        let plot = Plot { area, dates: self.period, values };
        plot.grid(sheet, left);
        let mut path = vec![plot.spot((self.period.first, start))];
        for (day, level) in shown {
            let Some(last) = path.last().copied() else { break };
            let x = plot.x(*day);
            path.push((x, last.1));
            path.push((x, if logarithmic && *level <= 0.0 { area.bottom } else { plot.y(*level) }));
        }
        let end = path.last().map_or(area.bottom, |spot| spot.1);
        path.push((area.right, end));
        sheet.line(&path, Pen::new(theme::INK, 1.8));
        Ok(())
    }

    fn marks(&self, sheet: &Sheet<'_>, room: Area, lane: &MoveLane) {
        let middle = f64::midpoint(room.top, room.bottom);
        // A rise and a cut of one day stand above each other.
        let off = |mark: &MoveMark| if mark.kind == MarkKind::Rise { -5.0 } else { 0.0 };
        let spot = |mark: &MoveMark| (axis::across(room, &self.period, mark.day), middle + off(mark));
        let mut shown: Vec<&MoveMark> =
            lane.marks.iter().filter(|mark| self.period.holds(mark.day)).collect();
        // Large ones first, so that small ones lie on top.
        shown.sort_by(|a, b| b.size.total_cmp(&a.size));
        for mark in &shown {
            mark.draw(sheet, spot(mark), lane.colour);
        }
        let letters = Letters::new(theme::NOTE, theme::INK).anchored(HPos::Left, VPos::Center);
        let mut taken: Vec<Area> = shown
            .iter()
            .map(|mark| notes::around(spot(mark).0, middle, mark.radius() + 1.0, mark.radius()))
            .collect();
        for mark in &shown {
            let half = sheet.width(&mark.label, letters) / 2.0;
            let beside = mark.radius() + 4.0 + half;
            let x = spot(mark).0;
            let free = [x + beside, x - beside].into_iter().find(|middle_of| {
                let word = notes::around(*middle_of, middle, half + 1.0, 6.0);
                word.left >= room.left
                    && word.right <= room.right + 12.0
                    && !taken.iter().any(|other| other.meets(word))
            });
            if let Some(x) = free {
                taken.push(notes::around(x, middle, half + 1.0, 6.0));
                sheet.text_over((x - half, middle), &mark.label, letters);
            }
        }
    }

    fn keys<'a>(&'a self, sheet: &'a Sheet<'_>, language: Language) -> Vec<Key<'a>> {
        let there = |fits: &dyn Fn(&MoveMark) -> bool| {
            let mut marks = self.lanes.iter().flat_map(|lane| &lane.marks);
            marks.any(|mark| self.period.holds(mark.day) && fits(mark))
        };
        let key = |kind: MarkKind, bound: bool, text: &str| {
            let mark = MoveMark { day: 0.0, kind, size: 0.5, bound, label: String::new() };
            let sign = move |(x, y): Spot| {
                mark.draw(sheet, (x + 7.0, y), theme::GREY);
                14.0
            };
            Key { text: text.to_owned(), sign: Box::new(sign) }
        };
        let mut keys = Vec::new();
        if there(&|mark| mark.kind == MarkKind::Cut) {
            let text = language.choose("Cut (area: its size)", "降价（面积为幅度）");
            keys.push(key(MarkKind::Cut, false, text));
        }
        if there(&|mark| mark.kind == MarkKind::Entry) {
            keys.push(key(MarkKind::Entry, false, language.choose("Launch far below rivals", "低价进入")));
        }
        if there(&|mark| mark.kind == MarkKind::Rise) {
            keys.push(key(MarkKind::Rise, false, language.choose("Rise", "涨价")));
        }
        if there(&|mark| mark.bound) {
            let text = language.choose("Hollow: on that day or before", "空心：该日或更早");
            keys.push(key(MarkKind::Cut, true, text));
        }
        if !self.shades.is_empty() {
            let sign = move |(x, y): Spot| {
                sheet.rectangle(notes::around(x + 7.0, y, 7.0, 6.0), GROUND, 1.0);
                14.0
            };
            keys.push(Key {
                text: language.choose("Episode", "价格战时段").to_owned(),
                sign: Box::new(sign),
            });
        }
        keys
    }
}

impl MoveMark {
    /// Half the width of its sign.
    fn radius(&self) -> f64 {
        (LARGEST * crate::maths::sqrt(self.size.clamp(0.0, 1.0))).max(2.6)
    }

    fn draw(&self, sheet: &Sheet<'_>, (x, y): Spot, colour: Colour) {
        let radius = self.radius();
        let triangle = |down: f64, size: f64| {
            [(x - size, y - 0.7 * size * down), (x + size, y - 0.7 * size * down), (x, y + 0.9 * size * down)]
        };
        let fill = |size: f64, colour: Colour| match self.kind {
            MarkKind::Entry => sheet.dot((x, y), 0.8 * size, colour),
            MarkKind::Cut => sheet.polygon(&triangle(1.0, size), colour, 1.0),
            MarkKind::Rise => sheet.polygon(&triangle(-1.0, size), colour, 1.0),
        };
        fill(radius + 1.6, theme::WHITE);
        fill(radius, colour);
        if self.bound && radius > 3.5 {
            fill(radius - 2.4, theme::WHITE);
        }
    }
}
