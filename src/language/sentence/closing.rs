//! What a server says of the payment service while it is closed for another cause than maintenance. No page downloads it:
//! it comes with the order, where it is so.

use crate::language::sentences::sentences;

sentences! {
    /// A sentence about a closing.
    pub ClosingSentence of Closing;

    Failure {
        "au かんたん決済に障害が発生しています。①（日本時間）までお支払いいただけない見込みです。復旧すると、ボタンをご利用いただけます。"
        "au Kantan Kessai is out of order. No payment is expected to be possible until ① (Japan time). Then the button works again."
    }
}
