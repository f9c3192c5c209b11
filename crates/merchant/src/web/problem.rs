//! What people are told of each problem.

use crate::domain::language::Language;
use crate::service::problem::Code;
use axum::http::StatusCode;
use kantan_checkout::language::{Sentence as Say, SubscriptionSentence};

/// What people and browsers are told of a problem.
pub(in crate::web) trait ProblemText {
    /// The status of the answer.
    fn status_code(self) -> StatusCode;
    /// What is wrong, in a few words.
    fn title(self, language: Language) -> &'static str;
    /// What a person can do.
    fn advice(self, language: Language) -> &'static str;
    /// What a program can do, for its developer; beside [`Code::meaning`].
    fn hint(self) -> &'static str;
}

impl ProblemText for Code {
    fn status_code(self) -> StatusCode {
        StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn title(self, language: Language) -> &'static str {
        match self {
            Self::RequestInvalid => language.pick("送信内容に誤りがあります", "The request is not valid"),
            Self::CrossSite => language.pick("ほかのサイトからは操作できません", "Another site cannot do this"),
            Self::Framed => {
                language.pick("このページは枠の中に表示できません", "This page is not shown inside a frame")
            }
            Self::NotFound => language.pick("ページが見つかりません", "Page not found"),
            Self::ProductUnknown => language.pick("商品が見つかりません", "Product not found"),
            Self::OrderUnknown => language.pick("ご注文が見つかりません", "Order not found"),
            Self::EvidenceMissing => {
                language.pick("申込時の画面の記録がありません", "Nothing was kept of what was agreed to")
            }
            Self::MethodNotAllowed => language.pick("この操作はできません", "This cannot be done here"),
            Self::OrderPaid => language.say(Say::PaidTitle),
            Self::DisplayedDiffers => language.say(Say::DiffersTitle),
            Self::OrderExpired => language.say(Say::ExpiredTitle),
            Self::OrderInvalid => language.pick("ご注文の内容に誤りがあります", "The order is not valid"),
            Self::IdempotencyKeyReused => {
                language.pick("このキーは別の内容で使用済みです", "This key was used for something else")
            }
            Self::PaymentUnknown => language.pick("お支払いが見つかりません", "Payment not found"),
            Self::PaymentNotPossible => {
                language.pick("このお支払いには行えない操作です", "This cannot be done with the payment")
            }
            Self::ContractUnknown => language.pick("契約が見つかりません", "Contract not found"),
            Self::EventUnknown => language.pick("イベントが見つかりません", "Event not found"),
            Self::CustomerUnknown => language.pick("お客さまが見つかりません", "Customer not found"),
            Self::CallUnderWay => language.pick("別の操作を実行しています", "Another call is being carried out"),
            Self::TooLarge => language.pick("送信内容が大きすぎます", "The request is too large"),
            Self::UnsupportedMediaType => language.pick("この形式は受け付けていません", "This format is not accepted"),
            Self::ItemNameUnencodable => language.say(Say::UnencodableTitle),
            Self::TooManyRequests => language.pick("操作の回数が多すぎます", "Too many requests"),
            Self::AlreadySubscribed => language.say(Say::SubscribedTitle),
            Self::SubscriptionUnknown => language.pick("ご契約が見つかりません", "Subscription not found"),
            Self::LinkReplaced => language.pick("新しいリンクをご利用ください", "This link has been replaced"),
            Self::LinkExpired => language.pick("リンクの有効期限が切れています", "This link has expired"),
            Self::ViewOnly => language.pick("閲覧用のページではお手続きできません", "This link is for viewing only"),
            Self::ActionNotPossible => language.pick("このお手続きはできません", "This cannot be done now"),
            Self::GatewayRefused => language.say(SubscriptionSentence::FailedTitle),
            Self::GatewayUnreachable => {
                language.pick("決済会社に接続できません", "The payment service is not reachable")
            }
            Self::OutcomeUnknown => {
                language.pick("お手続きの結果を確認しています", "We do not know yet whether it was done")
            }
            Self::UsageDiffers => language.pick("別の内容で記録済みです", "It is on record with other content"),
            Self::UsageNotPossible => language.pick("いまはご利用いただけません", "It cannot be used now"),
            Self::NoLongerUnknown => language.pick("すでに結果が分かっています", "Already known"),
            Self::StaffOnly => language.pick("サインインしていません", "You are signed out"),
            Self::RoleForbidden => language.pick("この操作を行う権限がありません", "You may not do this"),
            Self::KeyUnknown => language.pick("キーが確認できません", "The key is not known"),
            Self::KeyForbidden => language.pick("このキーではできません", "The key was not made for this"),
            Self::TimedOut => language.pick("時間内に処理できませんでした", "It took too long"),
            Self::Maintenance => language.say(Say::MaintenanceTitle),
            Self::Internal => language.pick("ショップ側でエラーが発生しました", "Something went wrong in the shop"),
        }
    }

    fn advice(self, language: Language) -> &'static str {
        match self {
            Self::OrderInvalid => language.pick(
                "注文は作成されていません。problems の各項目を修正してください。",
                "No order was made. Correct each member that is listed in `problems`.",
            ),
            Self::IdempotencyKeyReused => language.pick(
                "何も実行していません。新しい内容には新しい Idempotency-Key を使ってください。",
                "Nothing was done. Use a new Idempotency-Key for something new.",
            ),
            Self::ContractUnknown | Self::EventUnknown | Self::CustomerUnknown | Self::PaymentUnknown => {
                language.pick("何も実行していません。名前や番号をご確認ください。", "Nothing was done. Please check the name or number.")
            }
            Self::PaymentNotPossible => language.pick(
                "何も実行していません。お支払いの状態と、行える操作をご確認ください。",
                "Nothing was done. See where the payment stands and what can be done with it.",
            ),
            Self::RequestInvalid | Self::UnsupportedMediaType | Self::TooLarge | Self::MethodNotAllowed => {
                language.pick("前のページに戻って、もう一度お試しください。", "Please go back and try again.")
            }
            Self::CrossSite => language.pick(
                "ショップのページを開き直して、もう一度お試しください。",
                "Please open the shop's page and try again.",
            ),
            Self::Framed => language.pick(
                "代金は請求されていません。下のボタンから画面全体で開いて、お進みください。",
                "Nothing was charged. Please open it in the whole window with the button below and continue there.",
            ),
            Self::AlreadySubscribed => language.pick(
                "代金は請求されていません。同じプランを二重にお申し込みいただくことはできません。",
                "Nothing was charged. The same plan cannot be joined twice.",
            ),
            Self::LinkReplaced => language.pick(
                "安全のため、このリンクは使えなくなりました。ご契約は変わっていません。新しいリンクは、お申し込み先のショップからお受け取りください。",
                "For safety this link no longer works. Your subscription is unchanged. Please ask the shop for the new link.",
            ),
            Self::LinkExpired => language.pick(
                "ご契約は終了していて、これからのご請求はありません。内容をお知りになりたいときは、お申し込み先のショップへお問い合わせください。",
                "The subscription has ended and nothing more is charged. To see what it was, please ask the shop.",
            ),
            Self::ViewOnly => language.pick(
                "ご契約は変わっていません。お手続きは、お申し込みのときにご案内したお客さま専用のリンクから行えます。",
                "Your subscription is unchanged. To change it, use your own link, which you were given when you joined.",
            ),
            Self::ActionNotPossible => language.pick(
                "ご契約の状況が変わっています。ご契約のページで最新の状況をご確認ください。",
                "The subscription's state has changed. Please look at its page.",
            ),
            Self::GatewayRefused => language.pick(
                "ご契約は変わっていません。時間をおいてもう一度お試しいただくか、ショップへお問い合わせください。",
                "Your subscription is unchanged. Try again later or contact the shop.",
            ),
            Self::GatewayUnreachable => language.pick(
                "ご契約は変わっていません。時間をおいて、もう一度お試しください。",
                "Your subscription is unchanged. Please try again later.",
            ),
            Self::OutcomeUnknown => language.pick(
                "もう一度お手続きにならず、ショップからのご連絡をお待ちください。",
                "Please do not repeat it; the shop is looking into it and will tell you.",
            ),
            Self::UsageDiffers | Self::UsageNotPossible => language.pick(
                "このご利用は記録されず、代金も請求されません。ご契約のページで、ご契約の状況とまだ請求されていないご利用をご確認ください。",
                "This use was not recorded and costs nothing. Please look at the subscription's page: its state, and what is not charged yet.",
            ),
            Self::NoLongerUnknown => language.pick(
                "何も記録していません。ほかの担当者がすでに記録したか、決済会社からの通知などで状態が変わっています。下の一覧は最新です。",
                "Nothing was written down. Somebody else has done so, or the state has changed, as by a notice of the gateway. The list below is up to date.",
            ),
            Self::StaffOnly => language.pick(
                "何も実行していません。しばらく操作がなかったか、ほかの場所でパスワードや権限が変わったため、サインアウトされています。サインインして、もう一度操作してください。",
                "Nothing was done. You were signed out, as after half an hour without use, or when your password or role was changed. Sign in and do it again.",
            ),
            Self::RoleForbidden => language.pick(
                "何も実行していません。必要な場合は、管理者に権限の変更を依頼してください。",
                "Nothing was done. Ask whoever runs the service for another role.",
            ),
            Self::KeyUnknown | Self::KeyForbidden => language.pick(
                "キーは kantan keys で作成・確認できます。",
                "Keys are made and listed with kantan keys.",
            ),
            Self::NotFound | Self::ProductUnknown | Self::OrderUnknown | Self::SubscriptionUnknown => {
                language.pick("アドレスをご確認ください。", "Please check the address.")
            }
            Self::EvidenceMissing => language.pick(
                "お客さまがまだお支払いに進んでいないか、記録を始める前のご注文です。",
                "Nobody has gone on to pay for the order, or it is from before anything was kept.",
            ),
            Self::OrderPaid => language.say(Say::Paid),
            Self::DisplayedDiffers => language.pick(
                "代金は請求されていません。最新の内容をご確認のうえ、もう一度お進みください。",
                "Nothing was charged. Please check the current details and continue from there.",
            ),
            Self::OrderExpired => language
                .pick("代金は請求されていません。もう一度ご注文ください。", "Nothing was charged. Please order again."),
            Self::ItemNameUnencodable => language.pick(
                "代金は請求されていません。ショップへお問い合わせください。",
                "Nothing was charged. Please contact the shop.",
            ),
            Self::TooManyRequests | Self::CallUnderWay => {
                language.pick("時間をおいて、もう一度お試しください。", "Please wait a while and try again.")
            }
            Self::Maintenance => language.pick(
                "代金は請求されていません。メンテナンスまたは障害のため、お手続きいただけません。しばらくしてから、もう一度お試しください。",
                "Nothing was charged. This is because of maintenance or a failure; please try again later.",
            ),
            Self::Internal | Self::TimedOut => language.pick(
                "代金は請求されていません。時間をおいて、もう一度お試しください。",
                "Nothing was charged. Please wait a while and try again.",
            ),
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::NotFound | Self::MethodNotAllowed => {
                "GET /v1/openapi.json has the addresses that there are, with the methods that each takes."
            }
            Self::OrderUnknown | Self::PaymentUnknown | Self::ContractUnknown => {
                "Check the name: a reference is that of an order of this shop, and of this record."
            }
            Self::EventUnknown => "Check the id: GET /v1/events lists the events of this record with theirs.",
            Self::CustomerUnknown => {
                "Check the name: it is a `customer_id` under which this record has an order, in percent-encoding."
            }
            Self::ActionNotPossible => {
                "Nothing was done: `because` says why, and `possible` of the contract what can be done."
            }
            Self::GatewayRefused => "Nothing was done: the gateway refused it, and `gateway_code` says why.",
            Self::GatewayUnreachable => "Nothing was done: the gateway was not asked. Ask again later.",
            Self::OutcomeUnknown => {
                "The gateway was asked once and nothing asks again: a person has to look in the management tool."
            }
            Self::IdempotencyKeyReused => {
                "Nothing was done. Something new needs a new Idempotency-Key; what is asked again needs the same content."
            }
            Self::OrderPaid => "Nothing was done. What is paid can be given back: see POST /v1/payments/{name}/refund.",
            Self::TooLarge => "Nothing was done. A body has at most 65,536 bytes.",
            Self::KeyUnknown => {
                "Send `Authorization: Bearer KEY` with a key of `kantan keys create` that is not revoked."
            }
            Self::TimedOut => {
                "It may have been done: ask again under the same Idempotency-Key, which does it once at most."
            }
            Self::Internal => {
                "The log says why. It may have been done: ask again under the same Idempotency-Key, which does it once at \
                 most."
            }
            Self::Maintenance => "Nothing was done. Ask again under a new Idempotency-Key when it is over.",
            Self::TooManyRequests => "Nothing was done. Ask again after Retry-After.",
            // Whatever else is told to a program is told with its own detail.
            _ => "Nothing was done.",
        }
    }
}

#[cfg(test)]
mod tests;
