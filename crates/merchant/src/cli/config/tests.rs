//! Settings, read one by one.

mod example;
mod file;

use super::*;
use crate::domain::subscription::rules::Leaving;

/// In the form of the gateway's keys, and not one that it issued.
const KEY: &str = "5ec7e70f7e5705ec7e70f7e5705ec7e70f7e5705";

fn complete(name: &str) -> Option<String> {
    let value = match name {
        "MERCHANT_PUBLIC_URL" => "https://shop.example/",
        "SBPS_MERCHANT_ID" => "30132",
        "SBPS_SERVICE_ID" => "001",
        "SBPS_HASH_KEY" => KEY,
        "SBPS_PURCHASE_URL" => "https://gateway.example/f01/FepBuyInfoReceive.do",
        _ => return None,
    };
    Some(value.to_owned())
}

/// What production takes, apart from its addresses.
fn real(name: &str) -> Option<String> {
    match name {
        "MERCHANT_PUBLIC_URL" => Some("https://shop.kantan.jp".to_owned()),
        "SBPS_MERCHANT_ID" => Some("12345".to_owned()),
        _ => complete(name),
    }
}

const PRODUCTION: &str = "https://fep.sps-system.com/f01/FepBuyInfoReceive.do";
const TEST: &str = "https://stbfep.sps-system.com/f01/FepBuyInfoReceive.do";

/// What is found in the settings of a shop at the gateway with that address, with changes.
fn found(gateway: &str, changes: &[(&str, &str)]) -> (Option<Config>, Vec<Finding>) {
    let lookup = |name: &str| {
        let changed = changes.iter().find(|(changed, _)| *changed == name);
        match changed {
            Some((_, value)) => Some((*value).to_owned()),
            None if name == "SBPS_PURCHASE_URL" => Some(gateway.to_owned()),
            None => real(name),
        }
    };
    Config::examine(lookup, changes.iter().map(|(name, _)| *name))
}

#[test]
fn a_real_shop_is_accepted_at_every_gateway_and_sells_no_demo_that_nobody_asked_for() {
    for gateway in [PRODUCTION, TEST, "https://gateway.example/buy"] {
        let (config, findings) = found(gateway, &[]);
        assert!(findings.iter().all(|found| found.grade == Grade::Ok), "{gateway}: {findings:?}");
        assert!(!config.expect("complete").has_demo_shop, "{gateway}");
    }
    let (config, _) = found(TEST, &[("MERCHANT_DEMO_SHOP", "on")]);
    assert!(config.expect("complete").has_demo_shop, "where it is asked for");
}

#[test]
fn what_must_not_meet_production_is_refused_with_its_variable() {
    for (name, value, says) in [
        ("MERCHANT_PUBLIC_URL", "http://shop.kantan.jp", "https://"),
        ("MERCHANT_PUBLIC_URL", "https://localhost", "this machine"),
        ("MERCHANT_PUBLIC_URL", "https://shop.localhost", "this machine"),
        ("MERCHANT_PUBLIC_URL", "https://127.0.0.1", "this machine"),
        ("MERCHANT_PUBLIC_URL", "https://127.1", "this machine"),
        ("MERCHANT_PUBLIC_URL", "https://0.0.0.0", "this machine"),
        ("MERCHANT_PUBLIC_URL", "https://[::1]", "this machine"),
        ("MERCHANT_PUBLIC_URL", "https://[::ffff:10.0.0.1]", "private"),
        ("MERCHANT_PUBLIC_URL", "https://[fd00::1]", "private"),
        ("MERCHANT_PUBLIC_URL", "https://10.1.2.3", "private"),
        ("MERCHANT_PUBLIC_URL", "https://172.31.0.1", "private"),
        ("MERCHANT_PUBLIC_URL", "https://192.168.1.1", "private"),
        ("MERCHANT_PUBLIC_URL", "https://169.254.1.1", "private"),
        ("MERCHANT_PUBLIC_URL", "https://100.64.0.1", "private"),
        ("MERCHANT_PUBLIC_URL", "https://shop", "no public server"),
        ("MERCHANT_PUBLIC_URL", "https://shop.local", "no public server"),
        ("MERCHANT_PUBLIC_URL", "https://shop.example", "no public server"),
        ("MERCHANT_PUBLIC_URL", "https://shop.kantan.jp:8443", "8443"),
        ("SBPS_HASH_KEY", "c48e0e2c7d04f0954594f14c7801bd430ca6263e", "published"),
        ("SBPS_HASH_KEY", "8435dbd48f2249807ec216c3d5ecab714264cc4a", "published"),
        ("SBPS_HASH_KEY", "5ec7e70f7e5705ec7e70f7e5705ec7e70f7e570", "40"),
        ("SBPS_HASH_KEY", "5ec7e70f7e5705ec7e70f7e5705ec7e70f7e57055", "40"),
        ("SBPS_HASH_KEY", "gec7e70f7e5705ec7e70f7e5705ec7e70f7e5705", "40"),
        ("SBPS_MERCHANT_ID", "30132", "published test account"),
        ("MERCHANT_CLOCK_URL", "http://127.0.0.1:8082/clock", "demo"),
        ("MERCHANT_DEMO_SHOP", "on", "off"),
        ("SBPS_API_URL", "https://stbfep.sps-system.com/api/xmlapi.do", "the test gateway"),
        ("SBPS_API_URL", "https://gateway.example/api", "another gateway"),
        ("SBPS_API_URL", "http://fep.sps-system.com/api/xmlapi.do", "the hash key travels"),
        ("SBPS_PURCHASE_URL", "http://fep.sps-system.com/f01/FepBuyInfoReceive.do", "https://"),
        ("SBPS_PURCHASE_URL", "http://FEP.sps-system.com:80/f01/FepBuyInfoReceive.do", "https://"),
    ] {
        let (_, findings) = found(PRODUCTION, &[(name, value)]);
        let faults: Vec<_> = findings.iter().filter(|found| found.grade == Grade::Fail).collect();
        let is_told = matches!(&faults[..], [fault] if fault.says.contains(name) && fault.says.contains(says));
        assert!(is_told, "{name}={value}: {findings:?}");
        let is_key = name == "SBPS_HASH_KEY";
        assert!(!is_key || findings.iter().all(|found| !found.says.contains(value)), "a key is never printed");
    }
}

#[test]
fn a_key_that_was_changed_on_its_way_is_refused_at_every_gateway() {
    for (before, after, says) in [
        ("\u{feff}", "", "byte order mark"),
        ("\"", "\"", "quotation marks"),
        ("'", "'", "quotation marks"),
        ("\u{201c}", "\u{201d}", "quotation marks"),
        ("a b", "", "white space"),
        ("a\u{3000}", "", "white space"),
        ("\u{ff10}", "", "outside of ASCII"),
        ("\u{200b}", "", "outside of ASCII"),
    ] {
        let key = format!("{before}{KEY}{after}");
        for gateway in [PRODUCTION, TEST, "https://gateway.example/buy"] {
            let (config, findings) = found(gateway, &[("SBPS_HASH_KEY", &key)]);
            let told = findings.iter().any(|found| found.grade == Grade::Fail && found.says.contains(says));
            assert!(config.is_none() && told, "{key:?}: {findings:?}");
            assert!(findings.iter().all(|found| !found.says.contains(KEY)), "{findings:?}");
        }
    }
    // An end of a line is no part of a key.
    let (_, findings) = found(PRODUCTION, &[("SBPS_HASH_KEY", &format!(" {KEY}\r\n"))]);
    assert!(findings.iter().all(|found| found.grade == Grade::Ok), "{findings:?}");
}

#[test]
fn the_hash_key_travels_in_the_open_to_this_machine_alone() {
    for (address, grade) in [
        ("http://127.0.0.1:8082/api", Grade::Ok),
        ("http://localhost:8082/api", Grade::Ok),
        ("http://[::1]:8082/api", Grade::Ok),
        ("http://192.168.0.2/api", Grade::Fail),
        ("http://127.0.0.1.evil.example/api", Grade::Fail),
        ("http://gateway.example/api", Grade::Fail),
        ("https://gateway.example/api", Grade::Ok),
    ] {
        let (_, findings) = found("https://gateway.example/buy", &[("SBPS_API_URL", address)]);
        let worst = findings.iter().map(|found| found.grade).max();
        assert_eq!(worst, Some(grade), "{address}: {findings:?}");
    }
}

#[test]
fn the_test_gateway_warns_of_what_production_refuses() {
    for (name, value) in [
        ("MERCHANT_PUBLIC_URL", "https://localhost"),
        ("MERCHANT_PUBLIC_URL", "http://shop.kantan.jp"),
        ("MERCHANT_CLOCK_URL", "http://127.0.0.1:8082/clock"),
        ("SBPS_APPLICATION_URL", "https://stbfep.sps-system.com/f01/Apply.do"),
    ] {
        let (config, findings) = found(TEST, &[(name, value)]);
        let worst = findings.iter().max_by_key(|found| found.grade).expect("there is something");
        assert!(worst.grade == Grade::Warn && worst.says.contains(name), "{name}={value}: {findings:?}");
        assert!(config.is_some());
    }
}

#[test]
fn a_variable_that_nothing_reads_is_refused_and_a_slip_of_the_pen_named() {
    for (name, says) in [
        ("MERCHANT_STAF_TOKEN", "is MERCHANT_STAFF_TOKEN meant?"),
        ("SPBS_API_URL", "is SBPS_API_URL meant?"),
        ("MECHANT_PUBLIC_URL", "is MERCHANT_PUBLIC_URL meant?"),
        ("SBPS_LIMIT_SECONDS", "is SBPS_LIMIT_SECOND meant?"),
        ("MERCHANT_PASSWORD_OF_NOBODY", "take it away"),
    ] {
        let (_, findings) = found(PRODUCTION, &[(name, "x")]);
        let told = findings
            .iter()
            .any(|found| found.grade == Grade::Fail && found.says.starts_with(name) && found.says.contains(says));
        assert!(told, "{name}: {findings:?}");
    }
    for name in ["PATH", "RUST_LOG", "SANDBOX_LISTEN", "SHOP"] {
        let (_, findings) = found(PRODUCTION, &[(name, "x")]);
        assert!(findings.iter().all(|found| found.grade == Grade::Ok), "{name}: {findings:?}");
    }
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let changes = [("MERCHANT_PUBLIC_URL", "http://localhost:1"), ("MERCHANT_DEMO_SHOP", "on"), ("SBPS_NONE", "1")];
    let (_, findings) = found(PRODUCTION, &changes);
    let faults = findings.iter().filter(|found| found.grade == Grade::Fail).count();
    assert_eq!(faults, changes.len(), "{findings:?}");
}

#[test]
fn what_has_no_default_must_be_set() {
    let error = Config::read(|_| None).expect_err("nothing is set").to_string();
    for name in ["MERCHANT_PUBLIC_URL", "SBPS_MERCHANT_ID", "SBPS_SERVICE_ID", "SBPS_HASH_KEY", "SBPS_PURCHASE_URL"] {
        assert!(error.contains(name), "{name}: {error}");
    }
}

#[test]
fn a_complete_environment_is_read_and_the_key_never_printed() {
    let config = Config::read(complete).expect("complete");
    assert_eq!(config.settings.public_url, "https://shop.example");
    assert_eq!(config.settings.gateway_origin(), "https://gateway.example");
    assert!(!format!("{config:?}").contains(KEY));
}

#[test]
fn a_form_may_go_to_the_gateway_and_to_what_is_named_beside_it() {
    let (test, production) = ("https://stbfep.sps-system.com", "https://fep.sps-system.com");
    let purchase = |origin: &str| format!("{origin}/f01/FepBuyInfoReceive.do");
    let both = format!("{test} {production}");
    for (purchase_url, application_url, named, expected) in [
        (purchase("https://gateway.example"), "", "", "https://gateway.example"),
        (
            purchase("https://gateway.example"),
            "https://apply.example/a",
            "",
            "https://gateway.example https://apply.example",
        ),
        (purchase("https://gateway.example"), "https://gateway.example/a", "", "https://gateway.example"),
        (purchase(test), "", "", &both),
        (purchase(production), "", "", &format!("{production} {test}")),
        (purchase(production), "", "https://carrier.example/", &format!("{production} https://carrier.example")),
        (
            purchase("https://gateway.example"),
            "",
            " https://a.example  http://127.0.0.1:8082 ",
            "https://gateway.example https://a.example http://127.0.0.1:8082",
        ),
    ] {
        let lookup = |name: &str| match name {
            "SBPS_PURCHASE_URL" => Some(purchase_url.clone()),
            "SBPS_APPLICATION_URL" => Some(application_url.to_owned()),
            "SBPS_FORM_ORIGINS" => Some(named.to_owned()),
            _ => real(name),
        };
        let settings = Config::read(lookup).expect("complete").settings;
        assert_eq!(settings.form_targets(), expected, "{purchase_url} {application_url} {named:?}");
    }
}

#[test]
fn a_wrong_tolerance_is_named() {
    let lookup = |name: &str| if name == "SBPS_LIMIT_SECOND" { Some("ten".to_owned()) } else { complete(name) };
    let error = Config::read(lookup).expect_err("not a number");
    assert_eq!(error.0, ["SBPS_LIMIT_SECOND is \"ten\"; it should be 0 to 9999 seconds"]);
}

#[test]
fn each_wrong_setting_is_refused_in_a_sentence_that_names_it() {
    for (name, value) in [
        ("MERCHANT_LISTEN", "8081"),
        ("MERCHANT_PUBLIC_URL", "shop.example"),
        ("MERCHANT_PUBLIC_URL", "https://shop.example/base"),
        ("MERCHANT_PUBLIC_URL", "https://shop.example/?a=b"),
        ("MERCHANT_DATABASE_URL", ""),
        ("MERCHANT_DATABASE_URL", "mysql://localhost/shop"),
        ("SBPS_MERCHANT_ID", "3013"),
        ("SBPS_SERVICE_ID", "1"),
        ("SBPS_HASH_KEY", " "),
        ("SBPS_PURCHASE_URL", "ftp://gateway.example/"),
        ("SBPS_FORM_ORIGINS", "carrier.example"),
        ("SBPS_FORM_ORIGINS", "https://carrier.example/path"),
        ("SBPS_FORM_ORIGINS", "https://carrier.example; script-src https://evil.example"),
        ("SBPS_FORM_ORIGINS", "https://carrier.example,https://other.example"),
        ("SBPS_FORM_ORIGINS", "https://user@carrier.example"),
        ("SBPS_CONTRACT", "everything"),
        ("SBPS_APPLICATION_URL", "/f01"),
        ("SBPS_API_URL", "gateway.example"),
        ("SBPS_LEAVING", "post"),
        ("SBPS_LEAVING", "api"),
        ("MERCHANT_CLOCK_URL", "12:00"),
        ("MERCHANT_STAFF_TOKEN", "too short"),
        ("MERCHANT_MAINTENANCE", "tonight"),
        ("MERCHANT_MAINTENANCE", "2026-12-01T05:00/2026-12-01T02:00"),
    ] {
        let lookup = |asked: &str| if asked == name { Some(value.to_owned()) } else { complete(asked) };
        let wrong = Config::read(lookup).expect_err(name).0;
        assert!(matches!(&wrong[..], [sentence] if sentence.starts_with(name)), "{name}={value:?}: {wrong:?}");
    }
}

#[test]
fn the_key_may_stand_in_a_file_but_in_one_place_only() {
    let file = std::env::temp_dir().join(format!("merchant-key-{}", std::process::id()));
    std::fs::write(&file, "key-from-a-file\n").expect("written");
    let with = |key: Option<&str>, file: &str| {
        let (key, file) = (key.map(str::to_owned), file.to_owned());
        Config::read(move |name| match name {
            "SBPS_HASH_KEY" => key.clone(),
            "SBPS_HASH_KEY_FILE" => Some(file.clone()),
            _ => complete(name),
        })
    };
    let path = file.to_string_lossy();
    assert!(!format!("{:?}", with(None, &path).expect("read from the file")).contains("key-from-a-file"));
    assert!(with(Some(""), &path).is_ok(), "a blank variable is one that is not set");
    for (result, expected) in [
        (with(Some("other-key"), &path), "are both set"),
        (with(None, "/there/is/no/such/file"), "SBPS_HASH_KEY_FILE names \"/there/is/no/such/file\""),
    ] {
        let sentence = result.expect_err("refused").to_string();
        assert!(sentence.contains(expected) && !sentence.contains("other-key"), "{sentence}");
    }
    std::fs::remove_file(file).expect("removed");
}

#[test]
fn what_recurring_contracts_need_may_be_absent_and_its_secrets_are_never_printed() {
    let config = Config::read(complete).expect("complete");
    assert_eq!(config.settings.contract, Contract::Basic);
    assert!(
        config.settings.api.is_none()
            && config.settings.application_url.is_none()
            && config.settings.staff_token.is_none()
    );
    let lookup = |name: &str| match name {
        "SBPS_CONTRACT" => Some("credit_card".to_owned()),
        "SBPS_API_URL" => Some("https://gateway.example/api/xmlapi.do".to_owned()),
        "MERCHANT_STAFF_TOKEN" => Some("a-token-for-the-staff".to_owned()),
        _ => complete(name),
    };
    let config = Config::read(lookup).expect("complete");
    assert_eq!(config.settings.contract, Contract::BasicAndCreditCard);
    assert_eq!((config.settings.host(), config.settings.api.is_some()), ("shop.example", true));
    let printed = format!("{config:?}");
    assert!(!printed.contains(KEY) && !printed.contains("a-token-for-the-staff"));
    let wrong = |name: &str| if name == "MERCHANT_STAFF_TOKEN" { Some("short".to_owned()) } else { complete(name) };
    assert!(!Config::read(wrong).expect_err("too short").to_string().contains("\"short\""));
}

#[test]
fn contracts_are_left_by_the_api_type_where_there_is_one_and_nothing_else_is_set() {
    let leaving = |api: bool, set: Option<&str>| {
        let lookup = |name: &str| match name {
            "SBPS_API_URL" if api => Some("https://gateway.example/api/xmlapi.do".to_owned()),
            "SBPS_LEAVING" => set.map(str::to_owned),
            _ => complete(name),
        };
        Config::read(lookup).map(|config| config.settings.leaving)
    };
    assert_eq!(leaving(true, None), Ok(Leaving::Api));
    assert_eq!(leaving(true, Some("link")), Ok(Leaving::Link));
    assert_eq!(leaving(false, None), Ok(Leaving::Link));
    assert!(leaving(false, Some("api")).is_err_and(|error| error.to_string().contains("SBPS_API_URL")));
}

#[test]
fn every_variable_that_is_read_is_explained_to_whoever_operates_the_shop() {
    let asked = std::cell::RefCell::new(Vec::new());
    let lookup = |name: &str| {
        asked.borrow_mut().push(name.to_owned());
        complete(name)
    };
    assert!(Config::read(lookup).is_ok());
    let page = include_str!("../../../../../docs/en/operating.md");
    let table: String =
        page.lines().filter(|line| line.starts_with("| `MERCHANT_") || line.starts_with("| `SBPS_")).collect();
    let asked = asked.into_inner();
    assert!(asked.len() > 15, "{asked:?}");
    for name in asked {
        // What is said of every secret's file once is not said again.
        let said = name.strip_suffix("_FILE").unwrap_or(&name);
        assert!(table.contains(&format!("`{said}`")), "{name}");
    }
}

#[test]
fn sales_that_the_agreement_does_not_have_are_refused_before_every_order_is() {
    for (contract, sales, is_good) in [
        ("basic", "specified", true),
        ("credit_card", "specified", true),
        ("webmoney", "automatic", true),
        ("webmoney", "specified", false),
        ("both", "specified", false),
    ] {
        let (_, findings) = found(TEST, &[("SBPS_CONTRACT", contract), ("SBPS_ONE_TIME_SALES", sales)]);
        let faults: Vec<&Finding> = findings.iter().filter(|found| found.grade == Grade::Fail).collect();
        let is_told = matches!(&faults[..], [fault] if fault.says.contains("SBPS_ONE_TIME_SALES"));
        assert!(if is_good { faults.is_empty() } else { is_told }, "{contract} {sales}: {faults:?}");
    }
}

#[test]
fn mail_is_sent_by_both_settings_and_in_the_open_on_this_machine_alone() {
    let mail = |server: &'static str, from: &'static str| {
        found(TEST, &[("MERCHANT_SMTP_URL", server), ("MERCHANT_MAIL_FROM", from)])
    };
    let from = "ぶどう堂 <shop@wine.example>";
    for server in [
        "smtps://shop:p%40ss@mail.example",
        "smtps://mail.example:4465",
        "smtp://shop:secret@mail.example?tls=required",
        "smtp://localhost",
        "smtp://127.0.0.1:2525",
    ] {
        let settings = mail(server, from).0.expect(server).settings.mail.expect(server);
        assert_eq!(settings.server.expose(), server);
        assert_eq!(settings.from.email.to_string(), "shop@wine.example");
        assert!(!format!("{settings:?}").contains("secret"), "it is not printed");
    }
    assert!(found(TEST, &[]).0.expect("complete").settings.mail.is_none());
    for (server, from, says) in [
        ("smtp://shop:secret@mail.example", from, "MERCHANT_SMTP_URL is wrong"),
        ("smtp://shop:secret@mail.example?tls=opportunistic", from, "MERCHANT_SMTP_URL is wrong"),
        ("smtp://localhost.example", from, "MERCHANT_SMTP_URL is wrong"),
        ("smtps://secret@mail.example", from, "MERCHANT_SMTP_URL is wrong"),
        ("http://mail.example", from, "MERCHANT_SMTP_URL is wrong"),
        ("secret", from, "MERCHANT_SMTP_URL is wrong"),
        ("smtps://mail.example", "shop", "MERCHANT_MAIL_FROM is"),
        ("smtps://mail.example", "a@b.jp, c@d.jp", "MERCHANT_MAIL_FROM is"),
        ("smtps://mail.example", "", "MERCHANT_MAIL_FROM is not"),
        ("", from, "MERCHANT_SMTP_URL is not"),
    ] {
        let (_, findings) = mail(server, from);
        let faults: Vec<_> = findings.into_iter().filter(|it| it.grade == Grade::Fail).map(|it| it.says).collect();
        assert!(faults.iter().any(|fault| fault.contains(says)), "{server} {from}: {faults:?}");
        assert!(!format!("{faults:?}").contains("secret"), "{faults:?}");
    }
}

#[test]
fn a_shops_words_are_read_and_every_mistake_in_them_is_told() {
    let file = std::env::temp_dir().join(format!("kantan-wording-{}.json", std::process::id()));
    let path = file.to_string_lossy().into_owned();
    let read = |words: &str| {
        std::fs::write(&file, words).expect("written");
        let lookup = |name: &str| match name {
            "MERCHANT_WORDING" => Some(path.clone()),
            "MERCHANT_SERVICE_NAME" => Some("au PAY".to_owned()),
            _ => complete(name),
        };
        Config::read(lookup)
    };
    let good = read(r#"{ "ja": { "checkout.title": "ご予約の確認" } }"#).expect("good words");
    assert_eq!(good.wording.service(), [Some("au PAY"), None]);
    let ConfigError(wrong) =
        read(r#"{ "ja": { "checkout.title": "", "checkout.none": "あ" } }"#).expect_err("mistakes");
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    for place in ["ja.checkout.title", "ja.checkout.none"] {
        assert!(wrong.iter().any(|it| it.contains(&path) && it.contains(place)), "{wrong:?}");
    }
    assert!(matches!(read("no JSON"), Err(ConfigError(wrong)) if wrong[0].contains("MERCHANT_WORDING")));
}
