//! Writes the members of an object: the counterpart of `reader`. What there is not is written as `null`.

use super::day::{write_day, write_month};
use super::moment::write_moment;
use crate::json::Json;
use chrono::NaiveDate;
use sbps::date_time::{JstDateTime, YearMonth};
use sbps::money::Yen;

/// A value, or `null`.
pub(super) fn optional<T>(value: Option<T>, write: impl FnOnce(T) -> Json) -> Json {
    value.map_or(Json::Null, write)
}

/// A text, or `null`.
pub(super) fn optional_text(text: Option<&String>) -> Json {
    optional(text, |text| Json::from_text(text))
}

/// A whole number.
pub(super) fn whole(number: impl Into<f64>) -> Json {
    Json::Number(number.into())
}

/// An amount in yen.
pub(super) fn yen(amount: Yen) -> Json {
    whole(amount.get())
}

/// A day in Japan.
pub(super) fn day(day: NaiveDate) -> Json {
    Json::Text(write_day(day))
}

/// A month in Japan.
pub(super) fn month(month: YearMonth) -> Json {
    Json::Text(write_month(month))
}

/// A moment, in Japan's time.
pub(super) fn moment(moment: JstDateTime) -> Json {
    Json::Text(write_moment(moment))
}

/// A list.
pub(super) fn list<T>(all: &[T], write: impl FnMut(&T) -> Json) -> Json {
    Json::List(all.iter().map(write).collect())
}

/// One of these words: the one that stands beside `value`.
pub(super) fn word<T: PartialEq>(value: &T, all: &[(&'static str, T)]) -> Json {
    optional(all.iter().find(|(_, it)| it == value), |(word, _)| Json::from_text(word))
}
