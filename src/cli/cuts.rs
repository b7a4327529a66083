//! A list of candidate cuts as the user writes it: `0,25,50,75%`.

use crate::experiments::Cut;

/// The deepest cut: all of the price.
const FREE: f64 = 100.0;
/// The largest raise, in percent: to ten times the price. Tastes are measured around one reference price; a price further
/// off than an order of magnitude is outside of anything that a scenario was fitted to.
const HIGHEST: f64 = -900.0;
/// Most candidates: each is a whole experiment.
const MOST: usize = 101;

/// Candidates from the largest raise to the deepest cut; no cut is always among them, since all are compared with it.
pub fn read(text: &str) -> Result<Vec<Cut>, String> {
    let words: Vec<&str> = text.split([',', '，']).map(str::trim).collect();
    let in_percent = words.iter().any(|word| word.ends_with(['%', '％']));
    let mut cuts = vec![Cut::percent(0.0)];
    for word in words {
        cuts.push(one(word, in_percent)?);
    }
    cuts.sort_by(|a, b| a.share().total_cmp(&b.share()));
    cuts.dedup();
    if cuts.len() > MOST {
        return Err(format!("{} candidates are more than {MOST}; each is a whole batch of runs", cuts.len()));
    }
    Ok(cuts)
}

fn one(word: &str, in_percent: bool) -> Result<Cut, String> {
    let number = word.trim_end_matches(['%', '％']).trim().replace('−', "-");
    let percent = number.parse::<f64>().ok().filter(|value| value.is_finite());
    let Some(percent) = percent else {
        let what = if word.is_empty() { "an empty place".to_owned() } else { format!("`{word}`") };
        return Err(format!(
            "{what} is no cut; write percents of the price, such as 0,25,50,75%, and -20% to raise it"
        ));
    };
    if percent > FREE {
        return Err(format!("a cut of {percent} % leaves less than nothing; 100 % makes the product free"));
    }
    if percent < HIGHEST {
        return Err(format!(
            "{percent} % raises the price more than tenfold, further than the tastes of a scenario reach"
        ));
    }
    if !in_percent && percent != 0.0 && percent.abs() < 1.0 {
        let share = percent * FREE;
        return Err(format!(
            "cuts are in percent: write {share}% for {number} of the price, or {number}% for less than one percent"
        ));
    }
    Ok(Cut::percent(percent))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        read(text).unwrap().iter().map(|cut| cut.name()).collect()
    }

    #[test]
    fn lists_are_sorted_and_hold_no_cut() {
        assert_eq!(names("50, 25,75%"), ["0%", "25%", "50%", "75%"]);
        assert_eq!(names("-20%,100%,0,-0,100"), ["-20%", "0%", "100%"]);
        assert_eq!(names("12.5,0.5%"), ["0%", "0.5%", "12.5%"]);
    }

    #[test]
    fn mistakes_are_explained() {
        for (text, words) in [
            ("25,,50", "an empty place is no cut"),
            ("a quarter", "`a quarter` is no cut; write percents"),
            ("120%", "less than nothing"),
            ("-1000", "more than tenfold"),
            ("0.25", "write 25% for 0.25 of the price, or 0.25%"),
            ("nan", "no cut"),
        ] {
            let said = read(text).unwrap_err();
            assert!(said.contains(words), "{text}: {said}");
        }
    }
}
