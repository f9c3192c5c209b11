//! Arbitrary values of every type that travels, each within the bounds of its field.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::string::string_regex;
use sbps::api::{ApiAnswer, ApiRequest, ApiResult, Call, FixedTermPurchase, Function};
use sbps::date_time::{JstDateTime, YearMonth};
use sbps::identifier::{Account, TrackingId};
use sbps::message::application_request::ContractDescription;
use sbps::message::purchase_request::{LimitSeconds, ReturnAddresses, WebAddress};
use sbps::message::result::EchoedRequest;
use sbps::message::{
    Application, ApplicationRequest, ApplicationResult, DetailRow, GatewayResult, PaymentResult, Purchase,
    PurchaseRequest, ResultMessage,
};
use sbps::money::{Tax, Yen};
use sbps::text::{ItemName, MixedText, is_accepted, width};
use std::fmt::Debug;
use std::str::FromStr;
use std::sync::LazyLock;

/// Every character that arrives as it went.
static ACCEPTED: LazyLock<Vec<char>> = LazyLock::new(|| (' '..=char::MAX).filter(|&c| is_accepted(c)).collect());

/// A character that arrives as it went: ASCII half of the time, any of the 6,974 the other half.
pub(crate) fn accepted_character() -> impl Strategy<Value = char> {
    prop_oneof![proptest::char::range(' ', '~'), any::<Index>().prop_map(|index| *index.get(&ACCEPTED[..]))]
}

/// A text of at most `longest` bytes that arrives as it went, perhaps empty.
fn mixed(longest: usize) -> impl Strategy<Value = String> {
    vec(accepted_character(), 0..=longest).prop_map(move |characters| {
        let mut text = String::new();
        for character in characters {
            text.push(character);
            if width(&text) > longest {
                text.pop();
                break;
            }
        }
        text.trim_matches(' ').to_owned()
    })
}

fn mixed_text<const LONGEST: usize>() -> impl Strategy<Value = MixedText<LONGEST>> {
    mixed(LONGEST).prop_map(|text| MixedText::new(&text).unwrap())
}

fn item_name() -> impl Strategy<Value = ItemName> {
    mixed(40).prop_filter_map("a name says something", |name| ItemName::new(&name).ok())
}

fn free() -> impl Strategy<Value = [MixedText<20>; 3]> {
    [mixed_text(), mixed_text(), mixed_text()]
}

/// Printable ASCII of 1 to `longest` bytes without a space at either end.
fn printable(longest: usize) -> impl Strategy<Value = String> {
    let inside = longest.saturating_sub(2);
    string_regex(&format!("[!-~]|[!-~][ -~]{{0,{inside}}}[!-~]")).unwrap()
}

fn blank_or_printable(longest: usize) -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), printable(longest)]
}

fn digits(fewest: usize, most: usize) -> impl Strategy<Value = String> {
    string_regex(&format!("[0-9]{{{fewest},{most}}}")).unwrap()
}

fn parsed<T: FromStr<Err: Debug> + Debug>(text: impl Strategy<Value = String>) -> impl Strategy<Value = T> {
    text.prop_map(|text| text.parse().unwrap())
}

fn yen() -> impl Strategy<Value = Yen> {
    (1_u32..=9_999_999).prop_map(|yen| Yen::new(yen).unwrap())
}

fn tax() -> impl Strategy<Value = Tax> {
    (0_u32..=9_999_999).prop_map(|yen| Tax::new(yen).unwrap())
}

/// An amount and, perhaps, a tax contained in it.
fn amount_and_tax() -> impl Strategy<Value = (Yen, Option<Tax>)> {
    (yen(), option::of(any::<u32>())).prop_map(|(amount, tax)| {
        let tax = tax.map(|tax| Tax::new(tax % (amount.get() + 1)).unwrap());
        (amount, tax)
    })
}

fn month() -> impl Strategy<Value = YearMonth> {
    (1_i32..=9999, 1_u32..=12).prop_map(|(year, month)| YearMonth::new(year, month).unwrap())
}

/// A moment from the first to the last second that the form holds.
fn moment() -> impl Strategy<Value = JstDateTime> {
    let first: JstDateTime = "00010101000000".parse().unwrap();
    let last: JstDateTime = "99991231235959".parse().unwrap();
    (first.unix_seconds()..=last.unix_seconds()).prop_map(|seconds| JstDateTime::from_unix_seconds(seconds).unwrap())
}

fn limit_seconds() -> impl Strategy<Value = Option<LimitSeconds>> {
    option::of(parsed((0_u16..=9999).prop_map(|seconds| seconds.to_string())))
}

fn tracking_id() -> impl Strategy<Value = TrackingId> {
    parsed(digits(14, 14))
}

fn addresses() -> impl Strategy<Value = ReturnAddresses> {
    let address = || parsed::<WebAddress>("https?://[a-z0-9][!#-;=?-\\[\\]-~]{0,60}");
    (address(), address(), address(), address()).prop_map(|(success, cancel, error, notification)| ReturnAddresses {
        success,
        cancel,
        error,
        notification,
    })
}

fn row() -> impl Strategy<Value = DetailRow> {
    (parsed(printable(20)), mixed_text(), 1_u32..=999_999, option::of(tax()), yen(), free()).prop_map(
        |(item_id, item_name, count, tax, amount, free)| DetailRow { item_id, item_name, count, tax, amount, free },
    )
}

fn purchase() -> impl Strategy<Value = Purchase> {
    prop_oneof![
        Just(Purchase::OneTime),
        (any::<bool>(), option::of(month())).prop_map(|(first_month_free, last_charge_month)| {
            Purchase::RecurringSimple { first_month_free, last_charge_month }
        }),
        tracking_id().prop_map(|tracking_id| Purchase::CancelRecurringSimple { tracking_id }),
        Just(Purchase::RecurringFixedTerm),
    ]
}

fn application() -> impl Strategy<Value = Application> {
    prop_oneof![
        Just(Application::Apply),
        tracking_id().prop_map(Application::Unsubscribe),
        tracking_id().prop_map(Application::Reapply),
    ]
}

fn account() -> impl Strategy<Value = Account> {
    (parsed(digits(5, 5)), parsed(digits(3, 3)))
        .prop_map(|(merchant_id, service_id)| Account { merchant_id, service_id })
}

fn contract() -> impl Strategy<Value = ContractDescription> {
    let parties = (account(), parsed(printable(64)), parsed(printable(38)), parsed(printable(32)));
    (parties, item_name(), application(), free(), moment(), limit_seconds()).prop_map(
        |(parties, item_name, application, free, request_date, limit_seconds)| {
            let (account, customer_code, order_id, item_id) = parties;
            ContractDescription {
                account,
                customer_code,
                order_id,
                item_id,
                item_name,
                application,
                free,
                request_date,
                limit_seconds,
            }
        },
    )
}

/// A01-1, billed in any of the four ways, with up to four rows.
pub(crate) fn purchase_request() -> impl Strategy<Value = PurchaseRequest> {
    (contract(), amount_and_tax(), purchase(), addresses(), vec(row(), 0..=4)).prop_map(
        |(contract, (amount, tax), purchase, addresses, rows)| PurchaseRequest {
            account: contract.account,
            customer_code: contract.customer_code,
            order_id: contract.order_id,
            item_id: contract.item_id,
            item_name: contract.item_name,
            tax,
            amount,
            purchase,
            addresses,
            free: contract.free,
            rows,
            request_date: contract.request_date,
            limit_seconds: contract.limit_seconds,
        },
    )
}

fn outcome() -> impl Strategy<Value = GatewayResult> {
    let texts = (blank_or_printable(40), digits(0, 12), digits(0, 3), blank_or_printable(32), blank_or_printable(4));
    (select(&PaymentResult::ALL[..]), texts, option::of(tracking_id()), option::of(moment()), option::of(moment()))
        .prop_map(|(result, texts, tracking_id, payment_date, result_date)| {
            let (pay_method, sps_customer_number, sps_payment_number, payment_information_key, error_code) = texts;
            GatewayResult {
                result,
                pay_method,
                tracking_id,
                sps_customer_number,
                sps_payment_number,
                payment_information_key,
                payment_date,
                error_code,
                result_date,
            }
        })
}

fn echoed() -> impl Strategy<Value = EchoedRequest> {
    let billing = [digits(0, 1), digits(0, 1), digits(0, 1), digits(0, 1), digits(0, 6), digits(0, 1)];
    let texts = (blank_or_printable(40), digits(0, 12), digits(0, 3), blank_or_printable(40), digits(0, 1));
    let amounts = (option::of(tax()), option::of(yen()), option::of(tracking_id()));
    (contract(), mixed_text(), billing, texts, amounts, vec(row(), 0..=4)).prop_map(
        |(contract, item_name, billing, texts, (tax, amount, tracking_id), rows)| {
            let (pay_method, sps_customer_number, sps_payment_number, pay_item_id, terminal_type) = texts;
            EchoedRequest {
                pay_method,
                account: contract.account,
                customer_code: contract.customer_code,
                sps_customer_number,
                sps_payment_number,
                order_id: contract.order_id,
                item_id: contract.item_id,
                pay_item_id,
                item_name,
                tax,
                amount,
                billing,
                tracking_id,
                terminal_type,
                free: contract.free,
                rows,
                request_date: contract.request_date,
                limit_seconds: contract.limit_seconds,
            }
        },
    )
}

/// A02-1 or A03-1 with any of the five results; half of them echo a real request.
pub(crate) fn result_message() -> impl Strategy<Value = ResultMessage> {
    let echoed = prop_oneof![echoed(), purchase_request().prop_map(|request| EchoedRequest::from(&request))];
    (echoed, outcome()).prop_map(|(echoed, outcome)| ResultMessage { echoed, outcome })
}

/// D01-1.
pub(crate) fn application_request() -> impl Strategy<Value = ApplicationRequest> {
    (contract(), addresses()).prop_map(|(contract, addresses)| ApplicationRequest { contract, addresses })
}

/// The answer to D01-1.
pub(crate) fn application_result() -> impl Strategy<Value = ApplicationResult> {
    (contract(), outcome()).prop_map(|(contract, outcome)| ApplicationResult { contract, outcome })
}

fn fixed_term_purchase() -> impl Strategy<Value = FixedTermPurchase> {
    (contract(), tracking_id(), amount_and_tax(), option::of(1_u8..=99)).prop_map(
        |(contract, tracking_id, (amount, tax), order_row_number)| FixedTermPurchase {
            tracking_id,
            customer_code: contract.customer_code,
            order_id: contract.order_id,
            item_id: contract.item_id,
            item_name: contract.item_name,
            tax,
            amount,
            free: contract.free,
            order_row_number,
        },
    )
}

/// Any of the five requests of the API type.
pub(crate) fn api_request() -> impl Strategy<Value = ApiRequest> {
    let call = prop_oneof![
        (tracking_id(), option::of(yen())).prop_map(|(tracking_id, amount)| Call::Settle { tracking_id, amount }),
        (tracking_id(), option::of(yen()), option::of(month())).prop_map(
            |(tracking_id, amount, cancel_target_month)| Call::CancelOrRefund {
                tracking_id,
                amount,
                cancel_target_month
            }
        ),
        (tracking_id(), moment())
            .prop_map(|(tracking_id, processing_date)| Call::CancelRecurringSimple { tracking_id, processing_date }),
        fixed_term_purchase().prop_map(|purchase| Call::PurchaseFixedTerm(Box::new(purchase))),
        tracking_id().prop_map(|tracking_id| Call::UnsubscribeFixedTerm { tracking_id }),
    ];
    (account(), call, moment(), limit_seconds()).prop_map(|(account, call, request_date, limit_seconds)| ApiRequest {
        account,
        call,
        request_date,
        limit_seconds,
    })
}

/// An answer of the API type.
pub(crate) fn api_answer() -> impl Strategy<Value = ApiAnswer> {
    let result = prop_oneof![Just(ApiResult::Ok), Just(ApiResult::Ng)];
    let texts = (blank_or_printable(32), blank_or_printable(8));
    let moments = (option::of(moment()), option::of(moment()));
    (option::of(select(&Function::ALL[..])), result, texts, option::of(tracking_id()), moments).prop_map(
        |(named, result, (transaction_id, error_code), tracking_id, (process_date, date))| ApiAnswer {
            // Only a refusal may leave out which function it is about.
            function: named.or((result == ApiResult::Ok).then_some(Function::Settle)),
            result,
            transaction_id,
            tracking_id,
            process_date,
            error_code,
            date,
        },
    )
}
