//! Settings, read one by one.

use super::*;

fn complete(name: &str) -> Option<String> {
    let value = match name {
        "MERCHANT_PUBLIC_URL" => "https://shop.example/",
        "SBPS_MERCHANT_ID" => "30132",
        "SBPS_SERVICE_ID" => "001",
        "SBPS_HASH_KEY" => "secret-of-the-shop",
        "SBPS_PURCHASE_URL" => "https://gateway.example/f01/FepBuyInfoReceive.do",
        _ => return None,
    };
    Some(value.to_owned())
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
    assert!(!format!("{config:?}").contains("secret-of-the-shop"));
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
            _ => complete(name),
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
        ("MERCHANT_DATABASE_URL", "postgres://localhost/shop"),
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
    assert!(!printed.contains("secret-of-the-shop") && !printed.contains("a-token-for-the-staff"));
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
