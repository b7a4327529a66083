//! The charts of a comparison: what users, providers, the state and all together gain in each arm, and who sells the tokens.

use super::sentences::level;
use super::words::{Words, say, words};
use crate::experiments::{Comparison, Difference};
use crate::report::charts::{
    Bar, BarRow, Bars, CATEGORIES, Colour, DotRow, Dots, Heading, OTHERS, Quantity, Scaling, Style, ValueAxis,
};
use crate::report::figures::Drawing;
use crate::report::number::{figure, signed, whole};
use crate::report::{Figure, Language};

/// The files.
const GAINS: &str = "charts/gains.png";
const SHARES: &str = "charts/shares-by-arm.png";

/// Arms that are drawn at most: a page of rows, and dots that can be told apart.
const MOST: (usize, usize) = (16, 7);

/// A share that moves by less is the same to a reader.
const SAME: f64 = 5e-4;

/// Draws the charts of a comparison.
pub fn draw(comparison: &Comparison, style: &Style) -> Drawing {
    let language = Language::from(style.language);
    let mut drawn = Drawing::default();
    // Without a run there is nothing to say, of charts either.
    if comparison.replicates > 0 {
        let view = View { comparison, w: words(language), language, style };
        drawn.add(GAINS.to_owned(), view.gains());
        drawn.add(SHARES.to_owned(), view.shares());
    }
    drawn
}

struct View<'a> {
    comparison: &'a Comparison,
    w: &'static Words,
    language: Language,
    style: &'a Style,
}

impl View<'_> {
    fn gains(&self) -> Result<Figure, String> {
        let (of, w) = (self.comparison, self.w);
        let kinds: Vec<(&str, &str, Colour)> = [
            ("consumer_surplus", w.users, CATEGORIES[0]),
            ("profit", w.providers, CATEGORIES[1]),
            ("public_revenue", w.state, CATEGORIES[2]),
            ("welfare", w.welfare, OTHERS),
        ]
        .into_iter()
        .filter(|(measure, ..)| {
            *measure != "public_revenue" || of.told().into_iter().any(|arm| self.moves(measure, arm))
        })
        .collect();
        let mut told = of.told();
        told.retain(|arm| kinds.iter().any(|(measure, ..)| self.moves(measure, *arm)));
        if told.is_empty() {
            return Err(w.no_gains.to_owned());
        }
        // The finding is that of all arms, drawn or not.
        let (title, all) = (self.title(&told), told.len());
        told.truncate(MOST.0);
        let some = ("some", self.some(told.len(), all));
        let rows = told.iter().map(|arm| BarRow {
            name: self.row(*arm),
            note: String::new(),
            bars: kinds.iter().map(|(measure, ..)| self.gain(measure, *arm).and_then(bar)).collect(),
        });
        let runs = if of.replicates == 1 {
            say(w.gains_one, [some])
        } else {
            say(w.gains_many, [("n", of.replicates.to_string()), ("level", level(of)), some])
        };
        let chart = Bars {
            heading: self.heading(title, runs),
            axis: ValueAxis::new(Scaling::FromZero, Quantity::money(&of.currency), w.gains_axis),
            keys: kinds.iter().map(|(_, name, colour)| ((*name).to_owned(), *colour)).collect(),
            rows: rows.collect(),
        };
        let told: Vec<String> = told.iter().filter_map(|arm| self.told(*arm)).collect();
        let gap = if self.language == Language::Chinese { "；" } else { "; " };
        let caption = say(w.gains_caption, [("list", told.join(gap))]);
        Figure::drawn(GAINS, &chart.heading, caption, chart.png(self.style))
    }

    /// Shares of tokens by provider, a dot for each arm.
    fn shares(&self) -> Result<Figure, String> {
        let (of, w) = (self.comparison, self.w);
        let mut told = of.told();
        let all = told.len();
        told.truncate(MOST.1);
        let share = |provider: &str| -> Option<(f64, Vec<Option<f64>>)> {
            let found = of.figure("share_tokens", provider)?;
            Some((found.base?, told.iter().map(|arm| found.arms[*arm].mean).collect()))
        };
        let known: Vec<(&String, f64, Vec<Option<f64>>)> = of
            .providers
            .iter()
            .filter_map(|provider| share(provider).map(|(base, arms)| (provider, base, arms)))
            .collect();
        // The provider and the arm that differ most from the base.
        let moves = known.iter().flat_map(|(provider, base, arms)| {
            let arms = told.iter().zip(arms);
            arms.filter_map(move |(arm, share)| Some((provider, *arm, *base, (*share)?)))
        });
        let widest = moves.max_by(|a, b| (a.3 - a.2).abs().total_cmp(&(b.3 - b.2).abs()));
        let Some((provider, arm, base, most)) = widest.filter(|found| (found.3 - found.2).abs() > SAME)
        else {
            return Err(w.no_shares.to_owned());
        };
        let percent = |value: f64| Quantity::Percent.brief(value, self.style.language);
        let places = [
            ("provider", (*provider).clone()),
            ("arm", of.arms[arm].clone()),
            ("base", of.base.clone()),
            ("from", percent(base)),
            ("to", percent(most)),
        ];
        let subtitle = if of.replicates == 1 { w.shares_subtitle_one } else { w.shares_subtitle };
        let of_what = [
            ("window", whole(of.window, self.language)),
            ("n", of.replicates.to_string()),
            ("some", self.some(told.len(), all)),
        ];
        let colours = [OTHERS].into_iter().chain(CATEGORIES);
        let names = std::iter::once(&of.base).chain(told.iter().map(|arm| &of.arms[*arm]));
        let chart = Dots {
            heading: self.heading(say(w.shares_title, places), say(subtitle, of_what)),
            axis: ValueAxis::new(Scaling::FromZero, Quantity::Percent, w.shares_axis),
            keys: names.cloned().zip(colours).collect(),
            rows: known
                .iter()
                .map(|(provider, base, arms)| DotRow {
                    name: (*provider).clone(),
                    values: std::iter::once(Some(*base)).chain(arms.iter().copied()).collect(),
                })
                .collect(),
        };
        let (sentence, gap) = (w.shares_told, if self.language == Language::Chinese { "；" } else { "; " });
        let told: Vec<String> = told
            .iter()
            .filter_map(|arm| {
                let share = of.figure("share_tokens", provider)?.arms[*arm].mean?;
                let places =
                    [("arm", of.arms[*arm].clone()), ("share", figure(share, "share", self.language))];
                Some(say(sentence, places))
            })
            .collect();
        let places = [
            ("provider", (*provider).clone()),
            ("base", of.base.clone()),
            ("share", figure(base, "share", self.language)),
            ("list", told.join(gap)),
        ];
        Figure::drawn(SHARES, &chart.heading, say(w.shares_caption, places), chart.png(self.style))
    }

    fn heading(&self, title: String, subtitle: String) -> Heading {
        let of = self.comparison;
        let places = [
            ("title", of.title.clone()),
            ("seed", of.seed.to_string()),
            ("software", self.style.software.clone()),
        ];
        Heading { title, subtitle, source: say(self.w.source, places) }
    }

    /// Where welfare is highest, as far as the means go; the doubt where the interval leaves it.
    fn title(&self, told: &[usize]) -> String {
        let (of, w) = (self.comparison, self.w);
        let found = told.iter().filter_map(|arm| Some((*arm, self.gain("welfare", *arm)?)));
        let known = found.filter_map(|(arm, gain)| Some((arm, gain, gain.difference?)));
        // Of a twin the gain is that of the base over it.
        let best = known.max_by(|a, b| {
            let over = |arm: usize, gain: f64| if self.is_undone(arm) { -gain } else { gain };
            over(a.0, a.2).total_cmp(&over(b.0, b.2))
        });
        let Some((arm, gain, amount)) = best else { return w.gains_plain.to_owned() };
        let money = |value: f64| figure(value.abs(), &of.currency, self.language);
        let places = [("arm", of.arms[arm].clone()), ("base", of.base.clone()), ("amount", money(amount))];
        let is_war = of.twins.contains(&of.arms[arm]);
        let sentence = match (gain.is_clear() == Some(false), is_war, (amount > 0.0) != self.is_undone(arm)) {
            (true, ..) => w.gains_unclear,
            (_, true, false) => w.gains_war_good,
            (_, true, true) => w.gains_war_bad,
            (_, false, true) => w.gains_arm,
            (_, false, false) => w.gains_base,
        };
        say(sentence, places)
    }

    /// How many arms are drawn, where that is not all.
    fn some(&self, shown: usize, all: usize) -> String {
        if shown == all {
            return String::new();
        }
        say(self.w.some, [("shown", shown.to_string()), ("all", all.to_string())])
    }

    /// The name of a row: what is taken from what.
    fn row(&self, arm: usize) -> String {
        let of = self.comparison;
        let is_undone = self.is_undone(arm);
        let (arm, base) = (of.arms[arm].clone(), of.base.clone());
        let (arm, base) = if is_undone { (base, arm) } else { (arm, base) };
        say(self.w.less, [("arm", arm), ("base", base)])
    }

    /// An arm less the base; of a twin the base less it.
    fn gain(&self, measure: &str, arm: usize) -> Option<Difference> {
        let of = self.comparison;
        let found = of.figure(measure, "market")?.arms[arm];
        Some(if self.is_undone(arm) { found.reversed() } else { found })
    }

    /// Whether an arm is a twin that leaves something out: what that did is the base less its twin.
    fn is_undone(&self, arm: usize) -> bool {
        let (of, name) = (self.comparison, &self.comparison.arms[arm]);
        of.twins.contains(name) || of.held.contains(name)
    }

    fn moves(&self, measure: &str, arm: usize) -> bool {
        self.gain(measure, arm).and_then(|gain| gain.difference).is_some_and(|value| value != 0.0)
    }

    /// The welfare of a row in words.
    fn told(&self, arm: usize) -> Option<String> {
        let value = self.gain("welfare", arm)?.difference?;
        let text = figure(value, &self.comparison.currency, self.language);
        Some(format!("{} {}", self.row(arm), signed(text, value)))
    }
}

fn bar(gain: Difference) -> Option<Bar> {
    let value = gain.difference.filter(|value| *value != 0.0)?;
    Some(Bar { value, whisker: gain.ci_low.zip(gain.ci_high) })
}
