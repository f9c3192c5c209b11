//! What the program is told by its environment and by one file. The hash key has no default and is never
//! printed.

mod asked;
mod file;
mod gateway;
mod judgement;
mod told;
mod tool;
mod variables;
mod wording;

pub use asked::{Place, Shown};
pub(super) use file::name as name_file;
pub use told::Config;

use super::finding::{Finding, Grade};
use file::SettingsFile;
use variables::Variables;

use crate::domain::api_order::sales_of;
use crate::domain::maintenance::Maintenance;
use crate::service::maintenance::Calendar;
use crate::service::settings::{ApiAccess, BillingSettings, EdgeSettings, Origin, Settings, origin_of};
use ipnet::IpNet;
use sbps::billing::{Contract, SalesMethod};
use sbps::identifier::Account;
use sbps::message::purchase_request::{PUBLISHED_ORIGINS, WebAddress};
use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;

/// Everything that was looked at in the settings.
pub struct Examined {
    /// The settings; none where one is missing.
    pub config: Option<Config>,
    /// What was found, with a fault where there are no settings.
    pub findings: Vec<Finding>,
    /// Each setting that there is, with its value and where it was found, without secrets.
    pub shown: Vec<Shown>,
}

/// The settings that do not say what they should.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

impl Config {
    /// Reads the settings of the process.
    ///
    /// # Errors
    /// [`ConfigError`] naming every variable that is wrong and what to do, also those that are
    /// unknown, and those that must not meet the gateway where money moves.
    pub fn from_environment() -> Result<Self, ConfigError> {
        let Examined { config, findings, .. } = Self::examine_process();
        for found in findings.iter().filter(|found| found.grade == Grade::Warn) {
            tracing::warn!(check = found.check, "{}", found.says);
        }
        accepted(config, findings)
    }

    /// The same, with everything that was looked at. Without settings there is a fault.
    #[must_use]
    pub fn examine_process() -> Examined {
        let mut names = Vec::new();
        for (name, _) in std::env::vars_os() {
            names.extend(name.into_string());
        }
        let lookup = |name: &str| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        Self::examine_all(lookup, names.iter().map(String::as_str), SettingsFile::of_the_process())
    }

    /// Reads the settings through `lookup`.
    ///
    /// # Errors
    /// [`ConfigError`] naming every variable that is wrong and what it should be.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let (config, findings) = Self::examine(lookup, []);
        accepted(config, findings)
    }

    /// Reads and judges the settings. `names` are the variables that there are.
    pub fn examine<'a>(
        lookup: impl Fn(&str) -> Option<String>,
        names: impl IntoIterator<Item = &'a str>,
    ) -> (Option<Self>, Vec<Finding>) {
        let Examined { config, findings, .. } = Self::examine_all(lookup, names, SettingsFile::default());
        (config, findings)
    }

    fn examine_all<'a>(
        lookup: impl Fn(&str) -> Option<String>,
        names: impl IntoIterator<Item = &'a str>,
        file: SettingsFile,
    ) -> Examined {
        let mut variables = Variables::new(lookup, file);
        let config = Self::read_all(&mut variables);
        variables.refuse_unknown(names);
        let shown = variables.asked.iter().map(asked::Asked::shown).collect();
        let public = variables.public_secret().map(|says| Finding::new("settings", Grade::Warn, says));
        let wrong = variables.wrong.into_iter().map(|says| Finding::new("settings", Grade::Fail, says));
        let mut findings: Vec<Finding> = wrong.chain(public).collect();
        findings.extend(config.iter().flat_map(judgement::judge));
        Examined { config, findings, shown }
    }

    /// Every setting; `None` where one is missing.
    fn read_all(variables: &mut Variables<impl Fn(&str) -> Option<String>>) -> Option<Self> {
        let address = "an absolute http or https address";
        let listen =
            variables.read("MERCHANT_LISTEN", Some("127.0.0.1:8081"), "an address and a port, as 127.0.0.1:8081");
        let public_url: Option<Origin> =
            variables.read("MERCHANT_PUBLIC_URL", None, "the shop's origin, as https://shop.example");
        let database_url = variables.address(
            "MERCHANT_DATABASE_URL",
            "sqlite://merchant.sqlite",
            "an address of SQLite or PostgreSQL, as sqlite://merchant.sqlite or postgres://user@host/database",
        );
        let element_dir: Option<PathBuf> =
            variables.read("MERCHANT_ELEMENT_DIR", Some("dist/element"), "the folder of the element's files");
        let merchant_id = variables.read("SBPS_MERCHANT_ID", None, "the five digits issued by the gateway");
        let service_id = variables.read("SBPS_SERVICE_ID", None, "the three digits issued by the gateway");
        let purchase_url: Option<WebAddress> = variables.read("SBPS_PURCHASE_URL", None, address);
        let form_origins: Option<Origins> =
            variables.optional("SBPS_FORM_ORIGINS", "origins with spaces between them, as https://carrier.example");
        let form_origins = form_origins.or_else(|| purchase_url.as_ref().map(Origins::of));
        let limit_seconds = variables.optional("SBPS_LIMIT_SECOND", "0 to 9999 seconds");
        let contract: Option<NamedContract> =
            variables.read("SBPS_CONTRACT", Some("basic"), "basic, credit_card, webmoney or both");
        let one_time_sales: Option<NamedSales> =
            variables.read("SBPS_ONE_TIME_SALES", Some("automatic"), "automatic or specified");
        let application_url = variables.optional("SBPS_APPLICATION_URL", address);
        let api_url: Option<WebAddress> = variables.optional("SBPS_API_URL", address);
        let leaving = variables.leaving(api_url.is_some());
        let clock_url = variables.optional("MERCHANT_CLOCK_URL", address);
        let maintenance: Option<Maintenance> = variables.optional(
            "MERCHANT_MAINTENANCE",
            "windows in Japan's time that do not overlap, with spaces between them, as 2026-12-01T02:00/2026-12-01T05:00",
        );
        let calls: Option<InRange<1, 64>> = variables.read("MERCHANT_BILLING_CALLS", Some("4"), "1 to 64");
        let window: Option<InRange<1, 744>> =
            variables.read("MERCHANT_BILLING_WINDOW_HOURS", Some("72"), "1 to 744 hours");
        let proxies: Option<Networks> = variables
            .optional("MERCHANT_PROXIES", "addresses or networks with spaces between them, as 127.0.0.1 10.0.0.0/8");
        let per_minute: Option<InRange<0, 60_000>> =
            variables.read("MERCHANT_REQUESTS_PER_MINUTE", Some("300"), "1 to 60000, or 0 for any number");
        let mail = variables.mail();
        let tool_format = variables.tool_format();
        let wording = variables.wording();
        let staff_token = variables.secret("MERCHANT_STAFF_TOKEN", "at least 16 characters of printable ASCII");
        let hash_key = variables.hash_key();
        let has_key_file = variables.has_key_file();
        // What a shop sells is the shop's: this service has goods only where a trial asks for them.
        let demo_shop: Option<Switch> = variables.read("MERCHANT_DEMO_SHOP", Some("off"), "on or off");
        let (hash_key, password) = hash_key?;
        Some(Self {
            listen: listen?,
            database_url: database_url?,
            element_dir: element_dir?,
            clock_url,
            has_demo_shop: demo_shop?.0,
            has_key_file,
            wording: wording?,
            settings: Settings {
                public_url: public_url?.as_str().to_owned(),
                account: Account { merchant_id: merchant_id?, service_id: service_id? },
                hash_key,
                purchase_url: purchase_url?,
                form_origins: form_origins?.0,
                limit_seconds,
                contract: contract?.0,
                one_time_sales: one_time_sales?.0,
                application_url,
                api: api_url.map(|url| ApiAccess { url, password }),
                leaving,
                staff_token,
                maintenance: Calendar::new(maintenance.unwrap_or_default()),
                billing: BillingSettings { calls: calls?.0, window_seconds: i64::from(window?.0) * 60 * 60 },
                edge: EdgeSettings {
                    proxies: proxies.map(|Networks(networks)| networks).unwrap_or_default(),
                    requests_per_minute: per_minute?.0,
                },
                mail,
                tool_format: tool_format?,
            },
        })
    }
}

/// The settings, unless there is a fault.
fn accepted(config: Option<Config>, findings: Vec<Finding>) -> Result<Config, ConfigError> {
    let faults: Vec<String> =
        findings.into_iter().filter(|found| found.grade == Grade::Fail).map(|found| found.says).collect();
    match config {
        Some(config) if faults.is_empty() => Ok(config),
        _ => Err(ConfigError(faults)),
    }
}

/// On or off.
struct Switch(bool);

impl FromStr for Switch {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "on" => Ok(Self(true)),
            "off" => Ok(Self(false)),
            _ => Err(()),
        }
    }
}

/// A contract by its name in the environment.
struct NamedContract(Contract);

impl FromStr for NamedContract {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "basic" => Ok(Self(Contract::Basic)),
            "credit_card" => Ok(Self(Contract::BasicAndCreditCard)),
            "webmoney" => Ok(Self(Contract::BasicAndWebMoney)),
            "both" => Ok(Self(Contract::BasicAndCreditCardAndWebMoney)),
            _ => Err(()),
        }
    }
}

/// A sales method by its name in the environment.
struct NamedSales(SalesMethod);

impl FromStr for NamedSales {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        sales_of(text).map(Self).ok_or(())
    }
}

/// A number within its bounds.
struct InRange<const LEAST: u16, const MOST: u16>(u16);

impl<const LEAST: u16, const MOST: u16> FromStr for InRange<LEAST, MOST> {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        text.trim().parse().ok().filter(|number| (LEAST..=MOST).contains(number)).map(Self).ok_or(())
    }
}

/// Origins with spaces between them.
struct Origins(Vec<Origin>);

impl FromStr for Origins {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        text.split_ascii_whitespace().map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl Origins {
    /// The gateway's two published ones where payers are sent to one of them, none elsewhere.
    fn of(purchase_url: &WebAddress) -> Self {
        let is_published = PUBLISHED_ORIGINS.split(' ').any(|origin| origin == origin_of(purchase_url));
        let published = if is_published { PUBLISHED_ORIGINS } else { "" };
        published.parse().unwrap_or(Self(Vec::new()))
    }
}

/// Networks with spaces between them; an address is the network of itself.
struct Networks(Vec<IpNet>);

impl FromStr for Networks {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let network = |word: &str| word.parse().or_else(|_| word.parse::<IpAddr>().map(IpNet::from));
        text.split_ascii_whitespace().map(network).collect::<Result<_, _>>().map(Self).map_err(|_| ())
    }
}

#[cfg(test)]
mod tests;
