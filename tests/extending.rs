//! The claims of `docs/extending.md`: a strategy is named in its own file and in the room's door and nowhere else, and
//! the door of the crate is wide enough to write and try one outside of it.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use pricewar::complaint::{Check, Complaints};
use pricewar::economics::billing::PriceSheet;
use pricewar::economics::pricing::{
    CostBasis, InformationSet, OwnCosts, OwnProduct, PriceMove, Pricer, PricingRule, RivalProduct, Scale,
};
use pricewar::ids::{OfferId, ProviderId};
use pricewar::random::{Purpose, Stream, Streams};
use pricewar::units::{Days, Elo, Money, MoneyPerMtok, MtokPerDay, Ratio, Share};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

// The strategy of the guide, word for word between the two marks (a test compares them).
// <guide>
/// Follows its own cost down and never raises a price.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowCost {
    /// Mark-up over unit cost.
    pub markup: Ratio,
    /// The unit cost meant.
    #[serde(default)]
    pub cost: CostBasis,
}

impl Check for FollowCost {
    fn check(&self, path: &str, complaints: &mut Complaints) {
        if self.markup > Ratio(100.0) {
            complaints
                .error(
                    "markup-too-high",
                    format!("{path}.markup"),
                    "the price would be more than a hundred times the cost",
                    &format!("found {}, allowed from 0 to 100", self.markup.get()),
                )
                .help("a mark-up is on the cost: 50 % makes 1 into 1.5");
        }
    }
}

impl Pricer for FollowCost {
    fn review(&mut self, seen: &InformationSet, _: &mut Stream) -> Vec<PriceMove> {
        seen.own
            .iter()
            .filter_map(|own| {
                let level = own.costs.on(self.cost) * (1.0 + self.markup.get());
                let falls = level < own.posted.blended();
                falls.then(|| PriceMove { offer: own.offer, sheet: own.at_level(level) })
            })
            .collect()
    }
}
// </guide>

fn sheet(price: f64) -> PriceSheet {
    PriceSheet { input: MoneyPerMtok(price), output: MoneyPerMtok(2.0 * price), cached: None }
}

/// A product posted at 1 and 2, 1.25 blended, that costs `average` a blended token.
fn product(average: f64) -> OwnProduct<'static> {
    OwnProduct {
        offer: OfferId(0),
        name: "flagship",
        posted: sheet(1.0),
        listed: sheet(1.0),
        age: Days(30.0),
        quality: Elo(1200.0),
        costs: OwnCosts { average: MoneyPerMtok(average), ..OwnCosts::default() },
        sales: MtokPerDay(1_000.0),
        share: Share(0.5),
        reach: Share(0.4),
    }
}

fn review(pricer: &mut dyn Pricer, own: OwnProduct) -> Vec<PriceMove> {
    let rival = RivalProduct {
        offer: OfferId(1),
        provider: ProviderId(1),
        posted: sheet(0.8),
        quality: Elo(1210.0),
        reach: Share(0.4),
    };
    let seen = InformationSet {
        elapsed: Days(30.0),
        own: &[own],
        rivals: &[rival],
        cash: Money(1e6),
        outside: Share(0.2),
        scale: Scale { price: MoneyPerMtok(1.0), own_cost: MoneyPerMtok(0.2) },
    };
    let mut luck = Streams::new(1, 0).open(Purpose::Strategy, 0, 0);
    pricer.review(&seen, &mut luck)
}

#[test]
fn a_strategy_written_outside_the_crate_reviews_prices() {
    let mut rule = FollowCost { markup: Ratio(0.5), cost: CostBasis::Average };
    // Cost 0.5, mark-up 50 %: 0.75 blended; proportions one to two kept: 0.75 = (3 p + 2 p) / 4, p = 0.6.
    let moves = review(&mut rule, product(0.5));
    assert_eq!(moves.len(), 1);
    assert_eq!(moves[0].offer, OfferId(0));
    assert!((moves[0].sheet.input.get() - 0.6).abs() < 1e-12);
    assert!((moves[0].sheet.output.get() - 1.2).abs() < 1e-12);
    // Cost 0.9: 1.35 would be a rise from 1.25.
    assert_eq!(review(&mut rule, product(0.9)), []);
}

#[test]
fn its_parameters_are_read_and_checked_like_those_of_the_shipped_ones() {
    let rule: FollowCost = toml::from_str("markup = 0.5").unwrap();
    assert_eq!(rule, FollowCost { markup: Ratio(0.5), cost: CostBasis::Average });
    assert!(toml::from_str::<FollowCost>("markup = 0.5\nfloor = 1").is_err(), "an unknown key is refused");
    let mut complaints = Complaints::new();
    rule.check("provider.A.pricing.follow_cost", &mut complaints);
    assert!(!complaints.has_errors());
    FollowCost { markup: Ratio(101.0), ..rule }.check("provider.A.pricing.follow_cost", &mut complaints);
    assert_eq!(complaints.list()[0].path, "provider.A.pricing.follow_cost.markup");
}

#[test]
fn a_shipped_rule_is_opened_from_its_data_alone() {
    #[derive(Deserialize)]
    struct Firm {
        pricing: PricingRule,
    }
    let firm: Firm = toml::from_str("[pricing.undercut]\nby = 0.1").unwrap();
    // A tenth under the rival's 0.8 and 1.6, 1.0 blended: 0.9 blended, 0.72 and 1.44; its cost is 0.5.
    let moves = review(firm.pricing.open().as_mut(), product(0.5));
    assert!((moves[0].sheet.blended().get() - 0.9).abs() < 1e-12);
    assert!((moves[0].sheet.output.get() - 1.44).abs() < 1e-12);
}

/// Places outside the room that may name a strategy, and why. A new strategy needs no line here.
const EXCEPTIONS: [(&str, &str, &str); 1] =
    [("scenario/check.rs", "Trend", "its floor is held against the opening prices of the firm's products")];

#[test]
fn a_strategy_is_named_in_its_own_file_and_in_the_door_only() {
    let room = source().join("economics/pricing");
    let strategies = strategies(&room);
    assert!(strategies.len() >= 6, "found {strategies:?}");
    for (module, name) in &strategies {
        let own = room.join(format!("{module}.rs"));
        assert!(own.is_file(), "{name} has no file {}", own.display());
        for file in rust_files(&source()) {
            let path = relative(&file);
            let is_home = file == own || file == room.join("mod.rs");
            let is_excused = EXCEPTIONS.iter().any(|(place, strategy, _)| path == *place && name == strategy);
            if is_home || is_excused || is_for_tests(&path) {
                continue;
            }
            let text = std::fs::read_to_string(&file).unwrap();
            // Elsewhere the same word means something else.
            if !text.contains("economics::pricing") && !text.contains("PricingRule") {
                continue;
            }
            for (number, line) in shipped_code(&text) {
                assert!(
                    !words(line).any(|word| word == name),
                    "src/{path}:{number} names {name}; only {module}.rs and mod.rs of economics/pricing should:\n{line}"
                );
            }
        }
    }
}

#[test]
fn policies_are_named_in_their_file_and_the_door_only() {
    let room = source().join("economics/regulation");
    let door = std::fs::read_to_string(room.join("mod.rs")).unwrap();
    let policies = variants(&door, "pub enum Policy {");
    assert!(policies.len() >= 8);
    for (module, name) in &policies {
        let own = room.join(format!("{module}.rs"));
        assert!(own.is_file(), "{name} has no file {}", own.display());
        for file in rust_files(&source()) {
            if file == own || file == room.join("mod.rs") || is_for_tests(&relative(&file)) {
                continue;
            }
            let text = std::fs::read_to_string(&file).unwrap();
            for (number, line) in shipped_code(&text) {
                let path = format!("Policy::{name}");
                let key = format!("\"{module}\"");
                assert!(
                    !line.contains(&path) && !line.contains(&key),
                    "src/{}:{number} names {name}; only {module}.rs and mod.rs of economics/regulation should:\n{line}",
                    relative(&file)
                );
            }
            for other in policies.keys().filter(|other| *other != module) {
                assert!(!text.contains(&format!("super::{other}::")) || file == room.join("tests.rs"));
            }
        }
    }
}

#[test]
fn strategies_do_not_know_each_other() {
    let room = source().join("economics/pricing");
    let strategies = strategies(&room);
    for module in strategies.keys() {
        let text = std::fs::read_to_string(room.join(format!("{module}.rs"))).unwrap();
        for other in strategies.keys().filter(|other| *other != module) {
            assert!(!text.contains(&format!("super::{other}")), "{module}.rs imports {other}.rs");
        }
    }
}

#[test]
fn the_guide_shows_the_strategy_that_is_tested_here() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = std::fs::read_to_string(root.join("docs/extending.md")).unwrap();
    let here = std::fs::read_to_string(root.join("tests/extending.rs")).unwrap();
    let example =
        here.split("// <guide>\n").nth(1).and_then(|rest| rest.split("// </guide>").next()).unwrap();
    assert!(
        guide.contains(example),
        "docs/extending.md does not hold the example of this file word for word"
    );
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn relative(file: &Path) -> String {
    file.strip_prefix(source()).expect("files are found under src").to_string_lossy().replace('\\', "/")
}

/// Strategy by module: the variants of `PricingRule`, whose modules bear the same name in snake case.
fn strategies(room: &Path) -> BTreeMap<String, String> {
    let door = std::fs::read_to_string(room.join("mod.rs")).expect("the room has a door");
    variants(&door, "pub enum PricingRule {")
}

/// Variants of an enum of a door, by the name of their modules.
fn variants(door: &str, head: &str) -> BTreeMap<String, String> {
    let variants =
        door.split(head).nth(1).and_then(|rest| rest.split("\n}").next()).expect("the door has the rules");
    variants
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with(char::is_uppercase))
        .map(|line| {
            let name: String = line.chars().take_while(char::is_ascii_alphanumeric).collect();
            (snake_case(&name), name)
        })
        .collect()
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of the sources") {
        let path = entry.expect("an entry of it").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

fn is_for_tests(path: &str) -> bool {
    ["fixtures.rs", "tests.rs", "textbook.rs", "example.rs"].iter().any(|name| path.ends_with(name))
}

/// Numbered lines of code, without comments and without the tests at the end of a file.
fn shipped_code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "mod tests {")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line))
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
}
