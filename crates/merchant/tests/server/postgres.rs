//! What only a PostgreSQL server can do to the record, and that its tables are SQLite's.

use super::database::{OWN, lines, schema, server, tell};
use super::message::Attempt;
use super::support::{NOON, TestShop, config, fresh_folder};
use merchant::domain::billing::{Hold, HoldReason};
use merchant::store::{NotCopied, NotOpened, Store, back_up, examine, put_back};
use sbps::identifier::Account;
use sqlx::{AnyConnection, AnyPool, Connection, Executor};
use std::collections::BTreeSet;
use std::process::Command;
use std::time::{Duration, Instant};

const FIRST: &str = "10000000000001";

/// The server; these tests are run where there is one.
fn the_server() -> String {
    server().expect("KANTAN_TEST_POSTGRES names a server: tools/postgres.sh starts one")
}

/// A database of its own name, of which the address is given back.
async fn database(name: &str, options: &str) -> String {
    let server = the_server();
    let name = format!("{name}_{}", std::process::id());
    tell(&server, &format!("CREATE DATABASE {name} {options}")).await;
    server.replace("/postgres?", &format!("/{name}?"))
}

fn account() -> Account {
    config("", &[]).settings.account
}

async fn open(url: &str, new: bool) -> Result<Store, NotOpened> {
    Store::open_for(url, &account(), new, NOON).await
}

/// What there is of one sort, on SQLite and on PostgreSQL.
async fn both(pools: &(AnyPool, AnyPool), on_sqlite: &'static str, on_postgres: &'static str) -> [BTreeSet<String>; 2] {
    let set = |lines: Vec<String>| lines.into_iter().collect();
    [set(lines(&pools.0, on_sqlite).await), set(lines(&pools.1, on_postgres).await)]
}

#[tokio::test]
#[ignore = "needs PostgreSQL: tools/postgres.sh"]
async fn both_databases_have_the_same_tables() {
    let sqlite = Store::open(OWN).await.expect("it opens");
    let postgres = Store::open(&schema(&the_server()).await).await.expect("it opens");
    let pools = (sqlite.pool().clone(), postgres.pool().clone());
    for (what, at_least, on_sqlite, on_postgres) in [
        (
            "columns",
            150,
            "SELECT m.name, c.name, CASE c.type WHEN 'INTEGER' THEN 'bigint' WHEN 'BLOB' THEN 'bytea' \
             ELSE lower(c.type) END, CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN 'NO' ELSE 'YES' END, \
             CASE WHEN c.dflt_value IS NULL THEN 0 ELSE 1 END FROM sqlite_master m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\'",
            "SELECT c.table_name::text, c.column_name::text, c.data_type::text, c.is_nullable::text, \
             CASE WHEN c.column_default IS NULL THEN 0 ELSE 1 END FROM information_schema.columns c \
             JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name \
             WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name NOT LIKE '\\_sqlx%'",
        ),
        (
            "columns of views",
            2,
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'view'",
            "SELECT c.table_name::text, c.column_name::text FROM information_schema.columns c \
             JOIN information_schema.views v USING (table_schema, table_name) WHERE c.table_schema = current_schema()",
        ),
        (
            "indexes that have a name",
            15,
            "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite%'",
            "SELECT c.relname::text FROM pg_class c LEFT JOIN pg_constraint k ON k.conindid = c.oid \
             AND k.contype IN ('p', 'u') WHERE c.relkind = 'i' AND k.oid IS NULL \
             AND c.relnamespace = current_schema()::regnamespace",
        ),
        (
            // A primary key that is a number has no index of its own on SQLite.
            "what is indexed, and what is unique",
            30,
            "SELECT m.name, (SELECT group_concat(coalesce(n.name, '-'), ' ') FROM (SELECT name FROM \
             pragma_index_info(l.name) ORDER BY seqno) n), l.\"unique\", l.partial FROM sqlite_master m \
             JOIN pragma_index_list(m.name) l WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\'",
            "SELECT t.relname::text, string_agg(coalesce(a.attname::text, '-'), ' ' ORDER BY k.place), \
             CASE WHEN i.indisunique THEN 1 ELSE 0 END, CASE WHEN i.indpred IS NULL THEN 0 ELSE 1 END \
             FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid \
             CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k (attribute, place) \
             LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attribute \
             WHERE t.relnamespace = current_schema()::regnamespace AND t.relname NOT LIKE '\\_sqlx%' \
             AND NOT (i.indisprimary AND i.indnatts = 1 AND EXISTS (SELECT 1 FROM pg_attribute p \
             WHERE p.attrelid = t.oid AND p.attnum = i.indkey[0] AND p.atttypid = 'bigint'::regtype)) \
             GROUP BY t.relname, i.indexrelid, i.indisunique, i.indpred",
        ),
        (
            "references",
            12,
            "SELECT m.name, f.\"table\", group_concat(f.\"from\", ' ' ORDER BY f.seq) FROM sqlite_master m \
             JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' GROUP BY m.name, f.id, f.\"table\"",
            "SELECT t.relname::text, o.relname::text, (SELECT string_agg(a.attname::text, ' ' ORDER BY k.place) \
             FROM unnest(c.conkey) WITH ORDINALITY k (attribute, place) JOIN pg_attribute a \
             ON a.attrelid = c.conrelid AND a.attnum = k.attribute) FROM pg_constraint c \
             JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class o ON o.oid = c.confrelid \
             WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace",
        ),
        (
            "how many checks each table has",
            12,
            "SELECT name, (length(sql) - length(replace(sql, 'CHECK (', ''))) / length('CHECK (') AS checks \
             FROM sqlite_master WHERE type = 'table' AND sql LIKE '%CHECK (%'",
            "SELECT t.relname::text, count(*) FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid \
             WHERE c.contype = 'c' AND c.connamespace = current_schema()::regnamespace GROUP BY t.relname",
        ),
        (
            "triggers",
            25,
            "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
            "SELECT t.relname::text, g.tgname::text FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid \
             WHERE NOT g.tgisinternal AND g.tgname NOT LIKE '%\\_not\\_emptied' \
             AND t.relnamespace = current_schema()::regnamespace",
        ),
    ] {
        let [sqlite, postgres] = both(&pools, on_sqlite, on_postgres).await;
        let (lacks, has): (Vec<_>, Vec<_>) =
            (sqlite.difference(&postgres).collect(), postgres.difference(&sqlite).collect());
        assert!(lacks.is_empty() && has.is_empty(), "{what}: only SQLite has {lacks:#?}, only PostgreSQL has {has:#?}");
        assert!(sqlite.len() >= at_least, "{what}: {sqlite:#?}");
    }
}

/// Each table of which rows are not removed is not emptied either.
#[tokio::test]
#[ignore = "needs PostgreSQL: tools/postgres.sh"]
async fn what_is_only_added_to_cannot_be_emptied() {
    let store = Store::open(&schema(&the_server()).await).await.expect("it opens");
    let sql = "SELECT t.relname::text FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid \
               WHERE g.tgname LIKE '%\\_not\\_removed' AND t.relnamespace = current_schema()::regnamespace";
    let tables = lines(store.pool(), sql).await;
    assert!(tables.len() >= 11, "{tables:?}");
    for table in tables {
        let sql = sqlx::AssertSqlSafe(format!("TRUNCATE {table} CASCADE"));
        let refused = sqlx::query(sql).execute(store.pool()).await.expect_err(&table).to_string();
        assert!(refused.contains("append only"), "{table}: {refused}");
    }
}

#[tokio::test]
#[ignore = "needs PostgreSQL: tools/postgres.sh"]
async fn a_database_that_is_not_this_shops_is_not_served() {
    let server = the_server();
    let refused = |opened: Result<Store, NotOpened>, said: &str| {
        let error = opened.expect_err(said).to_string();
        assert!(error.contains(said), "{said}: {error}");
    };
    for new in [false, true] {
        refused(open(&server.replace("/postgres?", "/nobody_made_this?"), new).await, "make it with createdb");
    }
    // `kantan doctor` looks at it and changes nothing.
    let looked_at = async |url: String, said: &str| {
        let error = examine(&url, &account()).await.expect_err(said).to_string();
        assert!(error.contains(said), "{said}: {error}");
    };
    looked_at(server.replace("/postgres?", "/nobody_made_this?"), "make it with createdb").await;
    let latin = database("latin", "TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'").await;
    refused(open(&latin, true).await, "it keeps text as LATIN1");
    let url = schema(&server).await;
    refused(open(&url, false).await, "the database is empty, or no shop's");
    looked_at(url.clone(), "the database is empty, or no shop's").await;
    open(&url, true).await.expect("it is a new shop's").close().await;
    open(&url, false).await.expect("it is the shop's now").close().await;
    let other = Account { service_id: "002".parse().expect("a service"), ..account() };
    let opened = Store::open_for(&url, &other, true, NOON).await;
    refused(opened, "the record of merchant 30132, service 001");
    let examined = examine(&url, &account()).await.expect("it is the shop's");
    assert_eq!((examined.is_behind, examined.open_items, examined.is_held), (false, 0, false));
    let read_only = format!("{url}&options[default_transaction_read_only]=on");
    refused(open(&read_only, false).await, "it cannot be written");
    looked_at(read_only, "it cannot be written").await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (9999, 'of tomorrow', true, '\\x00', 1)";
    tell(&url, newer).await;
    refused(open(&url, false).await, "a newer version of this program");
    looked_at(url, "a newer version of this program").await;
}

async fn asked(shop: &TestShop) -> (String, Attempt) {
    let reference = shop.order("wine-750ml", "1").await;
    let attempt = shop.attempt(&reference).await;
    (reference, attempt)
}

#[tokio::test]
#[ignore = "needs PostgreSQL: tools/postgres.sh"]
async fn another_process_that_writes_delays_an_answer_by_three_seconds_at_most() {
    let url = schema(&the_server()).await;
    let shop = TestShop::open_at(&url).await;
    let (reference, attempt) = asked(&shop).await;
    let mut other = AnyConnection::connect(&url).await.expect("it opens");
    let lock = "BEGIN; SELECT pg_advisory_xact_lock('identity'::regclass::oid::bigint)";
    other.execute(lock).await.expect("locked");
    let began = Instant::now();
    assert_eq!(shop.notify(attempt.paid(FIRST)).await, "NG,not recorded", "what is not recorded is not acknowledged");
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    assert_eq!(shop.outcome(&reference, &attempt.token).await, "open", "reading waits for nobody");
    let released = async {
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        other.execute("ROLLBACK").await.expect("released");
    };
    let (answer, ()) = tokio::join!(shop.notify(attempt.paid(FIRST)), released);
    assert_eq!(answer, "OK,", "a lock that is given back in time costs nothing");
    assert_eq!(shop.outcome(&reference, &attempt.token).await, "paid");
}

/// Somebody has changed a row by hand and not said that it is done, and the right to write comes late: each wait
/// alone would be in time, both together are not.
#[tokio::test]
#[ignore = "needs PostgreSQL: tools/postgres.sh"]
async fn what_is_not_written_in_three_seconds_is_taken_back_as_a_whole() {
    let url = schema(&the_server()).await;
    let shop = TestShop::open_at(&url).await;
    let (reference, attempt) = asked(&shop).await;
    let [mut writer, mut hand] =
        [AnyConnection::connect(&url).await.expect("it opens"), AnyConnection::connect(&url).await.expect("it opens")];
    writer
        .execute("BEGIN; SELECT pg_advisory_xact_lock('identity'::regclass::oid::bigint)")
        .await
        .expect("the right to write");
    hand.execute("BEGIN; UPDATE attempts SET updated_at = updated_at").await.expect("changed by hand");
    let released = async {
        tokio::time::sleep(Duration::from_millis(2_000)).await;
        writer.execute("ROLLBACK").await.expect("released");
    };
    let began = Instant::now();
    let told = async { (shop.notify(attempt.paid(FIRST)).await, began.elapsed()) };
    let ((answer, after), ()) = tokio::join!(told, released);
    assert_eq!(answer, "NG,not recorded");
    assert!(after < Duration::from_secs(3), "{after:?}");
    hand.execute("ROLLBACK").await.expect("released");
    assert_eq!(shop.outcome(&reference, &attempt.token).await, "open", "nothing of it was written");
    assert_eq!(shop.notify(attempt.paid(FIRST)).await, "OK,", "and what comes next is recorded at once");
    assert_eq!(shop.outcome(&reference, &attempt.token).await, "paid");
}

#[tokio::test]
#[ignore = "needs PostgreSQL: tools/postgres.sh"]
async fn connections_that_were_cut_are_made_anew() {
    let url = format!("{}&application_name=cut", schema(&the_server()).await);
    let shop = TestShop::open_at(&url).await;
    for _ in 0..3 {
        let (reference, attempt) = asked(&shop).await;
        let cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'cut'";
        tell(&the_server(), cut).await;
        assert_eq!(shop.notify(attempt.paid(FIRST)).await, "OK,");
        assert_eq!(shop.outcome(&reference, &attempt.token).await, "paid");
        sqlx::query("UPDATE attempts SET tracking_id = NULL").execute(shop.shop.store.pool()).await.expect("again");
    }
}

/// As docs/en/operating.md says it: dumped while it is served, put back into another database, held.
#[tokio::test]
#[ignore = "needs PostgreSQL: tools/postgres.sh"]
async fn a_dump_is_put_back_and_billing_is_held() {
    let (url, other) = (database("dumped", "").await, database("restored", "").await);
    open(&url, true).await.expect("a new shop's").close().await;
    let shop = TestShop::open_at(&url).await;
    let (reference, attempt) = asked(&shop).await;
    assert_eq!(shop.notify(attempt.paid(FIRST)).await, "OK,");
    let file = fresh_folder().join("shop.dump").display().to_string();
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().expect("tools/postgres.sh has it in the path");
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    };
    run("pg_dump", &["--format=custom", "--file", &file, &url]);
    run("pg_restore", &["--no-owner", "--exit-on-error", "--dbname", &other, &file]);
    let restored = open(&other, false).await.expect("it is the shop's");
    let record = restored.order_record(&reference).await.expect("readable").expect("it is there");
    assert_eq!(record.tracking_id.as_deref(), Some(FIRST));
    let hold = Hold { reason: HoldReason::Restored, detail: "the disk broke".to_owned(), held_at: NOON };
    assert!(restored.hold_billing(hold, "Sato").await.expect("written"));
    for statement in [
        "DELETE FROM billing_holds",
        "UPDATE billing_holds SET detail = ''",
        "DELETE FROM identity",
        "UPDATE identity SET service_id = '002'",
    ] {
        let refused = sqlx::query(statement).execute(restored.pool()).await.expect_err(statement).to_string();
        assert!(["append only", "released once"].iter().any(|why| refused.contains(why)), "{statement}: {refused}");
    }
}

#[tokio::test]
async fn a_server_is_copied_by_its_own_programs() {
    let (url, file) = ("postgres://shop:t0p-secret@db.example/orders", fresh_folder().join("copy"));
    let hold = Hold { reason: HoldReason::Restored, detail: String::new(), held_at: NOON };
    for refused in [back_up(url, &file).await, put_back(url, &file, hold, "Sato").await] {
        let error = refused.expect_err("it has no file");
        assert!(matches!(error, NotCopied::Server) && error.to_string().contains("pg_dump"), "{error}");
    }
    assert!(!file.exists());
}
