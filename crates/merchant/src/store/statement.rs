//! A statement that changes something, with its values: it is asked at once, or kept for the end of a change.

use super::database::Connection;
use sqlx::any::{AnyArguments, AnyQueryResult};
use sqlx::{Arguments as _, AssertSqlSafe, Error, Executor as _};

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Whole(Option<i64>),
    Text(Option<String>),
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

    /// Asks all of them and commits, in one go, which SQLite takes: between two of them nobody waits for an answer, with
    /// the right to write in hand. The first that fails is the last that is asked.
    ///
    /// # Errors
    /// What the database refuses.
    pub(super) async fn run_all_and_commit(all: Vec<Self>, connection: &mut Connection) -> Result<(), Error> {
        if all.is_empty() {
            connection.execute("COMMIT").await?;
            return Ok(());
        }
        let mut sql = String::new();
        let mut before = 0;
        for statement in &all {
            renumber(&mut sql, statement.sql, before);
            sql.push_str("; ");
            before += statement.values.len();
        }
        sql.push_str("COMMIT");
        sqlx::query_with(AssertSqlSafe(sql), arguments(all)?).execute(connection).await?;
        Ok(())
    }
}

/// The values of all of them, one behind the other.
fn arguments(all: impl IntoIterator<Item = Statement>) -> Result<AnyArguments, Error> {
    let mut arguments = AnyArguments::default();
    for value in all.into_iter().flat_map(|statement| statement.values) {
        let added = match value {
            Value::Whole(whole) => arguments.add(whole),
            Value::Text(text) => arguments.add(text),
        };
        added.map_err(Error::Encode)?;
    }
    Ok(arguments)
}

/// A statement whose values come behind so many others.
fn renumber(into: &mut String, sql: &str, before: usize) {
    let mut parts = sql.split('$');
    into.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.len() - part.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let (number, rest) = part.split_at(digits);
        let number = number.parse().map_or(before, |number: usize| number + before);
        into.push('$');
        into.push_str(&number.to_string());
        into.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::Connection as _;
    use sqlx::any::install_default_drivers;

    #[test]
    fn a_statement_behind_others_takes_its_own_values() {
        let mut sql = String::new();
        renumber(&mut sql, "UPDATE t SET a = $1, b = coalesce($2, b) WHERE c = $10", 12);
        assert_eq!(sql, "UPDATE t SET a = $13, b = coalesce($14, b) WHERE c = $22");
    }

    #[tokio::test]
    async fn sqlite_takes_all_of_them_in_one_go_or_none() {
        install_default_drivers();
        let mut connection = Connection::connect("sqlite::memory:").await.expect("it opens");
        connection.execute("CREATE TABLE t (a TEXT UNIQUE, b INTEGER)").await.expect("made");
        let row = |a: &str, b: Option<i64>| Statement::of("INSERT INTO t (a, b) VALUES ($1, $2)").bind(a).bind(b);
        connection.execute("BEGIN").await.expect("begun");
        Statement::run_all_and_commit(vec![row("x", Some(1)), row("y", None)], &mut connection).await.expect("kept");
        let read = "SELECT a || ':' || coalesce(b, '-') FROM t ORDER BY a";
        let rows: Vec<String> = sqlx::query_scalar(read).fetch_all(&mut connection).await.expect("read");
        assert_eq!(rows, ["x:1", "y:-"]);
        connection.execute("BEGIN").await.expect("begun: the one before has ended");
        let repeated = vec![row("z", None), row("y", None), row("w", None)];
        Statement::run_all_and_commit(repeated, &mut connection).await.expect_err("y is there");
        connection.execute("ROLLBACK").await.expect("it was not committed");
        let number: i64 = sqlx::query_scalar("SELECT count(*) FROM t").fetch_one(&mut connection).await.expect("read");
        assert_eq!(number, 2);
    }
}
