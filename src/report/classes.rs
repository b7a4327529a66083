//! What a page says of users who are counted by taste class: how many classes there are and what they cost in truth.

use super::bilingual::{bilingual, say};
use super::language::Language;
use super::number::figure;
use crate::experiments::Subject;

bilingual! { Language;
    counted: "Users share tastes in classes instead of having their own; at the opening prices this moves a share at rest by at most {errors}.",
             "用户按口味类别共享口味，而非各有口味；按开局价格，静止时的份额因此最多偏离 {errors}。";
    of_segment: "{error} of {segment} ({classes} classes)", "{segment} 的 {error}（{classes} 类）";
    and: ", ", "、";
}

/// The bias of taste classes, where there are any.
pub(super) fn sentence(subject: &Subject, language: Language) -> Option<String> {
    let words = words(language);
    let errors: Vec<String> = subject
        .classes
        .iter()
        .map(|note| {
            let error = figure(note.error, "share", language);
            let classes = note.classes.to_string();
            say(words.of_segment, [("error", error), ("segment", note.segment.clone()), ("classes", classes)])
        })
        .collect();
    (!errors.is_empty()).then(|| say(words.counted, [("errors", errors.join(words.and))]))
}
