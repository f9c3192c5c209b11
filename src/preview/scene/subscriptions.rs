//! The states of `<kantan-subscriptions>`.

use super::super::server::Server;
use super::super::subscription::Holding;
use super::super::words::{ASKING, INVALID_DATA, PAY_AS_YOU_GO, Words};
use super::{Deed, Element, Scene, Show};
use crate::page::problem::ProblemCode;
use crate::page::subscription::Action::{self, Cancel, Reapply, Unsubscribe};

const CONTRACT: Words = ("契約の状態", "Where it stands");
const RETURNED: Words = ("au から戻ったとき", "Back from au");
const DOING: Words = ("解約と再申し込み", "Cancelling and applying again");
const FAILED: Words = ("お手続きができなかったとき", "When it did not work");

const fn scene(id: &'static str, group: Words, name: Words, holding: Holding, deed: Deed) -> Scene {
    Scene { id, element: Element::Subscriptions, group, name, show: Show::Subscriptions(holding, deed) }
}

const fn stands(id: &'static str, name: Words, holding: Holding) -> Scene {
    scene(id, CONTRACT, name, holding, Deed::Nothing)
}

const fn returned(id: &'static str, name: Words, holding: Holding) -> Scene {
    scene(id, RETURNED, name, holding, Deed::Nothing)
}

const fn pressed(id: &'static str, name: Words, holding: Holding, action: Action) -> Scene {
    scene(id, DOING, name, holding, Deed::Pressed(action))
}

const fn confirmed(id: &'static str, name: Words, holding: Holding, action: Action, server: Server) -> Scene {
    scene(id, DOING, name, holding, Deed::Confirmed(action, server, 0))
}

const fn failed(id: &'static str, name: Words, server: Server) -> Scene {
    scene(id, FAILED, name, Holding::Active, Deed::Confirmed(Unsubscribe, server, 0))
}

const fn refused(id: &'static str, name: Words, code: ProblemCode) -> Scene {
    failed(id, name, Server::Refuses { code, wait: 0 })
}

pub(super) static SCENES: [Scene; 36] = [
    stands("subscriptions-active", ("ご契約中", "Active"), Holding::Active),
    stands("subscriptions-simple", ("ご契約中：簡易、au で解約", "Active: simple, cancelled at au"), Holding::Simple),
    stands("subscriptions-first_month_free", ("初月無料", "First month free"), Holding::FirstMonthFree),
    stands("subscriptions-usage", PAY_AS_YOU_GO, Holding::Usage),
    stands("subscriptions-used", ("従量課金：ご利用あり", "Pay as you go: used"), Holding::Used),
    stands("subscriptions-payment_failed", ("お支払いができなかった", "A payment failed"), Holding::PaymentFailed),
    stands("subscriptions-pending", ("お申し込みの処理中", "Joining is under way"), Holding::Pending),
    stands(
        "subscriptions-cancellation_pending",
        ("解約の処理中", "Cancelling is under way"),
        Holding::CancellationPending,
    ),
    stands("subscriptions-cancelled", ("解約済み：受付番号あり", "Cancelled, with a receipt"), Holding::Cancelled),
    stands("subscriptions-ended_by_carrier", ("au が終了した", "Ended by the carrier"), Holding::EndedByCarrier),
    stands(
        "subscriptions-ended_last_month",
        ("最終月で終了した", "Ended after its last month"),
        Holding::EndedLastMonth,
    ),
    stands("subscriptions-expired", ("365日お支払いがない", "No payment for 365 days"), Holding::Expired),
    stands("subscriptions-unknown", ("解約の結果が不明", "Outcome unknown"), Holding::Unknown),
    stands("subscriptions-none", ("ご契約がない", "No subscriptions"), Holding::Nothing),
    stands("subscriptions-invalid", INVALID_DATA, Holding::Invalid),
    returned("subscriptions-not_left", ("解約を中止した", "Cancelling given up"), Holding::NotLeft),
    returned("subscriptions-leaving_failed", ("解約ができなかった", "Cancelling failed"), Holding::LeavingFailed),
    returned(
        "subscriptions-leaving_confirming",
        ("解約を確認中", "Cancelling, being confirmed"),
        Holding::LeavingConfirming,
    ),
    returned("subscriptions-not_renewed", ("再申し込みを中止した", "Applying again given up"), Holding::NotRenewed),
    returned(
        "subscriptions-renewal_confirming",
        ("再申し込みを確認中", "Applying again, being confirmed"),
        Holding::RenewalConfirming,
    ),
    pressed("subscriptions-question", ("解約の確認", "Cancelling: the question"), Holding::Active, Unsubscribe),
    pressed(
        "subscriptions-question-at_au",
        ("解約の確認：au で手続き", "Cancelling: the question, at au"),
        Holding::AtAu,
        Unsubscribe,
    ),
    pressed(
        "subscriptions-question-simple",
        ("解約の確認：簡易、au で手続き", "Cancelling: the question, simple, at au"),
        Holding::Simple,
        Cancel,
    ),
    pressed(
        "subscriptions-question-renewal",
        ("再申し込みの確認：お支払い予定の一覧", "Applying again: the question, with its payments"),
        Holding::Cancelled,
        Reapply,
    ),
    confirmed("subscriptions-asking", ASKING, Holding::Active, Unsubscribe, Server::Silent),
    confirmed(
        "subscriptions-leaving",
        ("au へ移動中：解約", "Leaving for au, to cancel"),
        Holding::AtAu,
        Unsubscribe,
        Server::Signs,
    ),
    confirmed(
        "subscriptions-leaving-simple",
        ("au へ移動中：簡易の解約", "Leaving for au, to cancel a simple one"),
        Holding::Simple,
        Cancel,
        Server::Signs,
    ),
    confirmed(
        "subscriptions-leaving-renewal",
        ("au へ移動中：再申し込み", "Leaving for au, to apply again"),
        Holding::Cancelled,
        Reapply,
        Server::Signs,
    ),
    confirmed("subscriptions-receipt", ("解約の受付", "The receipt"), Holding::Active, Unsubscribe, Server::Tells),
    refused(
        "subscriptions-failed-try_again",
        ("もう一度：gateway_unreachable", "Try again: gateway_unreachable"),
        ProblemCode::GatewayUnreachable,
    ),
    refused(
        "subscriptions-failed-look",
        ("最新の状況を見る：outcome_unknown", "Look: outcome_unknown"),
        ProblemCode::OutcomeUnknown,
    ),
    scene(
        "subscriptions-failed-slow",
        FAILED,
        ("最新の状況を見る：endpoint_slow", "Look: endpoint_slow"),
        Holding::Active,
        Deed::Confirmed(Unsubscribe, Server::Silent, 40),
    ),
    refused(
        "subscriptions-failed-state_changed",
        ("状態が変わっていた：action_not_possible", "It has changed: action_not_possible"),
        ProblemCode::ActionNotPossible,
    ),
    refused(
        "subscriptions-failed-ask_shop",
        ("ショップに問い合わせる：gateway_refused", "Ask the shop: gateway_refused"),
        ProblemCode::GatewayRefused,
    ),
    scene(
        "subscriptions-failed-signed_differs",
        FAILED,
        ("署名された名前が違う：signed_differs", "Another name was signed: signed_differs"),
        Holding::AtAu,
        Deed::Confirmed(Unsubscribe, Server::SignsAnother, 0),
    ),
    scene(
        "subscriptions-failed-destination",
        FAILED,
        ("宛先が許可されていない：destination_not_allowed", "Another destination: destination_not_allowed"),
        Holding::AtAu,
        Deed::Confirmed(Unsubscribe, Server::SignsElsewhere, 0),
    ),
];
