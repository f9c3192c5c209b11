//! The record beside the service: contracts put there in numbers, and what stands there in the end.

use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{AnyPool, AssertSqlSafe, Column, Row};

/// The record of a service.
#[derive(Clone, Debug)]
pub struct Database(AnyPool);

impl Database {
    /// Opens it.
    pub async fn open(url: &str) -> Self {
        install_default_drivers();
        Self(AnyPoolOptions::new().max_connections(1).connect(url).await.expect("the record opens"))
    }

    /// Makes an empty schema on a server of PostgreSQL's; its address.
    pub async fn schema(server: &str, name: &str) -> String {
        let database = Self::open(server).await;
        let name = format!("load_{name}_{}", std::process::id());
        let sql = format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}");
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&database.0).await.expect("a schema");
        database.close().await;
        format!("{server}&options[search_path]={name}")
    }

    /// Puts so many contracts there that are like the one that there is.
    pub async fn multiply(&self, number: u32) {
        // Whatever names one contract alone is made anew for each.
        let order = |name: &str| match name {
            "reference" => "'load-order-' || n.i".to_owned(),
            "paid_by" => "NULL".to_owned(),
            other => format!("o.{other}"),
        };
        let contract = |name: &str| match name {
            "reference" => "'load-contract-' || n.i".to_owned(),
            "order_reference" => "'load-order-' || n.i".to_owned(),
            "customer_code" => "'load-customer-' || n.i".to_owned(),
            "tracking_id" => "'' || (20000000000000 + n.i)".to_owned(),
            "act_link" | "view_link" => format!("'load-{name}-' || n.i"),
            "look_on" => "''".to_owned(),
            other => format!("o.{other}"),
        };
        for (table, key, of) in [
            ("orders", "SELECT order_reference FROM subscriptions LIMIT 1", &order as &dyn Fn(&str) -> String),
            ("subscriptions", "SELECT reference FROM subscriptions ORDER BY created_at LIMIT 1", &contract),
        ] {
            let key: String = sqlx::query_scalar(AssertSqlSafe(key)).fetch_one(&self.0).await.expect("there is one");
            let one = sqlx::query(AssertSqlSafe(format!("SELECT * FROM {table} LIMIT 1")));
            let one = one.fetch_one(&self.0).await.expect("there is one");
            let names: Vec<&str> = one.columns().iter().map(Column::name).collect();
            let values: Vec<String> = names.iter().map(|name| of(name)).collect();
            let (names, values) = (names.join(", "), values.join(", "));
            let sql = format!(
                "INSERT INTO {table} ({names}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \
                 {number}) SELECT {values} FROM {table} o, n WHERE o.reference = '{key}'"
            );
            sqlx::query(AssertSqlSafe(sql)).execute(&self.0).await.expect("written");
        }
    }

    /// Has everything that happens sent to that address.
    pub async fn tell(&self, address: &str) {
        let sql = "INSERT INTO webhook_endpoints (url, secret, kinds, created_at) \
                   VALUES ($1, 'whsec_a2V5IGZvciBtZWFzdXJlbWVudHM=', '', 0)";
        sqlx::query(sql).bind(address).execute(&self.0).await.expect("written");
    }

    /// Every event that is to be sent: its number, and what it is kept in order with.
    pub async fn events(&self) -> Vec<(i64, String)> {
        let sql = "SELECT event, subject FROM webhook_deliveries ORDER BY event";
        sqlx::query_as(sql).fetch_all(&self.0).await.expect("readable")
    }

    /// A number that a statement counts.
    pub async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.0).await.expect("counted")
    }

    /// Closes it.
    pub async fn close(self) {
        self.0.close().await;
    }
}
