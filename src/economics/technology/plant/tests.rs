//! What is complained of, what is converted, and what a table of a scenario may hold.

use super::*;
use crate::complaint::{Check, Complaints};
use crate::economics::technology::architecture::Format;
use crate::economics::technology::hardware::{Accelerator, Owned};
use crate::economics::technology::lease::Contract;
use crate::economics::technology::machine::Bits;
use crate::units::{Gigabytes, GigabytesPerSecond, PerDay, Tflops, UsdPerGpuHour, Watts};

fn h800() -> Accelerator {
    Accelerator {
        peak16: Some(Tflops(989.0)),
        peak8: Some(Tflops(1979.0)),
        memory: Some(Gigabytes(80.0)),
        bandwidth: Some(GigabytesPerSecond(3360.0)),
        power: Some(Watts(700.0)),
        rent: Some(UsdPerGpuHour(2.0)),
        ..Accelerator::default()
    }
}

fn codes(technology: &Technology, accelerator: &Accelerator) -> Vec<&'static str> {
    let mut complaints = Complaints::new();
    technology.check("provider.A.technology", &mut complaints);
    technology.resolve(accelerator, Ratio(1.0), "provider.A.technology", &mut complaints);
    complaints.list().iter().map(|complaint| complaint.code).collect()
}

#[test]
fn a_catalogue_rent_is_converted_and_a_given_one_is_not() {
    let mut technology = Technology::rented("H800");
    let plant = |technology: &Technology| {
        technology.resolve(&h800(), Ratio(7.2), "p", &mut Complaints::new()).unwrap()
    };
    // 2 USD x 7.2 CNY
    assert!((plant(&technology).hour.total().get() - 14.4).abs() < 1e-12);
    technology.rent = Some(MoneyPerGpuHour(12.0));
    assert_eq!(plant(&technology).hour.total(), MoneyPerGpuHour(12.0));
    // egress 0.016 USD x 7.2
    assert!((plant(&technology).egress.get() - 0.1152).abs() < 1e-12);
}

#[test]
fn what_is_missing_or_contradictory_is_complained_of() {
    assert_eq!(codes(&Technology::rented("H800"), &h800()), [""; 0]);
    let rentless = Accelerator { rent: None, memory: None, ..h800() };
    assert_eq!(codes(&Technology::rented("X"), &rentless), ["unknown-hardware-fact", "unknown-rent"]);
    let both = Technology {
        rent: Some(MoneyPerGpuHour(2.0)),
        owned: Some(Owned::default()),
        peak_to_mean: Ratio(0.5),
        calibration: Ratio(0.0),
        ..Technology::rented("H800")
    };
    let found = codes(&both, &h800());
    assert_eq!(found, ["rented-and-owned", "peak-below-mean", "no-work", "unknown-purchase-price"]);
}

#[test]
fn a_format_computes_in_the_narrowest_arithmetic_the_chip_has() {
    let plant = Technology::rented("H800").resolve(&h800(), Ratio(1.0), "p", &mut Complaints::new()).unwrap();
    assert_eq!(plant.machine.peak(Format::Fp4), (Tflops(1979.0), Bits::Eight));
    assert_eq!(plant.machine.peak(Format::Int4), (Tflops(989.0), Bits::Sixteen));
    let old = Machine { peak8: None, ..plant.machine };
    assert_eq!(old.peak(Format::Fp8), (Tflops(989.0), Bits::Sixteen));
}

#[test]
fn the_gpu_hour_falls_with_the_trend_of_hardware() {
    let plant = Technology::rented("H800").resolve(&h800(), Ratio(1.0), "p", &mut Complaints::new()).unwrap();
    // 2 / 1.38 = 1.449 after a year
    assert!((plant.gpu_hour(Days(365.25)).total().get() - 1.449_275).abs() < 1e-6);
}

#[test]
fn a_contract_is_for_rented_accelerators_and_not_for_nothing() {
    let technology: Technology =
        toml::from_str("hardware = \"H800\"\ncontract = { discount = 0.4, term = 365.25 }").unwrap();
    assert_eq!(codes(&technology, &h800()), [""; 0]);
    let owned = Technology { owned: Some(Owned::default()), ..technology.clone() };
    assert_eq!(codes(&owned, &h800()), ["contract-for-owned", "unknown-purchase-price"]);
    let given = Contract { discount: Share::ONE, term: Days::ZERO };
    let void = Technology { contract: Some(given), ..technology };
    assert_eq!(codes(&void, &h800()), ["contract-for-nothing", "contract-instant"]);
    let unlearned: Technology = toml::from_str("hardware = \"H800\"\nlearning = { served = 0 }").unwrap();
    assert_eq!(codes(&unlearned, &h800()), ["not-positive"]);
}

#[test]
fn a_scenario_table_needs_the_hardware_only_and_refuses_strangers() {
    let technology: Technology = toml::from_str("hardware = \"H800\"").unwrap();
    assert_eq!(technology, Technology::rented("H800"));
    let partly: Technology = toml::from_str("hardware = \"H800\"\nprogress = { model = 0 }").unwrap();
    assert_eq!(partly.progress.model, PerDay::ZERO);
    assert_eq!(partly.progress.hardware, Progress::default().hardware);
    assert!(toml::from_str::<Technology>("hardware = \"H800\"\ngpu = 8").is_err());
}

#[test]
fn every_field_is_described_to_the_editor() {
    let schema = serde_json::to_value(schemars::schema_for!(Technology)).unwrap();
    assert_eq!(schema["additionalProperties"], false);
    let undescribed: Vec<_> = schema["properties"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, field)| field.get("description").is_none())
        .collect();
    assert_eq!(undescribed, []);
}
