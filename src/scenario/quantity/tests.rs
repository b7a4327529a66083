//! Quantities as price lists write them, faults, and texts that must not panic.

use super::*;
use proptest::prelude::*;

fn yuan() -> Exchange {
    Exchange { currency: "CNY".to_owned(), usd: Some(7.2) }
}

fn read_yuan(text: &str, target: &str) -> f64 {
    read(text, target, &yuan()).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
}

#[test]
#[expect(clippy::float_cmp, reason = "decimal units convert without a rounding of their own")]
fn quantities_are_read_as_price_lists_write_them() {
    for (text, target, value) in [
        ("0.8 CNY/Mtok", "money/Mtok", 0.8),
        ("0.0008 CNY/ktok", "money/Mtok", 0.8),
        ("0.8 元/Mtok", "money/Mtok", 0.8),
        ("0.8元/百万tokens", "money/Mtok", 0.8),
        ("¥0.8/Mtok", "money/Mtok", 0.8),
        ("1 USD/Mtok", "money/Mtok", 7.2),
        ("$1 per Mtok", "money/Mtok", 7.2),
        ("8", "money/Mtok", 8.0),
        ("1.5 G CNY", "money", 1.5e9),
        ("3 亿 CNY", "money", 3e8),
        ("3亿元", "money", 3e8),
        ("100 Gtok/day", "Mtok/day", 1e5),
        ("0.5 Ttok/day", "Mtok/day", 5e5),
        ("20 tok/s", "Mtok/day", 1.728),
        ("2 USD/GPU-hour", "money/GPU-hour", 14.4),
        ("2 CNY/GPU/h", "money/GPU-hour", 2.0),
        ("67 B", "parameters", 67e9),
        ("67 B parameters", "parameters", 67e9),
        ("60 k", "users", 6e4),
        ("60_000", "users", 6e4),
        ("35 %", "share", 0.35),
        ("3 pt", "share", 0.03),
        ("8 weeks", "days", 56.0),
        ("14 months", "days", 426.125),
        ("1 year", "days", 365.25),
        ("90 s", "s", 90.0),
        ("50 ms", "s", 0.05),
        ("-3 utils", "utils", -3.0),
        ("80 GB", "GB", 80.0),
        ("1.5 TB/s", "GB/s", 1500.0),
        ("70 B", "bytes", 70.0),
        ("989 TFLOP/s", "TFLOP/s", 989.0),
        ("0.6 CNY/kWh", "money/kWh", 0.6),
        ("1e3 tok", "tok", 1000.0),
    ] {
        assert_eq!(read_yuan(text, target), value, "{text} in {target}");
    }
    assert!((read_yuan("60 %/year", "1/day") - 0.6 / 365.25).abs() < 1e-15);
    assert!((read_yuan("2 %/month", "1/day") - 0.02 / 30.4375).abs() < 1e-15);
}

#[test]
fn facts_in_dollars_need_no_rate_when_they_bring_no_unit() {
    let poor = Exchange { currency: "EUR".to_owned(), usd: None };
    assert_eq!(read("2", "USD/GPU-hour", &poor), Ok(2.0));
    assert!(matches!(read("2 EUR/GPU-hour", "USD/GPU-hour", &poor), Err(Fault::NoRate { .. })));
    assert_eq!(read("14.4 CNY/GPU-hour", "USD/GPU-hour", &yuan()), Ok(2.0));
}

#[test]
fn faults_say_what_is_wrong() {
    let fault = |text: &str, target: &str| read(text, target, &yuan()).unwrap_err();
    assert_eq!(fault("3 CNY/day", "money/Mtok"), Fault::Mismatch { found: "CNY/day".to_owned() });
    assert_eq!(fault("5 %", "days"), Fault::Mismatch { found: "%".to_owned() });
    assert!(matches!(fault("3 CNY/Mtk", "money/Mtok"), Fault::UnknownUnit { span, help: Some(help), .. }
        if span == (6..9) && help.contains("Mtok")));
    assert!(matches!(fault("3 EUR", "money"), Fault::NoRate { code, .. } if code == "EUR"));
    for text in ["", "x", "CNY", "1,5 CNY", "1 CNY/", "1e999", "--3", "1 /", "nan", "inf"] {
        assert!(
            matches!(fault(text, "money"), Fault::Malformed { .. }),
            "{text}: {:?}",
            fault(text, "money")
        );
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in ".{0,40}", target in prop::sample::select(vec!["money/Mtok", "share", "days", "GB"])) {
        if let Ok(value) = read(&text, target, &yuan()) {
            prop_assert!(!value.is_nan());
        }
    }

    #[test]
    fn no_likely_text_panics(text in "[-+$¥]?[0-9._e]{0,6} ?[kMGTB万亿%]{0,2} ?(CNY|tok|day|元|s|h|GPU-hour){0,2}[/*·-]?[a-zA-Z%]{0,5}") {
        let _ = read(&text, "money/Mtok", &yuan());
    }

    #[test]
    fn a_price_per_thousand_is_a_thousandth(price in 0.001_f64..1e4) {
        let per_ktok = read(&format!("{price} CNY/ktok"), "money/Mtok", &yuan()).unwrap();
        prop_assert!((per_ktok / price - 1000.0).abs() < 1e-9);
    }
}
