//! What the screen says about time, just above the button. It is no live region: what is worth hearing is said by the
//! status line, once.

use super::{Gate, Standing, TimeSentence as Say};
use crate::language::{Language, moment};
use crate::ui::{part, text};
use leptos::prelude::AnyView;

/// Everything that there is to be said; nothing most of the time.
pub(in crate::checkout) fn notices(language: Language, standing: &Standing) -> AnyView {
    let say = |sentence| language.say(sentence).to_owned();
    let mut said = Vec::new();
    if let Some(window) = standing.maintenance {
        let (from, until) = (moment(language, window.from), moment(language, window.until));
        said.push(match standing.gate {
            Gate::Closed => language.tell(Say::Now, &[&until]),
            _ => language.tell(Say::Ahead, &[&from, &until]),
        });
    }
    if standing.runs_into_it {
        said.push(say(Say::Soon));
    }
    if standing.crosses_midnight {
        said.push(say(Say::Midnight));
        if standing.can_wait {
            said.push(say(Say::AfterMidnight));
        }
    }
    said.extend(standing.left.map(|left| language.tell(Say::Left, &[&time_left(language, left)])));
    part("div", "time", said.iter().map(|words| text("p", "notice", words)).collect())
}

/// How much time is left: `1時間5分`, `5分`, `59秒`.
fn time_left(language: Language, seconds: u32) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    match (hours, minutes) {
        (0, 0) => language.tell(Say::Seconds, &[&seconds.to_string()]),
        (0, _) => language.tell(Say::Minutes, &[&minutes.to_string()]),
        _ => language.tell(Say::Hours, &[&hours.to_string(), &minutes.to_string()]),
    }
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
            (3_600, "1時間0分", "1 h 0 min"),
            (86_400, "24時間0分", "24 h 0 min"),
        ] {
            assert_eq!(time_left(Language::Japanese, seconds), japanese);
            assert_eq!(time_left(Language::English, seconds), english);
        }
    }
}
