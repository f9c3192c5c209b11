//! Persons who sign in: what each may do, for how long, and what stays on record of it.

use crate::database::OWN;
use crate::program::{program, said};
use crate::support::{Answer, FORM, NOON, TestShop, fresh_folder};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use merchant::domain::person::Role;
use merchant::service::persons::hashed;
use sbps::wire::{Encoding, write_form};
use std::io::Write;
use std::net::SocketAddr;
use std::time::Duration;

const PASSWORD: &str = "correct horse battery";
/// The name and password `staff:a-token-for-staff`, as a browser sends them.
const TOKEN: &str = "Basic c3RhZmY6YS10b2tlbi1mb3Itc3RhZmY=";

/// Every address of the staff's pages that takes a role, with the role that it takes.
const ROUTES: [(&str, &str, Role); 35] = [
    ("GET", "/staff", Role::View),
    ("GET", "/staff/log", Role::Admin),
    ("GET", "/staff/keys", Role::Admin),
    ("POST", "/staff/keys", Role::Admin),
    ("POST", "/staff/keys/{number}/rotate", Role::Admin),
    ("POST", "/staff/keys/{number}/revoke", Role::Admin),
    ("GET", "/staff/export", Role::View),
    ("GET", "/staff/export.csv", Role::View),
    ("GET", "/staff/search", Role::View),
    ("GET", "/staff/orders/{reference}", Role::View),
    ("GET", "/staff/orders/{reference}/evidence", Role::View),
    ("POST", "/staff/orders/{reference}/cancel", Role::Operate),
    ("POST", "/staff/orders/{reference}/end", Role::Operate),
    ("GET", "/staff/payments/{name}", Role::View),
    ("GET", "/staff/payments/{name}/{action}", Role::Operate),
    ("POST", "/staff/payments/{name}/{action}", Role::Operate),
    ("GET", "/staff/disputes", Role::View),
    ("POST", "/staff/disputes", Role::Operate),
    ("GET", "/staff/disputes/{number}", Role::View),
    ("POST", "/staff/disputes/{number}", Role::Operate),
    ("GET", "/staff/maintenance", Role::View),
    ("POST", "/staff/maintenance", Role::Operate),
    ("POST", "/staff/maintenance/{number}/end", Role::Operate),
    ("GET", "/staff/password", Role::View),
    ("POST", "/staff/password", Role::View),
    ("GET", "/staff/reconciliation", Role::View),
    ("POST", "/staff/reconciliation", Role::Operate),
    ("GET", "/staff/reconciliation.csv", Role::View),
    ("POST", "/staff/reconciliation/import", Role::Operate),
    ("GET", "/staff/reconciliation/import/{number}", Role::View),
    ("POST", "/staff/reconciliation/import/{number}", Role::Operate),
    ("POST", "/staff/billing", Role::Operate),
    ("POST", "/staff/suspensions", Role::Operate),
    ("POST", "/staff/contracts", Role::Operate),
    ("POST", "/staff/charges", Role::Operate),
];

/// The others: whoever is not signed in signs in.
const OPEN: [(&str, &str); 3] = [("GET", "/staff/sign-in"), ("POST", "/staff/sign-in"), ("POST", "/staff/sign-out")];

async fn open() -> TestShop {
    TestShop::open_with(OWN, &[("MERCHANT_STAFF_TOKEN", "a-token-for-staff")], Duration::from_secs(20)).await
}

async fn add(shop: &TestShop, name: &str, role: Role) {
    let hash = hashed(PASSWORD.to_owned()).await.expect("a hash");
    assert!(shop.shop.store.add_person(name, role, &hash, NOON).await.expect("kept"));
}

async fn sign_in(shop: &TestShop, name: &str, password: &str) -> Answer {
    let fields =
        [("name", name), ("password", password), ("next", "/staff/reconciliation?language=en"), ("language", "en")];
    shop.post_form("/staff/sign-in", &fields).await
}

/// The cookie of a person who has signed in.
async fn cookie(shop: &TestShop, name: &str) -> String {
    let answer = sign_in(shop, name, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("set-cookie").split(';').next().expect("a cookie").to_owned()
}

/// A request as a browser that is signed in sends it, from a page of this origin.
async fn send(
    shop: &TestShop,
    method: &str,
    address: &str,
    cookie: &str,
    origin: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let body = write_form(fields.iter().copied(), Encoding::Utf8).expect("UTF-8");
    let request = Request::builder().method(Method::from_bytes(method.as_bytes()).expect("a method")).uri(address);
    let request = request.header(header::COOKIE, cookie).header(header::ACCEPT, "text/html");
    let request = if method == "POST" {
        request.header(header::ORIGIN, origin).header(header::CONTENT_TYPE, FORM)
    } else {
        request
    };
    shop.send(request.body(Body::from(body)).expect("a request")).await
}

async fn get(shop: &TestShop, address: &str, cookie: &str) -> Answer {
    send(shop, "GET", address, cookie, "", &[]).await
}

const OURS: &str = "https://shop.example";

#[tokio::test]
async fn a_person_signs_in_by_name_and_password_and_out() {
    let shop = open().await;
    assert_eq!(shop.get("/staff/sign-in").await.code(), "not_found", "nobody can yet");
    add(&shop, "佐藤", Role::Operate).await;
    let asked = shop.get("/staff/reconciliation?language=en&kind=second_payment").await;
    let way = "/staff/sign-in?language=en&next=%2Fstaff%2Freconciliation%3Flanguage%3Den%26kind%3Dsecond_payment";
    assert_eq!((asked.status, asked.header("location")), (StatusCode::SEE_OTHER, way));
    let page = shop.get(way).await;
    assert!(page.text().contains("autocomplete=\"current-password\""), "{}", page.text());
    assert!(!page.header("content-security-policy").contains("script-src"));
    let by_token = Request::get("/staff").header(header::AUTHORIZATION, TOKEN).body(Body::empty()).expect("a request");
    assert_eq!(shop.send(by_token).await.status, StatusCode::SEE_OTHER, "the token opens no page any more");
    for (name, password) in [("佐藤", "wrong horse battery"), ("鈴木", PASSWORD), ("佐藤", ""), ("", PASSWORD)] {
        let answer = sign_in(&shop, name, password).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::UNAUTHORIZED, "staff_only"), "{name}");
        assert_eq!(answer.header("set-cookie"), "");
    }
    let answer = sign_in(&shop, "佐藤", PASSWORD).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/staff/reconciliation?language=en")
    );
    let set = answer.header("set-cookie").to_owned();
    let (shown, attributes) = set.split_once("; ").expect("attributes");
    assert!(shown.starts_with("__Host-kantan-staff=") && shown.len() == "__Host-kantan-staff=".len() + 64, "{set}");
    let attributes: Vec<&str> = attributes.split("; ").collect();
    for attribute in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/"] {
        assert!(attributes.contains(&attribute), "{attribute}: {set}");
    }
    let page = get(&shop, "/staff", shown).await;
    assert!(page.status == StatusCode::OK && page.text().contains("佐藤"), "{}", page.text());
    let token = shown.split('=').nth(1).expect("a value");
    let kept: String =
        sqlx::query_scalar("SELECT digest FROM staff_sessions").fetch_one(shop.shop.store.pool()).await.expect("one");
    assert!(kept.len() == 64 && kept != token, "only the hash is kept");
    let left = send(&shop, "POST", "/staff/sign-out", shown, OURS, &[]).await;
    assert!(left.header("set-cookie").contains("Max-Age=0"), "{}", left.header("set-cookie"));
    assert_eq!(get(&shop, "/staff", shown).await.status, StatusCode::SEE_OTHER, "also where the cookie is kept");
    assert_eq!(get(&shop, "/staff", "__Host-kantan-staff=0").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_stays_signed_in_for_ever_or_after_a_change() {
    let shop = open().await;
    add(&shop, "sato", Role::View).await;
    let shown = cookie(&shop, "sato").await;
    let is_in = async |shown: &str| get(&shop, "/staff", shown).await.status == StatusCode::OK;
    for _ in 0..25 {
        shop.wait(29 * 60);
        assert!(is_in(&shown).await || shop.clock.load(std::sync::atomic::Ordering::SeqCst) >= NOON + 12 * 60 * 60);
    }
    assert!(!is_in(&shown).await, "twelve hours in all");
    let shown = cookie(&shop, "sato").await;
    shop.wait(30 * 60);
    assert!(!is_in(&shown).await, "half an hour without a request");
    let store = &shop.shop.store;
    let shown = cookie(&shop, "sato").await;
    assert!(store.change_person("sato", Some(Role::Admin), None).await.expect("changed"));
    assert!(!is_in(&shown).await, "another role");
    let shown = cookie(&shop, "sato").await;
    let other = hashed("another horse battery".to_owned()).await.expect("a hash");
    assert!(store.change_person("sato", None, Some(&other)).await.expect("changed"));
    assert!(!is_in(&shown).await, "another password");
    let answer = sign_in(&shop, "sato", "another horse battery").await;
    let shown = answer.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    assert!(is_in(&shown).await);
    add(&shop, "ito", Role::Admin).await;
    assert!(store.remove_person("sato", NOON).await.expect("removed"));
    assert!(!is_in(&shown).await && store.password_of("sato").await.expect("readable").is_none(), "removed");
    add(&shop, "sato", Role::View).await;
    assert_eq!(store.persons().await.expect("readable").len(), 3, "another person of that name");
}

#[tokio::test]
async fn each_route_takes_its_role_whoever_asks() {
    let shop = open().await;
    // The table is whole: it is what the router has.
    let source = include_str!("../../src/web/router.rs");
    let mut routed: Vec<(String, String)> = Vec::new();
    for line in source.lines().filter_map(|line| line.trim().strip_prefix(".route(\"/staff")) {
        let (rest, does) = line.split_once("\", ").expect("an address and what it does");
        for (word, method) in [("get(", "GET"), ("post(", "POST")] {
            if does.contains(word) {
                routed.push((method.to_owned(), format!("/staff{rest}")));
            }
        }
    }
    let mut known: Vec<(String, String)> = ROUTES
        .iter()
        .map(|(method, path, _)| (*method, *path))
        .chain(OPEN)
        .map(|(method, path)| (method.to_owned(), path.to_owned()))
        .collect();
    routed.sort();
    known.sort();
    assert_eq!(routed, known, "a new route has to be put into the table");

    let roles = [("viewer", Role::View), ("operator", Role::Operate), ("admin", Role::Admin)];
    for (name, role) in roles {
        add(&shop, name, role).await;
    }
    for (method, path, _) in ROUTES {
        let nobody = send(&shop, method, path, "", OURS, &[]).await;
        let expected = if method == "GET" { StatusCode::SEE_OTHER } else { StatusCode::UNAUTHORIZED };
        assert_eq!(nobody.status, expected, "{method} {path}");
    }
    // Whoever is signed out in the middle of something is told so in the page's language, and where to sign in.
    for (_, path, _) in ROUTES.iter().filter(|(method, ..)| *method == "POST") {
        for (language, told, label) in
            [("ja", "何も実行していません。", "サインインする"), ("en", "Nothing was done.", "Sign in")]
        {
            // The language of a form stands in the form; of one with a file in its address.
            let (address, fields) = match path.ends_with("/import") {
                true => (format!("{path}?language={language}"), Vec::new()),
                false => ((*path).to_owned(), vec![("language", language)]),
            };
            let text = send(&shop, "POST", &address, "", OURS, &fields).await.text();
            let way = format!("href=\"/staff/sign-in?language={language}&amp;next=%2Fstaff");
            assert!(text.contains(told) && text.contains(&format!("{label}</a>")), "{address}: {text}");
            assert!(text.contains(&way) && !text.contains("商品一覧"), "{address}: {text}");
        }
    }
    for (name, role) in roles {
        let shown = cookie(&shop, name).await;
        for (method, path, needed) in ROUTES {
            let answer = send(&shop, method, path, &shown, OURS, &[]).await;
            let is_refused = answer.status == StatusCode::FORBIDDEN;
            assert_eq!(is_refused, role < needed, "{name} {method} {path}: {}", answer.status);
            if is_refused {
                assert_eq!(answer.code(), "role_forbidden");
            }
            // Another site, and whoever hides where a form comes from, has a browser do nothing.
            for origin in ["https://evil.example", "null"] {
                let answer = send(&shop, method, path, &shown, origin, &[]).await;
                assert!(method == "GET" || answer.status == StatusCode::FORBIDDEN, "{name} {path} {origin}");
            }
        }
        let text = get(&shop, "/staff?language=en", &shown).await.text();
        assert_eq!(
            text.contains("Hold the billing run"),
            role >= Role::Operate,
            "{name}: what cannot be done is not offered"
        );
        assert_eq!(text.contains("/staff/log"), role == Role::Admin);
        assert!(!text.contains("name=\"by\""), "whoever is signed in signs by that");
    }
}

#[tokio::test]
async fn what_a_person_asks_for_is_written_down_under_the_persons_name() {
    let shop = open().await;
    add(&shop, "佐藤", Role::Admin).await;
    let shown = cookie(&shop, "佐藤").await;
    let fields = [("do", "hold"), ("note", "the bank is <closed>"), ("by", "somebody else"), ("language", "en")];
    let held = send(&shop, "POST", "/staff/billing", &shown, OURS, &fields).await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.text());
    let by: String =
        sqlx::query_scalar("SELECT held_by FROM billing_holds").fetch_one(shop.shop.store.pool()).await.expect("one");
    assert_eq!(by, "佐藤");
    let page = get(&shop, "/staff/log?language=en", &shown).await.text();
    assert!(page.contains("Hold billing") && page.contains("the bank is &lt;closed&gt;"), "{page}");
    assert!(page.contains("data-deed=\"person.sign_in\"") && !page.contains("somebody else"), "{page}");
    let pool = shop.shop.store.pool();
    for change in ["DELETE FROM audit_log", "UPDATE audit_log SET actor = 'nobody'"] {
        assert!(sqlx::query(change).execute(pool).await.is_err(), "it is only added to");
    }
    for _ in 0..100 {
        let fields = [("do", "release"), ("note", "x")];
        send(&shop, "POST", "/staff/billing", &shown, OURS, &fields).await;
    }
    let page = get(&shop, "/staff/log", &shown).await.text();
    assert_eq!(page.matches("data-deed=").count(), 100);
    let more = page.split("&amp;before=").nth(1).and_then(|rest| rest.split('"').next()).expect("it goes on");
    let rest = get(&shop, &format!("/staff/log?before={more}"), &shown).await.text();
    assert!(rest.matches("data-deed=").count() == 2 && !rest.contains("rel=\"next\""), "{rest}");
}

#[tokio::test]
async fn a_name_is_not_tried_without_end() {
    let shop = open().await;
    add(&shop, "sato", Role::View).await;
    let attempt = async |name: &str, last: u8| {
        let body =
            write_form([("name", name), ("password", "wrong horse battery"), ("language", "en")], Encoding::Utf8);
        let request = Request::post("/staff/sign-in").header(header::CONTENT_TYPE, FORM).header(header::ORIGIN, OURS);
        let mut request = request.body(Body::from(body.expect("UTF-8"))).expect("a request");
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([203, 0, 113, last], 1))));
        shop.send(request).await
    };
    for last in 0..5 {
        assert_eq!(attempt("sato", last).await.status, StatusCode::UNAUTHORIZED);
    }
    let bounded = attempt("sato", 9).await;
    assert_eq!((bounded.status, bounded.code().as_str()), (StatusCode::TOO_MANY_REQUESTS, "too_many_requests"));
    assert!(bounded.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds <= 61));
    assert_eq!(attempt("ito", 9).await.status, StatusCode::UNAUTHORIZED, "another name goes on");
}

#[test]
fn persons_are_added_changed_and_removed_by_command() {
    let folder = fresh_folder();
    let database = format!("sqlite://{}", folder.join("shop.sqlite").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async { merchant::store::Store::open(&database).await.expect("made").close().await });
    let staff = |arguments: &[&str], typed: &str| {
        let mut command = program(&[&["staff"], arguments].concat(), &folder, &[]);
        let mut child = command.stdin(std::process::Stdio::piped()).spawn().expect("it starts");
        child.stdin.take().expect("piped").write_all(typed.as_bytes()).expect("typed");
        let output = child.wait_with_output().expect("it ends");
        (output.status.code().expect("by itself"), said(&output).unwrap_or_else(|log| log))
    };
    let typed = "correct horse battery\n";
    assert_eq!(
        staff(&["add", "佐藤", "--role", "admin"], typed),
        (0, "佐藤 signs in at http://127.0.0.1:8081/staff\n".to_owned())
    );
    assert_eq!(staff(&["add", "佐藤", "--role", "view"], typed).0, 3, "once");
    assert_eq!(staff(&["add", "ito", "--role", "everything"], typed).0, 2);
    let (status, log) = staff(&["add", "ito", "--role", "view"], "short\n");
    assert!(status == 1 && log.contains("at least 12 characters"), "{log}");
    assert_eq!(staff(&["role", "佐藤", "operate"], ""), (0, "changed\n".to_owned()));
    assert_eq!(staff(&["password", "佐藤"], "another horse battery").0, 0);
    assert_eq!(staff(&["password", "ito"], typed).0, 3);
    let (_, listed) = staff(&["list"], "");
    assert!(listed.contains("1   佐藤  operate  ") && listed.ends_with("  signs in\n"), "{listed}");
    assert_eq!(staff(&["remove", "佐藤"], ""), (0, "removed\n".to_owned()));
    let listed: serde_json::Value = serde_json::from_str(&staff(&["list", "--json"], "").1).expect("JSON");
    assert!(listed[0]["removed_at"].is_string(), "{listed}");
    let kept = std::fs::read(folder.join("shop.sqlite")).expect("the database is there");
    for password in ["correct horse", "another horse"] {
        assert!(!kept.windows(password.len()).any(|part| part == password.as_bytes()), "only hashes are kept");
    }
}

#[tokio::test]
async fn a_person_changes_the_own_password_and_is_signed_out_everywhere() {
    const NEXT: &str = "another battery staple";
    let shop = open().await;
    add(&shop, "sato", Role::View).await;
    let (cookie, other) = (cookie(&shop, "sato").await, cookie(&shop, "sato").await);
    let origin = "https://shop.example";
    let page = send(&shop, "GET", "/staff/password?language=en", &cookie, origin, &[]).await;
    assert!(page.text().contains("Your password until now") && page.text().contains("new-password"), "{}", page.text());
    let change = async |former: &str, next: &str, again: &str| {
        let fields = [("former", former), ("next", next), ("again", again), ("language", "en")];
        send(&shop, "POST", "/staff/password", &cookie, origin, &fields).await
    };
    assert!(change("wrong horse battery", NEXT, NEXT).await.text().contains("This is not your password until now."));
    assert!(change(PASSWORD, NEXT, "something else").await.text().contains("type the same one twice"));
    assert!(change(PASSWORD, "short", "short").await.text().contains("at least 12 characters"));
    let done = change(PASSWORD, NEXT, NEXT).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/staff/sign-in?language=en"));
    for cookie in [&cookie, &other] {
        let away = send(&shop, "GET", "/staff", cookie, origin, &[]).await;
        assert_ne!(away.status, StatusCode::OK, "signed out");
    }
    assert_eq!(sign_in(&shop, "sato", NEXT).await.status, StatusCode::SEE_OTHER);
    let log = shop.shop.store.audit(None, Some("person sato"), 9).await.expect("readable");
    assert!(log.iter().any(|entry| entry.what == "person.password" && entry.actor == "sato"));
}
