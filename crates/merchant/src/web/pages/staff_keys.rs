//! The keys of the shop's own programs: what each may be used for and when it last was. A new one is
//! shown once.

use super::staff_frame::{Place, StaffPage, staff_page};
use super::staff_parts::{asked_once, moment, refused, signature};
use crate::domain::api_key::{ApiKey, LONGEST_KEY_NAME, NewKey, Scope};
use crate::domain::language::Language;
use crate::domain::person::Viewer;
use crate::service::problem::Problem;
use crate::service::storefront::Storefront;
use axum::response::Response;
use maud::{Markup, html};

/// The page's address.
pub(in crate::web) fn address(language: Language) -> String {
    format!("/staff/keys?language={}", language.tag())
}

/// What became of a wish for a key.
pub(in crate::web) enum Made {
    /// This key.
    New(NewKey),
    /// Nothing: the form that was sent had made one before.
    Before,
}

/// What the page is made of.
pub(in crate::web) struct Shown<'a> {
    pub(in crate::web) keys: &'a [ApiKey],
    /// What became of a wish for a key.
    pub(in crate::web) made: Option<&'a Made>,
    pub(in crate::web) viewer: &'a Viewer,
    pub(in crate::web) problem: Option<&'a Problem>,
}

/// The page.
pub(in crate::web) fn page_of(shown: &Shown<'_>, storefront: &Storefront, language: Language) -> Response {
    let Shown { keys, made, viewer, problem } = shown;
    let (revoked, in_use): (Vec<&ApiKey>, Vec<&ApiKey>) = keys.iter().partition(|key| key.revoked_at.is_some());
    let body = html! {
        @if let Some(problem) = problem {
            (refused(problem, language.pick(
                "何も変えていません。名前は1行で80文字まで、用途は1つ以上選んでください。",
                "Nothing was changed. A name has one line of up to 80 characters, and a key is for something.",
            ), language))
        }
        @match made {
            Some(Made::New(key)) => (just_made(key, language)),
            Some(Made::Before) => (made_before(language)),
            None => {}
        }
        p { (language.pick(
            "ショップのプログラムがAPIを使うためのキーです。キーそのものは記録されず、作成したときに一度だけ表示されます。",
            "The keys with which the shop's own programs ask. The key itself is not kept, and shown once when it is made.",
        )) }
        @if in_use.is_empty() { p data-none { (language.pick("使用中のキーはありません。", "No key is in use.")) } }
        @for key in &in_use { (entry(key, viewer, language)) }
        h2 { (language.pick("キーを作成する", "Make a key")) }
        form method="post" action="/staff/keys" {
            label { (language.pick("名前（使うプログラム）", "Name (which program uses it)")) input type="text" name="name" required maxlength=(LONGEST_KEY_NAME); }
            fieldset {
                legend { (language.pick("用途", "What it may be used for")) }
                @for scope in Scope::ALL {
                    label { input type="checkbox" name=(format!("may-{}", scope.as_str())) value="1" checked[scope == Scope::Read]; span { (of_scope(scope, language)) " " code { (scope.as_str()) } } }
                }
            }
            (asked_once())
            (signed(viewer, language))
            button { (language.pick("キーを作成する", "Make a key")) }
        }
        @if !revoked.is_empty() {
            details {
                summary { (language.pick("失効したキー", "Revoked keys")) }
                @for key in &revoked { (entry(key, viewer, language)) }
            }
        }
    };
    let of = StaffPage { place: Place::Keys, title: None, viewer, problem: *problem };
    staff_page(&of, storefront, language, &body)
}

fn just_made(new: &NewKey, language: Language) -> Markup {
    html! {
        div .problem role="status" data-new-key {
            p { b { (language.pick("新しいキーです。いま控えてください。もう一度表示することはできません。", "This is the new key. Keep it now: it is not shown again.")) } }
            p { code { (new.expose()) } }
        }
    }
}

fn made_before(language: Language) -> Markup {
    html! {
        div .problem role="alert" data-made-before {
            p { b { (language.pick("新しいキーは作成していません。このフォームによるキーは作成済みです。", "No key was made: this form has made one already.")) } }
            p { (language.pick(
                "ページの再読み込みなどで、同じフォームが2回送信されました。作成したキーは一度しか表示されません。控えていない場合は、そのキーを失効させ、もう一度作成してください。",
                "The same form was sent twice, as by loading the page again. A key is shown only once: if you did not keep it, revoke it and make another.",
            )) }
        }
    }
}

fn signed(viewer: &Viewer, language: Language) -> Markup {
    html! {
        input type="hidden" name="language" value=(language.tag());
        (signature(language.pick("理由（500文字まで）", "Why (up to 500 characters)"), viewer, language))
    }
}

fn entry(key: &ApiKey, viewer: &Viewer, language: Language) -> Markup {
    let never = language.pick("まだ使われていません", "not yet");
    html! {
        article data-key=(key.id) data-revoked=[key.revoked_at.map(|_| "")] {
            h3 { (key.name) " " small { "#" (key.id) } }
            dl .facts {
                dt { (language.pick("できること", "May")) }
                dd { @for scope in &key.scopes { (of_scope(*scope, language)) " " code { (scope.as_str()) } " " } }
                dt { (language.pick("作成", "Made")) }
                dd { (moment(language, key.created_at)) }
                dt { (language.pick("最後に使われた日時", "Last used")) }
                dd data-used { @match key.used_at { Some(at) => (moment(language, at)), None => (never) } }
                @if let Some(at) = key.revoked_at {
                    dt { (language.pick("失効", "Revoked")) }
                    dd { (moment(language, at)) }
                }
            }
            @if key.revoked_at.is_none() {
                details {
                    summary { (language.pick("新しいキーに替える", "Make a new one in its place")) }
                    form method="post" action=(format!("/staff/keys/{}/rotate", key.id)) {
                        p { (language.pick(
                            "同じ名前と用途の新しいキーを作成します。いまのキーも、失効させるまで使えます。プログラムを切り替え、最後に使われた日時が進まなくなったら失効させてください。",
                            "A key of the same name for the same is made. The one until now works until it is revoked: change the program, and revoke it when it is not used any more.",
                        )) }
                        (asked_once())
                        (signed(viewer, language))
                        button { (language.pick("新しいキーを作成する", "Make the new key")) }
                    }
                }
                details {
                    summary { (language.pick("失効させる", "Revoke it")) }
                    form method="post" action=(format!("/staff/keys/{}/revoke", key.id)) {
                        p { (language.pick("このキーを使うプログラムは、すぐにAPIを使えなくなります。元に戻せません。", "The program that uses it is refused at once. This cannot be taken back.")) }
                        (signed(viewer, language))
                        button { (language.pick("このキーを失効させる", "Revoke this key")) }
                    }
                }
            }
        }
    }
}

const fn of_scope(scope: Scope, language: Language) -> &'static str {
    match scope {
        Scope::Read => language.pick("読み取り", "read"),
        Scope::Orders => language.pick("注文の作成・取り下げ", "make and withdraw orders"),
        Scope::Payments => language.pick("売上確定・取消・返金", "settle, cancel and refund payments"),
        Scope::Contracts => language.pick("契約の解約・停止の解除", "end contracts and lift suspensions"),
        Scope::Usage => language.pick("従量の利用の記録", "record use"),
    }
}
