//! Whatever happens, no log has a secret: not the key, not the staff's token, not a payer's link.

use super::gateway::Behaviour;
use super::{CONTRACT, PlanShop, STAFF};
use crate::support::{FORM, KEY, day};
use merchant::service::billing;
use sbps::api::Function;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nobody failed").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn no_log_has_a_secret_at_any_level() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
    // Of the whole process: what the other tests log meanwhile may have no secret either.
    let subscriber = subscriber.with_writer(log.clone()).finish();
    tracing::subscriber::set_global_default(subscriber).expect("no other test sets one");

    let shop = PlanShop::open().await;
    // A purchase, with everything that can go wrong around its notification and return.
    let reference = shop.order("wine-750ml", "1").await;
    let attempt = shop.attempt(&reference).await;
    let forged = attempt.paid("10000000000009").replace("res_result=OK", "res_result=NG");
    assert!(shop.notify(forged).await.starts_with("NG,"));
    for way in ["success", "cancel", "error?res_err_code=8297"] {
        shop.post(&format!("/sbps/returns/{}/{way}", attempt.token), FORM, attempt.success()).await;
    }
    assert_eq!(shop.notify(attempt.paid("10000000000009")).await, "OK,");
    shop.get(&format!("/orders/{reference}/result?attempt={}", attempt.token)).await;
    // A contract: joined, charged, refused, looked up, left.
    let contract = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    billing::run(&shop.shop.shop).await.expect("the store answers");
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Refuse("402L4999"));
    shop.go_to(day("2027-01-20"));
    billing::run(&shop.shop.shop).await.expect("the store answers");
    shop.get(&format!("/subscriptions/{contract}")).await;
    shop.act(&contract, "unsubscribe", "active").await;
    // A browser that reports where it was, in both ways.
    let page = format!("https://shop.example/subscriptions/{contract}");
    for (media_type, report) in [
        (
            "application/csp-report",
            format!(
                "{{\"csp-report\":{{\"document-uri\":\"{page}\",\"referrer\":\"{page}\",\"blocked-uri\":\"{page}\",\
                 \"violated-directive\":\"script-src {page}\",\"effective-directive\":\"script-src\"}}}}"
            ),
        ),
        (
            "application/reports+json",
            format!(
                "[{{\"type\":\"csp-violation\",\"url\":\"{page}\",\"body\":{{\"documentURL\":\"{page}\",\
                 \"blockedURL\":\"inline\",\"effectiveDirective\":\"{page}\"}}}}]"
            ),
        ),
        ("application/csp-report", format!("{{\"{page}\": ")),
    ] {
        assert_eq!(shop.post("/csp-reports", media_type, report).await.status.as_u16(), 204);
    }

    let log = String::from_utf8(log.0.lock().expect("nobody failed").clone()).expect("text");
    for logged in ["request signed", "browser returned", "notified", "charge", "content security policy violated"] {
        assert!(log.contains(logged), "{logged} is logged: {log}");
    }
    assert!(log.contains("script-src") && log.contains("https://shop.example"), "{log}");
    for (what, secret) in [
        ("the hash key", KEY),
        ("the staff's token", STAFF),
        ("an order's link", reference.as_str()),
        ("a request's token", &attempt.token),
        ("a contract's link", &contract),
    ] {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{what}");
    }
}
