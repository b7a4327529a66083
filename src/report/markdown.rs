//! A page as Markdown; charts by file name.

use super::page::Block;

/// The page.
pub fn markdown(page: &[Block]) -> String {
    let blocks: Vec<String> = page.iter().map(block).collect();
    blocks.join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Title(title) => format!("# {}\n", name(title)),
        Block::Question(question) => format!("> {}\n", line(question)),
        Block::Section(title) => format!("## {}\n", name(title)),
        Block::Text(text) => format!("{}\n", line(text)),
        Block::Points(points) => {
            let numbered =
                points.iter().enumerate().map(|(at, point)| format!("{}. {}\n", at + 1, line(point)));
            numbered.collect::<Vec<_>>().concat()
        }
        Block::Table(table) => table.markdown(),
        Block::Figure(figure) => {
            let title = name(&figure.title.replace(['[', ']'], ""));
            format!("![{title}]({})\n\n*{}*\n", figure.file, line(&figure.caption))
        }
        Block::Code(code) => format!("```sh\n{code}\n```\n"),
    }
}

/// Text that stays one line and cannot become markup, but for what stands between backticks.
fn line(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // A backtick without its fellow is a character.
    if parts.len().is_multiple_of(2) {
        return name(text);
    }
    let one = |(at, part): (usize, &&str)| {
        if at.is_multiple_of(2) { plain(part) } else { part.replace(['\n', '\r'], " ") }
    };
    parts.iter().enumerate().map(one).collect::<Vec<_>>().join("`")
}

/// A name on one line, of which nothing can become markup.
fn name(text: &str) -> String {
    plain(text).replace('`', "\\`")
}

/// Text on one line without markup, but for backticks.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        // Within a word an underscore is a letter.
        let is_inside = before.is_alphanumeric() && letters.peek().is_some_and(|next| next.is_alphanumeric());
        match letter {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '\\' | '*' | '[' => out.extend(['\\', letter]),
            '_' if !is_inside => out.push_str("\\_"),
            letter => out.push(letter),
        }
        before = letter;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_markup_and_words_between_backticks_are_code() {
        let page = [
            Block::Title("A *bold* `plan` of _two_ firms <b>".to_owned()),
            Block::Text("`provider.*.cash` of provider.*.product.*.share is mean_cash".to_owned()),
            Block::Text("a ` alone".to_owned()),
        ];
        let text = "# A \\*bold\\* \\`plan\\` of \\_two\\_ firms &lt;b>\n\n\
                    `provider.*.cash` of provider.\\*.product.\\*.share is mean_cash\n\n\
                    a \\` alone\n";
        assert_eq!(markdown(&page), text);
    }
}
