//! What staff post: from one of our own pages, by a person who may do it, signed with a name and a note.

use super::body::PageForm;
use super::form::Posted;
use super::sender::Sender;
use super::staff::{NeedsRole, Operating, Staff};
use crate::domain::audit::{Asker, Means};
use crate::domain::language::Language;
use crate::domain::person::{LONGEST_NAME, Viewer};
use crate::domain::staff::Witness;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use axum::extract::{FromRequest, Request};
use axum::response::Response;
use std::marker::PhantomData;
use std::sync::Arc;

/// The most characters of a note.
const LONGEST_NOTE: usize = 500;

/// A form of a staff page.
pub(in crate::web) struct StaffForm {
    /// The fields, and who signs them; or what is wrong with them.
    pub(in crate::web) sent: Result<(Posted, Asker), Problem>,
    /// The page's language.
    pub(in crate::web) language: Language,
    /// Who posts it.
    pub(in crate::web) viewer: Viewer,
}

impl FromRequest<Arc<Shop>> for StaffForm {
    type Rejection = Response;

    async fn from_request(request: Request, shop: &Arc<Shop>) -> Result<Self, Response> {
        let StaffsOwn { viewer, form: OwnForm { posted, language }, .. } =
            StaffsOwn::<Operating>::from_request(request, shop).await?;
        let sent = posted.and_then(|posted| {
            let by = match &viewer.name {
                Some(name) => name.clone(),
                None => text(&posted, "by", LONGEST_NAME)?,
            };
            let witness = Witness { by, note: text(&posted, "note", LONGEST_NOTE)? };
            Ok((posted, Asker { witness, means: Means::Page }))
        });
        Ok(Self { sent, language, viewer })
    }
}

/// A form of a person who may do what this is for. It is read first: whoever is signed out meanwhile is told so in the
/// page's language.
pub(in crate::web) struct StaffsOwn<T> {
    /// Who posts it.
    pub(in crate::web) viewer: Viewer,
    /// What was posted.
    pub(in crate::web) form: OwnForm,
    needed: PhantomData<T>,
}

impl<T: NeedsRole> FromRequest<Arc<Shop>> for StaffsOwn<T> {
    type Rejection = Response;

    async fn from_request(request: Request, shop: &Arc<Shop>) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(form) = OwnForm::from_request(Request::from_parts(parts.clone(), body), shop).await;
        let Staff { viewer, .. } = Staff::<T>::asking(&mut parts, shop, form.language).await?;
        Ok(Self { viewer, form, needed: PhantomData })
    }
}

/// A form that one of our own pages posts, and says so: a browser sends a cookie or a password by
/// itself, so whoever hides where a form comes from is refused.
pub(in crate::web) struct OwnForm {
    /// The fields, or what is wrong with them.
    pub(in crate::web) posted: Result<Posted, Problem>,
    /// The page's language.
    pub(in crate::web) language: Language,
}

impl FromRequest<Arc<Shop>> for OwnForm {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, shop: &Arc<Shop>) -> Result<Self, Self::Rejection> {
        let is_hidden = Sender::of(request.headers(), &shop.settings.public_url) == Sender::Hidden;
        let Ok(PageForm { posted, language }) = PageForm::from_request(request, shop).await;
        let posted = if is_hidden { Err(Code::CrossSite.into()) } else { posted };
        Ok(Self { posted, language })
    }
}

/// A text that somebody has to write.
fn text(posted: &Posted, name: &str, longest: usize) -> Result<String, Problem> {
    // A form has two characters for the end of a line.
    let text = posted.text(name)?.replace("\r\n", "\n");
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::of_field(name, "is blank"));
    }
    if text.chars().count() > longest {
        return Err(Problem::of_field(name, &format!("is longer than {longest} characters")));
    }
    Ok(text.to_owned())
}
