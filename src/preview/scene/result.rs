//! The states of `<kantan-result>`.

use super::super::report::{Bought, Report};
use super::super::words::{INVALID_DATA, Words};
use super::{Element, Later, Scene, Show};

const PURCHASE: Words = ("お買い物", "A purchase");
const CONTRACT: Words = ("定期契約", "A subscription");
const CONFIRMING: Words = ("確認中", "Being confirmed");
const REASONS: Words = ("お支払いができなかった理由", "Why it was not paid");

const fn scene(id: &'static str, group: Words, name: Words, report: Report, later: Later) -> Scene {
    Scene { id, element: Element::Result, group, name, show: Show::Result(report, later) }
}

const fn became(bought: Bought, outcome: &'static str, code: &'static str) -> Report {
    Report { bought, outcome, code }
}

const fn purchase(id: &'static str, name: Words, outcome: &'static str) -> Scene {
    scene(id, PURCHASE, name, became(Bought::Goods, outcome, ""), Later::Nothing)
}

const fn contract(id: &'static str, name: Words, outcome: &'static str) -> Scene {
    scene(id, CONTRACT, name, became(Bought::Contract, outcome, ""), Later::Nothing)
}

const fn confirming(id: &'static str, name: Words, bought: Bought, later: Later) -> Scene {
    scene(id, CONFIRMING, name, became(bought, "confirming", ""), later)
}

const fn failed(id: &'static str, name: Words, code: &'static str) -> Scene {
    scene(id, REASONS, name, became(Bought::Goods, "failed", code), Later::Nothing)
}

/// The element asks for the last time after as many seconds as this at most.
const LONGEST_WAIT: u32 = 34;

pub(super) static SCENES: [Scene; 39] = [
    purchase("result-paid", ("お支払い完了", "Paid"), "paid"),
    purchase("result-already_paid", ("お支払い済み", "Paid already"), "already_paid"),
    purchase("result-failed", ("お支払いの記録なし", "No payment recorded"), "failed"),
    purchase("result-cancelled", ("中止した", "Given up"), "cancelled"),
    purchase("result-expired", ("期限切れ", "Expired"), "expired"),
    purchase("result-withdrawn", ("ショップが取り消した", "Withdrawn by the shop"), "withdrawn"),
    purchase("result-open", ("お支払いはまだ", "Not paid yet"), "open"),
    scene("result-invalid", PURCHASE, INVALID_DATA, became(Bought::Nothing, "paid", ""), Later::Nothing),
    contract("result-joined", ("お申し込み完了", "Joined"), "paid"),
    scene(
        "result-joined_by_use",
        CONTRACT,
        ("お申し込み完了：従量課金", "Joined, pay as you go"),
        became(Bought::Usage, "paid", ""),
        Later::Nothing,
    ),
    contract("result-already_joined", ("お申し込み済み", "Joined already"), "already_paid"),
    contract("result-not_joined", ("お申し込みの記録なし", "No application recorded"), "failed"),
    scene(
        "result-not_joined-forbidden",
        CONTRACT,
        ("お申し込みができなかった：8673", "Not joined: 8673"),
        became(Bought::Contract, "failed", "8673"),
        Later::Nothing,
    ),
    contract("result-joining_cancelled", ("お申し込みを中止した", "Joining given up"), "cancelled"),
    contract("result-joining_expired", ("お申し込みの期限切れ", "Joining expired"), "expired"),
    contract(
        "result-joining_withdrawn",
        ("お申し込みをショップが取り消した", "Joining withdrawn by the shop"),
        "withdrawn",
    ),
    contract("result-joining_open", ("お申し込みはまだ", "Not subscribed yet"), "open"),
    confirming("result-confirming", ("お支払いを確認中", "A payment"), Bought::Goods, Later::Nothing),
    confirming(
        "result-confirming-paid",
        ("確認中から完了に変わった", "Turned from confirming to paid"),
        Bought::Goods,
        Later::Says("paid", 1),
    ),
    confirming(
        "result-confirming-long",
        ("確認に時間がかかっている", "Longer than usual"),
        Bought::Goods,
        Later::Says("confirming", LONGEST_WAIT),
    ),
    confirming("result-joining_confirming", ("お申し込みを確認中", "An application"), Bought::Contract, Later::Nothing),
    confirming(
        "result-joining_confirming-joined",
        ("お申し込みが完了に変わった", "Turned from confirming to joined"),
        Bought::Contract,
        Later::Says("paid", 1),
    ),
    confirming(
        "result-joining_confirming-long",
        ("お申し込みの確認に時間がかかっている", "An application, longer than usual"),
        Bought::Contract,
        Later::Says("confirming", LONGEST_WAIT),
    ),
    failed("result-failed-limit", ("8281：限度額", "8281: above the limit"), "8281"),
    failed("result-failed-midnight", ("8366：日付の変更", "8366: midnight"), "8366"),
    failed("result-failed-authentication", ("8288：本人確認", "8288: identity not confirmed"), "8288"),
    failed("result-failed-sign_in", ("8272：ログインの有効時間", "8272: sign-in expired"), "8272"),
    failed("result-failed-forbidden", ("8673：定期契約の制限", "8673: subscriptions forbidden"), "8673"),
    failed("result-failed-lapsed", ("8259：契約の終了", "8259: contract ended"), "8259"),
    failed("result-failed-not_usable", ("8671：利用できない", "8671: not usable"), "8671"),
    failed("result-failed-done", ("8278：完了済み", "8278: done already"), "8278"),
    failed("result-failed-cancelled", ("8363：取り消し済み", "8363: cancelled already"), "8363"),
    failed("result-failed-in_progress", ("8348：処理中", "8348: in progress"), "8348"),
    failed("result-failed-outside_period", ("8284：期間外", "8284: outside the period"), "8284"),
    failed("result-failed-carrier", ("8285：au の障害", "8285: trouble at au"), "8285"),
    failed("result-failed-gateway", ("6302：決済システムの障害", "6302: trouble at the payment system"), "6302"),
    failed("result-failed-merchant", ("8252：ショップの問題", "8252: a problem of the shop"), "8252"),
    failed("result-failed-unknown", ("9999：表にないコード", "9999: a code in no table"), "9999"),
    failed("result-failed-no_code", ("コードとして読めないもの", "What is no code"), "?"),
];
