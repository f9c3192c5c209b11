//! Reads values back from the record.

use super::StoreError;
use chrono::NaiveDate;
use kantan_checkout::page::day::read_month;
use sbps::date_time::{JstDateTime, YearMonth};
use sqlx::any::{Any, AnyRow, AnyTypeInfo, AnyValueRef};
use sqlx::error::BoxDynError;
use sqlx::{Decode, FromRow, Type, ValueRef};

/// A record holds what no record may hold.
pub(super) fn wrong(error: impl std::fmt::Display) -> StoreError {
    StoreError::Record(error.to_string())
}

/// The day in Japan at a moment.
pub(super) fn japan_day(seconds: i64) -> Result<NaiveDate, StoreError> {
    JstDateTime::from_unix_seconds(seconds).map(JstDateTime::date).ok_or_else(|| wrong("a moment outside the calendar"))
}

/// A month, as `2026-12`.
pub(super) fn month(text: &str) -> Result<YearMonth, StoreError> {
    read_month(text).ok_or_else(|| wrong(format!("month {text:?}")))
}

/// A day of the calendar.
pub(super) fn day(text: &str) -> Result<NaiveDate, StoreError> {
    text.parse().map_err(wrong)
}

/// The first of those rows, if there is one.
pub(super) fn first_row<'row, Row: FromRow<'row, AnyRow>>(told: &'row [AnyRow]) -> Result<Option<Row>, StoreError> {
    Ok(told.first().map(Row::from_row).transpose()?)
}

/// The first of those rows, where there is one always.
pub(super) fn the_row<'row, Row: FromRow<'row, AnyRow>>(told: &'row [AnyRow]) -> Result<Row, StoreError> {
    Ok(first_row(told)?.ok_or(sqlx::Error::RowNotFound)?)
}

/// A number as the databases have it, who know none without a sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole(pub(super) u32);

impl Type<Any> for Whole {
    fn type_info() -> AnyTypeInfo {
        <i64 as Type<Any>>::type_info()
    }

    fn compatible(type_info: &AnyTypeInfo) -> bool {
        <i64 as Type<Any>>::compatible(type_info)
    }
}

impl<'row> Decode<'row, Any> for Whole {
    fn decode(value: AnyValueRef<'row>) -> Result<Self, BoxDynError> {
        Ok(Self(<i64 as Decode<Any>>::decode(value)?.try_into()?))
    }
}

/// Such a number, or none.
pub(super) struct Maybe(Option<Whole>);

impl Type<Any> for Maybe {
    fn type_info() -> AnyTypeInfo {
        Whole::type_info()
    }

    fn compatible(type_info: &AnyTypeInfo) -> bool {
        Whole::compatible(type_info)
    }
}

impl<'row> Decode<'row, Any> for Maybe {
    fn decode(value: AnyValueRef<'row>) -> Result<Self, BoxDynError> {
        Ok(Self(Decode::decode(value)?))
    }
}

impl From<Maybe> for Option<u32> {
    fn from(Maybe(number): Maybe) -> Self {
        number.map(|Whole(number)| number)
    }
}

/// Yes or no: a truth value of PostgreSQL, a number of SQLite and of columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flag(pub(super) bool);

impl Type<Any> for Flag {
    fn type_info() -> AnyTypeInfo {
        <bool as Type<Any>>::type_info()
    }

    fn compatible(type_info: &AnyTypeInfo) -> bool {
        <bool as Type<Any>>::compatible(type_info) || <i64 as Type<Any>>::compatible(type_info)
    }
}

impl<'row> Decode<'row, Any> for Flag {
    fn decode(value: AnyValueRef<'row>) -> Result<Self, BoxDynError> {
        if <bool as Type<Any>>::compatible(&value.type_info()) {
            return Ok(Self(<bool as Decode<Any>>::decode(value)?));
        }
        Ok(Self(<i64 as Decode<Any>>::decode(value)? != 0))
    }
}

impl From<Flag> for bool {
    fn from(Flag(is_so): Flag) -> Self {
        is_so
    }
}
