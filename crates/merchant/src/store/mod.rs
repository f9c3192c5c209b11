//! What the shop remembers: orders, the requests to pay for them, recurring contracts, what was
//! used and billed under them, and every notification, in one SQLite file or PostgreSQL database.
//!
//! Each public function is one transaction. An answer to the gateway means "recorded", so it is
//! given only after the commit.

mod api_key;
mod api_order;
mod audit;
mod billing;
mod change;
mod charge;
mod checkpoint;
mod connections;
mod contract_former;
mod contract_link;
mod contract_list;
mod contract_request;
mod copy;
mod customer;
mod database;
mod disk;
mod dispute;
mod error;
mod event;
mod evidence;
mod examine;
mod gate;
mod mail;
mod mail_hold;
mod mail_links;
mod maintenance;
mod mark;
mod notification;
mod opening;
mod order;
mod order_record;
mod payment;
mod person;
mod readiness;
mod reconciliation;
mod record;
mod search;
mod settlement;
mod staff;
mod statement;
mod subscription;
mod timeline;
mod tool_file;
mod usage;
mod usage_list;

pub use api_order::{Kept, NewApiOrder};
pub use billing::{AtWork, ToLookAt};
pub use charge::{AnsweredCharge, BegunCharge, CallAnswer, ChargeCall};
pub use contract_link::Linked;
pub use contract_list::ContractsWanted;
pub use copy::{NotCopied, back_up, begun_beside, put_back};
pub use database::DatabaseUrl;
pub use dispute::{DisputedPayment, DisputesWanted};
pub use error::StoreError;
pub use event::{Due, Endpoint, EndpointState, EventsWanted, Sent};
pub use examine::{Examined, examine};
pub use mail::{DeadMail, MailOutcome};
pub use mail_hold::MailHold;
pub use mark::OutOfStep;
pub use opening::NotOpened;
pub use order::NewAttempt;
pub use order_record::OrdersWanted;
pub use payment::{BegunPaymentCall, DueRetry, KeptPaymentCall, NewPaymentCall, PaymentName, Retrying};
pub use reconciliation::Wanted;
pub use search::OrderSearch;
pub use tool_file::TakenFile;

use change::Writer;
use connections::Connections;
use database::Pool;
use mark::Mark;

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    /// Whatever only reads. A file's connections refuse to write, so that no change passes by
    /// `writer`.
    readers: Connections,
    writer: Writer,
    /// How far it has come.
    mark: Mark,
}

impl Store {
    /// Waits until everything that could be read before is on the disk for good: whatever is told of it outside stays
    /// true after a power cut.
    ///
    /// # Errors
    /// [`StoreError::NotSynced`] when the disk refuses.
    pub async fn settled(&self) -> Result<(), StoreError> {
        self.writer.disk.settled().await
    }

    /// Ends the connections; what was written is in the one file then.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.connections.close().await;
    }

    /// Connections that may write, for tests that look into the tables or break them.
    #[must_use]
    pub const fn pool(&self) -> &Pool {
        self.writer.connections.pool()
    }
}
