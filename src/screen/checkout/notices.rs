//! What the screen says about time, just above the button. It is no live region: what is worth hearing is said by the
//! status line, once.

use super::standing::{Gate, Standing};
use crate::language::{Language, TimeSentence as Say, moment};
use crate::page::order::Order;
use crate::screen::ui::{part, text};
use leptos::prelude::AnyView;

/// Everything that there is to be said; nothing most of the time.
pub(super) fn notices(language: Language, order: &Order, standing: &Standing) -> AnyView {
    let mut lines = Vec::new();
    let mut add = |words: &str| lines.push(text("p", "notice", words));
    if let Some(window) = standing.maintenance.and_then(|place| order.maintenance.get(place)) {
        let (from, until) = (moment(language, window.from), moment(language, window.until));
        let sentence = if standing.gate == Gate::Closed { Say::Now } else { Say::Ahead };
        match &window.notice {
            Some(notice) => add(notice),
            None => add(&language.tell(sentence, &[&until, &from])),
        }
    }
    if standing.runs_into_it {
        add(language.say(Say::Soon));
    }
    if standing.crosses_midnight {
        add(language.say(Say::Midnight));
        if standing.can_wait {
            add(language.say(Say::AfterMidnight));
        }
    }
    if let Some(left) = standing.left {
        add(&language.tell(Say::Left, &[&time_left(language, left)]));
    }
    part("div", "time", lines)
}

/// How much time is left: `5分`, `59秒`.
fn time_left(language: Language, seconds: u32) -> String {
    let (unit, count) = if seconds < 60 { (Say::Seconds, seconds) } else { (Say::Minutes, seconds / 60) };
    language.tell(unit, &[&count.to_string()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_said_in_the_largest_unit_that_it_fills() {
        for (seconds, japanese, english) in [
            (1, "1秒", "1 s"),
            (59, "59秒", "59 s"),
            (60, "1分", "1 min"),
            (3_540, "59分", "59 min"),
            (10_800, "180分", "180 min"),
        ] {
            assert_eq!(time_left(Language::Japanese, seconds), japanese);
            assert_eq!(time_left(Language::English, seconds), english);
        }
    }
}
