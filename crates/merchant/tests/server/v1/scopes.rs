//! What a key may be used for.

use crate::support::TestShop;
use axum::body::Body;
use axum::http::{Method, Request, header};
use merchant::domain::api_key::Scope;

#[tokio::test]
async fn a_key_opens_what_it_was_made_for_and_nothing_else() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    for (method, address, scope) in [
        (Method::GET, "/v1/orders".to_owned(), Scope::Read),
        (Method::GET, format!("/v1/orders/{reference}"), Scope::Read),
        (Method::GET, format!("/v1/payments/{reference}"), Scope::Read),
        (Method::GET, "/v1/contracts".to_owned(), Scope::Read),
        (Method::GET, format!("/v1/contracts/{reference}"), Scope::Read),
        (Method::GET, format!("/v1/contracts/{reference}/usage"), Scope::Read),
        (Method::GET, "/v1/customers/member-7".to_owned(), Scope::Read),
        (Method::POST, format!("/v1/contracts/{reference}/end"), Scope::Contracts),
        (Method::POST, format!("/v1/contracts/{reference}/lift"), Scope::Contracts),
        (Method::POST, format!("/v1/contracts/{reference}/links"), Scope::Contracts),
        (Method::GET, "/v1/events".to_owned(), Scope::Read),
        (Method::GET, "/v1/events/evt_1".to_owned(), Scope::Read),
        (Method::POST, "/v1/events/evt_1/replay".to_owned(), Scope::Orders),
        (Method::POST, format!("/v1/contracts/{reference}/usage"), Scope::Usage),
        (Method::POST, "/v1/orders".to_owned(), Scope::Orders),
        (Method::POST, format!("/v1/orders/{reference}/cancel"), Scope::Orders),
        (Method::POST, format!("/v1/payments/{reference}/settle"), Scope::Payments),
        (Method::POST, format!("/v1/payments/{reference}/cancel"), Scope::Payments),
        (Method::POST, format!("/v1/payments/{reference}/refund"), Scope::Payments),
    ] {
        let ask = async |key: &str| {
            let request = Request::builder().method(method.clone()).uri(&address);
            let request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
            shop.send(request.body(Body::empty()).expect("a request")).await
        };
        let others: Vec<Scope> = Scope::ALL.into_iter().filter(|other| *other != scope).collect();
        let refused = ask(shop.key_for(&others).await.1.expose()).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (403, "key_forbidden"), "{method} {address}");
        assert!(refused.text().contains(scope.as_str()), "it says which scope: {}", refused.text());
        let unknown = ask("kantan_0").await;
        assert_eq!((unknown.status.as_u16(), unknown.code().as_str()), (401, "key_unknown"), "{method} {address}");
        assert_eq!(unknown.header("www-authenticate"), "Bearer");
        // Last, for it may withdraw the order.
        let let_in = ask(shop.key_for(&[scope]).await.1.expose()).await;
        assert!(![401, 403].contains(&let_in.status.as_u16()), "{method} {address}: {}", let_in.text());
    }
}
