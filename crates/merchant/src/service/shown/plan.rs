//! What the page of an order that makes a contract shows before it is joined.

use super::data::Shown;
use super::joining::data;
use crate::domain::language::Language;
use crate::domain::order::Order;
use crate::domain::plan::recurring::FirstMonthTerms;
use crate::domain::plan::{Plan, PlanTerms, Recurring};
use crate::service::Shop;
use crate::service::address::in_language;
use crate::service::problem::{Code, Problem};
use crate::service::settings::origin_of;
use kantan_checkout::language::amount;
use kantan_checkout::page::order::Line;
use kantan_checkout::page::recurring::Recurring as Data;
use sbps::date_time::JstDateTime;
use sbps::money::Yen;

/// A contract that is joined today.
pub(super) struct Joining<'a> {
    /// Its terms, as a page holds them.
    pub(super) recurring: Data,
    /// When the payments are made.
    pub(super) payment_timing: String,
    /// The origin that the signed form goes to.
    pub(super) destination: &'a str,
}

/// The contract of that reference as it is joined now, with whom to ask.
///
/// # Errors
/// `order_expired` if the terms can no longer be a contract.
pub(super) fn joining<'a>(
    shop: &'a Shop,
    order: &Order,
    terms: &PlanTerms,
    (reference, contact): (&str, &str),
    now: JstDateTime,
) -> Result<Joining<'a>, Problem> {
    let (language, today) = (order.language, now.date());
    let recurring = terms.joined_on(today);
    let schedule = recurring.schedule(order.amount).map_err(|_| Code::OrderExpired)?;
    let first_purchase = schedule.first_purchase(today);
    let action = match terms {
        PlanTerms::Simple { .. } => &shop.settings.purchase_url,
        PlanTerms::FixedTerm { .. } => {
            // Without it no contract of this kind is sold, for it could not be made again.
            let applications = shop.settings.application_url.as_ref().ok_or(Code::OrderExpired)?;
            if first_purchase.is_some() { &shop.settings.purchase_url } else { applications }
        }
    };
    let shown = data(&recurring, order.amount, reference, contact, language).map_err(|_| Code::OrderExpired)?;
    let payment_timing = payment_timing(&recurring, first_purchase, language);
    Ok(Joining { recurring: shown, payment_timing, destination: origin_of(action) })
}

/// What the page of an order of a plan shows.
pub(super) fn of_plan<'a>(
    shop: &'a Shop,
    order: &'a Order,
    plan: &'a Plan,
    joining: Joining<'a>,
    now: JstDateTime,
) -> Shown<'a> {
    let language = order.language;
    Shown {
        order,
        seller: shop.storefront.seller(language),
        lines: vec![Line { name: order.item_name.to_string(), quantity: 1, amount: order.amount.get().cast_signed() }],
        delivery: plan.delivery.get(language),
        cancellation: plan.cancellation.get(language),
        payment_timing: Some(joining.payment_timing),
        back_url: in_language("/", language),
        recurring: Some(joining.recurring),
        destination: joining.destination,
        form_targets: shop.settings.form_targets(),
        now,
        maintenance: shop.settings.maintenance.known(),
    }
}

/// When the payments are made; the first one is made by joining where `first_purchase` says how
/// much it is.
fn payment_timing(recurring: &Recurring, first_purchase: Option<Yen>, language: Language) -> String {
    let each = each_timing(recurring, language);
    let each = match recurring.is_settled_by_shop() {
        true => [each, confirmed_by_shop(language)].concat(),
        false => each.to_owned(),
    };
    let Some(amount) = first_purchase.map(|yen| amount(language, yen.get())) else { return each };
    let is_only = matches!(recurring, Recurring::FixedTerm { cycles: Some(1), .. });
    match (language, is_only) {
        (Language::Japanese, true) => {
            format!("{amount}を、au の画面でお手続きが完了した時点で1回だけお支払いいただきます。更新されません。")
        }
        (Language::Japanese, false) => {
            format!("初回の{amount}は au の画面でお手続きが完了した時点、2回目からは{each}")
        }
        (Language::English, true) => {
            format!("{amount}, once, when you finish at au. It does not renew.")
        }
        (Language::English, false) => {
            format!("The first {amount} when you finish at au, the later payments {}", each.replacen("On", "on", 1))
        }
    }
}

/// What follows on each of the days where the shop makes a sale of what is reserved.
const fn confirmed_by_shop(language: Language) -> &'static str {
    language.pick(
        "お支払い日には金額を確保し、商品の発送後などにショップがお支払い額を確定します。確定する額は、記載の金額を超えません。",
        " On each date the amount is reserved; the shop confirms what you pay, at most that amount, when it has sent your order, for example.",
    )
}

const fn each_timing(recurring: &Recurring, language: Language) -> &'static str {
    match recurring {
        Recurring::Simple { first_month: FirstMonthTerms::Free, .. } => language.pick(
            "お申し込みの月は無料です。翌月から毎月1日にお支払いが発生します。",
            "The month you subscribe in is free. From the next month on you pay on the first of each month.",
        ),
        Recurring::Simple { .. } => language.pick(
            "お申し込みの月の分は au の画面でお手続きが完了した時点、翌月からは毎月1日です。",
            "For the month you subscribe in, when you finish at au; from the next month on the first of each month.",
        ),
        Recurring::FixedTerm { .. } if recurring.is_usage() => language.pick(
            "ご利用の翌日に、その分をまとめて請求します。",
            "On the day after you have used it, for what you have used.",
        ),
        Recurring::FixedTerm { cycles: Some(_), .. } => language.pick(
            "このページに記載の各お支払い日です。最後のお支払いで自動的に終了し、更新されません。",
            "On each of the dates on this page. It ends automatically with the last one and does not renew.",
        ),
        Recurring::FixedTerm { cycles: None, .. } => language.pick(
            "このページに記載の各お支払い日です。解約されるまで自動で更新されます。",
            "On each of the dates on this page. It renews automatically until you cancel.",
        ),
    }
}
