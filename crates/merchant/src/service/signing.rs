//! Signs what a payer's browser posts to the gateway.
//!
//! Link type: A01-1, and D01-1 (C−). Each has a fresh order id, and its request date is the moment
//! of signing, in Japan's time.

use super::Shop;
use super::problem::{Code, Problem, internal};
use crate::domain::order::{Order, Requested};
use sbps::date_time::JstDateTime;
use sbps::identifier::OrderId;
use sbps::message::application_request::ContractDescription;
use sbps::message::purchase_request::{NotAccepted, Purchase, PurchaseRequest, ReturnAddresses, WebAddress};
use sbps::message::{Application, ApplicationRequest, SignedForm};

/// A signed form and where the browser posts it.
#[derive(Clone, Debug)]
pub struct Handoff {
    /// The destination.
    pub action: WebAddress,
    /// The form.
    pub signed: SignedForm,
}

/// Signs A01-1 for an order, or about the contract that it made.
///
/// # Errors
/// The [`Problem`] that keeps it from going on.
pub fn purchase(
    shop: &Shop,
    order: &Order,
    order_id: OrderId,
    (requested, purchase): (Requested, Purchase),
    addresses: ReturnAddresses,
    now: JstDateTime,
) -> Result<Handoff, Problem> {
    let request = PurchaseRequest {
        account: shop.settings.account.clone(),
        customer_code: order.customer_code.clone(),
        order_id,
        item_id: order.item_id.clone(),
        item_name: order.item_name.clone(),
        tax: Some(requested.tax),
        amount: requested.amount,
        purchase,
        addresses,
        free: Default::default(),
        rows: Vec::new(),
        request_date: now,
        limit_seconds: shop.settings.limit_seconds,
    };
    let signed = SignedForm::sign_request(request.form(), &shop.settings.hash_key)
        .map_err(|error| Problem::with_detail(Code::ItemNameUnencodable, error.to_string()))?;
    Ok(Handoff { action: shop.settings.purchase_url.clone(), signed })
}

/// The contract of an order as D01-1 names it.
#[must_use]
pub fn describe_contract(
    shop: &Shop,
    order: &Order,
    order_id: OrderId,
    application: Application,
    now: JstDateTime,
) -> ContractDescription {
    ContractDescription {
        account: shop.settings.account.clone(),
        customer_code: order.customer_code.clone(),
        order_id,
        item_id: order.item_id.clone(),
        item_name: order.item_name.clone(),
        application,
        free: Default::default(),
        request_date: now,
        limit_seconds: shop.settings.limit_seconds,
    }
}

/// Signs D01-1.
///
/// # Errors
/// The [`Problem`] that keeps it from going on.
pub fn application(shop: &Shop, contract: ContractDescription, addresses: ReturnAddresses) -> Result<Handoff, Problem> {
    let Some(action) = shop.settings.application_url.clone() else {
        // An order from a time when contracts of this kind were sold.
        return Err(internal(&"SBPS_APPLICATION_URL is not set"));
    };
    let request = ApplicationRequest { contract, addresses };
    let signed = SignedForm::sign_request(request.form(), &shop.settings.hash_key)
        .map_err(|error| Problem::with_detail(Code::ItemNameUnencodable, error.to_string()))?;
    Ok(Handoff { action, signed })
}

/// Where browser and gateway go after a request with that token.
///
/// # Errors
/// [`NotAccepted`] if the shop's own address makes none.
pub fn addresses(public_url: &str, token: &str) -> Result<ReturnAddresses, NotAccepted> {
    let address = |path: &str| format!("{public_url}{path}").parse::<WebAddress>();
    Ok(ReturnAddresses {
        success: address(&format!("/sbps/returns/{token}/success"))?,
        cancel: address(&format!("/sbps/returns/{token}/cancel"))?,
        error: address(&format!("/sbps/returns/{token}/error"))?,
        notification: address("/sbps/notifications")?,
    })
}
