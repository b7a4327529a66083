//! A fan: a median with bands of quantiles round it, or one line where there is a single run.
use super::{
    axis::{self, ABOVE, DATE_AXIS, DateLook, Key, Plot, ROW},
    colour::Colour,
    data::{self, Band, Dates, Period, Reference, Values},
    error::ChartError,
    font::Weight,
    frame,
    labels::{EndLabel, EndLabels},
    notes, number,
    scale::{ValueAxis, ValueScale},
    sheet::{Area, Pen, Sheet, Spot},
    style::{Heading, Style},
    theme,
};

/// A median and its bands over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// The words round it; the subtitle says what the bands are and of how many runs.
    pub heading: Heading,
    /// Its dates.
    pub dates: Dates,
    /// Its value axis.
    pub axis: ValueAxis,
    /// Its hue.
    pub colour: Colour,
    /// What the line is called: "Median", or the name of a single run.
    pub name: String,
    /// The line.
    pub median: Values,
    /// From the 25th to the 75th percentile.
    pub inner: Option<Band>,
    /// From the 5th to the 95th percentile.
    pub outer: Option<Band>,
    /// A few sample paths, drawn thin.
    pub paths: Vec<Values>,
    /// Observations to compare with; those outside the dates are left out.
    pub references: Vec<Reference>,
    /// What the observations are, for the key.
    pub reference_name: String,
}

impl Fan {
    /// Draws it as a PNG.
    ///
    /// # Errors
    /// When there is no date or value, lengths differ, a value is not finite, or not above zero on a logarithmic axis.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        let period = self.check()?;
        let inside_dates = |r: &&Reference| period.holds(r.day);
        let references: Vec<&Reference> = self.references.iter().filter(inside_dates).collect();
        let range =
            self.range(&references).ok_or_else(|| ChartError::Empty("there is no value".to_owned()))?;
        frame::chart(style, &self.heading, |sheet, inside| {
            let rows = axis::row(sheet, inside, &self.axis.unit, &self.keys(sheet, &references));
            let top = inside.top + rows as f64 * ROW + ABOVE;
            let area = Area { top, bottom: inside.bottom - DATE_AXIS, ..inside };
            let values = ValueScale::new(&self.axis, range, area.height(), style.language)?;
            let left = area.left + axis::gutter(sheet, &values);
            let plot = Plot { area: Area { left, ..area }, dates: period, values };
            let labels = EndLabels::new(sheet, self.labels(&plot, style), area.height());
            let right = area.right - labels.margin(sheet);
            let plot = Plot { area: Area { right, ..plot.area }, ..plot };
            axis::check_room(plot.area)?;
            plot.grid(sheet, area.left);
            self.draw(sheet, &plot);
            axis::date_axis(sheet, plot.area, &period, DateLook { language: style.language, most: 9 });
            notes::observations(sheet, &plot, (&references, &self.line_spots(&plot)));
            labels.draw(sheet, plot.area);
            Ok(())
        })
    }

    fn check(&self) -> Result<Period, ChartError> {
        let period = self.dates.period()?;
        self.dates.check(&self.name, &self.median)?;
        for band in [&self.inner, &self.outer].into_iter().flatten() {
            self.dates.check_band(&self.name, band)?;
        }
        for (at, path) in self.paths.iter().enumerate() {
            self.dates.check(&format!("sample path {}", at + 1), path)?;
        }
        if self.references.iter().any(|r| !r.day.is_finite() || !r.value.is_finite()) {
            return Err(ChartError::NotANumber(self.reference_name.clone()));
        }
        Ok(period)
    }

    fn range(&self, references: &[&Reference]) -> Option<(f64, f64)> {
        let bands = [&self.inner, &self.outer].into_iter().flatten().flat_map(|b| [&b.low, &b.high]);
        let series = std::iter::once(&self.median).chain(bands).chain(&self.paths);
        data::range(series.flatten().flatten().copied().chain(references.iter().map(|r| r.value)))
    }

    fn keys<'a>(&'a self, sheet: &'a Sheet<'_>, references: &[&Reference]) -> Vec<Key<'a>> {
        if references.is_empty() || self.reference_name.is_empty() {
            return Vec::new();
        }
        let sign = |(x, y): Spot| {
            notes::ring(sheet, (x + 5.0, y));
            10.0
        };
        vec![Key { text: self.reference_name.clone(), sign: Box::new(sign) }]
    }

    /// Labels of the line and of the edges of the bands, where they end.
    fn labels(&self, plot: &Plot, style: &Style) -> Vec<EndLabel> {
        let edge = |band: &Option<Band>, name: [&str; 2]| {
            let band = band.clone().unwrap_or_default();
            [(band.high, name[1]), (band.low, name[0])].map(|(values, name)| (values, name.to_owned()))
        };
        let mut all = vec![(self.median.clone(), self.name.clone())];
        all.extend(edge(&self.inner, ["25%", "75%"]));
        all.extend(edge(&self.outer, ["5%", "95%"]));
        let mut labels = Vec::new();
        for (at, (values, name)) in all.into_iter().enumerate() {
            let Some((_, value)) = data::last(&self.dates.days, &values) else { continue };
            labels.push(EndLabel {
                y: plot.y(value),
                name,
                value: number::brief(value, &self.axis.quantity, style.language),
                colour: if at == 0 { self.colour } else { self.colour.mix(theme::GREY, 0.6) },
                weight: if at == 0 { Weight::SemiBold } else { Weight::Regular },
            });
        }
        labels
    }

    /// The points of the line, which names of observations keep clear of.
    fn line_spots(&self, plot: &Plot) -> Vec<Spot> {
        let known =
            self.dates.days.iter().zip(&self.median).filter_map(|(day, value)| value.map(|v| (*day, v)));
        known.map(|at| plot.spot(at)).collect()
    }

    fn draw(&self, sheet: &Sheet<'_>, plot: &Plot) {
        for (band, opacity) in [(&self.outer, 0.18), (&self.inner, 0.32)] {
            if let Some(band) = band {
                notes::band(sheet, plot, (&self.dates.days, band), (self.colour, opacity));
            }
        }
        for path in &self.paths {
            notes::line(sheet, plot, (&self.dates.days, path), Pen::new(self.colour, 0.9).faint(0.35));
        }
        notes::line(sheet, plot, (&self.dates.days, &self.median), Pen::new(self.colour, 2.6));
    }
}
