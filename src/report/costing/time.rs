//! The standard cost over the months: by what it pays for, and by who took what off it.

use jiff::civil::Date;

use super::charts::View;
use super::words::say;
use crate::calendar::{Calendar, Instant};
use crate::costing::MonthCost;
use crate::drivers::Driver;
use crate::report::charts::{
    AmountLayer, CATEGORIES, Colour, Dates, OTHERS, Scaling, StackedAmounts, ValueAxis,
};
use crate::report::{Figure, Language, label};

/// The file of the components.
pub(super) const FILE: &str = "charts/cost-over-time.png";
/// The file of the drivers.
pub(super) const DRIVERS: &str = "charts/cost-over-time-by-driver.png";

/// A fall by less is none.
const LEAST: f64 = 0.005;

pub(super) fn components(view: &View<'_>) -> Result<Figure, String> {
    let (w, months) = (view.words, &view.curves.months);
    let (first, last) = ends(view)?;
    let fall = 1.0 - last.total() / first.total();
    let title = if fall > LEAST {
        let end = month(view, last.day)?;
        say(w.time_title_falls, [("product", view.name()), ("by", view.percent(fall)), ("end", end)])
    } else {
        say(w.time_title_flat, [("product", view.name())])
    };
    let heading = view.heading(title, w.time_subtitle.to_owned());
    let names = [
        (2, w.output_compute, CATEGORIES[0]),
        (0, w.input_compute, CATEGORIES[5]),
        (1, w.cached_compute, CATEGORIES[2]),
        (3, w.electricity, CATEGORIES[1]),
        (4, w.egress, CATEGORIES[4]),
    ];
    let layers = names
        .into_iter()
        .filter(|(part, _, _)| months.iter().any(|month| month.parts[*part] > 0.0))
        .map(|(part, name, colour)| layer(months, (name, colour), |month| month.parts[part]))
        .collect();
    let chart = StackedAmounts {
        heading: heading.clone(),
        dates: dates(view)?,
        axis: ValueAxis::new(Scaling::FromZero, view.money(), &view.per_mtok()),
        layers,
        total: w.standard.to_owned(),
    };
    let [first, last] = [first, last].map(|month| view.amount(month.total()));
    let caption = say(w.time_caption, [("first", first), ("last", last)]);
    Figure::drawn(FILE, &heading, caption, chart.png(view.style))
}

pub(super) fn drivers(view: &View<'_>) -> Result<Figure, String> {
    let (w, months) = (view.words, &view.curves.months);
    let (first, last) = ends(view)?;
    let fall = first.total() - last.total();
    if fall < LEAST * first.total() {
        return Err(w.no_progress.to_owned());
    }
    let mut drivers: Vec<(usize, Driver)> = Driver::TECHNOLOGY.into_iter().enumerate().collect();
    // What makes it dearer for a while has no place in a stack of savings.
    drivers.retain(|(at, _)| {
        last.saved[*at] > 0.001 * fall && months.iter().all(|month| month.saved[*at] > -1e-9 * first.total())
    });
    drivers.sort_by(|a, b| last.saved[b.0].total_cmp(&last.saved[a.0]));
    let Some((top, leader)) = drivers.first().copied() else { return Err(w.no_progress.to_owned()) };
    let name = |driver: Driver| label(&format!("part_{}", driver.name()), view.language);
    let heading = view.heading(
        say(
            w.drivers_title,
            [
                ("driver", name(leader)),
                ("share", view.percent(last.saved[top] / fall)),
                ("product", view.name()),
                ("end", month(view, last.day)?),
            ],
        ),
        say(w.drivers_subtitle, [("start", view.costing.start.clone())]),
    );
    let mut layers = vec![layer(months, (w.left_over, OTHERS), MonthCost::total)];
    for (at, driver) in &drivers {
        let colour = CATEGORIES[at % CATEGORIES.len()];
        layers.push(layer(months, (&name(*driver), colour), |month| month.saved[*at].max(0.0)));
    }
    let chart = StackedAmounts {
        heading: heading.clone(),
        dates: dates(view)?,
        axis: ValueAxis::new(Scaling::FromZero, view.money(), &view.per_mtok()),
        layers,
        total: w.before.to_owned(),
    };
    let list: Vec<String> = drivers
        .iter()
        .map(|(at, driver)| {
            format!(
                "{} {} ({})",
                name(*driver),
                view.amount(last.saved[*at]),
                view.percent(last.saved[*at] / fall)
            )
        })
        .collect();
    let caption = say(w.drivers_caption, [("list", list.join(", "))]);
    Figure::drawn(DRIVERS, &heading, caption, chart.png(view.style))
}

fn ends<'a>(view: &View<'a>) -> Result<(&'a MonthCost, &'a MonthCost), String> {
    let months = &view.curves.months;
    months.first().zip(months.last()).ok_or_else(|| view.words.no_progress.to_owned())
}

fn layer(
    months: &[MonthCost],
    (name, colour): (&str, Colour),
    of: impl Fn(&MonthCost) -> f64,
) -> AmountLayer {
    AmountLayer {
        name: name.to_owned(),
        colour,
        amounts: months.iter().map(|month| Some(of(month))).collect(),
    }
}

fn start(view: &View<'_>) -> Result<Date, String> {
    view.costing.start.parse().map_err(|_| view.words.no_progress.to_owned())
}

fn date(view: &View<'_>, day: f64) -> Result<Date, String> {
    Ok(Calendar::new(start(view)?).date(Instant::at_day(day)))
}

/// The month of a day, as titles have it.
fn month(view: &View<'_>, day: f64) -> Result<String, String> {
    let date = date(view, day)?;
    Ok(match view.language {
        Language::English => date.strftime("%B %Y").to_string(),
        Language::Chinese => format!("{}年{}月", date.year(), date.month()),
    })
}

fn dates(view: &View<'_>) -> Result<Dates, String> {
    Ok(Dates::new(start(view)?, view.curves.months.iter().map(|month| month.day).collect()))
}
