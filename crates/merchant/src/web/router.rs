//! Which address does what. No payer needs a cookie: an order is found by its reference, an attempt
//! by its token.

use super::assets::{self, Modules};
use super::extract::PageLanguage;
use super::frames;
use super::limits::{Limits, limit};
use super::nowhere::{no_method, no_nul, no_page, no_staff};
use super::request_log;
use super::respond::Shape;
use super::routes::{
    billing, checkout, gateway, handoff, health, lost_link, policy, reconciliation, result, shop, staff, staff_billing,
    staff_disputes, staff_evidence, staff_export, staff_import, staff_keys, staff_log, staff_maintenance, staff_orders,
    staff_password, staff_payments, staff_sign_in, subscription, usage,
};
use super::sign_in_limits::SignInLimits;
use super::v1;
use crate::domain::tool_file::MOST_BYTES;
use crate::service::Shop;
use crate::service::address::LOST_LINK;
use crate::service::problem::{Code, Problem};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

/// The most bytes of a body that are read.
const LONGEST_BODY: usize = 64 * 1024;

/// The same where a file is uploaded, with the rest of its form.
const LONGEST_FILE: usize = MOST_BYTES + LONGEST_BODY;

/// How long a request may take from its first byte to the answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// What search engines may do with a page.
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// Every address of a shop. `element_dir` is the folder of the element's files.
pub fn router(shop: Arc<Shop>, element_dir: &Path) -> Router {
    router_with_patience(shop, element_dir, PATIENCE)
}

/// The same, where a request may take this long.
pub fn router_with_patience(shop: Arc<Shop>, element_dir: &Path, patience: Duration) -> Router {
    let https = shop.settings.public_url.starts_with("https://");
    let modules = Arc::new(Modules::of(element_dir));
    let sheets = Arc::new(assets::sheets(element_dir));
    let files = assets::serve(Arc::clone(&shop), element_dir);
    // What only whoever knows an address, or staff, may see: no search engine, and no store.
    let mut private = Router::new();
    // Without a token there is no such address.
    if shop.settings.staff_token.is_some() {
        private = private
            .route("/metrics", get(health::metrics))
            .route("/billing/run", post(billing::run))
            .route("/usage", post(usage::record));
    }
    private = private.merge(staff_pages());
    let limits = Arc::new(Limits::per_minute(shop.settings.edge.requests_per_minute));
    // What anybody may ask for and is written down.
    let written = Router::new()
        .route("/orders", post(shop::order))
        .route("/orders/{reference}/handoff/{shown_on}", get(handoff::of_order).layer(from_fn(handoff::when_shown)))
        .route("/checkout/requests", post(checkout::request))
        .route(
            "/subscriptions/{link}/handoff/{action}/{state}",
            get(handoff::of_contract).layer(from_fn(handoff::when_shown)),
        )
        .route("/subscriptions/{link}/actions", post(subscription::act))
        .route("/subscriptions/{link}/usage", post(usage::try_out))
        .route(LOST_LINK, get(lost_link::page).post(lost_link::ask))
        .route("/csp-reports", post(policy::report))
        .route_layer(from_fn_with_state(Arc::clone(&shop), move |shop, source, shape, language, request, next| {
            limit(Arc::clone(&limits), shop, source, shape, language, request, next)
        }));
    let private = private
        .merge(v1::routes())
        .merge(written)
        .route("/orders/{reference}", get(shop::order_page))
        .route("/orders/{reference}/result", get(result::result))
        .route("/subscriptions/{link}", get(subscription::page))
        .route("/subscriptions/{link}/confirm/{action}", get(subscription::confirm))
        .route("/subscriptions/{link}/calendar.ics", get(subscription::calendar))
        .layer(from_fn_with_state(Arc::clone(&shop), frames::refuse))
        .layer(compression())
        // The gateway's word and the browser's return are taken wherever they arrive.
        .route("/sbps/notifications", post(gateway::notification))
        .route("/sbps/returns/{token}/{way}", get(gateway::returned).post(gateway::returned))
        .layer(from_fn_with_state(Arc::clone(&shop), settled))
        .layer(SetResponseHeaderLayer::overriding(ROBOTS, HeaderValue::from_static("noindex")))
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-store")));
    let public = Router::new()
        .route("/", get(shop::catalogue).layer(from_fn_with_state(Arc::clone(&shop), frames::refuse)))
        .layer(compression());
    Router::new()
        .merge(private)
        .merge(public)
        .route("/healthz", get(health::lives))
        .route("/readyz", get(health::ready))
        .nest_service("/assets", files)
        .fallback(no_page)
        .method_not_allowed_fallback(no_method)
        .layer(from_fn(move |request, next| assets::link(Arc::clone(&modules), request, next)))
        .layer(Extension(sheets))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(from_fn_with_state(Arc::clone(&shop), no_staff))
        .layer(from_fn_with_state(Arc::clone(&shop), no_nul))
        .layer(from_fn_with_state(Arc::clone(&shop), on_time))
        .layer(from_fn_with_state(Arc::clone(&shop), move |shop, shape, language, request, next| {
            in_time(patience, shop, shape, language, request, next)
        }))
        .layer(from_fn(move |request, next| with_headers(https, request, next)))
        .layer(from_fn_with_state(Arc::clone(&shop), request_log::log))
        .with_state(shop)
}

/// The pages for staff; each says by its extractor what takes it.
fn staff_pages() -> Router<Arc<Shop>> {
    Router::new()
        .route("/staff", get(staff::page))
        .route("/staff/sign-in", get(staff_sign_in::page).post(staff_sign_in::enter))
        .route("/staff/sign-out", post(staff_sign_in::leave))
        .route("/staff/password", get(staff_password::page).post(staff_password::change))
        .route("/staff/log", get(staff_log::page))
        .route("/staff/keys", get(staff_keys::page).post(staff_keys::make))
        .route("/staff/keys/{number}/rotate", post(staff_keys::rotate))
        .route("/staff/keys/{number}/revoke", post(staff_keys::revoke))
        .route("/staff/export", get(staff_export::page))
        .route("/staff/export.csv", get(staff_export::file))
        .route("/staff/search", get(staff_orders::find))
        .route("/staff/orders/{reference}", get(staff_orders::page))
        .route("/staff/orders/{reference}/evidence", get(staff_evidence::page))
        .route("/staff/orders/{reference}/cancel", post(staff_orders::cancel))
        .route("/staff/orders/{reference}/end", post(staff_orders::end))
        .route("/staff/payments/{name}", get(staff_payments::page))
        .route("/staff/payments/{name}/{action}", get(staff_payments::confirm).post(staff_payments::change))
        .route("/staff/disputes", get(staff_disputes::page).post(staff_disputes::write_down))
        .route("/staff/disputes/{number}", get(staff_disputes::one).post(staff_disputes::step))
        .route("/staff/reconciliation", get(reconciliation::page).post(reconciliation::close))
        .route("/staff/reconciliation.csv", get(reconciliation::file))
        .route("/staff/reconciliation/import", post(staff_import::take).layer(DefaultBodyLimit::max(LONGEST_FILE)))
        .route("/staff/reconciliation/import/{number}", get(staff_import::page).post(staff_import::confirm))
        .route("/staff/maintenance", get(staff_maintenance::page).post(staff_maintenance::set))
        .route("/staff/maintenance/{number}/end", post(staff_maintenance::end))
        .route("/staff/billing", post(staff_billing::run))
        .route("/staff/suspensions", post(staff_billing::lift))
        .route("/staff/contracts", post(staff::note_contract))
        .route("/staff/charges", post(staff::note_charge))
        .layer(Extension(Arc::new(SignInLimits::new())))
}

/// Makes what is text smaller for who takes it so; the element's files are compressed already. No
/// page holds both a secret and what another site could choose without knowing its address.
fn compression() -> CompressionLayer {
    // Brotli at its best takes a hundred times as long for a tenth less.
    CompressionLayer::new().quality(CompressionLevel::Precise(5))
}

/// Sets the clock before a request is looked at, where it follows another, and reads when the payment
/// service is closed.
async fn on_time(State(shop): State<Arc<Shop>>, request: Request, next: Next) -> Response {
    shop.clock.refresh().await;
    shop.settings.maintenance.refresh(&shop.store).await;
    next.run(request).await
}

/// Gives an answer only when what it tells of is on the disk. Who changed anything has waited for that already; who only
/// read may have read what another one is still waiting for.
async fn settled(
    State(shop): State<Arc<Shop>>,
    shape: Shape,
    PageLanguage(language): PageLanguage,
    request: Request,
    next: Next,
) -> Response {
    let answer = next.run(request).await;
    match shop.store.settled().await {
        Ok(()) => answer,
        Err(error) => Problem::from(error).respond(&shop.storefront, shape, language),
    }
}

async fn in_time(
    patience: Duration,
    State(shop): State<Arc<Shop>>,
    shape: Shape,
    PageLanguage(language): PageLanguage,
    request: Request,
    next: Next,
) -> Response {
    let answer = tokio::time::timeout(patience, next.run(request)).await;
    answer.unwrap_or_else(|_| Problem::from(Code::TimedOut).respond(&shop.storefront, shape, language))
}

/// What every answer says to a browser. A page brings a policy of its own; anything else may do
/// nothing at all.
async fn with_headers(https: bool, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // The gateway learns the shop's origin and never a secret path. By the Fetch standard
        // ("append a request `Origin` header") `no-referrer`, and `same-origin` towards another
        // origin, make the `Origin` of a form `null`; this one keeps it.
        (header::REFERRER_POLICY, "strict-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}
