//! Which address does what.

use crate::catalogue::{product, service};
use crate::customer::{is_ours, is_unguessable, known, known_or_new, unguessable};
use crate::event::Event;
use crate::front::{Behind, pass_on};
use crate::journal::Purchase;
use crate::language::Language;
use crate::pages::{self, Checkout, Page};
use crate::record::Bought;
use crate::service::Refused;
use crate::settings::Settings;
use crate::shop::{Shop, purchase_path};
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::FormRejection;
use axum::extract::{DefaultBodyLimit, Form, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

/// The most bytes of a form or a webhook.
const LONGEST_BODY: usize = 64 * 1024;

/// The style sheet of every page, the element's colours in it.
const STYLE: &str = include_str!("pages/style.css");

/// Every address: the shop's own, and behind them the payment service's.
///
/// # Errors
/// A sentence where nothing can be asked of the service.
pub fn router(shop: Arc<Shop>, settings: &Settings) -> Result<Router, String> {
    let behind = Behind::new(&settings.service_url).map_err(|error| error.to_string())?;
    let own = Router::new()
        .route("/", get(catalogue))
        .route("/style.css", get(style))
        .route("/buy", post(buy))
        .route("/mine", get(mine))
        .route("/purchases/{id}", get(purchase))
        .route("/purchases/{id}/contract", get(contract))
        .route("/purchases/{id}/use", post(use_once))
        .route("/hooks", post(told))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .with_state(shop);
    Ok(own.fallback_service(Router::new().fallback(pass_on).with_state(behind)))
}

#[derive(Deserialize)]
struct Said {
    lang: Option<String>,
    /// What was ordered by whoever comes back to correct it.
    product: Option<String>,
    quantity: Option<i64>,
}

impl Said {
    fn chosen(&self) -> Option<(&str, i64)> {
        self.product.as_deref().zip(self.quantity)
    }

    fn language(&self) -> Language {
        Language::named(self.lang.as_deref())
    }
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], STYLE).into_response()
}

async fn catalogue(State(shop): State<Arc<Shop>>, Query(said): Query<Said>) -> Response {
    pages::catalogue(&shop.page(said.language(), "/"), &unguessable(), said.chosen())
}

#[derive(Deserialize)]
struct Buying {
    product: String,
    cart: String,
    language: Option<String>,
    quantity: Option<i64>,
}

/// Orders what a form says. Pressed twice, or sent again after an error, it is one order: its key is made of the cart
/// and of what is in it.
async fn buy(State(shop): State<Arc<Shop>>, headers: HeaderMap, form: Result<Form<Buying>, FormRejection>) -> Response {
    let Ok(Form(Buying { product: id, cart, language, quantity })) = form else {
        return pages::wrong(&shop.page(Language::default(), "/"), StatusCode::BAD_REQUEST);
    };
    let language = Language::named(language.as_deref());
    let page = shop.page(language, "/");
    let quantity = quantity.unwrap_or(1);
    let product = product(&id).filter(|product| (1..=product.most).contains(&quantity));
    let (Some(product), true) = (product, is_unguessable(&cart)) else {
        return pages::wrong(&page, StatusCode::BAD_REQUEST);
    };
    if !is_ours(&headers, &shop.public_url) {
        return pages::wrong(&page, StatusCode::FORBIDDEN);
    }
    let begun = known_or_new(&headers, &shop.record, shop.public_url.starts_with("https://"));
    let begun = begun.and_then(|(customer, cookie)| {
        let key = format!("shop-{cart}-{}-{quantity}-{}", product.id, language.tag());
        let in_english = language == Language::English;
        let purchase =
            Purchase { id: unguessable(), key, customer, product: product.id.to_owned(), quantity, in_english };
        Ok((shop.record.begin(purchase)?, cookie))
    });
    let (bought, cookie) = match begun {
        Ok(begun) => begun,
        Err(error) => return out_of_order(&page, &error),
    };
    let mut response = match order(&shop, &bought).await {
        Ok(()) => {
            let path = purchase_path(&bought.purchase.id);
            Redirect::to(&format!("{path}?lang={}", language.tag())).into_response()
        }
        Err(Trouble::Refused(Refused::AlreadySubscribed(page_of_it))) => pages::already(&page, product, &page_of_it),
        Err(trouble) => out_of_order(&page, &trouble),
    };
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// What can be in the way of an order.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("the journal cannot be written: {0}")]
    Journal(#[from] std::io::Error),
    #[error("it is no longer sold")]
    NotSold,
}

/// Has the payment service make the order, unless it has.
async fn order(shop: &Shop, bought: &Bought) -> Result<(), Trouble> {
    if bought.reference.is_some() {
        return Ok(());
    }
    let purchase = &bought.purchase;
    let product = bought.product().ok_or(Trouble::NotSold)?;
    let body = product.order(purchase.quantity, purchase.language(), &purchase.customer, &shop.addresses(purchase));
    let order = shop.service.make_order(&purchase.key, &body).await?;
    shop.record.ordered(&purchase.id, &order.reference)?;
    Ok(())
}

fn out_of_order(page: &Page<'_>, why: &dyn std::fmt::Display) -> Response {
    tracing::error!(%why, "an order or its page cannot be had");
    pages::wrong(page, StatusCode::SERVICE_UNAVAILABLE)
}

/// A purchase of whoever asks.
fn own(shop: &Shop, headers: &HeaderMap, id: &str) -> Option<Bought> {
    shop.record.purchase(id, &known(headers, &shop.record)?)
}

/// The page of an order: while it can be paid the printed element, afterwards what the webhooks told.
async fn purchase(
    State(shop): State<Arc<Shop>>,
    Path(id): Path<String>,
    Query(said): Query<Said>,
    headers: HeaderMap,
) -> Response {
    let path = purchase_path(&id);
    let Some(bought) = own(&shop, &headers, &id) else {
        return pages::wrong(&shop.page(said.language(), "/"), StatusCode::NOT_FOUND);
    };
    let language = if said.lang.is_some() { said.language() } else { bought.purchase.language() };
    let page = shop.page(language, &path);
    if bought.is_settled() {
        return pages::told(&page, &bought);
    }
    let Some(reference) = &bought.reference else { return out_of_order(&page, &"it was never ordered") };
    let order = match shop.service.order(reference).await {
        Ok(order) => order,
        Err(error) => return out_of_order(&page, &error),
    };
    match (order.html, order.element) {
        (Some(html), Some(element)) => {
            pages::checkout(&page, &bought, &Checkout { html: &html, destinations: &element.destinations })
        }
        // The service knows more than it has told yet: a message is on its way.
        _ => pages::waiting(&page, order.outcome == "expired"),
    }
}

/// On to the contract's page, whose address nobody but its payer may know.
async fn contract(State(shop): State<Arc<Shop>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let page = shop.page(Language::default(), "/mine");
    let Some(Bought { reference: Some(reference), .. }) = own(&shop, &headers, &id) else {
        return pages::wrong(&page, StatusCode::NOT_FOUND);
    };
    match shop.service.order(&reference).await {
        Ok(order) => order.subscription_url.map_or_else(
            || pages::wrong(&page, StatusCode::NOT_FOUND),
            |address| Redirect::to(&address).into_response(),
        ),
        Err(error) => out_of_order(&page, &error),
    }
}

#[derive(Deserialize)]
struct Using {
    use_id: String,
    language: Option<String>,
}

/// Uses what is paid for by use: it is recorded first, and delivered only then.
async fn use_once(
    State(shop): State<Arc<Shop>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Result<Form<Using>, FormRejection>,
) -> Response {
    let Ok(Form(Using { use_id, language })) = form else {
        return pages::wrong(&shop.page(Language::default(), "/mine"), StatusCode::BAD_REQUEST);
    };
    let language = Language::named(language.as_deref());
    let page = shop.page(language, "/mine");
    let bought = own(&shop, &headers, &id);
    let used = bought.as_ref().and_then(|bought| Some((bought.contract()?, service(&bought.purchase.product)?)));
    let Some((contract, service)) = used else { return pages::wrong(&page, StatusCode::NOT_FOUND) };
    if !is_unguessable(&use_id) || !is_ours(&headers, &shop.public_url) {
        return pages::wrong(&page, StatusCode::FORBIDDEN);
    }
    let what = (service.price, service.name.get(language));
    match shop.service.record_use(contract, &format!("shop-{use_id}"), what).await {
        Ok(()) => pages::used(&page, service),
        Err(Refused::No { code, .. }) if code == "usage_not_possible" => pages::not_used(&page),
        Err(error) => out_of_order(&page, &error),
    }
}

async fn mine(State(shop): State<Arc<Shop>>, Query(said): Query<Said>, headers: HeaderMap) -> Response {
    let purchases = known(&headers, &shop.record).map(|customer| shop.record.purchases(&customer));
    pages::mine(&shop.page(said.language(), "/mine"), &purchases.unwrap_or_default())
}

/// A webhook: what is not signed, or was signed long ago, is refused; what came before is taken and changes nothing.
async fn told(State(shop): State<Arc<Shop>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    if let Err(error) = shop.verify(&body, &headers) {
        tracing::warn!(%error, "a webhook is refused");
        return StatusCode::UNAUTHORIZED;
    }
    let name = headers.get("webhook-id").map(HeaderValue::to_str);
    let (Some(Ok(name)), Ok(event)) = (name, serde_json::from_slice::<Event>(&body)) else {
        return StatusCode::BAD_REQUEST;
    };
    let kind = event.kind.clone();
    match shop.record.happened(name, event) {
        Ok(is_new) => {
            tracing::info!(event = name, kind, is_new, "told");
            StatusCode::NO_CONTENT
        }
        // It comes again.
        Err(error) => {
            tracing::error!(%error, "an event cannot be written down");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}
