//! The part of the staff's page about the billing run: whether it stands still and why, who is
//! suspended, and the forms that let it go on.

use super::staff_parts::{contract_names, moment, signature};
use super::staff_record_words::on_record;
use crate::domain::billing::{Hold, HoldReason};
use crate::domain::language::Language;
use crate::domain::person::{Role, Viewer};
use crate::domain::subscription::Subscription;
use crate::service::billing::Overview;
use kantan_checkout::language::day;
use maud::{Markup, html};

/// The section.
pub(super) fn section(overview: &Overview, viewer: &Viewer, language: Language) -> Markup {
    html! {
        h2 { (language.pick("課金処理", "The billing run")) }
        @match &overview.hold {
            Some(hold) => (held(hold, viewer, language)),
            None => {
                p data-billing="runs" { (language.pick("動いています。", "It runs.")) }
                @if viewer.may(Role::Operate) { details {
                    summary { (language.pick("止める", "Hold it")) }
                    form method="post" action="/staff/billing" {
                        input type="hidden" name="do" value="hold";
                        p { (language.pick(
                            "再開するまで、どの契約にも課金しません。すでに依頼した課金は最後まで行われます。",
                            "Nobody is charged until it is released. What is under way is finished.",
                        )) }
                        (signed(viewer, language))
                        button { (language.pick("課金処理を止める", "Hold the billing run")) }
                    }
                } }
            }
        }
        h2 { (language.pick("停止中の契約", "Suspended contracts")) }
        @if overview.suspended.is_empty() {
            p { (language.pick("ありません。", "None.")) }
        } @else {
            p {
                (language.pick("お客さま側の理由で課金できず、以後の課金を止めている契約です（", "A charge did not go through for the payer's own cause, and later ones are not made ("))
                (overview.suspended_count) (language.pick("件、新しい順）。", ", the latest first)."))
            }
        }
        @for it in &overview.suspended { (suspended(it, viewer, language)) }
    }
}

fn held(hold: &Hold, viewer: &Viewer, language: Language) -> Markup {
    html! {
        div .problem role="alert" data-billing="held" data-reason=(hold.reason.as_str()) {
            p { (language.pick("止まっています：", "It is held: ")) (why(hold.reason, language)) }
            p { (moment(language, hold.held_at)) " – " span { (on_record(&hold.detail, language)) } }
        }
        @if viewer.may(Role::Operate) { form method="post" action="/staff/billing" {
            input type="hidden" name="do" value="release";
            p { (language.pick(
                "原因を直してから再開してください。再開すると、今日までに課金日が来て、まだ確実に課金されていない分から続けます。",
                "Mend the cause first. Then it goes on with what is due by today and was certainly not charged.",
            )) }
            (signed(viewer, language))
            button { (language.pick("課金処理を再開する", "Release the billing run")) }
        } }
    }
}

const fn why(reason: HoldReason, language: Language) -> &'static str {
    match reason {
        HoldReason::OurFault => language.pick(
            "こちらの設定（キー・アカウント・時計・送信内容）を決済会社に拒否されました。お客さまの契約には影響していません。",
            "the gateway refused for our set-up (key, account, clock or request). No contract is suspended for it.",
        ),
        HoldReason::UncertainInARow => {
            language.pick("結果の分からない課金が続きました。", "several charges in a row have an unknown outcome.")
        }
        HoldReason::ClockBackwards => {
            language.pick("時計が前回の処理より前を指しています。", "the clock is behind an earlier run.")
        }
        HoldReason::ClockGap => language.pick(
            "前回の処理から時間が空きすぎているか、時計が進んでいます。",
            "the last run was too long ago, or the clock is ahead.",
        ),
        HoldReason::Staff => language.pick("担当者が止めました。", "a person stopped it."),
        HoldReason::Restored => {
            language.pick("バックアップから戻した記録です。", "the record was restored from a backup.")
        }
    }
}

fn suspended(it: &Subscription, viewer: &Viewer, language: Language) -> Markup {
    html! {
        article data-suspended {
            h3 lang="ja" { (it.item_name) }
            dl {
                (contract_names(it, language))
                @if let Some(problem) = &it.problem {
                    dt { (language.pick("課金できなかった日とコード", "Day and code of the charge")) }
                    dd { (day(language, problem.on)) " " code { (problem.code) } }
                }
            }
            @if viewer.may(Role::Operate) { details {
                summary { (language.pick("停止を解除する", "Lift the suspension")) }
                form method="post" action="/staff/suspensions" {
                    input type="hidden" name="subscription" value=(it.reference);
                    p { (language.pick(
                        "明日以降の課金日から、ふたたび課金します。停止していた間の分は請求しません。",
                        "It is billed again from tomorrow on. The days of the suspension are not caught up with.",
                    )) }
                    (signed(viewer, language))
                    button { (language.pick("停止を解除する", "Lift the suspension")) }
                }
            } }
        }
    }
}

/// What every form here is signed with.
fn signed(viewer: &Viewer, language: Language) -> Markup {
    let why = language.pick("理由（確認したことなど。500文字まで）", "Why (what was looked at; up to 500 characters)");
    html! {
        input type="hidden" name="language" value=(language.tag());
        (signature(why, viewer, language))
    }
}
