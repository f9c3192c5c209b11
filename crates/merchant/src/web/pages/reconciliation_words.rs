//! What the kinds of the reconciliation list are called, and where each is looked up.

use crate::domain::language::Language;
use crate::domain::reconciliation::Kind;

/// The name of a kind.
pub(super) const fn name(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::ChargeUncertain => language.pick("結果が不明な課金", "Charges that may have been taken"),
        Kind::ChargeNotTaken => language.pick("行われなかった課金", "Charges that were not taken"),
        Kind::ChargeMissed => language.pick("過ぎてしまった課金日", "Due days that were passed over"),
        Kind::ContractUnreadable => language.pick("読み取れない契約", "Contracts that cannot be read"),
        Kind::ContractEndUncertain => language.pick("結果が不明な解約", "Contracts that may have ended"),
        Kind::NotificationRefused => language.pick("NGと答えた正規の通知", "Genuine notifications answered NG"),
        Kind::SecondPayment => {
            language.pick("同じ注文・契約への2回目の支払い", "Second payments of an order or contract")
        }
        Kind::ResultContradicts => language.pick("記録と矛盾する通知", "Notifications that contradict the record"),
        Kind::ResultDiffers => language.pick("名称や税額が異なる通知", "Notifications with another name or tax"),
        Kind::ContractUnknown => language.pick("記録にない契約の終了通知", "Ends of unknown contracts"),
        Kind::ReturnWithoutNotification => {
            language.pick("完了で戻ったが通知が届かない", "Returned by success, no notification came")
        }
        Kind::PaidReturnedByError => {
            language.pick("支払済みの記録だがエラーで戻った", "Paid on record, returned by error")
        }
        Kind::ContractPastLastMonth => language.pick("最後の月を過ぎた契約", "Contracts past their last month"),
        Kind::PaymentUncertain => language
            .pick("結果が不明な売上確定・取消・返金", "Settlements, cancellations and refunds that may have been done"),
        Kind::SaleUnsettled => {
            language.pick("まもなく売上確定できなくなる支払い", "Payments that soon cannot be settled")
        }
        Kind::ChargebackToAnswer => language.pick("回答が必要なチャージバック", "Chargebacks to answer"),
        Kind::InvestigationToAnswer => language.pick("回答が必要な不正利用調査", "Investigations to answer"),
        Kind::MailNotDelivered => language.pick("届かなかったメール", "Mails that did not arrive"),
    }
}

/// Where it is looked up, and what follows.
pub(super) const fn advice(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::ChargeUncertain | Kind::ContractEndUncertain => language.pick(
            "決済管理ツールで購入IDと処理トラッキングIDを検索し、「確認が必要な契約と課金」のページに記録してください。",
            "Look both ids up in the management tool, and write it down on the page of contracts and charges.",
        ),
        Kind::ChargeNotTaken | Kind::ChargeMissed => language.pick(
            "この分が自動で請求されることはありません。必要な場合は、お客さまにご案内のうえ別の方法でご請求ください。",
            "Nothing asks for it again by itself. Where it is owed, tell the customer and use another way.",
        ),
        Kind::ContractUnreadable => language.pick(
            "この契約の課金は止まっています。記録の内容を開発担当者が確認してください。",
            "It is not billed. A developer has to look at its record.",
        ),
        Kind::NotificationRefused | Kind::ResultContradicts => language.pick(
            "決済管理ツールで購入IDを検索し、取引が成立していないか確認してください。成立している場合は、注文と照らして取消・返金してください。",
            "Look the order id up in the management tool. Where a payment stands there, compare it with the order, and cancel or refund it.",
        ),
        Kind::SecondPayment => language.pick(
            "決済会社にはNGと答え、支払いは止まっているはずです。決済管理ツールで確認し、残っている場合は取り消してください。",
            "It was answered NG, which stops it at the gateway. Make sure in the management tool; cancel it if it stands.",
        ),
        Kind::ResultDiffers => language.pick(
            "金額と注文は一致しているため記録済みです。商品名や税額の設定を確認してください。",
            "Amount and order agree, so that it is recorded. Check how name and tax are set.",
        ),
        Kind::ContractUnknown => language.pick(
            "決済管理ツールで処理トラッキングIDを検索し、どの契約が終了したか確認してください。別のデータベースや環境の契約かもしれません。",
            "Look the tracking id up in the management tool: it may be a contract of another database.",
        ),
        Kind::ReturnWithoutNotification => language.pick(
            "決済管理ツールで購入IDを検索してください。成立していれば処理トラッキングIDを入力して「支払われている」、なければ「支払われていない」を選んでください。",
            "Look the order id up in the management tool. Where it stands there, enter its tracking id as paid; else it is not paid.",
        ),
        Kind::PaidReturnedByError => language.pick(
            "こちらの応答が決済会社に届かず、取引が取り消された可能性があります。商品の発送を止め、決済管理ツールで購入IDを確認してください。",
            "Our answer may have been lost and the purchase stopped. Hold the delivery, and look the order id up in the management tool.",
        ),
        Kind::PaymentUncertain => language.pick(
            "決済管理ツールで処理トラッキングIDを検索し、下の内容が実施されているか確認して、「実施されている」または「実施されていない」を選んでください。それまで、このご注文の売上確定・取消・返金はできません。",
            "Look the tracking id up in the management tool: was what stands below carried out or not? Until you say so, the order's payments cannot be settled, cancelled or refunded.",
        ),
        Kind::SaleUnsettled => language.pick(
            "与信だけで、まだ売上になっていません。商品を発送・提供済みなら期限までに売上確定を、していないなら取消をしてください。期限を過ぎると請求できません。",
            "The amount is reserved and no sale yet. Settle it in time where the goods were sent, or cancel it where they were not: after that day nothing can be charged.",
        ),
        Kind::ChargebackToAnswer | Kind::InvestigationToAnswer => language.pick(
            "期限までに決済会社（直接の連絡の場合はその会社）へ回答し、「チャージバックと調査」のページに記録してください。",
            "Answer the gateway, or whoever wrote to you directly, in time, and write it down on the page of chargebacks and investigations.",
        ),
        Kind::MailNotDelivered => language.pick(
            "ご注文の内容を確認し、別の方法でお客さまにお知らせください。メールサーバーの問題だったときは、kantan mails again で再送できます。",
            "Look at the order, and tell the customer in another way. Where the mail server was at fault, kantan mails again sends it once more.",
        ),
        Kind::ContractPastLastMonth => language.pick(
            "終了の通知（CL）は再送されません。決済会社からのメールか決済管理ツールで終了日を確認してください。",
            "The notice of the end (CL) is not sent again. Find the day in the gateway's mail or in the management tool.",
        ),
    }
}
