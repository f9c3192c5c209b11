//! Turns an order into a signed purchase request. Price and name come from the shop's own record; the browser only says
//! what it showed, so that a payer never pays anything else than was on the screen.
//!
//! Link type, A01-1; the order id is fresh each time and the request date is the moment of signing, in Japan's time.

use crate::Shop;
use crate::problem::{Code, Problem};
use crate::store::order::Order;
use sbps::identifier::OrderId;
use sbps::message::SignedForm;
use sbps::message::purchase_request::{Purchase, PurchaseRequest, ReturnAddresses, WebAddress};
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

/// What the payer saw.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Displayed {
    /// The item's id.
    pub item_id: String,
    /// The item's name.
    pub item_name: String,
    /// The amount in yen.
    pub amount: i64,
    /// The tax contained in it, if it was shown.
    pub tax: Option<i64>,
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

/// Signs a request to pay for an order.
///
/// # Errors
/// The [`Problem`] that keeps it from being paid; nothing was charged then.
pub async fn sign(shop: &Shop, asked: &CheckoutRequest) -> Result<SignedForm, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let order = shop.store.order(&asked.order_reference).await?.ok_or(Code::OrderUnknown)?;
    let back = order_address(&order.reference);
    if order.paid_by.is_some() {
        let result = result_address(&order.reference);
        return Err(Problem::from(Code::OrderPaid).with("result_url", json!(result)).then(result));
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
    let kept = shop.store.add_attempt(&order.reference, &request.order_id, &token, now.unix_seconds()).await?;
    if !kept {
        return Err(Problem::from(Code::TooManyRequests).then(back));
    }
    tracing::info!(order = order.reference, order_id = request.order_id.as_str(), "request signed");
    Ok(signed)
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
