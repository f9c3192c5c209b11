//! What staff type and nobody can read is said and stays typed: an answer to another question would be believed.

use super::Counter;
use super::staff_pages::Desk;
use merchant::domain::person::Role;

#[tokio::test]
async fn a_filter_that_cannot_be_read_is_said_and_kept_and_never_passed_over() {
    let shop = Counter::open("automatic").await;
    let desk = Desk::open(&shop, "sato", Role::View).await;
    shop.paid("12345678901234").await;
    for (query, says, kept) in [
        ("amount=abc", "金額を読み取れない", "value=\"abc\""),
        ("amount=-6500", "金額を読み取れない", "value=\"-6500\""),
        ("from=2026-11-31", "日付を読み取れない", "value=\"2026-11-31\""),
        ("until=soon&q=member", "日付を読み取れない", "value=\"member\""),
        ("from=2026-11-25&until=2026-11-24", "始まりの日より前", "value=\"2026-11-25\""),
        ("after=x", "もう一度検索", "name=\"q\""),
    ] {
        let page = desk.get(&format!("/staff/search?{query}")).await;
        assert_eq!((page.status.as_u16(), page.code().as_str()), (400, "request_invalid"), "{query}");
        let text = page.text();
        assert!(text.contains(says) && text.contains(kept), "{query}: {text}");
        assert!(!text.contains("data-order=") && !text.contains("data-none"), "{query}: nothing was looked for");
    }
    for query in ["amount=", "from=2026/11/24", "amount=%EF%BC%96%EF%BC%95%EF%BC%90%EF%BC%90%E5%86%86", "after="] {
        let page = desk.get(&format!("/staff/search?{query}")).await;
        let found = page.text().matches("data-order=").count();
        let expected = if query == "after=" { (400, 0) } else { (200, 1) };
        assert_eq!((page.status.as_u16(), found), expected, "{query}");
    }
    // What is typed into the address is looked for as it stands there.
    for (query, kept) in [("q=50%", "value=\"50%\""), ("q=%zz", "value=\"%zz\"")] {
        let text = desk.get(&format!("/staff/search?{query}")).await.text();
        assert!(text.contains(kept) && text.contains("data-none") && !text.contains("data-order="), "{query}: {text}");
    }
    for (address, field) in [
        ("/staff/reconciliation?kind=parcel", "kind"),
        ("/staff/reconciliation?after=x", "after"),
        ("/staff/export.csv?kind=orders&encoding=utf-8&from=soon&until=2026-11-24", "from"),
        ("/staff/export.csv?kind=orders&encoding=utf-8&from=2026-11-25&until=2026-11-24", "until"),
        ("/staff/export.csv?kind=secrets&encoding=utf-8&from=2026-11-24&until=2026-11-24", "kind"),
    ] {
        let page = desk.get(address).await;
        assert_eq!((page.status.as_u16(), page.code().as_str()), (400, "request_invalid"), "{address}");
        assert!(page.text().contains(&format!("<code>{field}</code>")), "{address}: {}", page.text());
    }
    assert_eq!(desk.get("/staff/reconciliation.csv?kind=parcel").await.code(), "request_invalid");
    // Whoever reloads what was only sent goes on from staff's own page.
    for address in [
        "/staff/reconciliation/import",
        "/staff/sign-out",
        "/staff/orders/x/cancel",
        "/staff/nothing",
        "/staff/orders/%ff",
        "/staff/%00",
    ] {
        let text = desk.get(address).await.text();
        assert!(text.contains("href=\"/staff?") && !text.contains("商品一覧"), "{address}: {text}");
    }
    // Programs and commands are refused likewise.
    for address in ["/v1/orders?paid=maybe", "/v1/orders?limit=x", "/v1/orders?amount=1", "/v1/contracts?state=gone"] {
        let answer = shop.read(address, Some(shop.key.expose())).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "request_invalid"), "{address}");
    }
}
