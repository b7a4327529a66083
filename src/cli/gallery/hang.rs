//! An exhibit made: its command is run as a user would run it, and the chart and the sentence are taken from the report.

use std::path::Path;
use std::process::Command;

use super::exhibits::{Exhibit, Told};
use crate::cli::flags::Look;
use crate::cli::trouble::Trouble;
use crate::report::Language;
use crate::report::disk::read_if_there;

/// What hangs.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The title of the chart.
    pub title: String,
    /// The sentence.
    pub sentence: String,
    /// The bytes of the chart.
    pub png: Vec<u8>,
}

/// Makes an exhibit in a folder that is not there yet.
pub fn hang(exhibit: &Exhibit, look: &Look, folder: &Path) -> Result<Picture, Trouble> {
    let lang = if look.language() == Language::Chinese { "zh" } else { "en" };
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(exhibit.asks[0]).arg(exhibit.scenario).args(&exhibit.asks[1..]);
    command.args(["--lang", lang, "--scale", &look.scale.unwrap_or(1.0).to_string()]);
    for font in &look.font {
        command.arg("--font").arg(font);
    }
    let ended = command.arg("--out").arg(folder).output()?;
    if !ended.status.success() {
        let said = String::from_utf8_lossy(&ended.stderr);
        return Err(Trouble::Asked(format!("`{}` {}: {}", exhibit.command(), ended.status, said.trim())));
    }
    let page = read_if_there(&folder.join("report.md"))?.unwrap_or_default();
    let page = String::from_utf8_lossy(&page);
    let png = read_if_there(&folder.join("charts").join(exhibit.chart))?;
    let told = title(&page, exhibit.chart).zip(sentence(&page, exhibit)).zip(png);
    told.map(|((title, sentence), png)| Picture { title, sentence, png }).ok_or_else(|| {
        Trouble::Asked(format!(
            "the report of `{}` lacks {} or its finding",
            exhibit.command(),
            exhibit.chart
        ))
    })
}

/// The title of a chart of a page.
fn title(page: &str, chart: &str) -> Option<String> {
    let end = format!("](charts/{chart})");
    page.lines().find_map(|line| Some(line.strip_prefix("![")?.strip_suffix(&end)?.to_owned()))
}

/// The sentence of a page that an exhibit tells.
fn sentence(page: &str, exhibit: &Exhibit) -> Option<String> {
    let finding = |line: &str| {
        Some(line.split_once(". ")?)
            .filter(|(n, _)| n.parse::<usize>().is_ok())
            .map(|(n, text)| (n.to_owned(), text.to_owned()))
    };
    let mut findings = page.lines().filter_map(finding);
    match exhibit.told {
        Told::Finding(number) => findings.find(|(n, _)| *n == number.to_string()).map(|(_, text)| text),
        Told::Arm(arm) => findings.map(|(_, text)| text).find(|text| text.split(' ').next() == Some(arm)),
        Told::Caption => {
            let end = format!("](charts/{})", exhibit.chart);
            let mut after = page.lines().skip_while(|line| !line.ends_with(&end)).skip(1);
            let caption = after.find(|line| !line.trim().is_empty())?;
            Some(caption.trim_matches('*').to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# T\n\n1. One.\n2. peace against base: more. And 3. no.\n\n![A title](charts/a.png)\n\n*What it is.*\n";

    fn told(told: Told) -> Option<String> {
        sentence(PAGE, &Exhibit { scenario: "s", asks: &["batch"], chart: "a.png", told })
    }

    #[test]
    fn sentences_are_found_by_number_arm_and_chart() {
        assert_eq!(told(Told::Finding(1)).as_deref(), Some("One."));
        assert_eq!(told(Told::Arm("peace")).as_deref(), Some("peace against base: more. And 3. no."));
        assert_eq!(told(Told::Caption).as_deref(), Some("What it is."));
        assert_eq!((told(Told::Finding(3)), told(Told::Arm("war"))), (None, None));
        assert_eq!(title(PAGE, "a.png").as_deref(), Some("A title"));
        assert_eq!(title(PAGE, "b.png"), None);
    }
}
