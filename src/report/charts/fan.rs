//! A fan: a median with bands of quantiles round it, or one line where there is a single run.
use super::{
    axis::{self, ABOVE, DATE_AXIS, DateLook, Plot, ROW},
    colour::Colour,
    data::{self, Band, Dates, Period, Values},
    error::ChartError,
    font::Weight,
    frame,
    labels::{EndLabel, EndLabels},
    notes, number,
    scale::{ValueAxis, ValueScale},
    sheet::{Area, Pen, Sheet},
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
}

impl Fan {
    /// Draws it as a PNG.
    ///
    /// # Errors
    /// When there is no date or value, lengths differ, a value is not finite, or not above zero on a logarithmic axis.
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, ChartError> {
        let period = self.check()?;
        let range = self.range().ok_or_else(|| ChartError::Empty("there is no value".to_owned()))?;
        frame::chart(style, &self.heading, |sheet, inside| {
            let rows = axis::row(sheet, inside, &self.axis.unit, &[]);
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
        Ok(period)
    }

    fn range(&self) -> Option<(f64, f64)> {
        let bands = [&self.inner, &self.outer].into_iter().flatten().flat_map(|b| [&b.low, &b.high]);
        data::range(std::iter::once(&self.median).chain(bands).flatten().flatten().copied())
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

    fn draw(&self, sheet: &Sheet<'_>, plot: &Plot) {
        for (band, opacity) in [(&self.outer, 0.18), (&self.inner, 0.32)] {
            if let Some(band) = band {
                notes::band(sheet, plot, (&self.dates.days, band), (self.colour, opacity));
            }
        }
        notes::line(sheet, plot, (&self.dates.days, &self.median), Pen::new(self.colour, 2.6));
    }
}
