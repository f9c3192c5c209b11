//! The database behind the record: SQLite, or PostgreSQL. Every statement is written once, in the
//! part of SQL that both take: parameters are `$1`, `$2` …, numbers are 64 bits wide.

/// One connection.
pub(super) type Connection = sqlx::AnyConnection;

/// Several.
pub(super) type Pool = sqlx::AnyPool;
