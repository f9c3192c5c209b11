//! What goes wrong, as problem details (RFC 9457) for programs and as a page for people; the code is the same.

use crate::language::Language;
use crate::pages;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// A stable code for each thing that can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Not JSON or a form, a field missing, of the wrong type or too long.
    RequestInvalid,
    /// A page of another site sent it.
    CrossSite,
    /// There is no such page.
    NotFound,
    /// The catalogue has no such product.
    ProductUnknown,
    /// No order has this reference.
    OrderUnknown,
    /// The address does not take this method.
    MethodNotAllowed,
    /// The order is paid already.
    OrderPaid,
    /// What was shown is not what the record says.
    DisplayedDiffers,
    /// The order's deadline has passed.
    OrderExpired,
    /// The body is larger than the server reads.
    TooLarge,
    /// Neither JSON nor a form.
    UnsupportedMediaType,
    /// The record's item name cannot be posted.
    ItemNameUnencodable,
    /// Too many requests to pay for one order in a short time.
    TooManyRequests,
    /// The request did not arrive, or was not answered, in time.
    TimedOut,
    /// Ours; nothing was charged.
    Internal,
}

impl Code {
    /// The code on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RequestInvalid => "request_invalid",
            Self::CrossSite => "cross_site",
            Self::NotFound => "not_found",
            Self::ProductUnknown => "product_unknown",
            Self::OrderUnknown => "order_unknown",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::OrderPaid => "order_paid",
            Self::DisplayedDiffers => "displayed_differs",
            Self::OrderExpired => "order_expired",
            Self::TooLarge => "too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::ItemNameUnencodable => "item_name_unencodable",
            Self::TooManyRequests => "too_many_requests",
            Self::TimedOut => "timed_out",
            Self::Internal => "internal",
        }
    }

    /// The status of the answer.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::RequestInvalid => StatusCode::BAD_REQUEST,
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotFound | Self::ProductUnknown | Self::OrderUnknown => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::OrderPaid | Self::DisplayedDiffers => StatusCode::CONFLICT,
            Self::OrderExpired => StatusCode::GONE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::ItemNameUnencodable => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Self::TimedOut => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What is wrong, in a few words.
    #[must_use]
    pub const fn title(self, language: Language) -> &'static str {
        match self {
            Self::RequestInvalid => language.pick("送信内容に誤りがあります", "The request is not valid"),
            Self::CrossSite => language.pick("ほかのサイトからは操作できません", "Another site cannot do this"),
            Self::NotFound => language.pick("ページが見つかりません", "There is no such page"),
            Self::ProductUnknown => language.pick("商品が見つかりません", "There is no such product"),
            Self::OrderUnknown => language.pick("ご注文が見つかりません", "There is no such order"),
            Self::MethodNotAllowed => language.pick("この操作はできません", "This cannot be done here"),
            Self::OrderPaid => language.pick("このご注文はお支払い済みです", "This order is already paid"),
            Self::DisplayedDiffers => language.pick("ご注文内容が変わりました", "The order has changed"),
            Self::OrderExpired => language.pick("ご注文の期限が切れました", "The order has expired"),
            Self::TooLarge => language.pick("送信内容が大きすぎます", "The request is too large"),
            Self::UnsupportedMediaType => language.pick("この形式は受け付けていません", "This format is not accepted"),
            Self::ItemNameUnencodable => language.pick("商品名を送信できません", "The item name cannot be sent"),
            Self::TooManyRequests => language.pick("操作の回数が多すぎます", "Too many requests"),
            Self::TimedOut => language.pick("時間内に処理できませんでした", "It took too long"),
            Self::Internal => language.pick("ショップ側でエラーが発生しました", "Something went wrong in the shop"),
        }
    }

    /// What a person can do.
    #[must_use]
    pub const fn advice(self, language: Language) -> &'static str {
        match self {
            Self::RequestInvalid | Self::UnsupportedMediaType | Self::TooLarge | Self::MethodNotAllowed => {
                language.pick("前のページに戻って、もう一度お試しください。", "Please go back and try again.")
            }
            Self::CrossSite => language.pick(
                "ショップのページを開き直して、もう一度お試しください。",
                "Please open the shop's page and try again.",
            ),
            Self::NotFound | Self::ProductUnknown | Self::OrderUnknown => language.pick(
                "アドレスをご確認のうえ、商品一覧からお進みください。",
                "Please check the address, or start from the list of products.",
            ),
            Self::OrderPaid => {
                language.pick("もう一度お支払いいただく必要はありません。", "There is no need to pay again.")
            }
            Self::DisplayedDiffers => language.pick(
                "料金は発生していません。最新の内容をご確認のうえ、もう一度お進みください。",
                "Nothing was charged. Please check the current details and continue from there.",
            ),
            Self::OrderExpired => language
                .pick("料金は発生していません。もう一度ご注文ください。", "Nothing was charged. Please order again."),
            Self::ItemNameUnencodable => language.pick(
                "料金は発生していません。ショップへお問い合わせください。",
                "Nothing was charged. Please contact the shop.",
            ),
            Self::TooManyRequests => {
                language.pick("時間をおいて、もう一度お試しください。", "Please wait a while and try again.")
            }
            Self::Internal | Self::TimedOut => language.pick(
                "料金は発生していません。時間をおいて、もう一度お試しください。",
                "Nothing was charged. Please wait a while and try again.",
            ),
        }
    }
}

/// How a problem is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `application/problem+json`.
    Json,
    /// A page.
    Page,
}

impl Shape {
    /// What the sender of a request can read: a browser that opens a page says `text/html`, a program does not.
    #[must_use]
    pub fn wanted(headers: &HeaderMap) -> Self {
        let accepted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
        if accepted.into_iter().any(|value| value.contains("text/html")) { Self::Page } else { Self::Json }
    }
}

/// A problem and what belongs to it.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What is wrong.
    pub code: Code,
    /// What exactly, for a developer; for a person the advice says what to do.
    pub detail: Option<String>,
    /// Further members of the problem details.
    pub extensions: Map<String, Value>,
    /// Where to go next, for the page.
    pub next: Option<String>,
    /// After how many seconds to try again (`Retry-After`).
    pub retry_after: Option<u32>,
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self { code, detail: None, extensions: Map::new(), next: None, retry_after: None }
    }
}

impl From<crate::store::StoreError> for Problem {
    fn from(error: crate::store::StoreError) -> Self {
        tracing::error!(%error, "store");
        Code::Internal.into()
    }
}

impl Problem {
    /// The problem with a sentence for a developer.
    #[must_use]
    pub fn with_detail(code: Code, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..code.into() }
    }

    /// The problem with a further member.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.extensions.insert(name.to_owned(), value);
        self
    }

    /// The problem with a place to go next.
    #[must_use]
    pub fn then(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }

    /// The problem that goes away after so many seconds.
    #[must_use]
    pub const fn after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The answer.
    #[must_use]
    pub fn respond(self, shape: Shape, language: Language) -> Response {
        let mut response = match shape {
            Shape::Page => pages::error::page_of(&self, language),
            Shape::Json => self.json(language),
        };
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    fn json(&self, language: Language) -> Response {
        let detail = self.detail.as_deref().unwrap_or_else(|| self.code.advice(language));
        let mut body = json!({
            "type": "about:blank",
            "title": self.code.title(language),
            "status": self.code.status().as_u16(),
            "detail": detail,
            "code": self.code.as_str(),
        });
        if let Value::Object(members) = &mut body {
            members.extend(self.extensions.clone());
        }
        let headers = [(header::CONTENT_TYPE, "application/problem+json"), (header::CACHE_CONTROL, "no-store")];
        (self.code.status(), headers, body.to_string()).into_response()
    }
}
