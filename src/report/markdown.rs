//! A page as Markdown; charts by file name.

use super::page::Block;

/// The page.
pub fn markdown(page: &[Block]) -> String {
    let blocks: Vec<String> = page.iter().map(block).collect();
    blocks.join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Title(title) => format!("# {}\n", line(title)),
        Block::Question(question) => format!("> {}\n", line(question)),
        Block::Section(title) => format!("## {}\n", line(title)),
        Block::Text(text) => format!("{}\n", line(text)),
        Block::Points(points) => {
            let numbered =
                points.iter().enumerate().map(|(at, point)| format!("{}. {}\n", at + 1, line(point)));
            numbered.collect::<Vec<_>>().concat()
        }
        Block::Table(table) => table.markdown(),
        Block::Figure(figure) => {
            let title = line(&figure.title).replace(['[', ']'], "");
            format!("![{title}]({})\n\n*{}*\n", figure.file, line(&figure.caption))
        }
        Block::Code(code) => format!("```sh\n{code}\n```\n"),
    }
}

/// Text that stays one line and cannot become markup.
fn line(text: &str) -> String {
    text.replace(['\n', '\r'], " ").replace('<', "&lt;")
}
