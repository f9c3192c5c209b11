//! What staff read for the words of the rules and of the record.

use crate::domain::dispute::{DisputeKind, DisputeSource, DisputeState};
use crate::domain::language::Language;
use crate::domain::order::OrderRecord;
use crate::domain::payment::{Action, Chance, REFUND_WAITING, Refused};
use crate::domain::subscription::SubscriptionState;
use kantan_checkout::language::{amount, day};
use maud::{Markup, html};
use sbps::billing::SalesMethod;
use sbps::status::PaymentState;

/// What became of an order.
fn outcome(word: &str, is_recurring: bool, language: Language) -> &str {
    match word {
        "paid" if is_recurring => language.pick("申し込み完了", "Subscribed"),
        "paid" => language.pick("支払い済み", "Paid"),
        "confirming" => language.pick("確認中", "Being confirmed"),
        "expired" => language.pick("期限切れ", "Expired"),
        "open" => language.pick("未払い", "Not paid yet"),
        "withdrawn" => language.pick("取り下げ済み", "Withdrawn"),
        "failed" => language.pick("支払い失敗", "Failed"),
        other => other,
    }
}

/// Where an order stands at `now`, in seconds since 1970-01-01T00:00:00Z; of one whose money went back
/// that too.
pub(super) fn standing(record: &OrderRecord, now: i64, language: Language) -> String {
    let word = outcome(record.outcome(now).as_str(), record.order.plan.is_some(), language);
    // How it became a sale does not matter to what went back.
    let facts = record.payment(SalesMethod::Automatic);
    let went_back = facts.filter(|facts| {
        let money = facts.money(now);
        money.refunded > 0 || money.state == PaymentState::Cancelled
    });
    match went_back {
        None => word.to_owned(),
        Some(facts) => {
            let state = payment_state(facts.state_word(now), language);
            format!("{word}{}{state}{}", language.pick("（", " ("), language.pick("）", ")"))
        }
    }
}

/// Where a contract stands.
pub(super) const fn contract_state(state: SubscriptionState, language: Language) -> &'static str {
    match state {
        SubscriptionState::Pending => language.pick("申し込み前", "Not made yet"),
        SubscriptionState::Active => language.pick("契約中", "Active"),
        SubscriptionState::CancellationPending => language.pick("解約の手続き中", "Being ended"),
        SubscriptionState::Cancelled => language.pick("解約済み", "Ended by the customer"),
        SubscriptionState::EndedByCarrier => language.pick("au側で終了", "Ended at au"),
        SubscriptionState::EndedLastMonth => language.pick("満了", "Run out"),
        SubscriptionState::Expired => {
            language.pick("失効（365日間の支払いなし）", "Lapsed (365 days without a payment)")
        }
        SubscriptionState::Unknown => language.pick("不明（確認が必要）", "Not known, look it up"),
    }
}

/// Where a payment stands.
pub(super) fn payment_state(word: &str, language: Language) -> &str {
    match word {
        "authorized" => language.pick("与信済み（売上未確定）", "Reserved, not settled"),
        "settled" => language.pick("売上確定済み", "Settled"),
        "partially_refunded" => language.pick("一部返金済み", "Refunded in part"),
        "refunded" => language.pick("返金済み", "Refunded"),
        "cancelled" => language.pick("取消済み", "Cancelled"),
        "not_started" => language.pick("課金なし", "Not billed"),
        "under_way" => language.pick("手続き中", "Under way"),
        REFUND_WAITING => language.pick("返金の再実行待ち", "A refund waits"),
        "unknown" => language.pick("結果不明（確認が必要）", "Not known, to be looked up"),
        other => other,
    }
}

/// What was done or can be.
pub(super) const fn action(action: Action, language: Language) -> &'static str {
    match action {
        Action::Settle => language.pick("売上確定", "Settle"),
        Action::Cancel => language.pick("与信の取消", "Cancel"),
        Action::Refund => language.pick("返金", "Refund"),
    }
}

/// Something that can be done: an operation of the rules, or what else helps.
pub(super) fn operation(word: &str, language: Language) -> &str {
    match word {
        "settlement" => language.pick("売上確定（全額）", "Settle all of it"),
        "partial_settlement" => language.pick("一部の売上確定", "Settle a part"),
        "cancellation" => language.pick("与信の取消", "Cancel"),
        "refund" => language.pick("全額返金", "Refund all of it"),
        "partial_refund" => language.pick("一部返金", "Refund a part"),
        "wait" => language.pick("待つ", "Wait"),
        "look_up_outcome" => {
            language.pick("決済管理ツールで結果を確認する", "Look its outcome up in the management tool")
        }
        "deal_with_payer" => language.pick("お客さまと直接精算する", "Settle it with the customer directly"),
        other => other,
    }
}

/// Why something cannot be done; what the rules say themselves where there are no words for it.
pub(super) fn reason(refused: &Refused, language: Language) -> Option<&'static str> {
    reason_of(refused.because, language)
}

/// The same for the word of a problem.
pub(super) fn reason_of(because: &str, language: Language) -> Option<&'static str> {
    Some(match because {
        REFUND_WAITING => language.pick(
            "返金の再実行を待っています。結果が出るまで、ほかの操作はできません。",
            "A refund of it waits to be asked for again. Nothing else can be done until it is known.",
        ),
        "not_yet" => language.pick("まだ行える時期ではありません。", "It is too early."),
        "period_over" | "authorization_expired" => {
            language.pick("行える期間を過ぎています。", "The period for it is over.")
        }
        "automatic_sales" => language.pick(
            "自動売上の取引のため、売上確定と取消はありません。返金をご利用ください。",
            "Sales are automatic: nothing is settled or cancelled. Refund it instead.",
        ),
        "already_settled" => language.pick("すでに売上が確定しています。", "It is settled already."),
        "already_cancelled" => language.pick("すでに取り消されています。", "It is cancelled already."),
        "already_refunded" => language.pick("すでに全額を返金しています。", "All of it was refunded already."),
        "not_settled" => language.pick(
            "売上が確定していないため、返金ではなく取消になります。",
            "It is not settled, so that it is cancelled and not refunded.",
        ),
        "amount_too_large" => language.pick("金額が残額を超えています。", "The amount is more than is left."),
        "outcome_unknown" => language.pick(
            "前の操作の結果が分かっていません。照合リストに記録するまで、ほかの操作はできません。",
            "What became of an earlier action is not known. Write it down on the reconciliation list first.",
        ),
        "settled_by_billing_run" => language.pick(
            "契約の課金の売上は、課金処理が自動で確定します。",
            "Charges of a contract are settled by the billing run.",
        ),
        "operation_not_provided" => {
            language.pick("この課金方法では行えない操作です。", "This method of billing does not have it.")
        }
        "channel_not_provided" => language.pick(
            "このシステムからは行えません。決済管理ツールでは行えます。",
            "It cannot be done from here, but in the management tool.",
        ),
        "refund_not_in_contract" => language.pick(
            "ご契約の支払い方法の組み合わせでは、返金できません。",
            "The agreed combination of payment methods has no refunds.",
        ),
        "charged_back" => language.pick(
            "チャージバックが確定しているため、返金できません。お客さまには、すでに代金が返されています。",
            "A chargeback is fixed: the customer has the money back already, so that it cannot be refunded.",
        ),
        "investigation_open" => language
            .pick("この支払いの調査は、すでに記録されています。", "An investigation of this payment is open already."),
        "dispute_state_differs" => language.pick(
            "すでに別の結果が記録されています。最新の状態をご確認ください。",
            "Something else was written down in the meantime: see how it stands now.",
        ),
        "dispute_unknown" => language.pick("この番号の記録はありません。", "No dispute has this number."),
        "no_such_day" => language.pick(
            "日付は、お支払いまたは連絡を受け取った日から今日までにしてください。",
            "The day has to be between the payment, or the notice, and today.",
        ),
        "month_not_billed" | "not_purchased" => {
            language.pick("課金されていないため、行えません。", "Nothing was billed.")
        }
        _ => return None,
    })
}

/// What may go otherwise.
pub(super) fn warning(word: &str, language: Language) -> &str {
    match word {
        "may_fail_for_a_moment" => language.pick("KDDIの請求処理の都合で、時期によっては一時的に失敗することがあります。その場合は10分後から自動でもう一度行います。", "It may fail for a moment while KDDI bills. Then it is asked for again by itself, ten minutes later first."),
        "not_by_credit_card" => language.pick("お客さまがクレジットカードで支払った場合、一部の売上確定はできません（エラーになります）。", "Where the customer chose a credit card, a part cannot be settled (it is refused)."),
        "inferred" => language.pick("仕様書に明記がなく、推定した期間です。", "The specification does not say it; the period is inferred."),
        other => other,
    }
}

/// What can be done, from when and until when.
pub(super) fn chances(chances: &[Chance], language: Language) -> Markup {
    html! {
        ul .chances {
            @for chance in chances {
                li data-operation=(chance.what) {
                    b { (operation(chance.what, language)) }
                    @if chance.channel.is_some_and(|channel| channel.code() == "management_tool") { " " (language.pick("（決済管理ツール）", "(management tool)")) }
                    @if let Some(from) = chance.from { " " (language.pick("", "from ")) (day(language, from)) (language.pick("から", "")) }
                    @if let Some(until) = chance.until { " " (language.pick("", "until ")) (day(language, until)) (language.pick("まで", "")) }
                    @if let Some(most) = chance.at_most { (language.pick("、最大", ", up to ")) (amount(language, most.get())) }
                }
            }
        }
    }
}

/// What happened, for the words of the timeline.
pub(super) fn happening(word: &str, language: Language) -> &str {
    match word {
        "order.made" => language.pick("注文", "Ordered"),
        "order.withdrawn" => language.pick("注文の取り下げ", "Order withdrawn"),
        "request.signed" => language.pick("決済要求の署名", "Request signed"),
        "request.stands" => language.pick("決済要求の状態", "Request stands"),
        "notification.received" => language.pick("決済会社からの通知", "Notification received"),
        "contract.event" => language.pick("契約の記録", "Contract"),
        "call.sent" => language.pick("決済会社への依頼", "Call sent"),
        "call.answered" => language.pick("決済会社の回答", "Call answered"),
        "charge.outcome" => language.pick("課金の結果", "Charge"),
        "payment.asked" => language.pick("売上確定・取消・返金の依頼", "Payment call sent"),
        "payment.answered" => language.pick("その回答", "Payment call answered"),
        "payment.found" => language.pick("担当者の確認結果", "Looked up by a person"),
        "dispute.received" => language.pick("チャージバック・調査の受領", "Chargeback or investigation received"),
        "dispute.answered" => language.pick("チャージバック・調査への回答", "Chargeback or investigation answered"),
        "dispute.fixed" => language.pick("チャージバックの確定", "Chargeback fixed"),
        "dispute.withdrawn" => language.pick("チャージバック・調査の取下げ", "Chargeback or investigation withdrawn"),
        "item.opened" => language.pick("照合リストに追加", "Onto the list"),
        "item.closed" => language.pick("照合リストで処理済み", "Closed on the list"),
        "person.asked" => language.pick("担当者の操作", "Asked by a person"),
        other => other,
    }
}

/// What is in dispute.
pub(super) const fn dispute_kind(kind: DisputeKind, language: Language) -> &'static str {
    match kind {
        DisputeKind::Chargeback => language.pick("チャージバック", "Chargeback"),
        DisputeKind::Investigation => language.pick("不正利用調査", "Investigation"),
    }
}

/// Who told of it.
pub(super) const fn dispute_source(source: DisputeSource, language: Language) -> &'static str {
    match source {
        DisputeSource::Gateway => language
            .pick("決済会社（KDDIからの連絡。月次の通知を含む）", "The gateway, for KDDI (its monthly notice, too)"),
        DisputeSource::CardCompany => {
            language.pick("カード会社・決済代行会社（直接）", "A card company, or who settles for it, directly")
        }
    }
}

/// Where a dispute stands.
pub(super) const fn dispute_state(state: DisputeState, kind: DisputeKind, language: Language) -> &'static str {
    match (state, kind) {
        (DisputeState::Received, _) => language.pick("受領（未回答）", "Received, to be answered"),
        (DisputeState::Answered, DisputeKind::Investigation) => language.pick("回答済み", "Answered"),
        (DisputeState::Answered, DisputeKind::Chargeback) => {
            language.pick("回答済み（決定待ち）", "Answered, not decided yet")
        }
        (DisputeState::Fixed, _) => language.pick("確定（精算から除外）", "Fixed, excluded from settlement"),
        (DisputeState::Withdrawn, _) => language.pick("取下げ", "Withdrawn"),
    }
}
