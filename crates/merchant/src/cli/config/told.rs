//! What the program is told, once it is read.

use crate::service::settings::Settings;
use crate::store::DatabaseUrl;
use kantan_checkout::language::wording::Wording;
use sbps::message::purchase_request::WebAddress;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What the program is told.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen (`MERCHANT_LISTEN`).
    pub listen: SocketAddr,
    /// Where orders are kept (`MERCHANT_DATABASE_URL`).
    pub database_url: DatabaseUrl,
    /// The element's files (`MERCHANT_ELEMENT_DIR`).
    pub element_dir: PathBuf,
    /// Where a demo asks for its time (`MERCHANT_CLOCK_URL`); never in production.
    pub clock_url: Option<WebAddress>,
    /// Whether the demo shop's catalogue is sold (`MERCHANT_DEMO_SHOP`); never in production.
    pub has_demo_shop: bool,
    /// Whether the key stands in a file (`SBPS_HASH_KEY_FILE`).
    pub has_key_file: bool,
    /// The shop's own words (`MERCHANT_WORDING`, `MERCHANT_SERVICE_NAME`).
    pub wording: Wording,
    /// What the service is told.
    pub settings: Settings,
}
