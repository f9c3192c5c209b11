//! The database behind the record: SQLite, or PostgreSQL. Every statement is written once, in the
//! part of SQL that both take: parameters are `$1`, `$2` …, numbers are 64 bits wide. What differs
//! stands here, in `opening` and in `change`; the tables in `migrations` and `migrations/postgres`.

use super::StoreError;
use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use std::fmt;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use url::Url;

/// One connection.
pub(super) type Connection = sqlx::AnyConnection;

/// Several.
pub(super) type Pool = sqlx::AnyPool;

/// SQLite's tables.
static FILE_TABLES: Migrator = sqlx::migrate!();

/// PostgreSQL's, which are the same.
static SERVER_TABLES: Migrator = sqlx::migrate!("migrations/postgres");

/// The table in which the versions of all others stand: a database without it has no shop.
pub(super) const VERSIONS: &str = "_sqlx_migrations";

/// What kind of trouble SQLite tells of: the lowest byte of its code, above which stand the extensions.
pub(super) fn file_trouble(error: &sqlx::Error) -> Option<u32> {
    let code: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}

/// What kind of database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// SQLite in a file.
    File,
    /// SQLite in memory: it lives and dies with its one connection.
    Memory,
    /// A PostgreSQL server, which other processes write to as well.
    Server,
}

impl Kind {
    /// The kind of the database at that address.
    pub(super) fn of(url: &str) -> Self {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Self::Server
        } else if url.contains(":memory:") || url.contains("mode=memory") {
            Self::Memory
        } else {
            Self::File
        }
    }

    /// Its tables.
    pub(super) fn tables(self) -> &'static Migrator {
        match self {
            Self::File | Self::Memory => &FILE_TABLES,
            Self::Server => &SERVER_TABLES,
        }
    }

    /// Asks whether there is a table of the name `$1`.
    pub(super) const fn has_table(self) -> &'static str {
        match self {
            Self::File | Self::Memory => "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = $1)",
            Self::Server => "SELECT to_regclass($1) IS NOT NULL",
        }
    }
}

/// SQLite's reading of an address.
pub(super) fn file_options(url: &str) -> Result<SqliteConnectOptions, StoreError> {
    Ok(SqliteConnectOptions::from_str(url)?)
}

/// A file beside another one.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The parameters of a PostgreSQL address that mean something. What the driver does not know it logs
/// with its value, which a slip of the pen can make a password.
const PARAMETERS: [&str; 10] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options[search_path]",
    "password",
    "port",
    "sslmode",
    "sslrootcert",
    "user",
];

/// Where the record is. It is shown without its password.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl FromStr for DatabaseUrl {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let url: Url = text.parse().map_err(|_| ())?;
        let is_readable = match Kind::of(text) {
            Kind::Server => {
                url.query_pairs().all(|(name, _)| PARAMETERS.contains(&&*name))
                    && PgConnectOptions::from_str(text).is_ok()
            }
            Kind::File | Kind::Memory => url.scheme() == "sqlite" && SqliteConnectOptions::from_str(text).is_ok(),
        };
        if is_readable { Ok(Self(text.to_owned())) } else { Err(()) }
    }
}

impl Deref for DatabaseUrl {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(mut url) = Url::parse(&self.0).ok().filter(|_| Kind::of(&self.0) == Kind::Server) else {
            return write!(formatter, "{:?}", self.0);
        };
        if url.password().is_some() {
            // An address with a host, as this one, can have one.
            let _ = url.set_password(Some("***"));
        }
        let hidden = |(name, value): (_, _)| if name == "password" { (name, "***".into()) } else { (name, value) };
        let pairs: Vec<_> = url.query_pairs().into_owned().map(hidden).collect();
        if !pairs.is_empty() {
            url.query_pairs_mut().clear().extend_pairs(pairs);
        }
        write!(formatter, "{:?}", url.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_password() {
        for (text, shown) in [
            ("sqlite://shop.sqlite", "\"sqlite://shop.sqlite\""),
            ("postgres://shop@db.example/orders", "\"postgres://shop@db.example/orders\""),
            ("postgres://shop:t0p%20secret@db.example/orders", "\"postgres://shop:***@db.example/orders\""),
            (
                "postgresql://db.example/orders?user=shop&password=t0p&sslmode=require",
                "\"postgresql://db.example/orders?user=shop&password=***&sslmode=require\"",
            ),
        ] {
            let url: DatabaseUrl = text.parse().expect(text);
            assert_eq!(format!("{url:?}"), shown);
            assert_eq!(&*url, text);
        }
        for wrong in [
            "mysql://localhost/shop",
            "shop.sqlite",
            "postgres://shop@db.example/orders?pasword=t0p",
            "postgres://shop@db.example/orders?sslmode=perhaps",
            "postgres://shop@db.example:port/orders",
        ] {
            assert_eq!(wrong.parse::<DatabaseUrl>(), Err(()), "{wrong}");
        }
    }
}
