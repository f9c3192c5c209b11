//! What the staff's pages have in common.

use super::staff_field_words::field_name;
use super::staff_words::reason_of;
use crate::domain::language::Language;
use crate::domain::person::Viewer;
use crate::domain::reference::wish_name;
use crate::domain::subscription::Subscription;
use crate::service::problem::Problem;
use crate::web::extract::WISH;
use crate::web::problem::ProblemText;
use kantan_checkout::language;
use maud::{Markup, html};
use sbps::date_time::JstDateTime;

/// Why a form was not taken: what can be done about it, and which field it is about.
pub(super) fn refused(problem: &Problem, advice: &str, language: Language) -> Markup {
    html! {
        div.problem role="alert" {
            p { (problem.code.title(language)) }
            p { (advice) }
            @if let Some(reason) = problem.member("because").and_then(|word| reason_of(word, language)) { p { (reason) } }
            @if let Some(field) = problem.member("field") { p { (language.pick("項目：", "Field: ")) (field_name(field, language)) " " code { (field) } } }
            @if let Some(items) = problem.member("items") { p { (language.pick("番号：", "Numbers: ")) code { (items) } } }
            @if let Some(code) = problem.member("gateway_code") { p { (language.pick("決済会社のコード：", "The gateway's code: ")) code { (code) } } }
            // It is a developer's, and in English only.
            @if let (Language::English, Some(detail)) = (language, &problem.detail) { p { code { (detail) } } }
        }
    }
}

/// Who signs a form, and what there is to say about it: `note` says what that is.
pub(super) fn signature(note: &str, viewer: &Viewer, language: Language) -> Markup {
    html! {
        // Whoever is signed in signs by that.
        @if viewer.name.is_none() { label { (language.pick("担当者（40文字まで）", "Your name (up to 40 characters)")) input type="text" name="by" required maxlength="40" autocomplete="name"; } }
        label { (note) textarea name="note" rows="3" required maxlength="500" {} }
    }
}

/// The name of what a form asks for: pressed twice or loaded again, it is done once.
pub(super) fn asked_once() -> Markup {
    html! { input type="hidden" name=(WISH) value=(wish_name()); }
}

/// The note of who looked something up.
pub(super) const fn what_was_looked_at(language: Language) -> &'static str {
    language.pick("メモ（確認した画面や日時など。500文字まで）", "Note (which screen, when; up to 500 characters)")
}

/// By what a contract is found in the management tool.
pub(super) fn contract_names(subscription: &Subscription, language: Language) -> Markup {
    html! {
        dt { (language.pick("契約の処理トラッキングID", "Tracking id of the contract")) }
        dd { code { (subscription.tracking_id.as_ref().map_or("–", |id| id.as_str())) } }
        dt { (language.pick("顧客ID", "Customer code")) }
        dd { code { (subscription.customer_code.as_str()) } }
    }
}

/// A moment of the record, which counts seconds since 1970-01-01T00:00:00Z.
pub(super) fn moment(language: Language, seconds: i64) -> String {
    JstDateTime::from_unix_seconds(seconds).map(|at| language::moment(language, at)).unwrap_or_default()
}

/// The gateway's name of a payment or a contract.
pub(super) const fn tracking_id(language: Language) -> &'static str {
    language.pick("処理トラッキングID", "Tracking id")
}
