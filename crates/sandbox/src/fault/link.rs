//! What can go wrong with a request that a payer's browser posts, and with the answer to the
//! notification that follows.

use super::named::Named;

/// A fault of the link type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// The request is not taken and not answered.
    Timeout,
    /// The request is not taken: HTTP 403.
    Forbidden,
    /// The request is not taken: HTTP 503.
    Unavailable,
    /// The request is taken and answered late.
    Slow,
    /// The gateway's system fails (1101): no notification, and back by `error_url`.
    SystemError,
    /// The request is refused as if it were signed with a wrong key.
    WrongKey,
    /// The payer is sent on to another origin, as the gateway may to the carrier's host.
    OtherOrigin,
    /// The merchant's `OK,` is lost: the purchase fails with 1301 though the merchant recorded it.
    LostAnswer,
}

impl Named for LinkFault {
    const ALL: &'static [Self] = &[
        Self::Timeout,
        Self::Forbidden,
        Self::Unavailable,
        Self::Slow,
        Self::SystemError,
        Self::WrongKey,
        Self::OtherOrigin,
        Self::LostAnswer,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::Forbidden => "status_403",
            Self::Unavailable => "status_503",
            Self::Slow => "slow",
            Self::SystemError => "system_error",
            Self::WrongKey => "wrong_key",
            Self::OtherOrigin => "other_origin",
            Self::LostAnswer => "lost_answer",
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Timeout => ("受け付けず、応答もしません。", "Not taken, and nothing is answered."),
            Self::Forbidden => ("HTTP 403 を返し、受け付けません。", "HTTP 403; not taken."),
            Self::Unavailable => ("HTTP 503 を返し、受け付けません。", "HTTP 503; not taken."),
            Self::Slow => ("受け付け、遅れて応答します。", "Taken, and answered late."),
            Self::SystemError => (
                "システムエラー（1101）で終わります。結果は通知しません。",
                "The gateway's system fails (1101); nothing is notified.",
            ),
            Self::WrongKey => ("キーの誤りとして断ります。", "Refused as if the key were wrong."),
            Self::OtherOrigin => ("別のオリジンの画面へ移します。", "The payer is sent on to another origin."),
            Self::LostAnswer => (
                "加盟店の「OK,」が届かず、1301 で失敗します。",
                "The merchant's OK is lost; the purchase fails with 1301.",
            ),
        }
    }
}
