//! The persons who run the shop: signed in by name and password, and known by what their browser
//! shows from then on.

mod password;

pub use password::{hashed, is_password};

use super::Shop;
use super::problem::Problem;
use crate::domain::api_key::digest;
use crate::domain::audit::{Asker, Deed, Means};
use crate::domain::person::{LONGEST_PASSWORD, Person, check_password};
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

/// What becomes of a person's wish for another password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordChange {
    /// It is the new one from now on, and the person signs in with it, wherever that was done before.
    Changed,
    /// The password until now is another one.
    Refused,
    /// The new one is none that may be.
    NotAllowed,
}

/// A password that a person may have from now on.
pub struct NextPassword(String);

impl NextPassword {
    /// What was typed, unless it is none that the person of that name may have after the `former` one.
    #[must_use]
    pub fn of(typed: &str, name: &str, former: &str) -> Option<Self> {
        (typed != former && check_password(typed, name).is_ok()).then(|| Self(typed.to_owned()))
    }
}

/// Gives a person another password, who knows the one until now.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn change_password(
    shop: &Shop,
    name: &str,
    former: &str,
    next: NextPassword,
) -> Result<PasswordChange, Problem> {
    let hash = shop.store.password_of(name).await?.map(|(_, hash)| hash);
    if former.len() > LONGEST_PASSWORD || !is_password(former.to_owned(), hash).await? {
        return Ok(PasswordChange::Refused);
    }
    let hash = hashed(next.0).await?;
    let witness = Witness { by: name.to_owned(), note: String::new() };
    let deed = Deed { what: "person.password", subject: format!("person {name}"), detail: String::new() };
    let asker = Asker { witness, means: Means::Page };
    shop.store.add_audit(&asker, &deed, shop.clock.unix_seconds()).await?;
    let is_there = shop.store.change_person(name, None, Some(&hash)).await?;
    Ok(if is_there { PasswordChange::Changed } else { PasswordChange::Refused })
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
