//! A file that a person uploads on one of our own pages, or pastes there.

use super::request::{media_type, refused_body};
use super::sender::Sender;
use super::staff::{Operating, Staff};
use crate::domain::language::Language;
use crate::domain::person::Viewer;
use crate::service::Shop;
use crate::service::problem::{Code, Problem};
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use multer::{Multipart, parse_boundary};
use std::sync::Arc;

/// A file of a person who may do something with it.
pub(in crate::web) struct StaffUpload {
    /// Its bytes, or what is wrong with the form.
    pub(in crate::web) sent: Result<Bytes, Problem>,
    /// The page's language.
    pub(in crate::web) language: Language,
    /// Who uploads it.
    pub(in crate::web) viewer: Viewer,
}

impl FromRequest<Arc<Shop>> for StaffUpload {
    type Rejection = Response;

    async fn from_request(request: Request, shop: &Arc<Shop>) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Staff { viewer, .. } = Staff::<Operating>::from_request_parts(&mut parts, shop).await?;
        let headers = parts.headers.clone();
        let mut language = Language::default();
        let sent = match Sender::of(&headers, &shop.settings.public_url) {
            // A browser sends a cookie or a password by itself.
            Sender::Other | Sender::Hidden => Err(Code::CrossSite.into()),
            Sender::Own | Sender::Unsaid => match Bytes::from_request(Request::from_parts(parts, body), shop).await {
                Ok(body) => uploaded(&headers, body, &mut language).await,
                Err(rejection) => Err(refused_body(&rejection)),
            },
        };
        Ok(Self { sent, language, viewer })
    }
}

/// The file of a form, or the text that was pasted where none was chosen.
async fn uploaded(headers: &HeaderMap, body: Bytes, language: &mut Language) -> Result<Bytes, Problem> {
    let told = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if media_type(headers) != "multipart/form-data" {
        return Err(Problem::with_detail(Code::UnsupportedMediaType, "send multipart/form-data"));
    }
    let broken = |error: multer::Error| Problem::with_detail(Code::RequestInvalid, format!("the form: {error}"));
    let mut form = Multipart::new(Body::from(body).into_data_stream(), parse_boundary(told).map_err(broken)?);
    let (mut file, mut text) = (Bytes::new(), Bytes::new());
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let value = field.bytes().await.map_err(broken)?;
        match name.as_str() {
            "language" => *language = Language::of_tag(std::str::from_utf8(&value).unwrap_or_default()),
            "file" => file = value,
            "text" => text = value,
            _ => {}
        }
    }
    Ok(if file.is_empty() { text } else { file })
}
