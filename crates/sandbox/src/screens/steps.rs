//! The screens on the way to a payment: the gateway's confirmation, then the carrier's sign-in, its
//! two-step check by SMS, the choice of a method, and the PIN with the payment or consent.
//!
//! The carrier's own screens are not published; these follow its public description. Every field is
//! filled and takes anything: each screen is passed by one press, or by Enter.

use super::{consent, page};
use crate::exchange::Payment;
use crate::language::Language;
use crate::order::{Intent, Order};
use crate::payment::action::{FAILURE_CODES, RECURRING_FAILURE_CODE};
use crate::words;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use maud::{Markup, html};

/// A screen on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The gateway asks whether the order is right.
    Confirm,
    /// The carrier asks for au ID and password.
    SignIn,
    /// The carrier asks for the code that it sent by SMS.
    Code,
    /// The carrier asks where the money comes from.
    Method,
    /// The carrier shows what is paid or agreed to, and asks for the PIN.
    Pay,
}

impl Step {
    /// The screens that an order passes, in order: where nothing is paid, no method is chosen.
    #[must_use]
    pub fn of(intent: Intent<'_>) -> &'static [Self] {
        if intent.sources().is_empty() {
            &[Self::Confirm, Self::SignIn, Self::Code, Self::Pay]
        } else {
            &[Self::Confirm, Self::SignIn, Self::Code, Self::Method, Self::Pay]
        }
    }

    /// The last part of its address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::SignIn => "sign-in",
            Self::Code => "code",
            Self::Method => "method",
            Self::Pay => "pay",
        }
    }

    /// The screen that follows for an order; the last one follows itself.
    #[must_use]
    pub fn next(self, intent: Intent<'_>) -> Self {
        let steps = Self::of(intent);
        let place = steps.iter().position(|step| *step == self).unwrap_or_default();
        steps.get(place + 1).copied().unwrap_or(Self::Pay)
    }
}

/// One of the screens; `today` is the day of agreeing.
pub fn show(step: Step, id: &str, payment: &Payment, today: NaiveDate, language: Language) -> Response {
    let intent = payment.order.intent();
    let (title, content) = match step {
        Step::Confirm => (consent::title(intent, language), confirm(payment, language)),
        Step::SignIn => (language.pick("au IDでログイン", "Sign in with your au ID"), sign_in(language)),
        Step::Code => (language.pick("2段階認証", "Two-step verification"), code(language)),
        Step::Method => (language.pick("お支払い方法の選択", "Choose how to pay"), method(payment, language)),
        Step::Pay => (consent::carrier_title(intent, language), pay(payment, language)),
    };
    let whose = if step == Step::Confirm {
        language.pick("決済代行会社の画面（代役）", "Gateway screen (stand-in)")
    } else {
        language.pick("通信会社の画面（代役）", "Carrier screen (stand-in)")
    };
    let steps = Step::of(intent);
    let number = steps.iter().position(|known| *known == step).unwrap_or_default() + 1;
    let main = html! {
        main data-step=(step.name()) {
            p.step { (whose) " " (number) "/" (steps.len()) }
            h1 { (title) }
            @if step == Step::Pay { (statement(payment, today, language)) }
            form method="post" action=(format!("/payments/{id}/{}?lang={}", step.name(), language.tag())) { (content) }
        }
    };
    page(language, StatusCode::OK, title, "", &main)
}

fn summary(order: &Order, today: NaiveDate, language: Language) -> Markup {
    let parties = order.parties();
    html! {
        dl.summary {
            div { dt { (language.pick("加盟店", "Merchant")) } dd { (parties.account) } }
            div { dt { (language.pick("購入ID", "Order id")) } dd { (parties.order_id) } }
            div { dt { (language.pick("商品", "Item")) } dd lang="ja" { (parties.item_name) } }
            (consent::terms(order, today, language))
        }
    }
}

fn confirm(payment: &Payment, language: Language) -> Markup {
    html! {
        (summary(&payment.order, payment.started.date(), language))
        button name="proceed" value="yes" autofocus { (language.pick("au の画面へ", "On to au's pages")) }
    }
}

/// That a field is filled with what is no secret, and that anything passes.
fn anything_passes(language: Language) -> Markup {
    html! {
        p { (language.pick("入力済みです。どのような値でも先へ進めます。", "Filled in already; any value passes.")) }
    }
}

/// Anybody is welcome.
fn sign_in(language: Language) -> Markup {
    html! {
        (anything_passes(language))
        label.field {
            span { (language.pick("au ID（電話番号またはメールアドレス）", "au ID (phone number or mail address)")) }
            input name="au_id" value="090-0000-0000" autocomplete="off";
        }
        label.field {
            span { (language.pick("パスワード", "Password")) }
            input type="password" name="password" value="stand-in" autocomplete="off";
        }
        button name="sign_in" value="yes" autofocus { (language.pick("ログインする", "Sign in")) }
    }
}

fn code(language: Language) -> Markup {
    html! {
        p {
            (language.pick(
                "本物の画面では、SMSで届いた確認コードを入力します。",
                "On the real screen, the code that came by SMS is entered here.",
            ))
        }
        (anything_passes(language))
        label.field {
            span { (language.pick("確認コード（6桁）", "Six-digit code")) }
            input name="sms_code" value="123456" inputmode="numeric" autocomplete="off";
        }
        button name="verify" value="yes" autofocus { (language.pick("確認する", "Verify")) }
    }
}

fn method(payment: &Payment, language: Language) -> Markup {
    html! {
        fieldset {
            legend { (language.pick("お支払い方法", "Pay with")) }
            @for source in payment.order.intent().sources() {
                label {
                    input type="radio" name="source" value=(source.code()) checked[source == payment.source];
                    (consent::source(source, language))
                }
            }
        }
        button name="choose" value="yes" autofocus { (language.pick("次へ", "Next")) }
    }
}

/// The sixteen characters of the item, and what is charged when.
fn statement(payment: &Payment, today: NaiveDate, language: Language) -> Markup {
    let preview = payment.order.parties().item_name.statement_preview();
    html! {
        dl.summary {
            div { dt { (language.pick("摘要", "Summary")) } dd id="statement" lang="ja" { (preview.visible()) } }
            (consent::terms(&payment.order, today, language))
            @if !payment.order.intent().sources().is_empty() {
                div { dt { (language.pick("お支払い方法", "Pay with")) } dd { (consent::source(payment.source, language)) } }
            }
        }
    }
}

fn pay(payment: &Payment, language: Language) -> Markup {
    let intent = payment.order.intent();
    let (go_on, go_back) = consent::buttons(intent, language);
    html! {
        (anything_passes(language))
        label.field {
            span { (language.pick("暗証番号（4桁）", "Four-digit PIN")) }
            input type="password" name="pin" value="1234" inputmode="numeric" autocomplete="off";
        }
        button name="action" value="pay" autofocus { (go_on) }
        button.quiet name="action" value="cancel" { (go_back) }
        (panel(intent, language))
    }
}

fn panel(intent: Intent<'_>, language: Language) -> Markup {
    let recurring = intent.is_about_a_contract().then_some(RECURRING_FAILURE_CODE);
    html! {
        section.panel aria-labelledby="panel" {
            h2 id="panel" { (language.pick("代役の操作盤", "Stand-in's panel")) }
            p { (language.pick("うまくいかないときの動きを試せます。", "Try what happens when it does not go well.")) }
            label.field {
                span { (language.pick("エラーコード", "Error code")) }
                select name="code" {
                    @for code in FAILURE_CODES.into_iter().chain(recurring) {
                        option value=(code) { (words::named(code, language)) }
                    }
                }
            }
            button.quiet name="action" value="fail" { (language.pick("このコードで失敗させる", "Fail with this code")) }
            button.quiet name="action" value="hang" { (language.pick("応答しない", "Hang")) }
            button.quiet name="action" value="pay_twice" { (language.pick("完了し、結果を2回通知する", "Complete and notify twice")) }
            button.quiet name="action" value="pay_late" { (language.pick("完了し、あとから通知する", "Complete and notify late")) }
        }
    }
}
