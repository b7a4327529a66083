//! The page of the gallery: of each scenario its question, its picture, a sentence, and the commands.

use super::exhibits::Exhibit;
use super::hang::Picture;
use crate::report::Language;
use crate::scenario::Bundled;

/// How the page begins; a file that begins otherwise is somebody else's.
pub const MARK: &str = "<!-- Written by `pricewar gallery`";

/// The whole page.
pub fn page(hung: &[(Exhibit, Picture)], language: Language) -> String {
    let (title, about) = match language {
        Language::English => ("Gallery", ENGLISH),
        Language::Chinese => ("图集", CHINESE),
    };
    let mut text =
        format!("{MARK}; a scenario is hung in src/cli/gallery/exhibits.rs. -->\n# {title}\n\n{about}\n");
    for (exhibit, picture) in hung {
        text.push_str(&section(exhibit, picture, language));
    }
    text
}

const ENGLISH: &str = "\
What each bundled scenario asks, and what it finds: one picture and one sentence, both taken from its report. `pricewar gallery` makes
this page. It takes few histories, so that anyone can run it, and intervals are wide; under each picture stands the command that made
it, and the one that makes the report with all histories, tables and charts.";

const CHINESE: &str = "\
每个内置情景的问题与发现：一图一句，均取自其报告。本页由 `pricewar gallery` 生成，模拟次数很少，区间因此较宽；每张图下是生成它的命令，\
以及生成完整报告的命令。";

/// The name of a picture.
pub fn file(exhibit: &Exhibit) -> String {
    format!("gallery/{}.png", exhibit.scenario)
}

fn section(exhibit: &Exhibit, picture: &Picture, language: Language) -> String {
    let question = Bundled::named(exhibit.scenario).map_or("", Bundled::question);
    let (command, full) = (exhibit.command(), exhibit.full());
    let made = match (language, command == full) {
        (Language::English, true) => format!("Made by `{command}`, which makes the full report too."),
        (Language::English, false) => format!("Made by `{command}`; the full report: `{full}`."),
        (Language::Chinese, true) => format!("生成命令（亦即完整报告）：`{command}`。"),
        (Language::Chinese, false) => format!("生成命令：`{command}`；完整报告：`{full}`。"),
    };
    let Picture { title, sentence, .. } = picture;
    format!(
        "\n## {}\n\n*{question}*\n\n![{title}]({})\n\n{sentence}\n\n{made}\n",
        exhibit.scenario,
        file(exhibit)
    )
}
