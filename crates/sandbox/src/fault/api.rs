//! What can go wrong with a request of the API type.

use super::named::Named;
use sbps::error_code::ApiErrorCode;

/// A fault of the API type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiFault {
    /// Nothing is done, and nothing is answered.
    TimeoutBefore,
    /// It is done, and nothing is answered.
    TimeoutAfter,
    /// It is done, and the answer breaks off in the middle.
    BrokenOff,
    /// Nothing is done: an HTTP status alone.
    Status(u16),
    /// It is done, and the answer is no XML.
    Malformed,
    /// It is done, and the answer's bytes are no Shift_JIS.
    WrongCharset,
    /// It is done, and answered late.
    Slow,
    /// Nothing is done: the gateway's system failed (40290999).
    GatewayError,
    /// Nothing is done: as if the key were wrong (40209025).
    WrongKey,
    /// A refund on the first day on which it is possible is refused for the moment. Service
    /// specification, "Period for refund".
    FirstDayRefund,
    /// Nothing is done: refused with this code.
    Refuse(ApiErrorCode),
}

impl Named for ApiFault {
    const ALL: &'static [Self] = &[
        Self::TimeoutBefore,
        Self::TimeoutAfter,
        Self::BrokenOff,
        Self::Status(401),
        Self::Status(403),
        Self::Status(404),
        Self::Status(405),
        Self::Status(500),
        Self::Status(503),
        Self::Malformed,
        Self::WrongCharset,
        Self::Slow,
        Self::GatewayError,
        Self::WrongKey,
        Self::FirstDayRefund,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::TimeoutBefore => "timeout_before",
            Self::TimeoutAfter => "timeout_after",
            Self::BrokenOff => "broken_off",
            Self::Status(401) => "status_401",
            Self::Status(403) => "status_403",
            Self::Status(404) => "status_404",
            Self::Status(405) => "status_405",
            Self::Status(500) => "status_500",
            Self::Status(_) => "status_503",
            Self::Malformed => "malformed",
            Self::WrongCharset => "wrong_charset",
            Self::Slow => "slow",
            Self::GatewayError => "gateway_error",
            Self::WrongKey => "wrong_key",
            Self::FirstDayRefund => "first_day_refund",
            Self::Refuse(_) => "refuse",
        }
    }

    fn named(name: &str, code: &str) -> Option<Self> {
        match name {
            "refuse" => code.parse().ok().map(Self::Refuse),
            _ => Self::ALL.iter().copied().find(|known| known.name() == name),
        }
    }

    fn code(self) -> Option<String> {
        match self {
            Self::GatewayError => Some("40290999".to_owned()),
            Self::WrongKey => Some("40209025".to_owned()),
            Self::Refuse(code) => Some(code.to_string()),
            _ => None,
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::TimeoutBefore => ("処理せず、応答もしません。", "Nothing is done and nothing answered."),
            Self::TimeoutAfter => ("処理し、応答しません。", "It is done; nothing is answered."),
            Self::BrokenOff => ("処理し、応答が途中で切れます。", "It is done; the answer breaks off."),
            Self::Status(401) => ("HTTP 401 を返し、処理しません。", "HTTP 401; nothing is done."),
            Self::Status(403) => ("HTTP 403 を返し、処理しません。", "HTTP 403; nothing is done."),
            Self::Status(404) => ("HTTP 404 を返し、処理しません。", "HTTP 404; nothing is done."),
            Self::Status(405) => ("HTTP 405 を返し、処理しません。", "HTTP 405; nothing is done."),
            Self::Status(500) => ("HTTP 500 を返し、処理しません。", "HTTP 500; nothing is done."),
            Self::Status(_) => ("HTTP 503 を返し、処理しません。", "HTTP 503; nothing is done."),
            Self::Malformed => ("処理し、壊れた XML を返します。", "It is done; the answer is no XML."),
            Self::WrongCharset => {
                ("処理し、Shift_JIS でない応答を返します。", "It is done; the answer is not in Shift_JIS.")
            }
            Self::Slow => ("処理し、遅れて応答します。", "It is done; the answer comes late."),
            Self::GatewayError => {
                ("決済代行会社のシステムエラーを返し、処理しません。", "The gateway's system failed; nothing is done.")
            }
            Self::WrongKey => {
                ("キーの誤りとして返し、処理しません。", "Refused as if the key were wrong; nothing is done.")
            }
            Self::FirstDayRefund => (
                "返金できる最初の日の返金を、一時的に断ります。",
                "A refund on its first possible day is refused for the moment.",
            ),
            Self::Refuse(_) => ("このコードで断り、処理しません。", "Refused with this code; nothing is done."),
        }
    }
}
