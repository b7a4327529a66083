//! A page as one HTML file that needs nothing beside it: style and charts are inside.

use minijinja::{Environment, Value, context};

use super::language::Language;
use super::page::Block;
use super::table::{Side, Table};

/// The template; its name ends in `.html`, so that all text put into it is escaped.
const TEMPLATE: (&str, &str) = ("page.html", include_str!("page.html"));

/// The page.
///
/// # Panics
/// Never: the template is compiled in, and a test renders it with every kind of block.
pub fn html(page: &[Block], language: Language) -> String {
    let mut environment = Environment::new();
    environment.add_template(TEMPLATE.0, TEMPLATE.1).expect("a test compiles the template");
    let title = page.iter().find_map(|block| match block {
        Block::Title(title) => Some(title.as_str()),
        _ => None,
    });
    let lang = match language {
        Language::English => "en",
        Language::Chinese => "zh-CN",
    };
    let blocks: Vec<Value> = page.iter().map(block).collect();
    let template = environment.get_template(TEMPLATE.0).expect("it was added above");
    template.render(context! { title, lang, blocks }).expect("a test renders every kind of block")
}

fn block(block: &Block) -> Value {
    match block {
        Block::Title(text) => context! { kind => "title", text },
        Block::Question(text) => context! { kind => "question", text },
        Block::Section(text) => context! { kind => "section", text },
        Block::Text(text) => context! { kind => "text", text },
        Block::Points(points) => context! { kind => "points", points },
        Block::Table(table) => context! { kind => "table", heads => heads(table), rows => rows(table) },
        Block::Figure(figure) => context! {
            kind => "figure",
            title => &figure.title,
            caption => &figure.caption,
            image => base64(&figure.png),
        },
        Block::Code(text) => context! { kind => "code", text },
    }
}

fn heads(table: &Table) -> Vec<Value> {
    let class = |side| if side == Side::Right { "number" } else { "words" };
    table.heads.iter().map(|head| context! { name => &head.name, class => class(head.side) }).collect()
}

fn rows(table: &Table) -> Vec<Vec<Value>> {
    let class = |at: usize| if table.heads[at].side == Side::Right { "number" } else { "words" };
    let cells = |row: Vec<String>| {
        row.into_iter().enumerate().map(|(at, text)| context! { text, class => class(at) }).collect()
    };
    table.texts().into_iter().map(cells).collect()
}

/// Base64 of RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let digit = DIGITS[(group >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::page::Figure;
    use crate::report::table::Cell;

    #[test]
    fn base64_of_the_standard() {
        let pairs = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (plain, coded) in pairs {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn every_block_has_its_markup_and_names_are_escaped() {
        let figure = Figure {
            file: "charts/a.png".into(),
            title: "A".into(),
            caption: "B".into(),
            png: vec![1, 2, 3],
        };
        let mut table = Table::new(["name", "value"], 1);
        table.push(vec![Cell::text("<script>"), Cell::Empty]);
        let page = [
            Block::Title("T & t".into()),
            Block::Question("Q?".into()),
            Block::Section("S".into()),
            Block::Text("text".into()),
            Block::Points(vec!["one".into()]),
            Block::Table(table),
            Block::Figure(&figure),
            Block::Code("pricewar run".into()),
        ];
        let html = html(&page, Language::English);
        assert!(!html.contains("<script>") && html.contains("&lt;script&gt;"));
        for part in [
            "<h1>T &amp; t</h1>",
            "Q?",
            "<h2>S</h2>",
            "<li>one</li>",
            "data:image/png;base64,AQID",
            "pricewar run",
        ] {
            assert!(html.contains(part), "{part} is missing in {html}");
        }
    }
}
