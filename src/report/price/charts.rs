//! The charts of a comparison: profit and share against the cut, and gross profit step by step.

use super::sentences::{Teller, ends};
use super::tables::{capital, step_name};
use super::words::{say, words};
use crate::experiments::{Best, Bridge, Candidate, Mean, PriceAnswer};
use crate::report::charts::{
    CATEGORIES, Colour, Curve, CurvePanel, Curves, Heading, Language as ChartLanguage, Mark, Passage,
    Pattern, Quantity, Scaling, Step, Style, Thickness, ValueAxis, Waterfall,
};
use crate::report::figures::Drawing;
use crate::report::number::whole;
use crate::report::{Figure, Language};

/// The file of profit and share.
const PROFIT: &str = "charts/profit-against-cut.png";
/// The file of the steps.
const BRIDGE: &str = "charts/gross-profit-bridge.png";
/// Steps that are a smaller part of gross profit are rounding.
const ROUNDING: f64 = 1e-9;

/// Draws the charts of an answer; `window` is the days of the end window.
pub fn draw(answer: &PriceAnswer, window: f64, style: &Style) -> Drawing {
    let language = Language::from(style.language);
    let w = words(language);
    let view = View { teller: Teller { answer, language, w }, style, window };
    let mut drawn = Drawing::default();
    // Why there is nothing to draw, where there is not.
    let (is_alone, is_none) = (answer.candidates.len() < 2, answer.best.is_none());
    let why = if is_none {
        w.nothing
    } else if is_alone {
        w.alone
    } else {
        w.draw
    };
    let best = answer.best.as_ref().filter(|_| !is_alone).ok_or_else(|| why.to_owned());
    let bridge = answer.waterfall.as_ref().ok_or_else(|| why.to_owned());
    let results =
        [(PROFIT, best.and_then(|best| view.profit(best))), (BRIDGE, bridge.and_then(|it| view.bridge(it)))];
    for (file, result) in results {
        drawn.add(file.to_owned(), result);
    }
    drawn
}

struct View<'a> {
    teller: Teller<'a>,
    style: &'a Style,
    window: f64,
}

impl View<'_> {
    fn profit(&self, best: &Best) -> Result<Figure, String> {
        let (t, w, answer) = (&self.teller, self.teller.w, self.teller.answer);
        let against = if best.cut == 0.0 {
            best.next.as_ref().map(|next| next.profit_of_best_over_it)
        } else {
            Some(best.profit_over_no_cut)
        };
        let unclear = against.and_then(ends).is_some_and(|interval| interval.contains(0.0));
        let title = say(
            if unclear { w.chart_unclear } else { w.chart_best },
            [("what", t.deed(best.cut)), ("provider", answer.provider.clone())],
        );
        let subtitle = if answer.replicates > 1 { w.chart_subtitle } else { w.chart_subtitle_one };
        let subtitle =
            say(subtitle, [("product", name(answer)), ("date", answer.date.clone()), ("level", t.level())]);
        let heading = self.heading(title, subtitle);
        let raises = answer.candidates.iter().any(|row| row.cut < 0.0);
        let profit_unit = say(
            w.profit_unit,
            [("currency", answer.currency.clone()), ("provider", answer.provider.clone())],
        );
        let share_unit = say(w.share_unit, [("window", whole(self.window, t.language))]);
        let money = Quantity::money(&answer.currency);
        let label = say(w.mark, [("cut", Teller::percent(best.cut).replace(" %", "%"))]);
        // A product that another replaced has no share in the end.
        let panels = vec![
            self.panel(
                (w.profit_panel, ValueAxis::new(Scaling::FromZero, money, &profit_unit), CATEGORIES[0]),
                |row| row.profit_over_no_cut,
                (best.cut, label),
            ),
            self.panel(
                (
                    w.share_panel,
                    ValueAxis::new(Scaling::FromZero, Quantity::Percent, &share_unit),
                    CATEGORIES[2],
                ),
                |row| row.share,
                (best.cut, String::new()),
            ),
        ];
        let chart = Curves {
            heading: heading.clone(),
            across: ValueAxis::new(
                Scaling::Around,
                Quantity::Percent,
                if raises { w.across_raises } else { w.across },
            ),
            regions: Vec::new(),
            panels: panels.into_iter().filter(|panel| !panel.curves[0].points.is_empty()).collect(),
        };
        let share = if chart.panels.len() > 1 { w.profit_caption_share } else { "" };
        let caption =
            say(w.profit_caption, [("provider", answer.provider.clone()), ("share", share.to_owned())]);
        Figure::drawn(PROFIT, &heading, caption, chart.png(self.style))
    }

    /// A figure of all candidates with its interval, and the best marked.
    fn panel(
        &self,
        (title, axis, colour): (&str, ValueAxis, Colour),
        of: impl Fn(&Candidate) -> Mean,
        (best, label): (f64, String),
    ) -> CurvePanel {
        let rows = &self.teller.answer.candidates;
        let points: Vec<(f64, f64)> = rows.iter().filter_map(|row| Some((row.cut, of(row).mean?))).collect();
        let band = rows.iter().filter_map(|row| {
            let interval = ends(of(row))?;
            Some((row.cut, interval.low, interval.high))
        });
        let shown = if axis.quantity == Quantity::Percent {
            |_: &Self, value: f64| Quantity::Percent.brief(value, ChartLanguage::English)
        } else {
            |view: &Self, value: f64| view.money(value, true)
        };
        let mark = points.iter().find(|(cut, _)| cut.to_bits() == best.to_bits()).map(|at| {
            let value = shown(self, at.1);
            let text = if label.is_empty() { value } else { format!("{label}, {value}") };
            Mark { at: *at, label: text, colour, dropped: true }
        });
        CurvePanel {
            title: title.to_owned(),
            axis,
            curves: vec![Curve {
                name: String::new(),
                colour,
                pattern: Pattern::Solid,
                thickness: Thickness::Main,
                points,
                band: band.collect(),
            }],
            thresholds: Vec::new(),
            marks: mark.into_iter().collect(),
        }
    }

    fn bridge(&self, bridge: &Bridge) -> Result<Figure, String> {
        let (t, w, answer) = (&self.teller, self.teller.w, self.teller.answer);
        let change = bridge.gross_profit_to - bridge.gross_profit_from;
        let title = if change < 0.0 { w.bridge_title_down } else { w.bridge_title_up };
        let subtitle = if answer.replicates > 1 { w.bridge_subtitle } else { w.bridge_subtitle_one };
        let subtitle = say(subtitle, [("provider", answer.provider.clone()), ("level", t.level())]);
        let heading = self.heading(
            say(title, [("what", t.deed(bridge.to_cut)), ("change", self.money(change.abs(), false))]),
            subtitle,
        );
        let whole = bridge.gross_profit_from.abs().max(bridge.gross_profit_to.abs());
        let steps = bridge.steps.iter().filter_map(|step| {
            let change = step.change.mean.filter(|mean| mean.abs() > ROUNDING * whole)?;
            let whisker = ends(step.change).map(|ends| (ends.low, ends.high));
            Some(Step { label: step_name(step.name, w).to_owned(), change, whisker, note: String::new() })
        });
        let unit = say(w.bridge_unit, [("currency", answer.currency.clone())]);
        let chart = Waterfall {
            heading: heading.clone(),
            axis: ValueAxis::new(Scaling::FromZero, Quantity::money(&answer.currency), &unit),
            passages: vec![Passage {
                title: String::new(),
                from: (w.from_none.to_owned(), bridge.gross_profit_from),
                steps: steps.collect(),
                to: (capital(&t.name(bridge.to_cut)).replace(" %", "%"), bridge.gross_profit_to),
            }],
        };
        Figure::drawn(BRIDGE, &heading, w.bridge_caption.to_owned(), chart.png(self.style))
    }

    /// An amount as the axis writes it.
    fn money(&self, value: f64, signed: bool) -> String {
        let text = Quantity::money(&self.teller.answer.currency).brief(value, self.style.language);
        if signed && value > 0.0 { format!("+{text}") } else { text }
    }

    fn heading(&self, title: String, subtitle: String) -> Heading {
        let answer = self.teller.answer;
        let w = self.teller.w;
        let source = say(
            if answer.replicates == 1 { w.source_one } else { w.source },
            [
                ("title", answer.title.clone()),
                ("seed", answer.seed.to_string()),
                ("n", answer.replicates.to_string()),
            ],
        );
        // Charts close percents up.
        let tight = |text: String| text.replace(" %", "%");
        Heading { title: tight(title), subtitle: tight(subtitle), source }
    }
}

/// The product with its provider, unless its name has it already.
pub(super) fn name(answer: &PriceAnswer) -> String {
    if answer.product.starts_with(&answer.provider) {
        answer.product.clone()
    } else {
        format!("{} {}", answer.provider, answer.product)
    }
}
