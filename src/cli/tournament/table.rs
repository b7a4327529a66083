//! A game that the user brings as a table of payoffs.

use std::path::Path;

use super::Tournament;
use crate::cli::drawing::{drawn, style};
use crate::cli::flags::{Voice, quoted};
use crate::cli::input;
use crate::cli::json::at_once;
use crate::cli::print::say;
use crate::cli::room::make_room;
use crate::cli::told::numbered;
use crate::cli::trouble::{Ending, Trouble};
use crate::economics::games::{Bimatrix, MOST_EVOLVING, MOST_STRATEGIES, TooLarge, solve};
use crate::payoff_table::{Mistake, PayoffTable, Payoffs, read};
use crate::report::Language;
use crate::report::place::{Question, default_folder};
use crate::report::tournament::{
    Game, GameReport, Reading, draw, equilibria, json, reading, rest, sentences, struck, write,
};

/// Mistakes that are shown of a file with more.
const SHOWN: usize = 40;

/// Megabytes of a file at most: twelve strategies need a few hundred.
const MOST_MEGABYTES: u64 = 1;

/// Reads, solves, writes, says.
pub fn run(flags: &Tournament, file: &Path) -> Result<Ending, Trouble> {
    let (table, bytes) = open(file)?;
    let mut inputs = vec![("payoffs.csv".to_owned(), bytes)];
    let other = flags.column_payoffs.as_ref().map(|file| open(file)).transpose()?;
    let (bimatrix, way) = game((flags, file), &table, other.as_ref().map(|(table, _)| table))?;
    inputs.extend(other.map(|(_, bytes)| ("column-payoffs.csv".to_owned(), bytes)));
    let name = file.file_stem().map_or_else(|| "payoffs".into(), |stem| stem.to_string_lossy());
    let solution = solve(bimatrix).map_err(|why| Trouble::Asked(too_large(why, file)))?;
    let game = Game {
        title: name.to_string(),
        reading: way,
        seats: None,
        strategies: [table.rows, table.columns],
        unit: String::new(),
        solution,
    };
    let style = style(&flags.output.look)?;
    let command = command(flags, file);
    let text: String = inputs.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect();
    let identity = Question { command: &command, scenario: &text, seed: 0 }.identity();
    let given = flags.output.out.clone();
    let folder = given.unwrap_or_else(|| default_folder(&name, "tournament", &identity));
    make_room(&folder, &identity, flags.output.force)?;
    let voice = flags.output.voice();
    let language = flags.output.look.language();
    let figures = style.map_or_else(Vec::new, |style| drawn(|style| draw(&game, style, 0), &style, voice));
    let report = GameReport {
        game: &game,
        figures: &figures,
        inputs,
        question: &identity,
        command: &command,
        language,
        formats: flags.output.look.formats(),
    };
    write(&report, &folder)?;
    let page = folder.join("report.html").display().to_string();
    match voice {
        Voice::Json => say(&at_once(&json(&game), &command, &page)?)?,
        Voice::Path => say(&page)?,
        Voice::Words => say(&words(&game, &page, language))?,
    }
    Ok(Ending::Done)
}

fn open(file: &Path) -> Result<(PayoffTable, Vec<u8>), Trouble> {
    let bytes = input::read(file, "a table of payoffs", MOST_MEGABYTES)?;
    let table = read(&bytes).map_err(|mistakes| Trouble::Asked(told(file, &mistakes)))?;
    Ok((table, bytes))
}

/// The game that the tables mean.
fn game(
    (flags, file): (&Tournament, &Path),
    table: &PayoffTable,
    other: Option<&PayoffTable>,
) -> Result<(Bimatrix, Reading), Trouble> {
    let asked = |message: &str| Err(Trouble::Asked(format!("{}: {message}", file.display())));
    match (&table.payoffs, other) {
        (Payoffs::Two(..), Some(_)) => {
            asked("the cells have both players' payoffs, so --column-payoffs has nothing to add")
        }
        (Payoffs::Two(..), None) if flags.zero_sum => {
            asked("the cells have both players' payoffs, so --zero-sum has nothing to add")
        }
        (Payoffs::Two(a, b), None) => Ok((Bimatrix::new(a.clone(), b.clone()), Reading::Both)),
        (Payoffs::One(a), Some(other)) => match &other.payoffs {
            Payoffs::One(b) if other.rows == table.rows && other.columns == table.columns => {
                Ok((Bimatrix::new(a.clone(), b.clone()), Reading::Both))
            }
            Payoffs::One(_) => {
                asked("--column-payoffs has other strategies; both tables name the same rows and columns")
            }
            Payoffs::Two(..) => {
                asked("--column-payoffs has two payoffs a cell; it needs one, the column player's")
            }
        },
        (Payoffs::One(a), None) if flags.zero_sum => Ok((Bimatrix::zero_sum(a.clone()), Reading::ZeroSum)),
        (Payoffs::One(a), None) if table.rows == table.columns => {
            Ok((Bimatrix::symmetric(a.clone()), Reading::Symmetric))
        }
        (Payoffs::One(_), None) => asked(
            "each cell has one number, and rows and columns are not the same strategies, so what the column player earns is not said; write both payoffs into a cell (\"3, 0\"), give --column-payoffs FILE, or --zero-sum if it loses what the row player wins",
        ),
    }
}

fn too_large(why: TooLarge, file: &Path) -> String {
    let file = file.display();
    match why {
        TooLarge::Strategies => format!(
            "{file}: too many strategies; games of up to {MOST_STRATEGIES} strategies a player are solved exactly, rest points up to {MOST_EVOLVING}"
        ),
        TooLarge::Vertices => {
            format!("{file}: the game has more corners than are listed (20,000); leave out strategies")
        }
    }
}

/// All mistakes with file, line and column.
fn told(file: &Path, mistakes: &[Mistake]) -> String {
    let mut lines: Vec<String> =
        mistakes.iter().take(SHOWN).map(|mistake| format!("{}:{mistake}", file.display())).collect();
    if mistakes.len() > SHOWN {
        lines.push(format!("and {} more", mistakes.len() - SHOWN));
    }
    let head = if mistakes.len() == 1 {
        "a mistake in the table of payoffs"
    } else {
        "mistakes in the table of payoffs"
    };
    format!("{head}\n{}", lines.join("\n"))
}

fn command(flags: &Tournament, file: &Path) -> String {
    let mut words = vec![format!("pricewar tournament --payoffs {}", quoted(&file.to_string_lossy()))];
    let other = flags.column_payoffs.as_ref();
    words.extend(other.map(|file| format!("--column-payoffs {}", quoted(&file.to_string_lossy()))));
    if flags.zero_sum {
        words.push("--zero-sum".to_owned());
    }
    words.join(" ")
}

fn words(game: &Game, page: &str, language: Language) -> String {
    let mut parts = vec![game.title.clone(), reading(game, language), numbered(&sentences(game, language))];
    parts.push(equilibria(game, language).terminal(None));
    parts.extend(struck(game, language).map(|table| table.terminal(None)));
    parts.extend(rest(game, language).map(|table| table.terminal(None)));
    parts.push(page.to_owned());
    parts.join("\n\n")
}
