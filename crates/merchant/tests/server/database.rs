//! The database of one test: SQLite's, or PostgreSQL's where `KANTAN_TEST_POSTGRES` names a server
//! (`tools/postgres.sh`). Tests that are about SQLite's file open one by its address.

use super::support::fresh_folder;
use sqlx::any::{AnyRow, install_default_drivers};
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, Connection, Executor, Row, SqlSafeStr, ValueRef};
use std::sync::atomic::{AtomicU32, Ordering};

/// A database that the test alone has: SQLite's in memory, or a schema of its own.
pub(crate) const OWN: &str = "sqlite::memory:";

/// The server that the tests run on, if it is PostgreSQL.
pub(crate) fn server() -> Option<String> {
    std::env::var("KANTAN_TEST_POSTGRES").ok()
}

/// The address of what `wanted` stands for.
pub(crate) async fn address(wanted: &str) -> String {
    match server() {
        Some(server) if wanted == OWN => schema(&server).await,
        _ => wanted.to_owned(),
    }
}

/// A database that several shops open: a file, or a schema.
pub(crate) async fn shared() -> String {
    match server() {
        Some(server) => schema(&server).await,
        None => format!("sqlite://{}", fresh_folder().join("shop.sqlite").display()),
    }
}

/// An empty schema on the server. It ends with the server, which is there for the tests alone.
pub(crate) async fn schema(server: &str) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!("shop_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    tell(server, &format!("CREATE SCHEMA {name}")).await;
    format!("{server}&options[search_path]={name}")
}

/// Tells the server something.
pub(crate) async fn tell(server: &str, statement: &str) {
    install_default_drivers();
    let mut connection = AnyConnection::connect(server).await.expect("the server of KANTAN_TEST_POSTGRES is there");
    connection.execute(AssertSqlSafe(statement.to_owned())).await.expect("done");
    connection.close().await.expect("closed");
}

/// Every row of a question, its values with commas between them.
pub(crate) async fn lines(pool: &AnyPool, sql: impl SqlSafeStr) -> Vec<String> {
    let value = |row: &AnyRow, index: usize| match row.try_get_raw(index).expect("there").is_null() {
        true => "NULL".to_owned(),
        false => row
            .try_get::<String, _>(index)
            .unwrap_or_else(|_| row.try_get::<i64, _>(index).expect("text or a number").to_string()),
    };
    let rows = sqlx::query(sql).fetch_all(pool).await.expect("readable");
    rows.iter().map(|row| (0..row.len()).map(|index| value(row, index)).collect::<Vec<_>>().join(",")).collect()
}

/// From now on no row comes into a table, as on a full disk.
pub(crate) async fn fill(pool: &AnyPool, table: &str) {
    let does = match server() {
        Some(_) => "FOR EACH ROW EXECUTE FUNCTION refuse('disk is full')",
        None => "BEGIN SELECT raise(ABORT, 'disk is full'); END",
    };
    let sql = format!("CREATE TRIGGER full_disk BEFORE INSERT ON {table} {does}");
    sqlx::query(AssertSqlSafe(sql)).execute(pool).await.expect("made");
}

/// There is room again.
pub(crate) async fn empty(pool: &AnyPool, table: &str) {
    let on = if server().is_some() { format!(" ON {table}") } else { String::new() };
    sqlx::query(AssertSqlSafe(format!("DROP TRIGGER full_disk{on}"))).execute(pool).await.expect("dropped");
}
