//! A statement with its values: it is asked at once, as the first of a change, or kept for the end of one.
//!
//! Between two statements nobody waits for an answer where SQLite is asked several in one go: each answer is a way to
//! another thread and back, with the right to write in hand.

use super::database::Connection;
use sqlx::any::{AnyArguments, AnyQueryResult, AnyRow};
use sqlx::{Arguments as _, AssertSqlSafe, Error, Executor as _};

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Whole(Option<i64>),
    Text(Option<String>),
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(whole: i64) -> Self {
        Self::Whole(Some(whole))
    }
}

impl From<Option<i64>> for Value {
    fn from(whole: Option<i64>) -> Self {
        Self::Whole(whole)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_owned())
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        text.map(str::to_owned).into()
    }
}

/// A statement; its values are `$1`, `$2` … in it.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    sql: &'static str,
    values: Vec<Value>,
}

impl Statement {
    /// That statement, without values yet. No literal in it has a `$`.
    pub(super) const fn of(sql: &'static str) -> Self {
        Self { sql, values: Vec::new() }
    }

    /// With its next value.
    pub(super) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Asks it now.
    ///
    /// # Errors
    /// What the database refuses.
    pub(super) async fn run(self, connection: &mut Connection) -> Result<AnyQueryResult, Error> {
        sqlx::query_with(self.sql, arguments([self])?).execute(connection).await
    }

    /// Asks it now, and says the rows that it tells.
    ///
    /// # Errors
    /// What the database refuses.
    pub(super) async fn rows(self, connection: &mut Connection) -> Result<Vec<AnyRow>, Error> {
        sqlx::query_with(self.sql, arguments([self])?).fetch_all(connection).await
    }

    /// Asks all of them in one go, which SQLite takes, behind words that begin a change and before those that end it, if any.
    /// The first that fails is the last that is asked. Says the rows that they tell, one behind the other.
    ///
    /// # Errors
    /// What the database refuses.
    pub(super) async fn run_all(
        begin: Option<&str>,
        all: Vec<Self>,
        end: Option<&str>,
        connection: &mut Connection,
    ) -> Result<Vec<AnyRow>, Error> {
        let mut parts: Vec<String> = begin.map(str::to_owned).into_iter().collect();
        let mut before = 0;
        for statement in &all {
            parts.push(renumbered(statement.sql, before));
            before += statement.values.len();
        }
        parts.extend(end.map(str::to_owned));
        let sql = parts.join("; ");
        if all.is_empty() {
            connection.execute(AssertSqlSafe(sql)).await?;
            return Ok(Vec::new());
        }
        sqlx::query_with(AssertSqlSafe(sql), arguments(all)?).fetch_all(connection).await
    }
}

/// The values of all of them, one behind the other.
fn arguments(all: impl IntoIterator<Item = Statement>) -> Result<AnyArguments, Error> {
    let mut arguments = AnyArguments::default();
    let values = all.into_iter().flat_map(|statement| {
        debug_assert_eq!(highest(statement.sql), statement.values.len(), "{}", statement.sql);
        statement.values
    });
    for value in values {
        let added = match value {
            Value::Whole(whole) => arguments.add(whole),
            Value::Text(text) => arguments.add(text),
            Value::Bytes(bytes) => arguments.add(bytes),
        };
        added.map_err(Error::Encode)?;
    }
    Ok(arguments)
}

/// The parts of a statement between its `$`, each behind the first with its number, and what follows it.
fn parts(sql: &str) -> (&str, impl Iterator<Item = (usize, &str)>) {
    let mut parts = sql.split('$');
    let first = parts.next().unwrap_or_default();
    let numbered = parts.map(|part| {
        let digits = part.len() - part.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let (number, rest) = part.split_at(digits);
        (number.parse().unwrap_or_default(), rest)
    });
    (first, numbered)
}

/// How many values a statement takes.
fn highest(sql: &str) -> usize {
    parts(sql).1.map(|(number, _)| number).max().unwrap_or_default()
}

/// A statement whose values come behind so many others.
fn renumbered(sql: &str, before: usize) -> String {
    let (first, numbered) = parts(sql);
    numbered.fold(first.to_owned(), |sql, (number, rest)| format!("{sql}${}{rest}", number + before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::Connection as _;
    use sqlx::any::install_default_drivers;

    #[test]
    fn a_statement_behind_others_takes_its_own_values() {
        let sql = renumbered("UPDATE t SET a = $1, b = coalesce($2, b) WHERE c = $10", 12);
        assert_eq!(sql, "UPDATE t SET a = $13, b = coalesce($14, b) WHERE c = $22");
        assert_eq!(highest(&sql), 22);
    }

    #[tokio::test]
    async fn sqlite_takes_all_of_them_in_one_go_or_none() {
        install_default_drivers();
        let mut connection = Connection::connect("sqlite::memory:").await.expect("it opens");
        connection.execute("CREATE TABLE t (a TEXT UNIQUE, b INTEGER)").await.expect("made");
        let row = |a: &str, b: Option<i64>| Statement::of("INSERT INTO t (a, b) VALUES ($1, $2)").bind(a).bind(b);
        connection.execute("BEGIN").await.expect("begun");
        Statement::run_all(None, vec![row("x", Some(1)), row("y", None)], Some("COMMIT"), &mut connection)
            .await
            .expect("kept");
        let read = "SELECT a || ':' || coalesce(b, '-') FROM t ORDER BY a";
        let rows: Vec<String> = sqlx::query_scalar(read).fetch_all(&mut connection).await.expect("read");
        assert_eq!(rows, ["x:1", "y:-"]);
        // The one before has ended.
        let repeated = vec![row("z", None), row("y", None), row("w", None)];
        Statement::run_all(Some("BEGIN"), repeated, Some("COMMIT"), &mut connection)
            .await
            .map(|_| ())
            .expect_err("y is there");
        connection.execute("ROLLBACK").await.expect("it was not committed");
        let number: i64 = sqlx::query_scalar("SELECT count(*) FROM t").fetch_one(&mut connection).await.expect("read");
        assert_eq!(number, 2);
    }
}
