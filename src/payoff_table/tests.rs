//! Tables as users write them, and what is said of those that cannot be read.

use proptest::prelude::*;

use super::*;
use crate::economics::games::shown;

fn table(text: &str) -> PayoffTable {
    read(text.as_bytes()).unwrap()
}

fn said(text: &str) -> Vec<String> {
    read(text.as_bytes()).unwrap_err().iter().map(ToString::to_string).collect()
}

fn first(of: &PayoffTable) -> String {
    let (Payoffs::One(a) | Payoffs::Two(a, _)) = &of.payoffs;
    a.iter().map(|row| row.iter().map(shown).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("; ")
}

#[test]
fn one_number_a_cell() {
    let found = table("# a dilemma\n,Cooperate,Defect\n\nCooperate,3,0\nDefect,5,0.1\n");
    assert_eq!(
        (found.rows.join(" "), first(&found)),
        ("Cooperate Defect".to_owned(), "3 0; 5 1/10".to_owned())
    );
    assert_eq!(found.columns, found.rows);
}

#[test]
fn two_numbers_a_cell_in_any_dress() {
    for cell in ["\"3, -1\"", "3;-1", "3|-1", "3 -1", "\"(3, -1)\"", "3 ; \u{2212}1"] {
        let found = table(&format!("game,L\nU,{cell}\n"));
        let Payoffs::Two(a, b) = &found.payoffs else { panic!("{cell}") };
        assert_eq!((shown(&a[0][0]), shown(&b[0][0])), ("3".to_owned(), "-1".to_owned()), "{cell}");
    }
}

#[test]
fn nothing_but_numbers_has_numbers_for_names() {
    let found = table("\u{feff}0,-1,1\r\n1,0,-1\r\n-1,1,0\r\n");
    assert_eq!(found.rows, ["1", "2", "3"]);
    assert_eq!(first(&found), "0 -1 1; 1 0 -1; -1 1 0");
}

#[test]
fn each_mistake_has_its_place() {
    let text = "# remark\n,A,B\n\nA,3,x\nB,,1e999\nB,1\n";
    assert_eq!(
        said(text),
        [
            "4: column 3: `x` is no payoff; write a number (3, -0.1, 1e-3, 2/3), or two as \"3, 0\"",
            "5: column 2: the cell is empty; every cell has a payoff",
            "5: column 3: `1e999` is no payoff; write a number (3, -0.1, 1e-3, 2/3), or two as \"3, 0\"",
            "6: found 1 payoffs, expected 2",
            "6: column 1: there are two strategies `B`",
        ]
    );
    assert!(said(",A,B\nA,3,3,0,5\nB,5,0,1,1\n")[0].contains("put them in one cell"));
    assert!(said(",A,B\nA,3,\"1,2\"\nB,1,1\n")[0].starts_with("2: column 3: `1,2` has 2 payoffs"));
    assert!(said(";A;B\nA;1;2\n")[0].contains("commas"));
    assert!(said("")[0].contains("empty") && said("\n# nothing\n")[0].contains("empty"));
    assert!(said(",A\n")[0].contains("no line below"));
    assert!(said("A\nB\n").join(" ").contains("one column"));
    assert!(said(",A,A\nB,1,2\n")[0].contains("1: column 3: there are two strategies `A`"));
    assert!(read(b"\xff\xfe,A").unwrap_err()[0].message.contains("UTF-8"));
}

proptest! {
    #[test]
    fn no_text_can_break_the_reader(text in "[,;|\"()#a-c0-9./ \n-]{0,60}") {
        let _ = read(text.as_bytes()).map(|found| first(&found));
    }
}
