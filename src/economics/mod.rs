//! The science: parameters, their checks, the mathematics. No clock, no file, no print; chance only through a
//! generator handed in. Rooms know each other by four arrows: demand and pricing look at bills, pricing at the
//! slope of demand, regulation at indices.

pub mod billing;
pub mod demand;
pub mod finance;
pub mod games;
pub mod indices;
pub mod pricing;
pub mod regulation;
pub mod technology;
