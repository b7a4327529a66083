//! What a sweep says, in sentences.

use super::words::{say, words};
use crate::experiments::{Condition, Height, SweepAnswer, Swept, crossings};
use crate::report::number::{bare, figure};
use crate::report::{Language, studied};

/// The sentence that says what was run.
pub fn frame(answer: &SweepAnswer, language: Language) -> String {
    let w = words(language);
    let axes: Vec<&str> = answer.axes.iter().map(|axis| axis.path.as_str()).collect();
    say(
        if answer.replicates == 1 { w.frame_one } else { w.frame },
        [
            ("n", answer.points.len().to_string()),
            ("axes", axes.join(w.comma)),
            ("replicates", answer.replicates.to_string()),
        ],
    )
}

/// What is said of an output.
pub fn sentences(answer: &SweepAnswer, swept: &Swept, language: Language) -> Vec<String> {
    let w = words(language);
    let Some([low, high]) = extremes(swept) else {
        return vec![say(w.nothing, [("output", name(swept, language))])];
    };
    let [least, most] = [low, high].map(|(_, value)| figure(value, &swept.unit, language));
    let mut lines = vec![say(
        if least == most { w.still } else { w.range },
        [
            ("output", name(swept, language)),
            ("low", least),
            ("at_low", place(answer, low.0)),
            ("high", most),
            ("at_high", place(answer, high.0)),
        ],
    )];
    if let Some(condition) = &swept.condition {
        lines.extend(flip(answer, (swept, condition), language));
    }
    lines
}

/// The finding as the title of a picture: where the answer flips, or between what the output lies.
pub(super) fn title(answer: &SweepAnswer, swept: &Swept, language: Language) -> String {
    let w = words(language);
    let flips = flips(answer, swept, language);
    if let ([axis], Some(condition), false) = (&answer.axes[..], &swept.condition, flips.is_empty()) {
        let condition = written(swept, condition, language);
        let places = [("condition", condition), ("path", axis.path.clone()), ("at", flips.join(w.comma))];
        return say(w.flip_title, places);
    }
    let output = name(swept, language);
    let Some([low, high]) = extremes(swept) else { return say(w.nothing, [("output", output)]) };
    let [least, most] = [low, high].map(|(_, value)| figure(value, &swept.unit, language));
    let at = |point: usize| {
        let values =
            answer.axes.iter().zip(&answer.points[point]).map(|(axis, at)| axis.values[*at].as_str());
        values.collect::<Vec<_>>().join(w.comma)
    };
    let sentence = if least == most { w.still_title } else { w.range_title };
    let places =
        [("output", output), ("low", least), ("at_low", at(low.0)), ("high", most), ("at_high", at(high.0))];
    say(sentence, places)
}

/// The points of the lowest and the highest mean with these; none where no point has one.
fn extremes(swept: &Swept) -> Option<[(usize, f64); 2]> {
    let mut found: Vec<(usize, f64)> =
        swept.points.iter().enumerate().filter_map(|(at, point)| Some((at, point.mean?))).collect();
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    Some([*found.first()?, *found.last()?])
}

/// At how many of the points that have a figure a condition holds on average, and how many these are.
fn holding(swept: &Swept, condition: &Condition) -> (usize, usize) {
    let means = || swept.points.iter().filter_map(|point| point.mean);
    (means().filter(|mean| condition.holds(*mean)).count(), means().count())
}

fn flip(answer: &SweepAnswer, (swept, condition): (&Swept, &Condition), language: Language) -> Vec<String> {
    let w = words(language);
    let (yes, all) = holding(swept, condition);
    let sure = |point: &&Height| {
        let ends = point.ci_low.zip(point.ci_high);
        ends.is_some_and(|(low, high)| condition.holds(low) && condition.holds(high))
    };
    let sure = swept.points.iter().filter(sure).count();
    let text = written(swept, condition, language);
    let holds = say(w.holds, [("condition", text), ("n", yes.to_string()), ("all", all.to_string())]);
    let mut lines = vec![if yes > 0 && answer.replicates > 1 {
        format!("{holds}{}{}", language.space(), say(w.surely, [("sure", sure.to_string())]))
    } else {
        holds
    }];
    if yes == 0 || yes == all {
        lines.push(w.never.to_owned());
    } else if let [axis] = &answer.axes[..] {
        let told = |at| say(w.flips, [("path", axis.path.clone()), ("at", at)]);
        lines.extend(flips(answer, swept, language).into_iter().map(told));
    }
    lines
}

/// Where the answer flips over a single axis of numbers, with their unit; nowhere where it is the same at all points.
pub(super) fn flips(answer: &SweepAnswer, swept: &Swept, language: Language) -> Vec<String> {
    let ([axis], Some(condition), Some(line)) = (&answer.axes[..], &swept.condition, line(answer, swept))
    else {
        return Vec::new();
    };
    let (yes, all) = holding(swept, condition);
    if yes == 0 || yes == all {
        return Vec::new();
    }
    let place = |at: f64| {
        let number = bare(at, language);
        if axis.unit.is_empty() { number } else { format!("{number} {}", axis.unit) }
    };
    crossings(&line, condition.threshold).into_iter().map(place).collect()
}

/// Values of one axis in ascending order with the means at them; none of several axes or of words.
pub(super) fn line(answer: &SweepAnswer, swept: &Swept) -> Option<Vec<(f64, f64)>> {
    let [axis] = &answer.axes[..] else { return None };
    let numbers = axis.numbers.as_ref()?;
    let mut line: Vec<(f64, f64)> = answer
        .points
        .iter()
        .zip(&swept.points)
        .filter_map(|(at, point)| Some((numbers[at[0]], point.mean?)))
        .collect();
    line.sort_by(|a, b| a.0.total_cmp(&b.0));
    Some(line)
}

/// The condition as a reader writes it.
pub(super) fn written(swept: &Swept, condition: &Condition, language: Language) -> String {
    let sign = if condition.above { ">" } else { "<" };
    format!("{} {sign} {}", name(swept, language), figure(condition.threshold, &swept.unit, language))
}

/// An output as a reader calls it.
pub(super) fn name(swept: &Swept, language: Language) -> String {
    studied::name(&swept.measure, &swept.entity, language)
}

/// The values at a point.
fn place(answer: &SweepAnswer, point: usize) -> String {
    let of =
        |(axis, at): (&crate::experiments::Axis, &usize)| format!("{} = {}", axis.path, axis.values[*at]);
    answer.axes.iter().zip(&answer.points[point]).map(of).collect::<Vec<_>>().join(", ")
}
