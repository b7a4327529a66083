//! Labels at the right end of lines: kept apart, led to their line, never wider than their margin.
use super::{
    colour::Colour,
    font::Weight,
    sheet::{Area, Letters, Pen, Sheet},
    theme,
};

/// A label at the end of a line.
#[derive(Clone, Debug)]
pub(super) struct EndLabel {
    /// Where the line ends.
    pub y: f64,
    pub name: String,
    /// Written after the name; may be empty.
    pub value: String,
    pub colour: Colour,
    /// Of the name; values are regular.
    pub weight: Weight,
}

/// Moves places apart, as little as possible (least squares), until neighbours are `gap` apart, within `low..high`.
///
/// With `z_i = y_i - i gap` the task is isotonic regression, solved by pooling adjacent violators. When
/// there is no room for the gap it shrinks to what there is.
pub(super) fn spread(wanted: &[f64], gap: f64, (low, high): (f64, f64)) -> Vec<f64> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let last = wanted.len() - 1;
    let gap = if last > 0 { gap.min((high - low).max(0.0) / last as f64) } else { gap };
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    // Blocks of (sum of z, members).
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (rank, &at) in order.iter().enumerate() {
        let mut block = (wanted[at] - rank as f64 * gap, 1);
        while let Some(above) = blocks.pop_if(|above| above.0 / above.1 as f64 > block.0 / block.1 as f64) {
            block = (block.0 + above.0, block.1 + above.1);
        }
        blocks.push(block);
    }
    let top = (high - last as f64 * gap).max(low);
    let mut out = vec![0.0; wanted.len()];
    let mut rank = 0;
    for (sum, members) in blocks {
        let z = (sum / members as f64).clamp(low, top);
        for _ in 0..members {
            out[order[rank]] = z + rank as f64 * gap;
            rank += 1;
        }
    }
    out
}

/// The height of a sheet on which so many labels have room below each other, in letters of 9 logical pixels.
pub(super) fn height_for(labels: usize) -> f64 {
    // 200 is what heading, date axis and source take.
    200.0 + 10.5 * labels as f64
}

/// The labels of one plot, made to fit its height.
pub(super) struct EndLabels {
    labels: Vec<EndLabel>,
    gap: f64,
    letters: Letters,
}

/// From the plot to a label, and the part of it that a leader crosses.
const LEAD: (f64, f64) = (22.0, 4.0);
/// Between a name and its value.
const SPACE: f64 = 5.0;

impl EndLabels {
    /// Labels for a plot of this height; names are cut to fit, many labels get smaller letters.
    pub(super) fn new(sheet: &Sheet<'_>, mut labels: Vec<EndLabel>, height: f64) -> Self {
        let room = height / labels.len().max(1) as f64;
        let gap = theme::LABEL_GAP.min(room);
        let size = theme::LABEL.min(gap * 0.86).max(5.0);
        let letters = Letters::new(size, theme::INK);
        for label in &mut labels {
            label.name =
                sheet.shorten(&label.name, Letters { weight: label.weight, ..letters }, theme::LABEL_MAX);
        }
        Self { labels, gap, letters }
    }

    /// The margin they need at the right of the plot.
    pub(super) fn margin(&self, sheet: &Sheet<'_>) -> f64 {
        let longest = self.labels.iter().map(|label| {
            let value =
                if label.value.is_empty() { 0.0 } else { SPACE + sheet.width(&label.value, self.letters) };
            sheet.width(&label.name, Letters { weight: label.weight, ..self.letters }) + value
        });
        longest
            .fold(None, |most: Option<f64>, w| Some(most.map_or(w, |m| m.max(w))))
            .map_or(8.0, |w| w + LEAD.0)
    }

    /// Writes them at the right of the plot.
    pub(super) fn draw(&self, sheet: &Sheet<'_>, plot: Area) {
        let wanted: Vec<f64> = self.labels.iter().map(|label| label.y).collect();
        let half = self.letters.size / 2.0;
        let places = spread(&wanted, self.gap, (plot.top - half, plot.bottom - half / 2.0));
        let moved = places.iter().zip(&wanted).any(|(at, y)| (at - y).abs() > 3.0);
        let x = plot.right + if moved { LEAD.0 } else { 8.0 };
        for (label, y) in self.labels.iter().zip(places) {
            if (y - label.y).abs() > 3.0 {
                let elbow = plot.right + LEAD.0 - LEAD.1;
                let path = [(plot.right + LEAD.1, label.y), (elbow - 4.0, y), (elbow, y)];
                sheet.line(&path, Pen::new(theme::CONTEXT, 0.8));
            }
            let letters = Letters { colour: label.colour.for_text(), ..self.letters };
            let named = Letters { weight: label.weight, ..letters };
            sheet.text((x, y), &label.name, named);
            let after = x + sheet.width(&label.name, named) + SPACE;
            sheet.text((after, y), &label.value, letters);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn free_labels_stay_and_crowded_ones_share_the_way() {
        assert_eq!(spread(&[10.0, 50.0], 17.0, (0.0, 100.0)), [10.0, 50.0]);
        // Two at 50 part evenly: 41.5 and 58.5.
        assert_eq!(spread(&[50.0, 50.0], 17.0, (0.0, 100.0)), [41.5, 58.5]);
        // The order of the lines is the order of the labels.
        assert_eq!(spread(&[52.0, 50.0], 17.0, (0.0, 100.0)), [59.5, 42.5]);
    }

    #[test]
    fn labels_at_the_edge_are_pushed_inwards() {
        assert_eq!(spread(&[0.0, 0.0], 10.0, (0.0, 100.0)), [0.0, 10.0]);
        assert_eq!(spread(&[100.0, 100.0], 10.0, (0.0, 100.0)), [90.0, 100.0]);
        assert_eq!(spread(&[5.0; 3], 10.0, (0.0, 10.0)), [0.0, 5.0, 10.0], "no room: the gap shrinks");
        assert!(spread(&[], 10.0, (0.0, 1.0)).is_empty());
    }

    proptest! {
        #[test]
        fn always_apart_and_inside(wanted in prop::collection::vec(-50.0..450.0_f64, 1..20)) {
            let mut places = spread(&wanted, 17.0, (0.0, 400.0));
            places.sort_by(f64::total_cmp);
            for pair in places.windows(2) {
                prop_assert!(pair[1] - pair[0] >= 17.0 - 1e-6);
            }
            prop_assert!(places[0] >= -1e-9 && places[places.len() - 1] <= 400.0 + 1e-6);
        }
    }
}
