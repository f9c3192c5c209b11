//! The persons who run the shop: signed in by name and password, and known by what their browser
//! shows from then on.

mod password;

pub use password::{hashed, is_password};

use super::Shop;
use super::problem::Problem;
use crate::domain::api_key::digest;
use crate::domain::audit::{Asker, Deed, Means};
use crate::domain::person::Person;
use crate::domain::reference::unguessable;
use crate::domain::staff::Witness;

/// What a browser shows, once it is signed in: 256 random bits, of which the record has the hash.
#[derive(Clone)]
pub struct SessionToken(String);

impl SessionToken {
    /// The token itself, for the browser alone.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Signs a person in; `None` where nobody has that name and password. A name of nobody takes as long.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn sign_in(shop: &Shop, name: &str, password: &str) -> Result<Option<SessionToken>, Problem> {
    let known = shop.store.password_of(name).await?;
    let (person, hash) = known.map_or((None, None), |(person, hash)| (Some(person), Some(hash)));
    let (true, Some(person)) = (is_password(password.to_owned(), hash).await?, person) else { return Ok(None) };
    let token = SessionToken(format!("{}{}", unguessable(), unguessable()));
    let now = shop.clock.unix_seconds();
    let witness = Witness { by: name.to_owned(), note: String::new() };
    let deed = Deed { what: "person.sign_in", subject: format!("person {name}"), detail: String::new() };
    shop.store.add_audit(&Asker { witness, means: Means::Page }, &deed, now).await?;
    shop.store.begin_session(&digest(token.expose()), person, now).await?;
    Ok(Some(token))
}

/// Who shows that token.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn signed_in(shop: &Shop, token: &str) -> Result<Option<Person>, Problem> {
    Ok(shop.store.signed_in(&digest(token), shop.clock.unix_seconds()).await?)
}

/// Signs out whoever shows that token.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn sign_out(shop: &Shop, token: &str) -> Result<(), Problem> {
    Ok(shop.store.end_session(&digest(token)).await?)
}

/// Whether there is anybody who can sign in.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn somebody_signs_in(shop: &Shop) -> Result<bool, Problem> {
    Ok(shop.store.has_persons().await?)
}
