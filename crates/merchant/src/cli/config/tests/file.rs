//! The file of settings, and the environment before it.

use super::*;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// A complete file, with lines after it.
fn complete_file(more: &str) -> String {
    format!(
        "[merchant]\npublic_url = \"https://shop.kantan.jp\"\n[sbps]\nmerchant_id = \"12345\"\nservice_id = \"001\"\n\
         hash_key = \"{KEY}\"\npurchase_url = \"{TEST}\"\n{more}"
    )
}

/// What is found in a file and in an environment before it.
fn examined(file: &str, environment: &[(&str, &str)]) -> Examined {
    let lookup = |name: &str| environment.iter().find(|(set, _)| *set == name).map(|(_, value)| (*value).to_owned());
    let names = environment.iter().map(|(name, _)| *name);
    Config::examine_all(lookup, names, SettingsFile::parse("kantan.toml".to_owned(), file))
}

fn faults(examined: &Examined) -> Vec<&str> {
    examined.findings.iter().filter(|found| found.grade == Grade::Fail).map(|found| &*found.says).collect()
}

fn shown<'a>(examined: &'a Examined, name: &str) -> (Option<&'a str>, &'a str) {
    let setting = examined.shown.iter().find(|setting| setting.name == name).expect("it is a setting");
    (setting.value.as_deref(), &setting.from)
}

#[test]
fn every_kind_of_value_is_read_as_in_the_environment() {
    let more = "form_origins = [\"https://a.example\", \"https://b.example\"]\nlimit_second = 0x10\n";
    let text = complete_file(more)
        .replace("[sbps]", "demo_shop = false\nbilling_calls = 7\nproxies = [\"127.0.0.1\", \"10.0.0.0/8\"]\n[sbps]");
    let found = examined(&text, &[]);
    assert_eq!(faults(&found), [""; 0]);
    let config = found.config.expect("complete");
    assert!(!config.has_demo_shop);
    assert_eq!(config.settings.limit_seconds, "16".parse().ok());
    assert_eq!((config.settings.billing.calls, config.settings.edge.proxies.len()), (7, 2));
    assert!(config.settings.form_targets().ends_with("https://a.example https://b.example"));
}

#[test]
fn the_environment_comes_before_the_file_and_both_are_told_apart() {
    let found = examined(
        &complete_file("").replace("[sbps]", "listen = \"127.0.0.1:1\"\n[sbps]"),
        &[("MERCHANT_LISTEN", "127.0.0.1:2")],
    );
    assert_eq!(shown(&found, "MERCHANT_LISTEN"), (Some("127.0.0.1:2"), "environment"));
    assert_eq!(shown(&found, "MERCHANT_PUBLIC_URL"), (Some("https://shop.kantan.jp"), "kantan.toml line 2"));
    assert_eq!(shown(&found, "MERCHANT_BILLING_CALLS"), (Some("4"), "default"));
    assert_eq!(shown(&found, "SBPS_API_URL"), (None, "not set"));
    assert_eq!(found.config.expect("complete").listen.port(), 2);
    // A blank one takes away what the file sets.
    let api = "api_url = \"https://stbfep.sps-system.com/api/xmlapi.do\"\n";
    assert!(examined(&complete_file(api), &[]).config.is_some_and(|config| config.settings.api.is_some()));
    let without = examined(&complete_file(api), &[("SBPS_API_URL", "")]);
    assert!(without.config.is_some_and(|config| config.settings.api.is_none()));
}

#[test]
fn no_secret_is_shown_wherever_it_stands() {
    let database = "database_url = \"postgres://shop:open-sesame@localhost/shop\"\nstaff_token = \"sixteen-letters-or-more\"\n[sbps]";
    let found = examined(&complete_file("").replace("[sbps]", database), &[]);
    assert_eq!(faults(&found), [""; 0]);
    let printed = format!("{:?}", found.shown);
    assert!(!printed.contains(KEY) && !printed.contains("sixteen-letters"), "{printed}");
    assert_eq!(shown(&found, "MERCHANT_DATABASE_URL").0, Some("postgres://shop:***@localhost/shop"));
    assert_eq!(shown(&found, "SBPS_HASH_KEY"), (Some("***"), "kantan.toml line 8"));
    // Not where it is wrong either: neither as a value nor as a line of a file that is none.
    let found = examined(&complete_file("").replace(KEY, &format!("{KEY} x")), &[]);
    assert!(
        matches!(&faults(&found)[..], [says] if says.contains("sbps.hash_key, kantan.toml line 6") && !says.contains(KEY))
    );
    let found = examined(&complete_file("").replace(&format!("\"{KEY}\""), &format!("\"{KEY}")), &[]);
    let says = faults(&found).join("\n");
    assert!(says.contains("kantan.toml line 6 is no TOML") && !says.contains(KEY), "{says}");
}

#[test]
fn a_key_that_nothing_reads_is_refused_with_the_nearest_that_something_does() {
    for (line, says) in [
        (
            "limit_seconds = 3",
            "sbps.limit_seconds (kantan.toml line 8) is no setting of this program; the nearest is sbps.limit_second",
        ),
        ("[merchnt]\nlisten = \"127.0.0.1:1\"", "the nearest is merchant.listen"),
        ("Api_Url = \"x\"", "the nearest is sbps.api_url"),
    ] {
        let found = examined(&complete_file(line), &[]);
        assert!(matches!(&faults(&found)[..], [fault] if fault.contains(says)), "{line}: {:?}", faults(&found));
    }
    for (line, says) in [
        ("limit_second = 1.5", "is a float"),
        ("limit_second = 2026-12-01", "is a datetime"),
        ("form_origins = [1]", "is a array"),
        ("limit_second.x = 1", "is a table"),
        (
            "limit_second = \"ten\"",
            "SBPS_LIMIT_SECOND (sbps.limit_second, kantan.toml line 8) is \"ten\"; it should be",
        ),
    ] {
        let found = examined(&complete_file(line), &[]);
        assert!(matches!(&faults(&found)[..], [fault] if fault.contains(says)), "{line}: {:?}", faults(&found));
    }
    let found = examined(&format!("listen = \"127.0.0.1:1\"\n{}", complete_file("")), &[]);
    assert!(matches!(&faults(&found)[..], [fault] if fault.contains("stands in no table")), "{:?}", faults(&found));
}

#[test]
fn every_secret_may_stand_in_a_file_of_its_own() {
    let folder = std::env::temp_dir().join(format!("kantan-secrets-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("made");
    let secret = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).expect("written");
        folder.join(name).display().to_string()
    };
    let (token, database) =
        (secret("token", "a-token-for-the-staff\n"), secret("database", "sqlite:///tmp/never-opened.sqlite\n"));
    let lines = format!("staff_token_file = \"{token}\"\ndatabase_url_file = \"{database}\"\n[sbps]");
    let text = complete_file("").replace("[sbps]", &lines);
    let found = examined(&text, &[]);
    assert_eq!(faults(&found), [""; 0]);
    let config = found.config.expect("complete");
    assert!(config.settings.staff_token.is_some());
    assert_eq!(&*config.database_url, "sqlite:///tmp/never-opened.sqlite");
    // Set for one run, it is not set twice.
    let told = examined(&text, &[("MERCHANT_DATABASE_URL", "sqlite://other.sqlite")]);
    assert_eq!(told.config.map(|config| config.database_url.to_string()).as_deref(), Some("sqlite://other.sqlite"));
    let twice = examined(&text.replace("[sbps]", "staff_token = \"another-token-for-staff\"\n[sbps]"), &[]);
    assert!(matches!(&faults(&twice)[..], [says] if says.contains("are both set")), "{:?}", faults(&twice));
    let short = secret("short", "short");
    let short = examined(&text.replace(&token, &short), &[]);
    assert!(
        matches!(&faults(&short)[..], [says] if says.contains("which is wrong; it should be")),
        "{:?}",
        faults(&short)
    );
    std::fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn a_file_that_is_not_there_is_a_fault_and_one_with_secrets_for_everybody_a_warning() {
    let there_is_none = SettingsFile::read(Path::new("/there/is/no/such/file.toml"));
    assert!(matches!(&there_is_none.wrong[..], [says] if says.starts_with("/there/is/no/such/file.toml is to hold")));
    let file = std::env::temp_dir().join(format!("kantan-settings-{}.toml", std::process::id()));
    std::fs::write(&file, complete_file("")).expect("written");
    let warnings = |mode: u32| {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).expect("changed");
        let found = Config::examine_all(|_| None, [], SettingsFile::read(&file));
        assert!(found.config.is_some(), "{:?}", found.findings);
        found.findings.iter().filter(|found| found.check == "settings").count()
    };
    assert_eq!((warnings(0o640), warnings(0o644)), (0, 1));
    std::fs::remove_file(file).expect("removed");
}
