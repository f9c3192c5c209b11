//! What became of an order, from the shop's record alone, with one clear next step.

use super::{Permissions, Script, page};
use crate::checkout::{in_language, order_address};
use crate::language::Language;
use crate::store::order::{Attempt, AttemptState, Order};
use crate::subscription::application::address as contract_address;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

/// What the record says of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Paid.
    Paid,
    /// Not paid, with the gateway's reason.
    Failed(Option<String>),
    /// The payer turned back; no payment is recorded.
    Cancelled,
    /// The payer came back and the gateway has said nothing yet.
    Confirming,
    /// The deadline has passed without a payment.
    Expired,
    /// Nobody has tried to pay yet, or nobody knows what became of it.
    Open,
}

impl Outcome {
    /// What the record says. Where the browser came from decides only between ways of being unpaid, and a payment that
    /// was begun before the deadline can be confirmed after it.
    #[must_use]
    pub fn of(order: &Order, attempt: Option<&Attempt>, now: i64) -> Self {
        if order.paid_by.is_some() {
            return Self::Paid;
        }
        let open = if now >= order.expires_at { Self::Expired } else { Self::Open };
        match attempt {
            None => open,
            Some(attempt) => match (attempt.state, attempt.hint.as_deref()) {
                (AttemptState::Failed, _) => Self::Failed(attempt.error_code.clone()),
                (AttemptState::Refused, _) => Self::Failed(None),
                (_, Some("success")) => Self::Confirming,
                _ if open == Self::Expired => open,
                (_, Some("cancel")) => Self::Cancelled,
                (_, Some("error")) => Self::Failed(None),
                _ => open,
            },
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Failed(_) => "failed",
            Self::Cancelled => "cancelled",
            Self::Confirming => "confirming",
            Self::Expired => "expired",
            Self::Open => "open",
        }
    }

    /// The title of an order that makes a contract, where it is another.
    const fn contract_title(&self, language: Language) -> &'static str {
        match self {
            Self::Paid => language.pick("お申し込みが完了しました", "You have joined"),
            Self::Failed(_) => language.pick("お申し込みが完了していません", "You have not joined"),
            Self::Cancelled => language.pick("お申し込みを中止しました", "You did not join"),
            Self::Confirming => language.pick("お申し込みを確認しています", "We are confirming it"),
            Self::Expired => language.pick("お申し込みの期限が切れました", "The order has expired"),
            Self::Open => language.pick("お申し込みはまだです", "Not joined yet"),
        }
    }

    const fn title(&self, language: Language) -> &'static str {
        match self {
            Self::Paid => language.pick("お支払いが完了しました", "Your payment is complete"),
            Self::Failed(_) => language.pick("お支払いが完了していません", "The payment did not go through"),
            Self::Cancelled => language.pick("お支払いを中止しました", "You did not pay"),
            Self::Confirming => language.pick("お支払いを確認しています", "We are confirming your payment"),
            Self::Expired => language.pick("ご注文の期限が切れました", "The order has expired"),
            Self::Open => language.pick("お支払いはまだです", "Not paid yet"),
        }
    }
}

/// The result's page, as seen from the request that the browser came back from. `contract` is the reference of the
/// contract that the order makes, if it makes one. While the payment is being confirmed, a script watches for the result;
/// the page never reloads under somebody's eyes without news.
pub fn page_of(
    order: &Order,
    attempt: Option<&Attempt>,
    outcome: &Outcome,
    contract: Option<&str>,
    address: &str,
    nonce: &str,
    language: Language,
) -> Response {
    let title = if contract.is_some() { outcome.contract_title(language) } else { outcome.title(language) };
    let main = html! {
        main id="main" data-outcome=(outcome.name()) {
            h1 { (title) }
            (advice(outcome, language))
            @if *outcome == Outcome::Confirming { (watching(language)) }
            @if *outcome == Outcome::Paid && attempt.is_some_and(|attempt| attempt.state == AttemptState::Refused) {
                p data-note="second_payment_refused" {
                    (language.pick(
                        "このご注文は先にお支払いいただいていたため、2回目のお支払いはお断りしました。ご請求は1回分です。2回請求された場合は、ご注文番号を添えてショップへお問い合わせください。",
                        "The order was paid already, so we refused the second payment. You pay once; should you be charged twice, contact the shop with the order number.",
                    ))
                }
            }
            dl {
                dt { (language.pick("ご注文番号", "Order number")) }
                dd { code { (order.reference) } }
                dt { (language.pick("商品", "Item")) }
                dd lang="ja" { (order.item_name) }
                dt {
                    @if contract.is_some() { (language.pick("1回のお支払い（税・送料込み）", "Each time, tax and shipping included")) }
                    @else { (language.pick("金額（税・送料込み）", "Amount, tax and shipping included")) }
                }
                dd { (language.yen(order.amount.get())) }
            }
            @if let (Some(contract), Outcome::Paid) = (contract, outcome) {
                p {
                    (language.pick(
                        "次のページで、課金予定日のご確認と解約のお手続きができます。このアドレスはあなただけのものです。保存してください。",
                        "The next page shows when you are charged, and lets you leave. Its address is yours alone: keep it.",
                    ))
                }
                p { a.button href=(in_language(&contract_address(contract), language)) { (language.pick("ご契約のページへ", "To your subscription")) } }
            } @else {
                (next_step(order, outcome, address, language))
            }
        }
    };
    let script = Script { address: "/confirming.js", nonce, has_webassembly: false };
    let script = (*outcome == Outcome::Confirming).then_some(script);
    page(language, StatusCode::OK, title, Permissions { script, ..Permissions::default() }, &main)
}

/// What the script says when it begins to watch, and when it has watched for a minute.
fn watching(language: Language) -> Markup {
    let watching = language
        .pick("結果がわかりしだい、この画面に表示します。", "This page will show the result as soon as it is known.");
    let slow = language.pick(
        "確認に時間がかかっています。ご注文番号を添えてショップへお問い合わせください。",
        "Confirmation is taking long. Please contact the shop with the order number.",
    );
    html! { p id="watching" role="status" data-watching=(watching) data-slow=(slow) {} }
}

fn advice(outcome: &Outcome, language: Language) -> Markup {
    let text = match outcome {
        Outcome::Paid => language
            .pick("ご注文ありがとうございます。商品をご用意します。", "Thank you for your order. We are preparing it."),
        Outcome::Failed(Some(_)) => language.pick(
            "料金は発生していません。下のボタンから、もう一度お手続きいただけます。",
            "Nothing was charged. You can try again below.",
        ),
        // The gateway has told nothing: the record is all that can be said.
        Outcome::Failed(None) | Outcome::Cancelled => language.pick(
            "お支払いの記録はありません。下のボタンから、もう一度お手続きいただけます。",
            "No payment is recorded. You can try again below.",
        ),
        Outcome::Confirming => language.pick(
            "通常は数秒で完了します。もう一度お支払いになる必要はありません。",
            "It usually takes a few seconds. Please do not pay again.",
        ),
        Outcome::Expired => language.pick(
            "お支払いの記録はありません。au の画面でお手続き中のときは、完了してからこのページを再読み込みしてください。それ以外は、もう一度ご注文ください。",
            "No payment is recorded. If you are still paying at au, finish there and reload this page; otherwise order again.",
        ),
        Outcome::Open => language
            .pick("このご注文のお支払いは、まだ確認されていません。", "No payment for this order has been confirmed."),
    };
    html! {
        p { (text) }
        @if let Outcome::Failed(Some(code)) = outcome {
            p { (reason(code, language)) " " (language.pick("（エラーコード：", "(error code: ")) (code) (language.pick("）", ")")) }
        }
    }
}

fn next_step(order: &Order, outcome: &Outcome, address: &str, language: Language) -> Markup {
    let shop = in_language("/", language);
    let order_page = in_language(&order_address(&order.reference), language);
    let (next, label) = match outcome {
        Outcome::Paid | Outcome::Expired => (shop.as_str(), language.pick("商品一覧へ", "To the products")),
        Outcome::Failed(_) | Outcome::Cancelled | Outcome::Open => {
            (order_page.as_str(), language.pick("ご注文内容の確認へ戻る", "Back to the order"))
        }
        Outcome::Confirming => (address, language.pick("最新の状況を見る", "Check again")),
    };
    html! { p { a.button href=(next) { (label) } } }
}

/// One sentence on a code that the gateway gave for a payment that failed.
fn reason(code: &str, language: Language) -> &'static str {
    match code {
        "8281" | "8297" => language.pick(
            "ご利用限度額を超えています。限度額をご確認いただくか、ほかのお支払い方法をお選びください。",
            "The amount is above your limit. Check the limit at au or choose another way to pay.",
        ),
        "8267" => language.pick(
            "au の画面での有効時間が過ぎました。もう一度お手続きください。",
            "The time for the payment ran out. Please try again.",
        ),
        "8366" => language.pick(
            "お手続き中に日付が変わったため、お支払いが中止されました。もう一度お手続きください。",
            "The date changed during the payment, so it was stopped. Please try again.",
        ),
        "8670" | "8671" | "8672" => language.pick(
            "au のご契約状況により、ご利用いただけませんでした。詳しくは au へお問い合わせください。",
            "au could not accept the payment because of your contract. Please ask au for details.",
        ),
        _ => language.pick("au でお支払いを完了できませんでした。", "au could not complete the payment."),
    }
}
