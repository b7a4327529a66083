//! Inputs with something wrong in them: scenarios, overrides, tables and records, made from sound ones by a seeded generator, so that
//! each case can be made again from its number alone.
//!
//! Most changes know the structure (a key dropped, doubled, renamed, moved in from another scenario; a number scaled or made extreme;
//! a unit exchanged), since random bytes seldom come past the first bracket. Some do not.

pub mod records;

use std::path::Path;

use pricewar::scenario::{BUNDLED, load};
use toml::{Table, Value};

/// A generator: SplitMix64 (Steele, Lea and Flood 2014), enough for choosing what to break.
#[derive(Debug, Clone)]
pub struct Luck(u64);

impl Luck {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5151_7a7a_1234_9876)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// A scenario that is probably broken, and what is laid over it.
#[derive(Debug, Clone)]
pub struct Mutant {
    pub text: String,
    pub overrides: Vec<String>,
}

/// The bundled scenarios, made small, and all that stands in them.
pub struct Herd {
    trees: Vec<(&'static str, Table)>,
    /// Every key with a value that it has somewhere.
    donors: Vec<(String, Value)>,
}

/// Tables that no bundled scenario has, so that they are met too.
const EXTRA: &str = r#"
[sweep]
design = "grid"
outputs = ["hhi_tokens", "price_blended"]
replicates = 2
[sweep.parameters]
"segment.*.churn" = ["1 %/month", "4 %/month"]
[sensitivity]
method = "morris"
samples = 4
outputs = ["hhi_tokens"]
[sensitivity.parameters]
"segment.*.churn" = ["0.5 %/month", "6 %/month"]
[compare.arms.cut]
links.load_to_delay = false
[compare.arms.peace]
twin = "without_war"
[uncertainty]
"segment.*.churn" = { uniform = { low = "1 %/month", high = "4 %/month" } }
"provider.*.cash" = { lognormal = { median = 1.0, sigma = 0.5 }, times = true, each = true }
[rents]
volatility = "20 %"
[satisfaction]
weight = 1.0
"#;

impl Herd {
    /// Reads the bundled scenarios; each is resolved, so that it stands alone, and shortened where it stays sound.
    pub fn new() -> Self {
        let small: &[&[&str]] = &[
            &["horizon=60 days", "segment.*.users=200"],
            &["horizon=120 days", "segment.*.users=200"],
            &["segment.*.users=200"],
            &[],
        ];
        let trees: Vec<(&str, Table)> = BUNDLED
            .iter()
            .map(|bundled| {
                let file = Path::new("scenarios").join(format!("{}.toml", bundled.name));
                let sound = small.iter().find_map(|sets| {
                    let sets: Vec<String> = sets.iter().map(ToString::to_string).collect();
                    load(&file, &sets).ok()
                });
                let text = sound.expect("a bundled scenario is sound").text;
                (bundled.name, text.parse::<Table>().expect("what is printed can be read"))
            })
            .collect();
        let mut donors = Vec::new();
        let extra: Table = EXTRA.parse().expect("a table");
        for tree in trees.iter().map(|(_, tree)| tree).chain([&extra]) {
            gather(tree, &mut donors);
        }
        Self { trees, donors }
    }

    /// The mutant of a number.
    pub fn mutant(&self, case: u64) -> Mutant {
        let mut luck = Luck::new(case);
        // The large ones take long to open and have nothing that the small ones lack.
        let at = (0..3)
            .map(|_| luck.below(self.trees.len()))
            .min_by_key(|at| self.trees[*at].1.to_string().len().min(40_000) / 10_000);
        let mut tree = Value::Table(self.trees[at.unwrap_or(0)].1.clone());
        let mild = luck.one_in(2);
        for _ in 0..=luck.below(3) {
            if mild {
                self.nudge(&mut tree, &mut luck);
            } else {
                self.change(&mut tree, &mut luck);
            }
        }
        let mut text = tree.to_string_table();
        if luck.one_in(8) {
            text = torn(&text, &mut luck);
        }
        let mut overrides = Vec::new();
        if luck.one_in(4) {
            for _ in 0..=luck.below(2) {
                overrides.push(Self::set(&tree, &mut luck));
            }
        }
        Mutant { text, overrides }
    }

    /// A number made larger or smaller: what comes past the door.
    fn nudge(&self, tree: &mut Value, luck: &mut Luck) {
        for _ in 0..20 {
            let found = somewhere(tree, luck);
            let factor = *luck.pick(&[0.0, 1e-6, 0.01, 0.3, 0.9, 1.1, 3.0, 50.0, 1e4]);
            match found {
                Value::Integer(n) if *n != 0 => *found = Value::Integer((*n as f64 * factor) as i64),
                Value::Float(x) => *found = Value::Float(*x * factor),
                Value::String(text) => {
                    let end =
                        text.find(|c: char| !(c.is_ascii_digit() || "._".contains(c))).unwrap_or(text.len());
                    let Ok(number) = text[..end].replace('_', "").parse::<f64>() else { continue };
                    *found = Value::String(format!("{}{}", number * factor, &text[end..]));
                }
                Value::Boolean(yes) => *found = Value::Boolean(!*yes),
                _ => continue,
            }
            return;
        }
        self.change(tree, luck);
    }

    fn change(&self, tree: &mut Value, luck: &mut Luck) {
        match luck.below(10) {
            0..=2 => *somewhere(tree, luck) = odd(luck),
            3 => {
                let donor = luck.pick(&self.donors).clone();
                if let Some(table) = a_table(tree, luck) {
                    table.insert(donor.0, donor.1);
                }
            }
            // A key keeps its name and gets what it is elsewhere.
            4 => {
                if let Some(table) = a_table(tree, luck)
                    && let Some(key) = a_key(table, luck)
                {
                    let same: Vec<&Value> =
                        self.donors.iter().filter(|(name, _)| *name == key).map(|(_, value)| value).collect();
                    if !same.is_empty() {
                        let value = (*luck.pick(&same)).clone();
                        table.insert(key, value);
                    }
                }
            }
            5 => {
                if let Some(table) = a_table(tree, luck)
                    && let Some(key) = a_key(table, luck)
                {
                    table.remove(&key);
                }
            }
            6 => {
                if let Some(table) = a_table(tree, luck)
                    && let (Some(one), Some(other)) = (a_key(table, luck), a_key(table, luck))
                {
                    let (a, b) = (table.get(&one).cloned(), table.get(&other).cloned());
                    if let (Some(a), Some(b)) = (a, b) {
                        table.insert(one, b);
                        table.insert(other, a);
                    }
                }
            }
            7 => {
                if let Some(table) = a_table(tree, luck)
                    && let Some(key) = a_key(table, luck)
                    && let Some(value) = table.remove(&key)
                {
                    let name = match luck.below(5) {
                        0 => luck.pick(&self.donors).0.clone(),
                        1 => key.to_uppercase(),
                        2 => format!("{key}.{key}"),
                        3 => String::new(),
                        _ => key.chars().rev().collect(),
                    };
                    table.insert(name, value);
                }
            }
            8 => {
                let value = somewhere(tree, luck);
                let old = value.clone();
                *value = match luck.below(3) {
                    0 => Value::Array(vec![old; 1 + luck.below(4)]),
                    1 => Value::Table([(luck.pick(&self.donors).0.clone(), old)].into_iter().collect()),
                    _ => deep(luck),
                };
            }
            _ => {
                if let Some(list) = a_list(tree, luck) {
                    let entry = luck.pick(list).clone();
                    for _ in 0..=luck.below(3) {
                        list.push(entry.clone());
                    }
                }
            }
        }
    }

    /// An override: of a place that there is, or of none.
    fn set(tree: &Value, luck: &mut Luck) -> String {
        let mut path = Vec::new();
        let mut at = tree;
        while !luck.one_in(6) {
            match at {
                Value::Table(table) if !table.is_empty() => {
                    let keys: Vec<&String> = table.keys().collect();
                    let key = *luck.pick(&keys);
                    path.push(if luck.one_in(9) { format!("'{key}'") } else { key.clone() });
                    at = &table[key.as_str()];
                }
                Value::Array(list) if !list.is_empty() => {
                    at = luck.pick(list);
                    let name = at.get("name").and_then(Value::as_str).unwrap_or("*");
                    path.push(if luck.one_in(2) { "*".to_owned() } else { name.to_owned() });
                }
                _ => break,
            }
        }
        if luck.one_in(12) {
            path.push((*luck.pick(&["*", "", "x", "'", "\"", "[0]", "名", "a b"])).to_owned());
        }
        let value = match odd(luck) {
            Value::String(text) if luck.one_in(2) => text,
            value => value.to_string(),
        };
        let equals = if luck.one_in(40) { "" } else { "=" };
        format!("{}{equals}{}", path.join("."), value.chars().take(3_000).collect::<String>())
    }
}

trait Print {
    fn to_string_table(&self) -> String;
}

impl Print for Value {
    fn to_string_table(&self) -> String {
        match self {
            Value::Table(table) => table.to_string(),
            other => other.to_string(),
        }
    }
}

fn gather(table: &Table, donors: &mut Vec<(String, Value)>) {
    for (key, value) in table {
        donors.push((key.clone(), value.clone()));
        match value {
            Value::Table(table) => gather(table, donors),
            Value::Array(list) => {
                list.iter().filter_map(Value::as_table).for_each(|table| gather(table, donors));
            }
            _ => {}
        }
    }
}

/// A value of the tree, deep ones as likely as shallow ones.
fn somewhere<'a>(tree: &'a mut Value, luck: &mut Luck) -> &'a mut Value {
    let below = match tree {
        Value::Table(table) => table.len(),
        Value::Array(list) => list.len(),
        _ => 0,
    };
    if below == 0 || luck.one_in(12) {
        return tree;
    }
    let n = luck.below(below);
    match tree {
        Value::Table(table) => somewhere(table.iter_mut().nth(n).expect("it is that long").1, luck),
        Value::Array(list) => somewhere(&mut list[n], luck),
        other => other,
    }
}

fn a_table<'a>(tree: &'a mut Value, luck: &mut Luck) -> Option<&'a mut Table> {
    // The borrow of a failed try must not outlive it, so the way is found on a copy of the luck.
    for _ in 0..6 {
        let mut same = luck.clone();
        luck.next();
        if somewhere(tree, &mut same.clone()).is_table() {
            return somewhere(tree, &mut same).as_table_mut();
        }
    }
    tree.as_table_mut()
}

fn a_list<'a>(tree: &'a mut Value, luck: &mut Luck) -> Option<&'a mut Vec<Value>> {
    for _ in 0..12 {
        let mut same = luck.clone();
        luck.next();
        if somewhere(tree, &mut same.clone()).as_array().is_some_and(|list| !list.is_empty()) {
            return somewhere(tree, &mut same).as_array_mut();
        }
    }
    None
}

fn a_key(table: &Table, luck: &mut Luck) -> Option<String> {
    let keys: Vec<&String> = table.keys().collect();
    (!keys.is_empty()).then(|| (*luck.pick(&keys)).clone())
}

/// A value that is seldom right.
fn odd(luck: &mut Luck) -> Value {
    const NUMBERS: [f64; 16] = [
        0.0,
        -0.0,
        -1.0,
        1.0,
        0.5,
        1e-300,
        1e300,
        -1e300,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        1e9,
        1e-9,
        1e18,
        0.999_999,
        365.25,
    ];
    const TEXTS: [&str; 40] = [
        "",
        " ",
        "0",
        "-1",
        "nan",
        "inf",
        "1e999",
        "0 days",
        "1 ms",
        "1e12 years",
        "-5 days",
        "3 weeks",
        "100 %",
        "101 %",
        "-1 %",
        "1e-12 %",
        "50 %/month",
        "1e9 %/day",
        "1 USD/Mtok",
        "0 USD/Mtok",
        "1e300 USD/Mtok",
        "1 CNY",
        "1 元/千 token",
        "5 万",
        "3 亿",
        "1 Mtok/day",
        "1e15 Mtok/day",
        "9 tok/s",
        "0.0008 CNY/ktok",
        "1 B",
        "80 GB",
        "*",
        "a.b",
        "名字",
        "\u{202e}abc",
        "e\u{301}",
        "\u{0}",
        "H100",
        "hold",
        "one\ntwo",
    ];
    match luck.below(20) {
        0..=5 => Value::Float(*luck.pick(&NUMBERS)),
        6..=7 => {
            Value::Integer(*luck.pick(&[0, -1, 1, 2, 254, 255, 256, i64::MAX, i64::MIN, 1 << 53, 10_000]))
        }
        8..=14 => Value::String((*luck.pick(&TEXTS)).to_owned()),
        15 => Value::Boolean(luck.one_in(2)),
        16 => {
            let dates = [
                "0001-01-01",
                "9999-12-31",
                "2024-02-29",
                "2025-01-01",
                "1970-01-01",
                "2024-05-06T07:08:09Z",
            ];
            format!("d = {}", luck.pick(&dates)).parse::<Table>().expect("a date")["d"].clone()
        }
        17 => Value::Array(Vec::new()),
        18 => Value::Table(Table::new()),
        _ => {
            let long = if luck.one_in(20) { 200_000 } else { 300 };
            Value::String((*luck.pick(&["x", "漢", "\u{1f600}", "9", "\\"])).repeat(long))
        }
    }
}

/// Something nested.
fn deep(luck: &mut Luck) -> Value {
    let mut value = Value::Integer(1);
    for _ in 0..*luck.pick(&[3, 20, 60]) {
        value = if luck.one_in(2) {
            Value::Array(vec![value])
        } else {
            Value::Table([("a".to_owned(), value)].into_iter().collect())
        };
    }
    value
}

/// A text with letters changed, lost, doubled, and its end perhaps gone.
pub fn torn(text: &str, luck: &mut Luck) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=luck.below(4) {
        let at = luck.below(letters.len() + 1);
        match luck.below(6) {
            0 => {
                let until = (at + luck.below(30)).min(letters.len());
                letters.drain(at..until);
            }
            1 => letters.truncate(at),
            2 => {
                let until = (at + luck.below(200)).min(letters.len());
                let piece = letters[at..until].to_vec();
                letters.splice(at..at, piece);
            }
            _ => {
                let odd = [
                    '"', '\'', '[', ']', '{', '}', '=', '.', '\n', '#', '\\', '\0', '中', '\u{feff}', '-',
                    '1', ',', ';', '/', '%',
                ];
                letters.insert(at, *luck.pick(&odd));
            }
        }
    }
    if luck.one_in(50) {
        let n = *luck.pick(&[100, 5_000, 100_000]);
        letters.extend(luck.pick(&["[", "{a=", "a.", "[[a]]\n", "x={"]).repeat(n).chars());
    }
    letters.into_iter().collect()
}

/// A table of comma-separated cells with something wrong in it.
pub fn torn_table(text: &str, luck: &mut Luck) -> Vec<u8> {
    const CELLS: [&str; 23] = [
        "",
        "nan",
        "inf",
        "-1",
        "1e400",
        "1/0",
        "0/0",
        "1/3",
        "\"",
        "\"\"",
        "a,b",
        "2024-13-01",
        "0001-01-01",
        "9999-12-31",
        "USD",
        "XXX",
        "名",
        "=1+1",
        "3;0",
        "3|0",
        "1e-400",
        "999999999999999999999/7",
        "#",
    ];
    let mut rows: Vec<Vec<String>> =
        text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
    for _ in 0..=luck.below(4) {
        let at = luck.below(rows.len());
        let cell = luck.below(rows[at].len());
        match luck.below(7) {
            0 if rows.len() > 1 => {
                rows.remove(at);
            }
            1 => rows.push(rows[at].clone()),
            2 => {
                rows[at].remove(cell);
                if rows[at].is_empty() {
                    rows[at].push(String::new());
                }
            }
            3 => rows[at].push((*luck.pick(&CELLS)).to_owned()),
            4 => {
                let other = luck.below(rows.len());
                rows.swap(at, other);
            }
            _ => (*luck.pick(&CELLS)).clone_into(&mut rows[at][cell]),
        }
    }
    let text =
        rows.iter().map(|row| row.join(",")).collect::<Vec<_>>().join(*luck.pick(&["\n", "\n", "\r\n"]));
    let mut bytes = if luck.one_in(5) { torn(&text, luck) } else { text }.into_bytes();
    if luck.one_in(20) && !bytes.is_empty() {
        let at = luck.below(bytes.len());
        bytes[at] = luck.next() as u8;
    }
    bytes
}
