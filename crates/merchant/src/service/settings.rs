//! What the service has to be told: who sells, the secret, and the ways to the gateway. The hash
//! key is never printed.

use super::maintenance::Calendar;
use crate::domain::mail::{MailKind, MailKinds};
use crate::domain::plan::Methods;
use crate::domain::subscription::rules::{Leaving, Ways};
use crate::domain::tool_file::ToolFormat;
use ipnet::IpNet;
use lettre::message::Mailbox;
use sbps::billing::{Contract, SalesMethod};
use sbps::checksum::HashKey;
use sbps::identifier::Account;
use sbps::message::purchase_request::{LimitSeconds, WebAddress};
use secrecy::{ExposeSecret, SecretString};
use std::str::FromStr;
use subtle::ConstantTimeEq;
use url::Url;

/// The settings of the service, with the variables of the environment that they come from.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address that browsers and the gateway use (`MERCHANT_PUBLIC_URL`), without a slash at
    /// its end.
    pub public_url: String,
    /// Who sells (`SBPS_MERCHANT_ID`, `SBPS_SERVICE_ID`).
    pub account: Account,
    /// The secret shared with the gateway (`SBPS_HASH_KEY`, or the content of the file
    /// `SBPS_HASH_KEY_FILE`).
    pub hash_key: HashKey,
    /// Where purchase requests go (`SBPS_PURCHASE_URL`).
    pub purchase_url: WebAddress,
    /// Where else a form may arrive (`SBPS_FORM_ORIGINS`): the gateway may send the browser on to
    /// the carrier's host, and Chromium and WebKit hold `form-action` against every step of that.
    pub form_origins: Vec<Origin>,
    /// How far the gateway's clock may be from ours (`SBPS_LIMIT_SECOND`).
    pub limit_seconds: Option<LimitSeconds>,
    /// The payment methods that the merchant applied for (`SBPS_CONTRACT`).
    pub contract: Contract,
    /// When one-time purchases become sales (`SBPS_ONE_TIME_SALES`): agreed with the gateway for the
    /// whole service, since no field of a request says it.
    pub one_time_sales: SalesMethod,
    /// Where applications for fixed-term contracts go (`SBPS_APPLICATION_URL`); without it none are
    /// sold.
    pub application_url: Option<WebAddress>,
    /// Where the API type is (`SBPS_API_URL`); without it no fixed-term contract is sold, because
    /// none could be billed.
    pub api: Option<ApiAccess>,
    /// Where recurring contracts are left (`SBPS_LEAVING`): by the API type where there is one,
    /// else by the link type.
    pub leaving: Leaving,
    /// What staff show to start a billing run, to record use and to see their page
    /// (`MERCHANT_STAFF_TOKEN`); without it nobody can.
    pub staff_token: Option<StaffToken>,
    /// When the payment service is closed: by `MERCHANT_MAINTENANCE`, and by what staff have set.
    pub maintenance: Calendar,
    /// How contracts are billed.
    pub billing: BillingSettings,
    /// Who may ask, and how much.
    pub edge: EdgeSettings,
    /// How payers are written to; without it they are not.
    pub mail: Option<MailSettings>,
    /// How the gateway's management tool writes its files.
    pub tool_format: ToolFormat,
}

/// Who may ask, and how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdgeSettings {
    /// The proxies that may say from where a request came (`MERCHANT_PROXIES`).
    pub proxies: Vec<IpNet>,
    /// How many orders and signatures one source may ask for in a minute
    /// (`MERCHANT_REQUESTS_PER_MINUTE`); 0 is any number.
    pub requests_per_minute: u16,
}

/// How payers are written to.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// The server that takes mails (`MERCHANT_SMTP_URL`).
    pub server: SmtpUrl,
    /// Who they come from (`MERCHANT_MAIL_FROM`).
    pub from: Mailbox,
    /// What of (`MERCHANT_MAIL_KINDS`).
    pub kinds: MailKinds,
}

/// The address of a mail server, with its password: `smtps://user:password@mail.example`,
/// `smtp://mail.example?tls=required`, or on this machine `smtp://localhost`. Never printed.
#[derive(Clone, Debug)]
pub struct SmtpUrl(SecretString);

impl SmtpUrl {
    /// The address, for whoever connects.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl FromStr for SmtpUrl {
    type Err = ();

    /// Reads an address of which nobody between can read what is sent.
    fn from_str(text: &str) -> Result<Self, ()> {
        let url = Url::parse(text.trim()).map_err(|_| ())?;
        let query: Vec<_> = url.query_pairs().collect();
        let is_required = matches!(&query[..], [(name, value)] if name == "tls" && value == "required");
        let is_here = url.host_str().is_some_and(|host| ["localhost", "127.0.0.1", "[::1]"].contains(&host));
        let is_safe = match url.scheme() {
            "smtps" => query.is_empty(),
            "smtp" => is_required || (query.is_empty() && is_here),
            _ => false,
        };
        let is_whole = url.host_str().is_some_and(|host| !host.is_empty()) && url.fragment().is_none();
        let is_known = url.username().is_empty() == url.password().is_none();
        if is_safe && is_whole && is_known { Ok(Self(SecretString::from(text.trim()))) } else { Err(()) }
    }
}

/// How contracts are billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BillingSettings {
    /// How many contracts are worked on at once, each with one call under way
    /// (`MERCHANT_BILLING_CALLS`).
    pub calls: u16,
    /// For how many seconds a charge that was certainly not taken is tried again
    /// (`MERCHANT_BILLING_WINDOW_HOURS`), at most until the day of the next one.
    pub window_seconds: i64,
}

/// How to call the gateway's API type: its address and the password of HTTP Basic, which is the
/// hash key (C).
#[derive(Clone, Debug)]
pub struct ApiAccess {
    /// The address.
    pub url: WebAddress,
    /// The password; never printed.
    pub password: SecretString,
}

/// The scheme and the authority of an address: `https://shop.example`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// The origin as browsers write it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = ();

    /// Reads an origin, with or without a slash at its end.
    fn from_str(text: &str) -> Result<Self, ()> {
        let address: WebAddress = text.parse().map_err(|_| ())?;
        let (origin, rest) = split_origin(address.as_str());
        let (_, authority) = origin.split_once("://").ok_or(())?;
        // No user name, and nothing that would end a rule of a content security policy.
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
        let is_plain = matches!(rest, "" | "/") && authority.bytes().all(plain);
        if is_plain { Ok(Self(origin.to_owned())) } else { Err(()) }
    }
}

/// What staff show: at least sixteen characters, never printed.
#[derive(Clone, Debug)]
pub struct StaffToken(SecretString);

impl StaffToken {
    /// Whether this is what was shown, in constant time.
    #[must_use]
    pub fn is(&self, shown: &str) -> bool {
        shown.as_bytes().ct_eq(self.0.expose_secret().as_bytes()).into()
    }
}

impl FromStr for StaffToken {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let good = text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_graphic());
        if good { Ok(Self(SecretString::from(text))) } else { Err(()) }
    }
}

impl Settings {
    /// The origin of the gateway, for the content security policy and the element's list of
    /// destinations.
    #[must_use]
    pub fn gateway_origin(&self) -> &str {
        origin_of(&self.purchase_url)
    }

    /// Every origin at which a form may arrive, with a space between them: those of the gateway's
    /// addresses and the further ones.
    #[must_use]
    pub fn form_targets(&self) -> String {
        let addresses = [Some(&self.purchase_url), self.application_url.as_ref()];
        let further = self.form_origins.iter().map(Origin::as_str);
        let mut origins: Vec<&str> = Vec::new();
        for origin in addresses.into_iter().flatten().map(origin_of).chain(further) {
            if !origins.contains(&origin) {
                origins.push(origin);
            }
        }
        origins.join(" ")
    }

    /// The shop's host, as calendar files name it.
    #[must_use]
    pub fn host(&self) -> &str {
        self.public_url.split("://").nth(1).and_then(|host| host.split(':').next()).unwrap_or_default()
    }

    /// Whether payers are written to of this.
    #[must_use]
    pub fn writes(&self, kind: MailKind) -> bool {
        self.mail.as_ref().is_some_and(|mail| mail.kinds.has(kind))
    }

    /// The recurring contracts that these addresses allow.
    #[must_use]
    pub const fn methods(&self) -> Methods {
        if self.api.is_some() && self.application_url.is_some() { Methods::All } else { Methods::Simple }
    }

    /// The ways that decide what a payer can do with a contract.
    #[must_use]
    pub const fn ways(&self) -> Ways {
        Ways { contract: self.contract, leaving: self.leaving, takes_applications: self.application_url.is_some() }
    }
}

/// The origin of an address.
#[must_use]
pub fn origin_of(address: &WebAddress) -> &str {
    split_origin(address.as_str()).0
}

/// An address as its origin and the rest.
#[must_use]
pub fn split_origin(address: &str) -> (&str, &str) {
    let host = address.find("://").map_or(0, |place| place + 3);
    let end = address.get(host..).and_then(|rest| rest.find(['/', '?', '#']));
    address.split_at_checked(end.map_or(address.len(), |end| host + end)).unwrap_or((address, ""))
}
