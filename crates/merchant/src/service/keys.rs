//! The keys of the shop's own programs, as whoever runs the service makes, rotates and revokes them on
//! a page.

use super::problem::{Code, Problem};
use super::{Shop, written_down};
use crate::domain::api_key::{ApiKey, NewKey, Scope, is_key_name};
use crate::domain::audit::Asker;

/// Makes a key; it is shown once. `None` where `form`, the page's own name for the wish, has made one already: whoever
/// loads a page again sends its form again.
///
/// # Errors
/// [`Code::RequestInvalid`] where the name is none or it may be used for nothing; the [`Problem`] of a store that does
/// not answer.
pub async fn make_key(
    shop: &Shop,
    name: &str,
    scopes: &[Scope],
    form: &str,
    asker: &Asker,
) -> Result<Option<NewKey>, Problem> {
    let name = name.trim();
    if !is_key_name(name) {
        return Err(Problem::of_field("name", "has one line of 1 to 80 characters"));
    }
    if scopes.is_empty() {
        return Err(Problem::of_field("may", "is nothing that a key may be used for"));
    }
    if shop.store.has_made_key(form).await? {
        return Ok(None);
    }
    let may: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
    written_down(shop, asker, "key.create", format!("key {name}"), may.join(" ")).await?;
    add(shop, name, scopes, form).await
}

async fn add(shop: &Shop, name: &str, scopes: &[Scope], form: &str) -> Result<Option<NewKey>, Problem> {
    let key = NewKey::generate();
    let added = shop.store.add_key(name, &key.digest(), scopes, Some(form), shop.clock.unix_seconds()).await?;
    Ok(added.map(|_| key))
}

/// Makes a key of the same name for the same; `None` as above. The one until now works until it is revoked.
///
/// # Errors
/// [`Code::NoLongerUnknown`] where no key in use has this number; the [`Problem`] of a store that does not answer.
pub async fn rotate_key(shop: &Shop, id: i64, form: &str, asker: &Asker) -> Result<Option<NewKey>, Problem> {
    if shop.store.has_made_key(form).await? {
        return Ok(None);
    }
    let keys = shop.store.keys().await?;
    let of: ApiKey =
        keys.into_iter().find(|key| key.id == id && key.revoked_at.is_none()).ok_or(Code::NoLongerUnknown)?;
    written_down(shop, asker, "key.rotate", format!("key {id}"), of.name.clone()).await?;
    add(shop, &of.name, &of.scopes, form).await
}

/// Revokes a key for ever.
///
/// # Errors
/// [`Code::NoLongerUnknown`] where no key in use has this number; the [`Problem`] of a store that does not answer.
pub async fn revoke_key(shop: &Shop, id: i64, asker: &Asker) -> Result<(), Problem> {
    written_down(shop, asker, "key.revoke", format!("key {id}"), String::new()).await?;
    let is_revoked = shop.store.revoke_key(id, shop.clock.unix_seconds()).await?;
    if is_revoked { Ok(()) } else { Err(Code::NoLongerUnknown.into()) }
}
