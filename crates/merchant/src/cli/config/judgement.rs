//! Judges settings that are each well formed: what goes together, and what must not meet the
//! gateway where money moves.

use super::gateway::{Gateway, has_published_account, has_published_key, is_loopback, unreachable};
use super::told::Config;
use crate::cli::finding::{Finding, Grade};
use crate::domain::api_order::sales_word;
use sbps::message::purchase_request::WebAddress;
use url::Url;

/// Everything that was looked at, in the order in which a person would mend it.
pub(super) fn judge(config: &Config) -> Vec<Finding> {
    let gateway = Gateway::of(&config.settings.purchase_url);
    let checks = [addresses, agreement, transport, account, hash_key, public_address, clock, catalogue];
    checks.iter().flat_map(|check| check(config, gateway)).collect()
}

/// What is refused where money moves and only said at the test gateway.
const fn grade(gateway: Gateway) -> Grade {
    match gateway {
        Gateway::Production => Grade::Fail,
        Gateway::Test => Grade::Warn,
        Gateway::Other => Grade::Ok,
    }
}

/// The fault, or what is good where there is none.
fn one(check: &'static str, wrong: Option<(Grade, String)>, good: impl FnOnce() -> String) -> Vec<Finding> {
    let (grade, says) = wrong.unwrap_or_else(|| (Grade::Ok, good()));
    vec![Finding::new(check, grade, says)]
}

/// The gateway's addresses with their variables.
fn gateway_addresses(config: &Config) -> impl Iterator<Item = (&'static str, &WebAddress)> {
    let settings = &config.settings;
    let api = settings.api.as_ref().map(|api| ("SBPS_API_URL", &api.url));
    let application = settings.application_url.as_ref().map(|url| ("SBPS_APPLICATION_URL", url));
    [Some(("SBPS_PURCHASE_URL", &settings.purchase_url)), application, api].into_iter().flatten()
}

fn addresses(config: &Config, gateway: Gateway) -> Vec<Finding> {
    let differs = gateway_addresses(config).find(|(_, address)| Gateway::of(address) != gateway);
    let wrong = differs.map(|(name, address)| {
        let of = Gateway::of(address);
        // A stand-in may stand beside a published address of tests, never beside production.
        let grade = if gateway.max(of) == Gateway::Production { Grade::Fail } else { Grade::Warn };
        let (purchases, other) = (gateway.name(), of.name());
        (grade, format!("SBPS_PURCHASE_URL is {purchases} and {name} is {other}; set both to the same one"))
    });
    let mut found = one("gateway", wrong, || format!("purchases go to {}", gateway.name()));
    if config.settings.application_url.is_some() && config.settings.api.is_none() {
        let says = "SBPS_APPLICATION_URL is set without SBPS_API_URL; without it no contract could be billed, \
                    and none of fixed term is sold";
        found.push(Finding::new("gateway", Grade::Warn, says));
    }
    found
}

/// Whether what is agreed with the gateway goes together ("Combination of payment methods").
fn agreement(config: &Config, _: Gateway) -> Vec<Finding> {
    let (contract, sales) = (config.settings.contract, config.settings.one_time_sales);
    let wrong = (!contract.has_sales_method(sales)).then(|| {
        let says = format!(
            "SBPS_ONE_TIME_SALES is {} and SBPS_CONTRACT is {contract}, which has no such sales: every one-time order \
             would be refused; set what the gateway confirmed",
            sales_word(sales)
        );
        (Grade::Fail, says)
    });
    one("agreement", wrong, || format!("{contract}, {} sales", sales_word(sales)))
}

/// Nothing that the gateway is sent may be read on its way: the password of the API type is the
/// hash key.
fn transport(config: &Config, _: Gateway) -> Vec<Finding> {
    let open = |address: &WebAddress| address.as_str().starts_with("http://") && !is_loopback(address);
    let wrong = gateway_addresses(config).filter(|(_, address)| open(address)).map(|(name, address)| {
        let is_api = name == "SBPS_API_URL";
        let secret = if is_api { "the hash key travels as its password" } else { "what payers send is readable" };
        let fatal = is_api || Gateway::of(address) != Gateway::Other;
        let says = format!("{name} is {:?}; it should begin with https://: {secret}", address.as_str());
        Finding::new("transport", if fatal { Grade::Fail } else { Grade::Warn }, says)
    });
    let wrong: Vec<Finding> = wrong.collect();
    if wrong.is_empty() { one("transport", None, || "nothing is sent in the open".to_owned()) } else { wrong }
}

fn account(config: &Config, gateway: Gateway) -> Vec<Finding> {
    let account = &config.settings.account;
    let is_wrong = has_published_account(&config.settings) && gateway == Gateway::Production;
    let wrong = is_wrong.then(|| {
        let says = format!(
            "SBPS_MERCHANT_ID and SBPS_SERVICE_ID are the published test account {account}; \
             set the ones that the gateway issued for production"
        );
        (Grade::Fail, says)
    });
    one("account", wrong, || account.to_string())
}

fn hash_key(config: &Config, gateway: Gateway) -> Vec<Finding> {
    let name = if config.has_key_file { "SBPS_HASH_KEY_FILE" } else { "SBPS_HASH_KEY" };
    let wrong = if gateway == Gateway::Production && has_published_key(&config.settings) {
        Some((Grade::Fail, format!("{name} holds a published test key; set the one issued for production")))
    } else if gateway != Gateway::Other && !config.settings.hash_key.is_as_issued() {
        let says = format!("{name} does not hold 40 hexadecimal digits, as every key of the gateway; copy it again");
        Some((Grade::Fail, says))
    } else {
        None
    };
    one("hash-key", wrong, || format!("{name} is set"))
}

fn public_address(config: &Config, gateway: Gateway) -> Vec<Finding> {
    let name = "MERCHANT_PUBLIC_URL";
    let address = &config.settings.public_url;
    let url = Url::parse(address).ok();
    let host = url.as_ref().and_then(Url::host);
    let blocked = host.as_ref().and_then(|host| unreachable(host));
    let port = url.as_ref().and_then(Url::port);
    let wrong = if let Some(what) = blocked {
        Some(format!("its host is {what}: the gateway could not reach /sbps/notifications"))
    } else if !address.starts_with("https://") {
        Some("it should begin with https://: the gateway and payers come over the public network".to_owned())
    } else {
        port.map(|port| format!("port {port} is not the one of https, 443: the gateway may not call others"))
    };
    let wrong = wrong.filter(|_| grade(gateway) != Grade::Ok);
    one("public-address", wrong.map(|why| (grade(gateway), format!("{name} is {address:?}; {why}"))), || {
        address.clone()
    })
}

fn clock(config: &Config, gateway: Gateway) -> Vec<Finding> {
    let is_wrong = config.clock_url.is_some() && gateway != Gateway::Other;
    let says = "MERCHANT_CLOCK_URL is set: a demo's clock is not the gateway's; take it away";
    one("clock", is_wrong.then(|| (grade(gateway), says.to_owned())), || match &config.clock_url {
        Some(_) => "a demo's (MERCHANT_CLOCK_URL)".to_owned(),
        None => "the machine's".to_owned(),
    })
}

fn catalogue(config: &Config, gateway: Gateway) -> Vec<Finding> {
    let is_wrong = config.has_demo_shop && gateway == Gateway::Production;
    let says = "MERCHANT_DEMO_SHOP is \"on\"; set it to off: payers would pay for goods that nobody sends";
    one("catalogue", is_wrong.then(|| (Grade::Fail, says.to_owned())), || {
        if config.has_demo_shop { "the demo shop's" } else { "none: the demo shop is off" }.to_owned()
    })
}
