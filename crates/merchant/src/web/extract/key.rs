//! Whether a shop's own program asks, which shows its key by HTTP Bearer, and may do what it asks
//! for.

use super::request::Query;
use super::staff::shown;
use crate::domain::api_key::{Scope, ShownKey, digest};
use crate::domain::language::Language;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use crate::web::respond::Shape;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum_extra::headers::authorization::Bearer;
use std::marker::PhantomData;
use std::sync::Arc;

/// What a key has to be made for.
pub(in crate::web) trait Needs {
    /// The scope.
    const SCOPE: Scope;
}

/// Reading.
pub(in crate::web) struct Reading;
/// Making and withdrawing orders.
pub(in crate::web) struct Ordering;
/// Settling, cancelling and refunding.
pub(in crate::web) struct Paying;
/// Ending contracts, and lifting their suspensions.
pub(in crate::web) struct Contracting;
/// Recording use.
pub(in crate::web) struct Recording;

impl Needs for Reading {
    const SCOPE: Scope = Scope::Read;
}

impl Needs for Ordering {
    const SCOPE: Scope = Scope::Orders;
}

impl Needs for Paying {
    const SCOPE: Scope = Scope::Payments;
}

impl Needs for Contracting {
    const SCOPE: Scope = Scope::Contracts;
}

impl Needs for Recording {
    const SCOPE: Scope = Scope::Usage;
}

/// What an address takes beside its name: goes with a request to whoever reads its key.
#[derive(Clone, Debug)]
pub(in crate::web) struct Takes {
    /// The parameters that its query may have.
    pub(in crate::web) parameters: Arc<[&'static str]>,
    /// What its body is, after "send", where it reads one.
    pub(in crate::web) body: Option<&'static str>,
    /// Whether this request has one that says something.
    pub(in crate::web) has_body: bool,
}

impl Takes {
    /// What is asked for beside it would be passed over, and might have been meant to change what is
    /// done: a part of an amount, or a month, or whose orders are listed.
    fn check(&self, query: &Query) -> Result<(), Problem> {
        if let Some((name, should)) = query.fault() {
            return Err(wrong_parameter(name, should));
        }
        if let Some(name) = query.other_than(&self.parameters) {
            let there_are = if self.parameters.is_empty() { "none".to_owned() } else { self.parameters.join(", ") };
            let detail = format!("there is no such parameter here; there are {there_are}");
            return Err(Problem::with_detail(Code::RequestInvalid, detail).with("parameter", name));
        }
        if self.has_body && self.body.is_none() {
            return Err(Problem::with_detail(Code::RequestInvalid, "this takes no body: nothing in it would be read"));
        }
        Ok(())
    }
}

/// A parameter is not as it should be.
pub(in crate::web) fn wrong_parameter(name: &str, should: &str) -> Problem {
    Problem::with_detail(Code::RequestInvalid, format!("parameter `{name}` should be {should}")).with("parameter", name)
}

/// A program of the shop that has shown a key that is in use and made for this.
pub(in crate::web) struct KeyHolder<N> {
    /// The key's name, for people.
    pub(in crate::web) name: String,
    needed: PhantomData<N>,
}

impl<N: Needs> FromRequestParts<Arc<Shop>> for KeyHolder<N> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shop: &Arc<Shop>) -> Result<Self, Response> {
        let refused = |problem: Problem| problem.respond(&shop.storefront, Shape::Program, Language::default());
        let key = match shown::<Bearer>(parts).await {
            Some(bearer) => shop.store.key_in_use(&digest(bearer.token())).await,
            None => Ok(None),
        };
        if let Ok(Some(key)) = &key {
            note_use(shop, key);
        }
        match key {
            Ok(Some(ShownKey { name, scopes, .. })) if scopes.contains(&N::SCOPE) => {
                let Ok(query) = Query::from_request_parts(parts, shop).await;
                if let Some(takes) = parts.extensions.get::<Takes>() {
                    takes.check(&query).map_err(refused)?;
                }
                Ok(Self { name, needed: PhantomData })
            }
            Ok(Some(_)) => {
                let detail = format!("the key was not made for this: it lacks the scope {}", N::SCOPE.as_str());
                Err(refused(Problem::with_detail(Code::KeyForbidden, detail)))
            }
            Ok(None) => {
                let mut response = refused(Code::KeyUnknown.into());
                response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
                Err(response)
            }
            Err(error) => Err(refused(error.into())),
        }
    }
}

/// Writes down that a key is used, once a minute, and keeps no request waiting for it.
fn note_use(shop: &Arc<Shop>, key: &ShownKey) {
    let now = shop.clock.unix_seconds();
    if !key.is_news(now) {
        return;
    }
    let (shop, id) = (Arc::clone(shop), key.id);
    tokio::spawn(async move {
        if let Err(error) = shop.store.use_key(id, now).await {
            tracing::warn!(%error, id, "the use of a key was not written down");
        }
    });
}
