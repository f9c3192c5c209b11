//! When the payment service is closed, as staff see and set it. It works without script.

use super::staff_frame::{Place, StaffPage, staff_page};
use super::staff_parts::{refused, signature};
use crate::domain::language::Language;
use crate::domain::maintenance::{Closing, SetWindow, Window};
use crate::domain::person::{Role, Viewer};
use crate::service::problem::Problem;
use crate::service::storefront::Storefront;
use axum::response::Response;
use kantan_checkout::language;
use maud::{Markup, html};
use sbps::date_time::JstDateTime;

/// The page's address.
pub(in crate::web) fn address(language: Language) -> String {
    format!("/staff/maintenance?language={}", language.tag())
}

/// The page.
pub(in crate::web) fn page_of(
    set: &[SetWindow],
    configured: &[Window],
    now: JstDateTime,
    (viewer, problem): (&Viewer, Option<&Problem>),
    storefront: &Storefront,
    language: Language,
) -> Response {
    let body = html! {
        @if let Some(problem) = problem {
            (refused(problem, language.pick(
                "何も変えていません。終了は開始と現在より後に、長さは31日までにしてください。すでに終わったものは変えられません。",
                "Nothing was changed. It ends after its beginning and after now, within 31 days; what is over stays as it is.",
            ), language))
        }
        p { (language.pick(
            "決済会社やKDDIのメンテナンス・障害のあいだ、お支払いの受付を止めます。お客さまの画面には終了の予定がすぐに表示され（開始の1日前から予告します）、署名も課金も行いません。時刻は日本時間です。",
            "While the gateway or KDDI is closed or out of order, nothing is signed or billed, and payers are told at once until when; a day ahead it is announced. All times are Japan's.",
        )) }
        @if set.is_empty() && configured.is_empty() { p data-none { (language.pick("受付を止める予定はありません。", "No closing is set.")) } }
        @for it in set { (entry(it, now, viewer, language)) }
        @for window in configured {
            article data-configured {
                h3 { (closing(window.closing, language)) }
                p { (period(window, language)) }
                p { (language.pick("設定（MERCHANT_MAINTENANCE）によるもので、ここからは変えられません。", "By the setting MERCHANT_MAINTENANCE, which is not changed here.")) }
            }
        }
        @if viewer.may(Role::Operate) {
            h2 { (language.pick("受付を止める", "Close it")) }
            (form(None, viewer, language))
        }
    };
    let of = StaffPage { place: Place::Maintenance, title: None, viewer, problem };
    staff_page(&of, storefront, language, &body)
}

fn period(window: &Window, language: Language) -> Markup {
    html! { (language::moment(language, window.from)) " – " (language::moment(language, window.until)) }
}

const fn closing(closing: Closing, language: Language) -> &'static str {
    match closing {
        Closing::Maintenance => language.pick("メンテナンス", "Maintenance"),
        Closing::Failure => language.pick("障害", "Failure"),
    }
}

fn entry(it: &SetWindow, now: JstDateTime, viewer: &Viewer, language: Language) -> Markup {
    let is_on = it.window.from <= now;
    html! {
        article data-window=(it.id) data-on=[is_on.then_some("")] {
            h3 { (closing(it.window.closing, language)) @if is_on { " " (language.pick("（実施中）", "(now)")) } }
            p { (period(&it.window, language)) }
            @if viewer.may(Role::Operate) {
                details {
                    summary { (language.pick("変更する", "Change it")) }
                    (form(Some(it), viewer, language))
                }
                details {
                    summary { (language.pick("いま終える・取りやめる", "End it now, or take it back")) }
                    form method="post" action=(format!("/staff/maintenance/{}/end", it.id)) {
                        p { (language.pick("お支払いの受付と課金が、すぐに再開されます。", "Payments and billing go on at once.")) }
                        (signed(viewer, language))
                        button { (language.pick("受付を再開する", "Open it again")) }
                    }
                }
            }
        }
    }
}

/// What every form here is signed with.
fn signed(viewer: &Viewer, language: Language) -> Markup {
    html! {
        input type="hidden" name="language" value=(language.tag());
        (signature(language.pick("メモ（決済会社の案内など。500文字まで）", "Note (what the gateway said; up to 500 characters)"), viewer, language))
    }
}

/// The form that sets a window, or changes one.
fn form(of: Option<&SetWindow>, viewer: &Viewer, language: Language) -> Markup {
    let moment = |moment: JstDateTime| moment.local().format("%Y-%m-%dT%H:%M").to_string();
    let (from, until) = (of.map(|it| moment(it.window.from)), of.map(|it| moment(it.window.until)));
    html! {
        form method="post" action="/staff/maintenance" .export {
            @if let Some(it) = of { input type="hidden" name="number" value=(it.id); }
            fieldset {
                legend { (language.pick("理由", "Why")) }
                @for kind in Closing::ALL {
                    label { input type="radio" name="kind" value=(kind.as_str()) required checked[of.is_some_and(|it| it.window.closing == kind)]; span { (closing(kind, language)) } }
                }
            }
            label { (language.pick("開始（空欄で、いまから）", "From (blank for now)")) input type="datetime-local" name="from" value=[from]; }
            label { (language.pick("終了の予定", "Until, as expected")) input type="datetime-local" name="until" value=[until] required; }
            (signed(viewer, language))
            button { (language.pick("この時間は受付を止める", "Close it for this time")) }
        }
    }
}
