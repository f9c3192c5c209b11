//! What staff post: from one of our own pages, by a person who shows the token, signed with a name and a note.

use super::body::PageForm;
use super::form::Posted;
use super::sender::Sender;
use super::staff::StaffBrowser;
use crate::domain::language::Language;
use crate::domain::staff::Witness;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::Response;
use std::sync::Arc;

/// The most characters of a name.
const LONGEST_NAME: usize = 40;
/// The most characters of a note.
const LONGEST_NOTE: usize = 500;

/// A form of a staff page.
pub(in crate::web) struct StaffForm {
    /// The fields, and who signs them; or what is wrong with them.
    pub(in crate::web) sent: Result<(Posted, Witness), Problem>,
    /// The page's language.
    pub(in crate::web) language: Language,
}

impl FromRequest<Arc<Shop>> for StaffForm {
    type Rejection = Response;

    async fn from_request(request: Request, shop: &Arc<Shop>) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        StaffBrowser::from_request_parts(&mut parts, shop).await?;
        // A browser sends the password by itself, so whoever hides where a form comes from is refused too.
        let is_hidden = Sender::of(&parts.headers, &shop.settings.public_url) == Sender::Hidden;
        let Ok(PageForm { posted, language }) = PageForm::from_request(Request::from_parts(parts, body), shop).await;
        let posted = if is_hidden { Err(Code::CrossSite.into()) } else { posted };
        let sent = posted.and_then(|posted| {
            let witness = witness(&posted)?;
            Ok((posted, witness))
        });
        Ok(Self { sent, language })
    }
}

fn witness(posted: &Posted) -> Result<Witness, Problem> {
    Ok(Witness { by: text(posted, "by", LONGEST_NAME)?, note: text(posted, "note", LONGEST_NOTE)? })
}

/// A text that somebody has to write.
fn text(posted: &Posted, name: &str, longest: usize) -> Result<String, Problem> {
    // A form has two characters for the end of a line.
    let text = posted.text(name)?.replace("\r\n", "\n");
    let text = text.trim();
    let wrong = |detail: String| Err(Problem::with_detail(Code::RequestInvalid, detail));
    if text.is_empty() {
        return wrong(format!("field `{name}` is blank"));
    }
    if text.chars().count() > longest {
        return wrong(format!("field `{name}` is longer than {longest} characters"));
    }
    Ok(text.to_owned())
}
