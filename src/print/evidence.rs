//! What a payer agreed to, kept so that it can be shown when everything else has changed: the order as the page held it,
//! the six items of the final confirmation (Act on Specified Commercial Transactions, article 12-6), the days and amounts
//! of the charges, and the words of the screen, as one canonical JSON document (RFC 8785) with its SHA-256 hash.
//!
//! It is made here because this is where the screen is printed: words and data come from one order. What changes by the
//! clock alone and is no part of the agreement (how much time is left, when au is closed) is left out.

use super::element::{Data, Problems, body, valid};
use super::markup::{close, open};
use super::words::words;
use crate::json::Json;
use crate::language::{Language, amount};
use crate::page::day::write_day;
use crate::page::moment::write_moment;
use crate::page::order::{Line, Order};
use crate::screen::checkout::{CheckoutState, Phase, Standing, agreed, screen};
use crate::screen::headings::Headings;
use sbps::date_time::JstDateTime;
use sbps::schedule::Charge;
use sha2::{Digest, Sha256};
use std::rc::Rc;

/// The version of the document's members. A later one has another number; this one is read for ever.
pub const FORMAT: u32 = 1;

/// The version of the screens that this program prints.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The styles of the screen, for a page that stands alone in a file.
pub const STYLES: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/screen.css"),
    include_str!("../../style/checkout.css")
);

/// A document with its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Canonical JSON, by RFC 8785.
    pub document: String,
    /// SHA-256 of its UTF-8, in 64 hexadecimal digits.
    pub sha256: String,
}

/// What a payer agreed to by a request for an order, signed at that moment under the gateway's name `order_id`.
///
/// # Errors
/// Every problem with the order, with its path and code: no screen shows such a one.
pub fn evidence(data: &Data, language: Language, order_id: &str, signed_at: JstDateTime) -> Result<Evidence, Problems> {
    let order = valid(data, Order::read)?;
    let order = Order { now: None, maintenance: Vec::new(), ..order };
    let terms = agreed(language, &order);
    let [payment, delivery, period, cancellation] = terms.map(|(_, words)| Json::Text(words));
    let tax = order.tax.map_or(Json::Null, |tax| tax.get().into());
    let items = Json::object(vec![
        ("quantity", Json::List(order.lines.iter().map(Line::to_json).collect())),
        (
            "price",
            Json::object(vec![
                ("amount", order.amount.get().into()),
                ("tax", tax),
                ("words", amount(language, order.amount.get()).into()),
            ]),
        ),
        ("payment", payment),
        ("delivery", delivery),
        ("period", period),
        ("cancellation", cancellation),
    ]);
    let schedule = order.recurring.as_ref().map_or(Json::Null, |recurring| {
        let charges = recurring.charges.iter().map(charge).collect();
        Json::object(vec![("joined_on", write_day(recurring.joined).into()), ("charges", Json::List(charges))])
    });
    let data = order.to_json();
    let shown = printed(order, language);
    let document = Json::object(vec![
        ("format", FORMAT.into()),
        ("version", VERSION.into()),
        ("language", language.tag().into()),
        ("signed_at", write_moment(signed_at).into()),
        ("order_id", order_id.into()),
        ("items", items),
        ("schedule", schedule),
        ("order", data),
        ("words", Json::List(words(&shown).into_iter().map(Json::Text).collect())),
    ]);
    // Everything above is text or a whole number under a name of its own.
    let document = document.canonical().unwrap_or_default();
    Ok(Evidence { sha256: hash(&document), document })
}

/// SHA-256 of a document, in 64 hexadecimal digits.
#[must_use]
pub fn hash(document: &str) -> String {
    Sha256::digest(document.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn charge(charge: &Charge) -> Json {
    Json::object(vec![
        ("on", write_day(charge.date).into()),
        ("most", charge.amount.most().get().into()),
        ("varies", Json::Truth(charge.amount.varies())),
    ])
}

/// The screen as it stands before anything is pressed.
fn printed(order: Order, language: Language) -> String {
    let state = CheckoutState {
        order: Ok(Rc::new(order)),
        language,
        headings: Headings::default(),
        phase: Phase::Reviewing(None),
        standing: Standing::default(),
    };
    body(language, screen(&state))
}

/// A document, read again.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The language of the screen.
    pub language: Language,
    /// The version of the program that printed it.
    pub version: String,
    /// When the request was signed (RFC 3339).
    pub signed_at: String,
    /// The words of the screen, line by line.
    pub words: Vec<String>,
    /// The order as the page held it; `None` where this program cannot read it any more.
    order: Option<Order>,
}

impl Kept {
    /// Reads a document; `None` where it is none of a format that is known.
    #[must_use]
    pub fn read(document: &Json) -> Option<Self> {
        if document.get("format").whole() != Some(i64::from(FORMAT)) {
            return None;
        }
        let text = |name: &str| document.get(name).text().map(str::to_owned);
        let words = document.get("words").list()?.iter().map(|line| line.text().map(str::to_owned));
        Some(Self {
            language: Language::of_tag(&text("language")?),
            version: text("version")?,
            signed_at: text("signed_at")?,
            words: words.collect::<Option<_>>()?,
            order: valid(document.get("order"), Order::read).ok(),
        })
    }

    /// The screen, drawn anew from the document alone: nothing on it can be pressed. `None` where this program cannot draw
    /// it any more. `styles` is the address of the element's stylesheet, or its text.
    #[must_use]
    pub fn screen(&self, styles: Styles<'_>) -> Option<String> {
        let screen = printed(self.order.clone()?, self.language);
        let mut html = String::new();
        open(&mut html, "div", &[("inert", Some("")), ("lang", Some(self.language.tag()))]);
        open(&mut html, "template", &[("shadowrootmode", Some("open"))]);
        match styles {
            Styles::At(address) => open(&mut html, "link", &[("rel", Some("stylesheet")), ("href", Some(address))]),
            Styles::Here => {
                open(&mut html, "style", &[]);
                html += STYLES;
                close(&mut html, "style");
            }
        }
        html += &screen;
        close(&mut html, "template");
        html += &screen;
        close(&mut html, "div");
        Some(html)
    }

    /// Whether this program says the same words of the order today.
    #[must_use]
    pub fn says_the_same(&self) -> bool {
        self.order.as_ref().is_some_and(|order| words(&printed(order.clone(), self.language)) == self.words)
    }
}

/// Where the styles of a screen come from.
#[derive(Clone, Copy, Debug)]
pub enum Styles<'a> {
    /// This address.
    At(&'a str),
    /// The page itself.
    Here,
}

#[cfg(test)]
mod tests;
