//! What arrives from the gateway, believed as far as its checksum proves it: A02-1, A03-1 and the
//! answers to D01-1.
//!
//! What we send is typed and strict ([`message`](crate::message)); what we receive is not ours to
//! be strict about. The gateway adds fields without notice (official), leaves blank what it has
//! nothing to say about, and which fields a notice of an ending fills is not documented: one
//! receiver finds the contract by its tracking id alone (C). A message that is refused stops a
//! purchase that was paid. So a message is genuine if any order in which the gateway may have
//! hashed it proves it, and then everything it says is read:
//!
//! * a field that is missing reads as blank, one that is not known is passed over;
//! * values are read without the half-width spaces around them, which the checksum drops, and
//!   without line breaks; a full-width space belongs to the value (recorded);
//! * a detail row with nothing in it is none;
//! * the seven characters that Shift_JIS and the code page of Windows decode differently, as 〜 and
//!   ～, read alike: as the ones that a request can carry;
//! * a value that cannot be read is named, and leaves the others as they are.
//!
//! Genuine is not yet right: whoever takes a message compares its ids and its amount with the
//! record, because nothing in the checksum separates one value from the next.
//!
//! ```
//! use sbps::checksum::HashKey;
//! use sbps::received::{Arrival, ReceivedMessage};
//!
//! let key = HashKey::new("398a58952baf329cac5efbae97ea84ba17028d02".to_owned())?;
//! // A notice of an ending that says nothing but that, from a sender that ends its lines.
//! let body = "res_result=CC&res_tracking_id=80312789324671&a_new_field=\
//!             &sps_hashcode=BD64CE8A69BAB6DF6B0BDA72D97F087C90B9B11D\r\n";
//! let notice = ReceivedMessage::read(body.as_bytes(), Arrival::Notification, &key)?;
//! assert!(notice.outcome.result.is_cancellation_notice());
//! assert_eq!((notice.order_id, notice.unread.len()), (None, 0));
//!
//! let forged = body.replace("CC", "CR");
//! let error = ReceivedMessage::read(forged.as_bytes(), Arrival::Notification, &key).unwrap_err();
//! assert_eq!(error.code(), "not_genuine");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod fields;
mod message;
mod proof;

pub use error::ReceiveError;
pub use message::{ReceivedMessage, Subject};

use crate::wire::Encoding;

/// How a message arrives, which decides what its checksum is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arrival {
    /// A02-1, from the gateway's server to `pagecon_url`: the only proof of payment (official).
    Notification,
    /// A03-1, posted by the payer's browser to `success_url`: it proves where the browser came
    /// from.
    Return,
}

impl Arrival {
    /// What the checksum is over (C): a notification hashes UTF-8, a return Shift_JIS.
    const fn hashed(self) -> Encoding {
        match self {
            Self::Notification => Encoding::Utf8,
            Self::Return => Encoding::ShiftJis,
        }
    }

    /// In which encodings the body may travel, the likeliest first. Which one a notification's is
    /// in is not published; the checksum says which reading is right (I).
    const fn travels(self) -> &'static [Encoding] {
        match self {
            Self::Notification => &[Encoding::ShiftJis, Encoding::Utf8],
            Self::Return => &[Encoding::ShiftJis],
        }
    }
}
