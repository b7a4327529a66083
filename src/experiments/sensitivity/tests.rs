//! The study of sensitivity against functions whose indices are known.
