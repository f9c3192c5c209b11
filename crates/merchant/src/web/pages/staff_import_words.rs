//! What a file of the management tool says and proves, in words.

use crate::domain::language::Language;
use crate::domain::reconciliation::Finding;
use crate::domain::staff::ChargeFinding;
use crate::domain::tool_file::{Because, Damage, MOST_ROWS, Proof};
use crate::service::reconciliation::{MOST_AT_ONCE, MOST_MATCHED, NotTaken};

/// Why a file was not taken in.
pub(super) fn refusal(refused: &NotTaken, language: Language) -> String {
    match refused {
        NotTaken::Unreadable(it) => {
            let (line, why) = (it.line, damage(&it.why, language));
            format!("{}{line}{}{why}", language.pick("", "Line "), language.pick("行目：", ": "))
        }
        NotTaken::TooMuch => format!(
            "{}{MOST_MATCHED}{}",
            language.pick("リストにあるものの行が", "More than "),
            language.pick(
                "行を超えています。期間を短くして保存し直してください。",
                " rows are about items of the list. Save a shorter period."
            ),
        ),
        NotTaken::Problem(_) => String::new(),
    }
}

fn damage(why: &Damage, language: Language) -> String {
    match why {
        Damage::TooLarge => language.pick("ファイルが5MBを超えています。", "the file is larger than 5 MB.").to_owned(),
        Damage::TooManyRows => format!(
            "{}{MOST_ROWS}{}",
            language.pick("データが", "the file has more than "),
            language.pick("行を超えています。", " rows.")
        ),
        Damage::NoRows => {
            language.pick("データの行がありません。", "there is no row below the columns' names.").to_owned()
        }
        Damage::Characters => language
            .pick(
                "文字を読み取れません。UTF-8またはShift_JISで保存してください。",
                "the characters cannot be read. Save it as UTF-8 or Shift_JIS.",
            )
            .to_owned(),
        Damage::Cells(found, expected) => match language {
            Language::Japanese => format!("列の数が見出しと違います（見出し{expected}列、この行{found}列）。"),
            Language::English => format!("it has {found} cells, and there are {expected} columns."),
        },
        Damage::NotClosed => {
            language.pick("引用符（\"）が閉じられていません。", "a quotation mark is not closed.").to_owned()
        }
        Damage::ColumnMissing(names) => match language {
            Language::Japanese => {
                format!(
                    "「{}」の列がありません。列の名前は設定（SBPS_TOOL_COLUMN_…）で変えられます。",
                    named(names, "」「")
                )
            }
            Language::English => format!(
                "no column is called {}. What the columns are called is a setting (SBPS_TOOL_COLUMN_…).",
                named(names, " or ")
            ),
        },
        Damage::ColumnTwice(names) => match language {
            Language::Japanese => format!("「{}」の列が2つ以上あります。", named(names, "」「")),
            Language::English => format!("more than one column is called {}.", named(names, " or ")),
        },
    }
}

fn named(names: &str, between: &str) -> String {
    names.split(',').collect::<Vec<_>>().join(between)
}

/// What is proven of an item.
pub(super) const fn proof(proof: &Proof, language: Language) -> &'static str {
    match proof {
        Proof::Item(Finding::Paid(_)) => language.pick("支払われている", "It is paid"),
        Proof::Item(Finding::NotPaid) => language.pick("支払われていない", "It is not paid"),
        Proof::Item(Finding::Done) => {
            language.pick("依頼した操作は実施されている", "What was asked for was carried out")
        }
        Proof::Item(Finding::NotDone) => language.pick("依頼した操作は実施されていない", "It was not carried out"),
        Proof::Item(Finding::Settled | Finding::Ended(_)) => {
            language.pick("対応は不要（ツールの内容と記録に問題がない）", "Nothing is left to do")
        }
        Proof::Charge(_, _, ChargeFinding::Paid) => language.pick("課金は行われている", "The charge was taken"),
        Proof::Charge(_, _, ChargeFinding::NotTaken) => {
            language.pick("課金は行われていない", "The charge was not taken")
        }
    }
}

/// Why an item stays as it is.
pub(super) fn because(because: Because, language: Language) -> String {
    let says = match because {
        Because::OtherAmount => language.pick("金額が記録と違うか、読み取れません。", "The amount differs from the record, or cannot be read."),
        Because::StateUnknown => language.pick(
            "状態の言葉の意味が設定（SBPS_TOOL_STATE_…）にありません。",
            "The word for the state is in no setting (SBPS_TOOL_STATE_…).",
        ),
        Because::RowsDisagree => language.pick("複数の行の内容が食い違っています。", "Its rows do not agree."),
        Because::ClosedAlready => language.pick("すでに処理済みです。", "It is closed already."),
        Because::OtherPayment => language.pick(
            "購入IDと処理トラッキングIDの組み合わせが記録と違います。",
            "Order id and tracking id do not belong together by the record.",
        ),
        Because::NoTrackingId => language.pick(
            "14桁の処理トラッキングIDがありません（表計算ソフトで保存すると桁が失われることがあります）。",
            "It has no tracking id of 14 digits (spreadsheets may spoil it).",
        ),
        Because::ByPerson => language.pick("CSVだけでは判断できません。1件ずつ確認してください。", "A file cannot decide it: look it up."),
        Because::MoneyStands => language.pick(
            "支払いが残っています。決済管理ツールで取消または返金してから記録してください。",
            "The payment stands: cancel or refund it in the management tool first.",
        ),
        Because::StillReserved => language.pick("与信だけで、まだ売上になっていません。", "It is only reserved, and no sale yet."),
        Because::GivenBack => language.pick(
            "返金されています。注文をどう扱うかは、担当者が判断してください。",
            "It was refunded: what that means for the order is for a person to decide.",
        ),
        Because::MayBeOlder => language.pick(
            "依頼した操作のあとの状態になっていません。CSVのほうが古い可能性があるため、実施されていないとは判断しません。",
            "It does not stand as it would afterwards. The file may be older than the call, so that this proves nothing.",
        ),
        Because::DayToCome => language.pick("日付が未来です。列の設定を確認してください。", "Its day is still to come: check which column is which."),
        Because::RecordContradicts => language.pick("ここまでの間に記録が変わりました。", "The record has changed in the meantime."),
        Because::TooMany => return match language {
            Language::Japanese => format!("一度に処理できるのは{MOST_AT_ONCE}件までです。実行したあと、もう一度取り込んでください。"),
            Language::English => format!("At most {MOST_AT_ONCE} are closed at once: take the file in again afterwards."),
        },
    };
    says.to_owned()
}
