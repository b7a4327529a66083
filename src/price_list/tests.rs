//! Readings by hand and broken lists.

use super::*;
use crate::measures::episodes::Dated;

const HEAD: &str = "provider,model,date,currency,input_per_mtok,output_per_mtok";

fn list(rows: &[&str]) -> PriceList {
    read(format!("{HEAD}\n{}\n", rows.join("\n")).as_bytes()).unwrap()
}

fn mistakes(text: &str) -> Vec<String> {
    read(text.as_bytes()).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn a_list_is_read_whatever_its_dress() {
    // A mark of byte order, capitals, spaces, carriage returns, blank lines, columns in another order and unknown ones.
    let text = "\u{feff}Model, PROVIDER ,note,date,currency,output_per_mtok,input_per_mtok,date_kind\r\n\r\n\
                one,甲,\"a, b\",2024-05-06,cny,2,1,first_seen\r\n";
    let found = read(text.as_bytes()).unwrap();
    let [row] = found.rows.as_slice() else { panic!("{found:?}") };
    assert_eq!((row.provider.as_str(), row.model.as_str(), row.currency.as_str()), ("甲", "one", "CNY"));
    assert_eq!(row.price.map(crate::measures::episodes::Price::level), Some(1.25));
    assert_eq!(row.kind.dated(), Dated::Bound);
    assert_eq!(row.date, jiff::civil::date(2024, 5, 6));
}

#[test]
fn missing_prices_stay_missing() {
    let found = list(&["A,a,2024-01-01,USD,1,", "A,a,2024-02-01,USD,,", "A,a,2024-03-01,USD,0,0"]);
    assert_eq!(found.without_price, [3]);
    assert_eq!(found.rows.len(), 2);
    assert_eq!(found.rows[0].price.unwrap().output, None);
}

#[test]
fn all_mistakes_are_told_at_once_each_with_its_line() {
    let text = format!(
        "{HEAD},date_kind\nA,a,2024-13-01,USD,1,2,\n,b,6 May 2024,dollar,-1,x,\n\nA,c,2024-01-01,USD,1\nA,c,2024-01-01,USD,inf,1,seen\n"
    );
    assert_eq!(
        mistakes(&text),
        [
            "2: date `2024-13-01` is no day; write year-month-day, such as 2024-05-06",
            "3: provider is empty",
            "3: date `6 May 2024` is no day; write year-month-day, such as 2024-05-06",
            "3: currency `dollar` is no code of three letters, such as USD or CNY",
            "3: input_per_mtok `-1` is no price: a number of 0 or more, or nothing",
            "3: output_per_mtok `x` is no price: a number of 0 or more, or nothing",
            "5: found 5 fields, the head has 7",
            "6: input_per_mtok `inf` is no price: a number of 0 or more, or nothing",
            "6: date_kind `seen` is none of announced, release_date, first_seen, as_of, approx",
        ]
    );
}

#[test]
fn a_head_without_its_columns_says_which() {
    assert_eq!(
        mistakes("firm,model,date,currency,input_per_mtok,model\n"),
        [
            "1: there are two columns `model`",
            "1: columns are missing: provider, output_per_mtok; found firm, model, date, currency, input_per_mtok, model; \
             a list needs provider, model, date, currency, input_per_mtok, output_per_mtok",
        ]
    );
    assert!(mistakes("")[0].starts_with("1: the file is empty"));
    assert!(read(b"provider\xff\n").unwrap_err()[0].message.contains("UTF-8"));
}

#[test]
fn currencies_become_one_and_a_third_is_refused() {
    let rates = Rates { usd: None };
    let found = list(&["A,a,2024-01-01,CNY,7.2,7.2", "B,b,2024-01-01,USD,1,1"]);
    let [market] = markets(&found, &[], rates).unwrap().try_into().unwrap();
    let levels: Vec<f64> = market.postings.iter().filter_map(|p| Some(p.price?.level())).collect();
    assert_eq!(levels, [1.0, 1.0]);
    assert_eq!(market.converted, Some(("CNY".to_owned(), 7.2)));
    let euro = list(&["A,a,2024-01-01,EUR,1,1", "B,b,2024-01-01,USD,1,1"]);
    assert!(markets(&euro, &[], rates).unwrap_err().contains("--usd"));
    assert!(markets(&euro, &[], Rates { usd: Some(0.9) }).is_ok());
    let three = list(&["A,a,2024-01-01,EUR,1,1", "B,b,2024-01-01,USD,1,1", "C,c,2024-01-01,CNY,1,1"]);
    assert!(markets(&three, &[], rates).unwrap_err().contains("CNY, EUR, USD"));
}

#[test]
fn regions_are_markets_alone_or_together() {
    let text = format!(
        "{HEAD},region\nA,a,2024-01-01,USD,1,1,US\nB,b,2024-01-02,USD,1,1,EU\nC,c,2024-01-03,USD,1,1,CN\n"
    );
    let found = read(text.as_bytes()).unwrap();
    let names = |regions: &[&str]| -> Vec<String> {
        let asked: Vec<String> = regions.iter().map(|region| (*region).to_owned()).collect();
        markets(&found, &asked, Rates { usd: None })
            .unwrap()
            .into_iter()
            .map(|market| market.region)
            .collect()
    };
    assert_eq!(names(&[]), ["CN", "EU", "US"]);
    assert_eq!(names(&["us", "EU"]), ["EU+US"]);
    assert_eq!(names(&["all"]), ["CN+EU+US"]);
    let wrong = markets(&found, &["JP".to_owned()], Rates { usd: None }).unwrap_err();
    assert_eq!(wrong, "there is no region `JP`; there is CN, EU, US");
}
