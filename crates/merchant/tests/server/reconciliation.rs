//! The list of what a person has to look up: each trouble of each thing once, closed once.

use crate::support::TestShop;
use merchant::domain::reconciliation::{Kind, NewItem, Subject};

#[tokio::test]
async fn a_trouble_is_on_the_list_once_until_it_is_closed_and_nothing_of_it_changes() {
    let shop = TestShop::open().await;
    let store = &shop.shop.store;
    let item = |detail: &str| NewItem {
        kind: Kind::ChargeUncertain,
        subject: Subject::Charge("s-1".to_owned(), crate::support::day("2026-12-20")),
        order_id: Some("o-1".to_owned()),
        tracking_id: None,
        detail: detail.to_owned(),
    };
    assert!(store.open_item(&item("first"), 10).await.expect("written"));
    assert!(!store.open_item(&item("again"), 11).await.expect("readable"), "it is on the list already");
    let listed = store.open_items().await.expect("readable");
    assert_eq!((listed.len(), listed[0].opened_at, &listed[0].what), (1, 10, &item("first")));
    for (statement, said) in [
        ("UPDATE reconciliation_items SET detail = 'other', closed_at = 12, closed_by = 'x'", "closed once"),
        ("UPDATE reconciliation_items SET opened_at = 9", "closed once"),
        ("DELETE FROM reconciliation_items", "append only"),
    ] {
        let refused = sqlx::query(statement).execute(store.pool()).await.expect_err(statement).to_string();
        assert!(refused.contains(said), "{statement}: {refused}");
    }
    let (kind, subject) = (Kind::ChargeUncertain, item("").subject);
    assert!(store.close_item(kind, &subject, ("Sato", "paid under 7"), 12).await.expect("written"));
    assert!(!store.close_item(kind, &subject, ("Sato", "paid under 8"), 13).await.expect("readable"), "once");
    assert!(store.open_items().await.expect("readable").is_empty());
    assert!(store.open_item(&item("it came back"), 14).await.expect("written"), "closed ones stay as they are");
    assert_eq!(shop.count("SELECT count(*) FROM reconciliation_items WHERE note = 'paid under 7'").await, 1);
}
