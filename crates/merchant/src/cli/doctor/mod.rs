//! `kantan doctor`: everything that keeps the shop from working, at once, each with what to do.
//!
//! It changes nothing, sends nothing that the gateway would act on, and can be asked while the shop
//! is open.

mod files;
mod page;
mod reach;

use super::config::{Config, Examined};
use super::finding::{Finding, Grade};
use crate::store::examine;
use std::io::Write;
use url::Url;

/// The address of a page, for `--page`.
///
/// # Errors
/// What it has to be.
pub(super) fn page_address(text: &str) -> Result<Url, String> {
    let address = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    address.ok_or_else(|| "an address that begins with https:// or http://".to_owned())
}

/// Looks at a page that embeds an element, at nothing else, and prints what was found. No setting has to be there.
///
/// # Errors
/// How much of the element does not work there, or that nothing could be printed.
#[tokio::main]
pub(super) async fn doctor_of_page(address: &Url, as_json: bool) -> Result<(), Box<dyn std::error::Error>> {
    let findings = page::look(address, Config::examine_process().config.as_ref()).await;
    print(&findings, as_json)?;
    let has_fault = findings.iter().any(|found| found.grade == Grade::Fail);
    if has_fault { Err("the element does not work on that page".into()) } else { Ok(()) }
}

/// Looks at settings, files, record, gateway and public address, and prints what was found.
///
/// # Errors
/// How many faults there are, or that nothing could be printed.
#[tokio::main]
pub(super) async fn doctor(as_json: bool) -> Result<(), Box<dyn std::error::Error>> {
    let Examined { config, mut findings, .. } = Config::examine_process();
    if let Some(config) = &config {
        findings.extend(files::look(&config.element_dir));
        findings.push(staff(config));
        findings.push(descriptors());
        findings.extend(record(config).await);
        findings.extend(reach::look(config).await);
    }
    print(&findings, as_json)?;
    match findings.iter().filter(|found| found.grade == Grade::Fail).count() {
        0 => Ok(()),
        1 => Err("one fault: the shop does not start, or does not work, before it is mended".into()),
        many => Err(format!("{many} faults: the shop does not start, or does not work, before they are mended").into()),
    }
}

/// A line for each, on standard output; or one array of objects with `check`, `grade` and `says`.
fn print(findings: &[Finding], as_json: bool) -> Result<(), Box<dyn std::error::Error>> {
    let mut output = std::io::stdout().lock();
    if as_json {
        writeln!(output, "{}", serde_json::to_string_pretty(findings)?)?;
        return Ok(());
    }
    let width = findings.iter().map(|found| found.check.len()).max().unwrap_or_default();
    for Finding { check, grade, says } in findings {
        writeln!(output, "{:<4}  {check:<width$}  {says}", grade.as_str())?;
    }
    Ok(())
}

fn staff(config: &Config) -> Finding {
    let says = "MERCHANT_STAFF_TOKEN is not set: there are no staff pages, and the reconciliation list cannot be seen";
    match config.settings.staff_token {
        None => Finding::new("staff", Grade::Warn, says),
        Some(_) => Finding::new("staff", Grade::Ok, "MERCHANT_STAFF_TOKEN is set"),
    }
}

/// How many connections there can be.
fn descriptors() -> Finding {
    match rlimit::Resource::NOFILE.get() {
        Ok((_, most)) if most < 1_192 => {
            let says = format!("at most {most} descriptors; set LimitNOFILE, or ulimit -Hn, to 8192 or more");
            Finding::new("descriptors", Grade::Warn, says)
        }
        Ok((_, most)) => Finding::new("descriptors", Grade::Ok, format!("up to {most}")),
        Err(error) => Finding::new("descriptors", Grade::Warn, format!("their limit cannot be read: {error}")),
    }
}

/// The record, and what waits in it for a person.
async fn record(config: &Config) -> Vec<Finding> {
    let examined = match examine(&config.database_url, &config.settings.account).await {
        Ok(examined) => examined,
        Err(error) => {
            let says = format!("MERCHANT_DATABASE_URL is {:?}: {error}", config.database_url);
            return vec![Finding::new("record", Grade::Fail, says)];
        }
    };
    let says = if examined.is_behind { "this shop's; a start brings its tables up to date" } else { "this shop's" };
    let mut findings = vec![Finding::new("record", Grade::Ok, says)];
    if examined.is_held {
        let says = "billing stands still: see `kantan billing status`, then `kantan billing release`";
        findings.push(Finding::new("billing", Grade::Warn, says));
    } else {
        findings.push(Finding::new("billing", Grade::Ok, "is not held"));
    }
    if examined.are_mails_held {
        let says = "mails to payers wait: the mail server refuses MERCHANT_MAIL_FROM or the password; none is lost";
        findings.push(Finding::new("mail", Grade::Warn, says));
    }
    if let Some(first) = examined.changed_evidence.first() {
        let many = examined.changed_evidence.len();
        let says = format!(
            "of {many} orders what the payer agreed to does not fit its hash, as of {first}: somebody changed the record; \
             compare it with a backup and with the hash in webhooks and mails"
        );
        findings.push(Finding::new("evidence", Grade::Fail, says));
    } else {
        let says = format!("the latest {} fit their hashes", examined.evidence);
        findings.push(Finding::new("evidence", Grade::Ok, says));
    }
    findings.push(match examined.open_items {
        0 => Finding::new("reconciliation", Grade::Ok, "nothing is open"),
        open => Finding::new("reconciliation", Grade::Warn, format!("{open} open: look at /staff/reconciliation")),
    });
    findings
}
