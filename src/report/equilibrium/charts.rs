//! The chart of an equilibrium: best replies of a duopoly of one product each, else prices by product.

use super::tables::price;
use super::words::{Words, say, words};
use crate::equilibrium::{MarketEquilibrium, ProductStanding, Replies};
use crate::report::charts::{
    CATEGORIES, ChartError, Curve, CurvePanel, Curves, DotRow, Dots, Heading, Mark, OTHERS, Pattern,
    Quantity, Scaling, Style, Thickness, ValueAxis,
};
use crate::report::figures::Drawing;
use crate::report::{Figure, Language};

/// The files.
const REPLIES: &str = "charts/best-replies.png";
const PRICES: &str = "charts/equilibrium-prices.png";

/// Products of the chart by product: a page of rows.
const MOST: usize = 40;

/// A posted price this near its Nash price, relatively, is the same to a reader.
const SAME: f64 = 5e-4;

/// Draws the chart that suits the market.
pub fn draw(of: &MarketEquilibrium, style: &Style) -> Drawing {
    let language = Language::from(style.language);
    let view = View { of, style, words: words(language) };
    let (file, drawn) = match &of.replies {
        Some(replies) => (REPLIES, view.replies(replies)),
        None => (PRICES, view.prices()),
    };
    let (heading, caption, png) = drawn;
    let mut drawing = Drawing::default();
    drawing.add(file.to_owned(), Figure::drawn(file, &heading, caption, png));
    drawing
}

struct View<'a> {
    of: &'a MarketEquilibrium,
    style: &'a Style,
    words: &'static Words,
}

type Drawn = (Heading, String, Result<Vec<u8>, ChartError>);

impl View<'_> {
    fn heading(&self, title: String, subtitle: String) -> Heading {
        let source = say(
            self.words.source,
            [
                ("scenario", self.of.title.clone()),
                ("date", self.of.start.clone()),
                ("software", self.style.software.clone()),
            ],
        );
        Heading { title, subtitle, source }
    }

    fn unit(&self) -> String {
        say(self.words.per_mtok, [("currency", self.of.currency.clone())])
    }

    /// B's price across, A's price upwards: A's curve runs over the width, B's over the height.
    fn replies(&self, replies: &Replies) -> Drawn {
        let w = self.words;
        let [first, second] = &replies.firms;
        let of = |products: &[ProductStanding]| [products[0].price, products[1].price];
        let (nash, joint) = (of(&self.of.nash.products), of(&self.of.joint.products));
        let posted = of(&self.of.posted.products);
        let money = |value: f64| format!("{} {}", price(value), self.of.currency);
        let same = |pair: [f64; 2]| price(pair[0]) == price(pair[1]);
        let title = if same(nash) && same(joint) { w.replies_title_same } else { w.replies_title };
        let places = [
            ("first", first.clone()),
            ("second", second.clone()),
            ("nash", money(nash[0])),
            ("other", money(nash[1])),
            ("joint", money(joint[0])),
            ("another", money(joint[1])),
        ];
        let subtitle = if same(nash) && same(joint) && same(posted) {
            w.replies_subtitle_same.to_owned()
        } else {
            say(w.replies_subtitle, [("first", first.clone()), ("second", second.clone())])
        };
        let heading = self.heading(say(title, places), subtitle);
        let curve = |firm: &str, colour, points| Curve {
            name: say(w.reply_of, [("firm", firm.to_owned())]),
            colour,
            pattern: Pattern::Solid,
            thickness: Thickness::Main,
            points,
            band: Vec::new(),
        };
        // The other's curve, its own price across.
        let mut turned: Vec<(f64, f64)> = replies.of_second.iter().map(|(a, b)| (*b, *a)).collect();
        turned.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mark = |name: &str, pair: [f64; 2], colour| Mark {
            at: (pair[1], pair[0]),
            label: if same(pair) {
                format!("{name} {}", price(pair[0]))
            } else {
                format!("{name} {} | {}", price(pair[0]), price(pair[1]))
            },
            colour,
            dropped: false,
        };
        let mut marks = vec![mark(w.nash, nash, CATEGORIES[2]), mark(w.mark_joint, joint, CATEGORIES[3])];
        let ends = |points: &[(f64, f64)]| {
            points
                .iter()
                .map(|point| point.0)
                .fold((f64::INFINITY, 0.0), |(low, high): (f64, f64), x| (low.min(x), high.max(x)))
        };
        let (low, high) = ends(&replies.of_first);
        let seen = |value: &f64| (low..=high).contains(value);
        if posted.iter().all(seen) {
            marks.push(mark(w.mark_posted, posted, OTHERS));
        }
        let price_of = |firm: &str| say(w.price_of, [("firm", firm.to_owned()), ("unit", self.unit())]);
        let quantity = Quantity::money(&self.of.currency);
        let chart = Curves {
            heading: heading.clone(),
            across: ValueAxis::new(Scaling::Around, quantity.clone(), &price_of(second)),
            regions: Vec::new(),
            panels: vec![CurvePanel {
                title: String::new(),
                axis: ValueAxis::new(Scaling::Around, quantity, &price_of(first)),
                curves: vec![
                    curve(first, CATEGORIES[0], replies.of_first.clone()),
                    curve(second, CATEGORIES[1], turned),
                ],
                thresholds: Vec::new(),
                marks,
            }],
        };
        let caption = say(
            w.replies_caption,
            [
                ("first", first.clone()),
                ("second", second.clone()),
                ("nash", money(nash[0])),
                ("other", money(nash[1])),
                ("joint", money(joint[0])),
                ("another", money(joint[1])),
                ("posted", money(posted[0])),
                ("last", money(posted[1])),
            ],
        );
        (heading, caption, chart.png(self.style))
    }

    /// By how much those that merge would change their prices; none without a merger.
    fn merged_title(&self) -> Option<String> {
        let merger = self.of.merger.as_ref()?;
        let changes =
            self.of.nash.products.iter().zip(&merger.after.products).filter_map(|(before, after)| {
                let is_theirs = merger.providers.contains(&before.provider) && before.price > 0.0;
                is_theirs.then(|| after.price / before.price - 1.0)
            });
        let (low, high) =
            changes.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), by| (low.min(by), high.max(by)));
        let change = |by: f64| {
            let text = Quantity::Percent.brief(by, self.style.language);
            if by > 0.0 { format!("+{text}") } else { text }
        };
        let firms =
            merger.providers.join(if self.style.language == crate::report::charts::Language::Chinese {
                "、"
            } else {
                " and "
            });
        (low <= high).then(|| {
            say(self.words.dots_merged, [("firms", firms), ("low", change(low)), ("high", change(high))])
        })
    }

    /// Posted, Nash and joint price of each product.
    fn prices(&self) -> Drawn {
        let w = self.words;
        let (posted, nash, joint) =
            (&self.of.posted.products, &self.of.nash.products, &self.of.joint.products);
        let merged = self.of.merger.as_ref().map(|merger| &merger.after.products);
        let sets: Vec<&Vec<ProductStanding>> = [posted, nash, joint].into_iter().chain(merged).collect();
        let above = posted.iter().filter(|product| product.price_over_nash > SAME).count();
        let below = posted.iter().filter(|product| product.price_over_nash < -SAME).count();
        let all = nash.len();
        let counts =
            || [("all", all.to_string()), ("above", above.to_string()), ("below", below.to_string())];
        let title = dots_title(w, (above, below), all);
        let title = self.merged_title().unwrap_or_else(|| say(title, counts()));
        let mut shown: Vec<usize> = (0..nash.len()).collect();
        shown.sort_by(|a, b| nash[*b].tokens_per_day.total_cmp(&nash[*a].tokens_per_day));
        shown.truncate(MOST);
        shown.sort_by(|a, b| nash[*b].price.total_cmp(&nash[*a].price));
        let mut subtitle = w.dots_subtitle.to_owned();
        if shown.len() < nash.len() {
            let counts = [("shown", shown.len().to_string()), ("all", nash.len().to_string())];
            let space = Language::from(self.style.language).space();
            subtitle = format!("{subtitle}{space}{}", say(w.dots_some, counts));
        }
        let heading = self.heading(title, subtitle);
        let name = |product: &ProductStanding| {
            if product.product.starts_with(&product.provider) {
                product.product.clone()
            } else {
                format!("{} {}", product.provider, product.product)
            }
        };
        // A free product has no place on a logarithmic axis.
        let seen = |value: f64| (value > 0.0).then_some(value);
        let chart = Dots {
            heading: heading.clone(),
            axis: ValueAxis::new(Scaling::Log, Quantity::money(&self.of.currency), &self.unit()),
            keys: [
                (w.posted, OTHERS),
                (w.nash, CATEGORIES[0]),
                (w.joint, CATEGORIES[1]),
                (w.after, CATEGORIES[2]),
            ]
            .into_iter()
            .take(sets.len())
            .map(|(name, colour)| (name.to_owned(), colour))
            .collect(),
            rows: shown
                .iter()
                .map(|j| DotRow {
                    name: name(&nash[*j]),
                    values: sets.iter().map(|products| seen(products[*j].price)).collect(),
                })
                .collect(),
        };
        let higher = joint.iter().filter(|product| product.price_over_nash > SAME).count();
        let counts =
            [("all", nash.len().to_string()), ("above", above.to_string()), ("joint", higher.to_string())];
        (heading, say(w.dots_caption, counts), chart.png(self.style))
    }
}

/// What is said of how many posted prices are above their Nash prices and below; "mostly" of more than half.
fn dots_title(w: &Words, (above, below): (usize, usize), all: usize) -> &'static str {
    match (above, below) {
        (0, 0) => w.dots_at,
        (above, _) if above == all => w.dots_all_above,
        (_, below) if below == all => w.dots_all_below,
        (above, _) if 2 * above > all => w.dots_above,
        (_, below) if 2 * below > all => w.dots_below,
        _ => w.dots_both,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mostly_is_more_than_half() {
        let w = words(Language::English);
        let title = |above, below| dots_title(w, (above, below), 4);
        assert_eq!([title(1, 0), title(2, 1), title(2, 2)], [w.dots_both; 3]);
        assert_eq!([title(3, 0), title(3, 1), title(0, 3)], [w.dots_above, w.dots_above, w.dots_below]);
        assert_eq!([title(4, 0), title(0, 4), title(0, 0)], [w.dots_all_above, w.dots_all_below, w.dots_at]);
    }
}
