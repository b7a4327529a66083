//! Who cuts first and who follows: a lane for each firm, arrows from a leader's cut to those that answer it.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, DATE_AXIS, DateLook, Key, ROW},
    colour::Colour,
    data::Period,
    error::ChartError,
    frame,
    language::Language,
    notes,
    sheet::{Area, Letters, Pen, Sheet, Spot},
    style::{Heading, Style},
    theme,
};

/// A firm.
#[derive(Clone, Debug, PartialEq)]
pub struct Rival {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
}

/// A cut that answers another.
#[derive(Clone, Debug, PartialEq)]
pub struct Follower {
    /// Position of its firm.
    pub rival: usize,
    /// Days since the start of the dates.
    pub day: f64,
    /// How long after the leader ("5 d"), written where there is room.
    pub label: String,
}

/// A cut that others answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Leader {
    /// Position of its firm.
    pub rival: usize,
    /// Days since the start of the dates.
    pub day: f64,
    /// How deep it is, written where there is room.
    pub label: String,
    /// Who answers it.
    pub followers: Vec<Follower>,
}

/// Leaders' cuts and their followers' over the same dates.
#[derive(Clone, Debug, PartialEq)]
pub struct Reactions {
    /// The words round them.
    pub heading: Heading,
    /// The date axis.
    pub period: Period,
    /// A lane for each, from the top.
    pub rivals: Vec<Rival>,
    /// Cuts that are answered; those outside the period are left out.
    pub leaders: Vec<Leader>,
}

/// Height of a lane with its words: least, most.
const EACH: (f64, f64) = (30.0, 72.0);
/// Half the width of a leader's sign and of a follower's.
const SIGN: (f64, f64) = (7.5, 5.2);

impl Reactions {
    /// Draws them as a PNG.
    ///
    /// # Errors
    /// When there is no firm, a day is not finite, or a cut is of a firm that is not there.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        self.period.check()?;
        if self.rivals.is_empty() {
            return Err(ChartError::Empty("there is no lane".to_owned()));
        }
        for leader in &self.leaders {
            let cuts = leader.followers.iter().map(|follower| (follower.rival, follower.day));
            for (rival, day) in cuts.chain([(leader.rival, leader.day)]) {
                if !day.is_finite() {
                    return Err(ChartError::NotANumber("the day of a cut".to_owned()));
                }
                if rival >= self.rivals.len() {
                    return Err(ChartError::Range(format!("there is no firm number {rival}")));
                }
            }
        }
        let used = frame::taken(style, &self.heading) + ROW + 4.0 + DATE_AXIS;
        let lanes = self.rivals.len() as f64;
        let style = &style.at_most(used + EACH.1 * lanes).at_least(used + EACH.0 * lanes);
        frame::chart(style, &self.heading, |sheet, inside| {
            let rows = axis::row(sheet, inside, "", &keys(sheet, style.language));
            let names = Letters::new(theme::LABEL, theme::INK).bold();
            let longest = self.rivals.iter().map(|rival| sheet.width(&rival.name, names)).fold(0.0, f64::max);
            let left = inside.left + longest.min(theme::LABEL_MAX) + 26.0;
            let top = inside.top + rows as f64 * ROW + 4.0;
            let area = Area { left, top, right: inside.right - 12.0, bottom: inside.bottom - DATE_AXIS };
            axis::check_room(area)?;
            let each = (area.height() / self.rivals.len() as f64).min(EACH.1);
            let area = Area { bottom: area.top + each * self.rivals.len() as f64, ..area };
            for (at, rival) in self.rivals.iter().enumerate() {
                let top = area.top + at as f64 * each;
                let ground = Area { left: inside.left, right: inside.right, top, bottom: top + each };
                if at % 2 == 0 {
                    sheet.rectangle(ground, theme::SHADE, 1.0);
                }
                let letters = Letters { colour: rival.colour.for_text(), ..names };
                let name = sheet.shorten(&rival.name, letters, theme::LABEL_MAX);
                sheet.text((inside.left + 8.0, top + each / 2.0), &name, letters);
                let middle = top + each / 2.0;
                sheet.line(&[(left, middle), (area.right, middle)], Pen::new(theme::GRID, 1.0));
            }
            self.paint(sheet, area, each);
            axis::date_axis(sheet, area, &self.period, DateLook { language: style.language, most: 9 });
            Ok(())
        })
    }

    fn paint(&self, sheet: &Sheet<'_>, area: Area, each: f64) {
        let spot = |rival: usize, day: f64| -> Spot {
            (axis::across(area, &self.period, day), area.top + (rival as f64 + 0.5) * each)
        };
        let colour = |rival: usize| self.rivals[rival].colour;
        let leaders: Vec<&Leader> =
            self.leaders.iter().filter(|leader| self.period.holds(leader.day)).collect();
        let shown = |leader: &Leader| {
            leader.followers.iter().filter(|f| self.period.holds(f.day)).cloned().collect::<Vec<_>>()
        };
        let mut taken: Vec<Area> = Vec::new();
        for leader in &leaders {
            let (x, y) = spot(leader.rival, leader.day);
            let pen = Pen::new(colour(leader.rival), 1.6);
            // A stem through all lanes that answer, and an arrow along each.
            let ends = shown(leader).iter().map(|f| spot(f.rival, f.day).1).collect::<Vec<_>>();
            let (top, bottom) =
                (ends.iter().copied().fold(y, f64::min), ends.iter().copied().fold(y, f64::max));
            sheet.line(&[(x, top), (x, bottom)], pen.faint(0.7));
            for follower in shown(leader) {
                let end = spot(follower.rival, follower.day);
                arrow(sheet, ((x, end.1), (end.0 - SIGN.1 - 1.5, end.1)), pen.faint(0.7));
                taken.push(notes::around(end.0, end.1, SIGN.1, SIGN.1));
            }
            taken.push(notes::around(x, y, SIGN.0, SIGN.0));
        }
        for leader in &leaders {
            for follower in shown(leader) {
                triangle(sheet, spot(follower.rival, follower.day), (SIGN.1, colour(follower.rival)));
            }
        }
        for leader in &leaders {
            triangle(sheet, spot(leader.rival, leader.day), (SIGN.0, colour(leader.rival)));
        }
        let page = Area { right: area.right + 10.0, ..area };
        for leader in &leaders {
            let letters = Letters::new(theme::NOTE, colour(leader.rival).for_text()).bold();
            word(sheet, (page, &mut taken), spot(leader.rival, leader.day), (&leader.label, letters, SIGN.0));
            for follower in shown(leader) {
                let letters = Letters::new(theme::NOTE, theme::INK);
                let end = spot(follower.rival, follower.day);
                word(sheet, (page, &mut taken), end, (&follower.label, letters, SIGN.1));
            }
        }
    }
}

/// Words at a sign: beside it, above or below; none where there is no room.
fn word(
    sheet: &Sheet<'_>,
    (page, taken): (Area, &mut Vec<Area>),
    (x, y): Spot,
    (text, letters, sign): (&str, Letters, f64),
) {
    let half = sheet.width(text, letters) / 2.0;
    let beside = sign + 4.0 + half;
    let places = [
        (x + beside, y),
        (x + half, y - 14.0),
        (x + half, y + 14.0),
        (x - beside, y - 12.0),
        (x - beside, y + 12.0),
    ];
    let room = |(x, y): Spot| notes::around(x, y, half + 2.0, 6.0);
    let open = |at: &Spot| page.holds(room(*at)) && !taken.iter().any(|other| other.meets(room(*at)));
    let Some(free) = places.into_iter().find(open) else { return };
    taken.push(room(free));
    sheet.text_over(free, text, letters.anchored(HPos::Center, VPos::Center));
}

/// A triangle that points down, with a white rim.
fn triangle(sheet: &Sheet<'_>, (x, y): Spot, (size, colour): (f64, Colour)) {
    let corners = |size: f64| [(x - size, y - 0.75 * size), (x + size, y - 0.75 * size), (x, y + size)];
    sheet.polygon(&corners(size + 1.8), theme::WHITE, 1.0);
    sheet.polygon(&corners(size), colour, 1.0);
}

/// A line that ends in a point at its right; where it is too short for one, the line alone.
fn arrow(sheet: &Sheet<'_>, (from, to): (Spot, Spot), pen: Pen) {
    const HEAD: (f64, f64) = (6.0, 3.2);
    if to.0 <= from.0 {
        return;
    }
    let head = to.0 - from.0 > HEAD.0 + 2.0;
    let shaft = if head { to.0 - HEAD.0 } else { to.0 };
    sheet.line(&[from, (shaft, to.1)], pen);
    if head {
        let corners = [(shaft, to.1 - HEAD.1), to, (shaft, to.1 + HEAD.1)];
        sheet.polygon(&corners, pen.colour, pen.opacity);
    }
}

fn keys<'a>(sheet: &'a Sheet<'_>, language: Language) -> Vec<Key<'a>> {
    let key = |size: f64, text: &str| {
        let sign = move |(x, y): Spot| {
            triangle(sheet, (x + 7.0, y), (size, theme::GREY));
            14.0
        };
        Key { text: text.to_owned(), sign: Box::new(sign) }
    };
    vec![
        key(SIGN.0, language.choose("Leads: how deep the cut is", "领先降价：降幅")),
        key(SIGN.1, language.choose("Follows: days after the leader", "跟随降价：距领先者的天数")),
    ]
}
