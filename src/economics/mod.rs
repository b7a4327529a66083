//! The science of the market: parameters, their checks, the mathematics. Pure: no file, no print, no clock.

pub mod technology;
