//! Laws of the definition, and cases by hand.
