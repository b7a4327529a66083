//! Posted prices: steps, on a logarithmic axis with a strip for what is free, reference levels, events on top.
use plotters::style::text_anchor::{HPos, VPos};

use super::{
    axis::{self, ABOVE, DATE_AXIS, DateLook, Plot, ROW},
    data::{self, Period},
    error::ChartError,
    frame,
    labels::{self, EndLabel, EndLabels},
    notes, number,
    scale::{Scaling, ValueAxis, ValueScale},
    sheet::{Area, Letters, Pattern, Pen, Sheet, Spot},
    staircase::{self, Lay, PricePath},
    style::{Heading, Style},
    tags::{Event, Tags},
    theme,
};

/// Posted prices over time. On a logarithmic axis a price of zero runs in a strip of its own below the plot.
#[derive(Clone, Debug, PartialEq)]
pub struct PostedPrices {
    /// The words round them.
    pub heading: Heading,
    /// The date axis.
    pub period: Period,
    /// The price axis, usually logarithmic.
    pub axis: ValueAxis,
    /// The prices; the first is drawn on top.
    pub paths: Vec<PricePath>,
    /// Levels to hold the prices against, always within the axis.
    pub references: Vec<Level>,
    /// Events, as hairlines; those outside the period are left out.
    pub events: Vec<Event>,
}

/// A price to hold others against, as a line across.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// The price.
    pub value: f64,
    /// What it is.
    pub label: String,
    /// How its line is broken up.
    pub pattern: Pattern,
}

/// Between the plot and the strip of what is free.
const STRIP_GAP: f64 = 10.0;

/// Places along a level that are tried for its name.
const LEVEL_PLACES: u32 = 40;

/// The strip of what is free: its rectangle and the lines it has room for.
struct Strip {
    area: Area,
}

impl PostedPrices {
    /// Draws them as a PNG.
    ///
    /// # Errors
    /// When there is no price in the period, a price is negative or not finite, or days run backwards.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        self.period.check()?;
        for path in &self.paths {
            path.check()?;
        }
        if let Some(event) = self.events.iter().find(|event| !event.day.is_finite()) {
            return Err(ChartError::NotANumber(format!("the day of event `{}`", event.label)));
        }
        if let Some(line) = self.references.iter().find(|line| !(line.value.is_finite() && line.value > 0.0))
        {
            return Err(ChartError::Range(format!("the level of `{}` is not above zero", line.label)));
        }
        let prices: Vec<f64> = self.paths.iter().flat_map(|p| staircase::prices(p, &self.period)).collect();
        if prices.is_empty() {
            return Err(ChartError::Empty("there is no price".to_owned()));
        }
        let named = self.paths.iter().filter(|path| !path.name.is_empty()).count();
        let style = &style.at_least(labels::height_for(named));
        frame::chart(style, &self.heading, |sheet, inside| self.paint(sheet, (inside, style), &prices))
    }

    /// How many lines the strip needs at most at once, 0 for no strip.
    fn free_at_once(&self) -> usize {
        if self.axis.scaling != Scaling::Log {
            return 0;
        }
        let changes = self.paths.iter().flat_map(|path| path.steps.iter().map(|(day, _)| *day));
        let days = changes.filter(|day| self.period.holds(*day)).chain([self.period.first]);
        let free = |day: f64| self.paths.iter().filter(|path| path.price_on(day) == Some(0.0)).count();
        days.map(free).max().unwrap_or(0)
    }

    fn paint(
        &self,
        sheet: &Sheet<'_>,
        (inside, style): (Area, &Style),
        prices: &[f64],
    ) -> Result<(), ChartError> {
        let logarithmic = self.axis.scaling == Scaling::Log;
        // Where everything is free the axis still needs a range; it then shows prices round 1.
        let posted = data::range(prices.iter().copied().filter(|p| !logarithmic || *p > 0.0));
        let (low, high) = posted.unwrap_or((1.0, 1.0));
        let levels = self.references.iter().map(|line| line.value);
        let range = data::range(levels.chain([low, high])).unwrap_or((low, high));
        let rows = axis::row(sheet, inside, &self.axis.unit, &[]);
        let top = inside.top + rows as f64 * ROW;
        let free = self.free_at_once();
        let strip_height = if free > 0 { (8.0 + 4.0 * free as f64).clamp(20.0, 52.0) } else { 0.0 };
        let strip_all = if free > 0 { strip_height + STRIP_GAP } else { 0.0 };

        // First without margins, to learn how wide the labels are; then with them.
        let height = inside.bottom - DATE_AXIS - strip_all - top - ABOVE;
        let values = ValueScale::new(&self.axis, range, height, style.language)?;
        let margin = EndLabels::new(sheet, self.labels(style, &|_| 0.0), height).margin(sheet);
        let free_word = style.language.choose("Free", "免费");
        let letters = Letters::new(theme::TICK, theme::GREY);
        let word_width = if free > 0 { sheet.width(free_word, letters) + 10.0 } else { 0.0 };
        let left = inside.left + axis::gutter(sheet, &values).max(word_width);
        let wide = Area { left, right: inside.right - margin, ..inside };
        let x = |day: f64| axis::across(wide, &self.period, day);
        let tags = Tags::new(sheet, &self.events, (&self.period, style.language), (inside, &x));

        let bottom = inside.bottom - DATE_AXIS - tags.below() - strip_all;
        let area = Area { top: top + tags.above().max(ABOVE), bottom, ..wide };
        axis::check_room(area)?;
        let values = ValueScale::new(&self.axis, range, area.height(), style.language)?;
        let plot = Plot { area, dates: self.period, values };
        let strip = Strip { area: Area { top: bottom + STRIP_GAP, bottom: bottom + strip_all, ..area } };
        let whole = Area { bottom: strip.area.bottom.max(bottom), ..area };

        plot.grid(sheet, inside.left);
        if free > 0 {
            sheet.rectangle(Area { left: inside.left, ..strip.area }, theme::SHADE, 1.0);
            let middle = f64::midpoint(strip.area.top, strip.area.bottom);
            sheet.text((inside.left + 4.0, middle), free_word, letters);
        }
        tags.hairlines(sheet, whole);
        for reference in &self.references {
            let y = plot.y(reference.value);
            let pen = Pen::new(theme::INK, 1.0).broken(reference.pattern);
            sheet.line(&[(area.left, y), (area.right, y)], pen);
        }
        let ends = self.lines(sheet, &plot, &strip);
        self.name_levels(sheet, &plot);
        axis::date_axis(sheet, whole, &self.period, DateLook { language: style.language, most: 9 });
        tags.words(sheet, area, whole.bottom + DATE_AXIS + 6.0);
        let end = |at: usize| ends[at].map_or(area.bottom, |spot| spot.1);
        EndLabels::new(sheet, self.labels(style, &end), whole.height()).draw(sheet, whole);
        Ok(())
    }

    /// Draws the lines, and the names of withdrawn products at their ends; gives where each line ends.
    fn lines(&self, sheet: &Sheet<'_>, plot: &Plot, strip: &Strip) -> Vec<Option<Spot>> {
        let in_strip = |price: f64| price == 0.0 && self.axis.scaling == Scaling::Log;
        let middle = f64::midpoint(strip.area.top, strip.area.bottom);
        let lay = Lay {
            period: self.period,
            x: &|day| plot.x(day),
            y: &|price| if in_strip(price) { middle } else { plot.y(price) },
            apart: &|price| if in_strip(price) { (4.0, strip.area.height() - 8.0) } else { (2.6, 13.0) },
        };
        let lines = staircase::lay_out(&self.paths, &lay);
        for (path, lines) in self.paths.iter().zip(&lines).rev() {
            let pen = Pen::new(path.colour, path.thickness.width()).broken(path.pattern);
            for line in lines {
                match line[..] {
                    // A period of one day.
                    [a, b] if (a.0 - b.0).abs() < 1e-9 => sheet.dot(a, 3.0, path.colour),
                    _ => sheet.line(line, pen),
                }
            }
        }
        let ends: Vec<Option<Spot>> =
            lines.iter().map(|l| l.last().and_then(|line| line.last()).copied()).collect();
        let mut taken: Vec<Area> = Vec::new();
        for (path, end) in self.paths.iter().zip(&ends) {
            if let (Some(end), None, false) = (end, path.price_on(self.period.last), path.name.is_empty()) {
                notes::cross(sheet, *end, path.colour);
                let letters = Letters::new(theme::NOTE, path.colour.for_text());
                let clear = |word: Area| !lines.iter().flatten().any(|line| notes::crosses(line, word));
                notes::place(sheet, (plot.area, &mut taken), *end, (&path.name, letters, &clear));
            }
        }
        ends
    }

    /// Writes what each level is above or below its line, where the fewest prices run.
    fn name_levels(&self, sheet: &Sheet<'_>, plot: &Plot) {
        let area = plot.area;
        for reference in &self.references {
            let letters = Letters::new(theme::NOTE, theme::INK);
            let label = sheet.shorten(&reference.label, letters, area.width() - 12.0);
            let (half, y) = (sheet.width(&label, letters) / 2.0, plot.y(reference.value));
            let (low, high) = (area.left + 6.0 + half, area.right - 6.0 - half);
            let across =
                (0..=LEVEL_PLACES).map(|n| low + (high - low) * f64::from(n) / f64::from(LEVEL_PLACES));
            let places = across.flat_map(|x| [(x, y - 8.0), (x, y + 8.0)]);
            let day = |x: f64| {
                let share = ((x - area.left) / area.width()).clamp(0.0, 1.0);
                self.period.first + share * (self.period.last - self.period.first)
            };
            // A line crosses the words where it is above and below them, or in them, under their length.
            let met = |(x, middle): Spot| {
                let crosses = |path: &&PricePath| {
                    let days = (0..=16).map(|n| day(x + (half + 3.0) * (f64::from(n) / 8.0 - 1.0)));
                    let heights = days.filter_map(|day| path.price_on(day)).filter(|price| *price > 0.0);
                    data::range(heights.map(|price| plot.y(price)))
                        .is_some_and(|(top, bottom)| top < middle + 7.0 && bottom > middle - 7.0)
                };
                self.paths.iter().filter(crosses).count()
            };
            // Of equals the first stays.
            let Some(at) = places.min_by_key(|at| met(*at)) else { continue };
            sheet.text_over(at, &label, letters.anchored(HPos::Center, VPos::Center));
        }
    }

    /// Labels of the products that still have a price at the end; `y` says where the line of a path ends.
    fn labels(&self, style: &Style, y: &dyn Fn(usize) -> f64) -> Vec<EndLabel> {
        let label = |(at, path): (usize, &PricePath)| {
            let price = path.price_on(self.period.last).filter(|_| !path.name.is_empty())?;
            Some(EndLabel {
                y: y(at),
                name: path.name.clone(),
                value: if price == 0.0 {
                    style.language.choose("free", "免费").to_owned()
                } else {
                    number::brief(price, &self.axis.quantity, style.language)
                },
                colour: path.colour,
                weight: path.thickness.weight(),
            })
        };
        self.paths.iter().enumerate().filter_map(label).collect()
    }
}
