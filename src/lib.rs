//! Price wars between providers of large language models.
