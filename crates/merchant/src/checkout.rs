//! Turns an order into a signed purchase request. Price and name come from the shop's own record; the browser only says
//! what it showed, so that a payer never pays anything else than was on the screen.
//!
//! Link type, A01-1; the order id is fresh each time and the request date is the moment of signing, in Japan's time.

use crate::Shop;
use crate::language::Language;
use crate::problem::{Code, Problem};
use crate::store::order::{Admission, Order};
use sbps::identifier::OrderId;
use sbps::message::SignedForm;
use sbps::message::purchase_request::{Purchase, PurchaseRequest, ReturnAddresses, WebAddress};
use sbps::money::{Tax, Yen};
use serde::Deserialize;
use serde_json::json;

/// What a browser asks for, as JSON or as a form.
#[derive(Clone, Debug, Deserialize)]
pub struct CheckoutRequest {
    /// The order.
    pub order_reference: String,
    /// The page's language: `ja` or `en`.
    #[serde(default)]
    pub language: String,
    /// What the payer saw.
    pub displayed: Displayed,
}

/// What the payer saw, as it was sent; [`CheckoutRequest::check`] says whether it can be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Displayed {
    /// The item's id.
    pub item_id: String,
    /// The item's name.
    pub item_name: String,
    /// The amount in yen.
    pub amount: i64,
    /// The tax contained in it; `null` if none was shown, never left out.
    #[serde(deserialize_with = "Option::deserialize")]
    pub tax: Option<i64>,
}

/// The most bytes of a reference: ours have 32.
const LONGEST_REFERENCE: usize = 64;
/// The most bytes of an item id (link type, `item_id`).
const LONGEST_ITEM_ID: usize = 32;
/// The most bytes of an item name in UTF-8: forty characters of one byte in Shift_JIS and three in UTF-8.
const LONGEST_ITEM_NAME: usize = 120;

impl CheckoutRequest {
    /// Whether every value is one that an order can have, before the record is asked.
    ///
    /// # Errors
    /// [`Code::RequestInvalid`] naming the first that is not.
    pub fn check(&self) -> Result<(), Problem> {
        let wrong = |detail: String| Problem::with_detail(Code::RequestInvalid, detail);
        let shown = &self.displayed;
        for (name, text, longest) in [
            ("order_reference", &self.order_reference, LONGEST_REFERENCE),
            ("item_id", &shown.item_id, LONGEST_ITEM_ID),
            ("item_name", &shown.item_name, LONGEST_ITEM_NAME),
        ] {
            if text.is_empty() {
                return Err(wrong(format!("field `{name}` is empty")));
            }
            if text.len() > longest {
                return Err(wrong(format!("field `{name}` is longer than {longest} bytes")));
            }
        }
        let yen = |number: i64| u32::try_from(number).ok();
        if yen(shown.amount).and_then(|amount| Yen::new(amount).ok()).is_none() {
            return Err(wrong(format!("field `amount` is {}; it should be 1 to 9999999 yen", shown.amount)));
        }
        match shown.tax {
            Some(tax) if yen(tax).and_then(|tax| Tax::new(tax).ok()).is_none() => {
                Err(wrong(format!("field `tax` is {tax}; it should be null or 0 to 9999999 yen")))
            }
            _ => Ok(()),
        }
    }
}

impl Displayed {
    fn is(&self, order: &Order) -> bool {
        self.item_id == order.item_id.as_str()
            && self.item_name == order.item_name.as_str()
            && self.amount == i64::from(order.amount.get())
            && self.tax.is_none_or(|tax| tax == i64::from(order.tax.get()))
    }
}

/// 128 random bits as 32 hexadecimal digits: nobody can guess it.
#[must_use]
pub fn unguessable() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// The address of an order's page.
#[must_use]
pub fn order_address(reference: &str) -> String {
    format!("/orders/{reference}")
}

/// The address of an order's result.
#[must_use]
pub fn result_address(reference: &str) -> String {
    format!("/orders/{reference}/result")
}

/// An address of the shop in a language; it has no query yet.
#[must_use]
pub fn in_language(address: &str, language: Language) -> String {
    format!("{address}?lang={}", language.tag())
}

/// Signs a request to pay for an order.
///
/// # Errors
/// The [`Problem`] that keeps it from being paid; nothing was charged then.
pub async fn sign(shop: &Shop, asked: &CheckoutRequest) -> Result<SignedForm, Problem> {
    asked.check()?;
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let order = shop.store.order(&asked.order_reference).await?.ok_or(Code::OrderUnknown)?;
    let back = order_address(&order.reference);
    if order.paid_by.is_some() {
        return Err(paid(&order));
    }
    if now.unix_seconds() > order.expires_at {
        return Err(Code::OrderExpired.into());
    }
    if !asked.displayed.is(&order) {
        let current = json!({
            "item_id": order.item_id.as_str(),
            "item_name": order.item_name.as_str(),
            "amount": order.amount.get(),
            "tax": order.tax.get(),
        });
        return Err(Problem::from(Code::DisplayedDiffers).with("current", current).then(back));
    }
    let (attempt, token) = (unguessable(), unguessable());
    let order_id = OrderId::new(&attempt).map_err(|error| internal(&error))?;
    let request = PurchaseRequest {
        merchant_id: shop.config.merchant_id.clone(),
        service_id: shop.config.service_id.clone(),
        customer_code: order.customer_code.clone(),
        order_id,
        item_id: order.item_id.clone(),
        item_name: order.item_name.clone(),
        tax: Some(order.tax),
        amount: order.amount,
        purchase: Purchase::OneTime,
        addresses: addresses(&shop.config.public_url, &token).map_err(|error| internal(&error))?,
        free: Default::default(),
        rows: Vec::new(),
        request_date: now,
        limit_seconds: shop.config.limit_seconds,
    };
    let signed = SignedForm::sign_request(request.form(), &shop.config.hash_key)
        .map_err(|error| Problem::with_detail(Code::ItemNameUnencodable, error.to_string()))?;
    // Kept before it is handed out: a result can only come for a request that is known.
    match shop.store.add_attempt(&order.reference, &request.order_id, &token, now.unix_seconds()).await? {
        Admission::Kept => {}
        Admission::Paid => return Err(paid(&order)),
        Admission::TooMany { retry_after } => {
            return Err(Problem::from(Code::TooManyRequests).after(retry_after).then(back));
        }
    }
    tracing::info!(order = order.reference, order_id = request.order_id.as_str(), "request signed");
    Ok(signed)
}

fn paid(order: &Order) -> Problem {
    let result = result_address(&order.reference);
    Problem::from(Code::OrderPaid).with("result_url", json!(result)).then(result)
}

fn addresses(public_url: &str, token: &str) -> Result<ReturnAddresses, sbps::message::purchase_request::NotAccepted> {
    let address = |path: &str| format!("{public_url}{path}").parse::<WebAddress>();
    Ok(ReturnAddresses {
        success: address(&format!("/sbps/returns/{token}/success"))?,
        cancel: address(&format!("/sbps/returns/{token}/cancel"))?,
        error: address(&format!("/sbps/returns/{token}/error"))?,
        notification: address("/sbps/notifications")?,
    })
}

fn internal(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "a request could not be made");
    Code::Internal.into()
}
