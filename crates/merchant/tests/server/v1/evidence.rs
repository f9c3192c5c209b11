//! What a payer agreed to is kept when the request is signed, and shown years later as it was: whatever has become of the
//! goods, the words and the program, and out of a backup.

use super::staff_pages::Desk;
use super::{Counter, boxes, charges_of, magazine, wine, with};
use crate::database::{server, shared};
use crate::program::{program, said};
use crate::recurring::{applied, read_application};
use crate::support::{PATIENCE, TestShop, fields_of, fresh_folder};
use merchant::domain::person::Role;
use merchant::service::storefront::Storefront;
use merchant::store::EventsWanted;
use sbps::message::PaymentResult;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use std::time::Duration;

const PAYMENT: &str = "12345678901234";

fn hash(document: &str) -> String {
    Sha256::digest(document.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lets a test change what no statement of the program can.
async fn unlock(shop: &TestShop) {
    let on = if server().is_some() { " ON evidence" } else { "" };
    let sql = format!("DROP TRIGGER evidence_is_not_changed{on}");
    sqlx::query(AssertSqlSafe(sql)).execute(shop.shop.store.pool()).await.expect("dropped");
}

async fn write(shop: &TestShop, document: &str, sha256: &str) {
    let sql = "UPDATE evidence SET document = $1, sha256 = $2";
    sqlx::query(sql).bind(document).bind(sha256).execute(shop.shop.store.pool()).await.expect("changed");
}

/// Has an order's request signed as its page in that language asks for it: the answer's fields.
async fn ask_in(shop: &TestShop, reference: &str, language: &str) -> Vec<(String, String)> {
    let page = shop.get(&format!("/orders/{reference}?lang={language}")).await;
    let order = page.embedded();
    let mut displayed = json!({
        "item_id": order["item_id"], "item_name": order["item_name"], "amount": order["amount"], "tax": order["tax"],
    });
    if order.get("recurring").is_some() {
        displayed["charges"] = charges_of(&page);
    }
    let answer = shop.ask(&json!({ "order_reference": reference, "language": language, "displayed": displayed })).await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    fields_of(&answer.json())
}

#[tokio::test]
async fn what_was_agreed_to_is_told_with_its_hash_to_programs_and_in_the_event() {
    let shop = Counter::open("automatic").await;
    let open = shop.create(&shop.key, "o-1", &wine()).await;
    let open = open["reference"].as_str().expect("a reference");
    let address = format!("/v1/orders/{open}/evidence");
    let none = shop.read(&address, Some(shop.key.expose())).await;
    assert_eq!((none.status.as_u16(), none.code()), (404, "evidence_missing".to_owned()));

    let first = shop.signed(open).await;
    shop.wait(60);
    let second = shop.signed(open).await;
    let latest = shop.told(&address).await;
    assert_eq!((&latest["is_agreed"], &latest["signed_at"]), (&json!(false), &json!("2026-11-24T12:01:00+09:00")));
    assert_ne!(latest["order_id"], json!(first.order_id()));
    // What is paid is what was agreed to, though a later request was signed.
    assert_eq!(shop.notify(first.paid(PAYMENT)).await, "OK,");
    drop(second);
    let agreed = shop.told(&address).await;
    assert_eq!((&agreed["is_agreed"], &agreed["fits"]), (&json!(true), &json!(true)));
    let document = agreed["document"].as_str().expect("a text");
    assert_eq!(agreed["sha256"], json!(hash(document)));
    assert_eq!(serde_json::from_str::<Value>(document).expect("JSON"), agreed["evidence"]);
    let evidence = &agreed["evidence"];
    assert_eq!(evidence["order_id"], agreed["order_id"]);
    assert_eq!(evidence["items"]["price"], json!({ "amount": 6500, "tax": 590, "words": "6,500円" }));
    assert_eq!(evidence["items"]["delivery"], wine()["delivery"]);
    assert_eq!(evidence["items"]["cancellation"], wine()["cancellation"]);
    let words = evidence["words"].as_array().expect("words");
    for said in ["赤ワイン 750ml 2 6,000円", "3日以内に発送します。", "注文を確定して、au\u{a0}かんたん決済へ進む"]
    {
        assert!(words.contains(&json!(said)), "{said}: {words:#?}");
    }

    let events = shop.shop.shop.store.events(&EventsWanted { most: 10, ..EventsWanted::default() }).await;
    let paid = events.expect("readable").into_iter().find(|event| event.kind == "order.paid").expect("told");
    assert_eq!(json!(paid.evidence), agreed["sha256"]);
    assert_eq!(paid.message("now")["data"]["evidence"], agreed["sha256"]);
}

#[tokio::test]
async fn contracts_with_every_option_keep_their_days_in_the_language_of_the_page() {
    let monthly = json!({ "kind": "day_of_month", "months": 1, "day": 20 });
    let of = |name: &str, recurring: Value| with(boxes(), &json!({ "item_name": name, "recurring": recurring }));
    let usage = json!({ "method": "fixed_term", "timing": { "kind": "usage" } });
    let all = json!({
        "method": "fixed_term", "timing": monthly, "cycles": 12, "wait_days": 10, "settlement": "by_shop",
        "introduction": { "cycles": 2, "amount": 0 },
    });
    let weeks = json!({ "method": "fixed_term", "timing": { "kind": "day_of_week", "weeks": 2, "weekday": "friday" } });
    let shop = Counter::open("automatic").await;
    for (place, (body, charges)) in [
        (magazine(), 5),
        (boxes(), 3),
        (of("ワイン定期便 毎月20日", all), 10),
        (of("ワイン定期便 隔週金曜日課金", weeks), 26),
        (of("ワインサーバー 従量課金", usage), 0),
    ]
    .into_iter()
    .enumerate()
    {
        for (language, pay) in [("ja", "申し込"), ("en", "ubscri")] {
            let body = with(body.clone(), &json!({ "customer_id": format!("{place} {language}") }));
            let order = shop.create(&shop.key, &format!("{place}-{language}"), &body).await;
            let reference = order["reference"].as_str().expect("a reference");
            let shown = charges_of(&shop.get(&format!("/orders/{reference}")).await);
            ask_in(&shop, reference, language).await;
            let kept = shop.told(&format!("/v1/orders/{reference}/evidence")).await;
            let evidence = &kept["evidence"];
            assert_eq!((&evidence["language"], &kept["fits"]), (&json!(language), &json!(true)));
            let schedule = evidence["schedule"]["charges"].as_array().expect("charges");
            let days: Vec<Value> = schedule.iter().map(|charge| json!([charge["on"], charge["most"]])).collect();
            assert_eq!((json!(days), days.len()), (shown, charges), "{body}");
            let words = evidence["words"].to_string();
            assert!(words.contains(pay), "{language}: {words}");
            let link = order["subscription_url"].as_str().expect("a link").rsplit('/').next().expect("its end");
            let secret = link.split('?').next().expect("a name");
            assert!(!kept.to_string().contains(secret), "the payer's link is no part of what is shown to others");
        }
    }
}

#[tokio::test]
async fn without_script_the_language_of_the_page_is_kept_too() {
    let shop = Counter::open("automatic").await;
    let order = shop.create(&shop.key, "o-1", &wine()).await;
    let reference = order["reference"].as_str().expect("a reference");
    let page = shop.get(&format!("/orders/{reference}/handoff/2026-11-24?lang=en")).await;
    assert_eq!(page.status.as_u16(), 200);
    let kept = shop.told(&format!("/v1/orders/{reference}/evidence")).await;
    assert_eq!(
        (&kept["evidence"]["language"], &kept["evidence"]["items"]["price"]["words"]),
        (&json!("en"), &json!("¥6,500"))
    );
}

#[tokio::test]
async fn what_is_sold_later_and_under_which_words_changes_nothing_of_it() {
    let url = shared().await;
    let shop = TestShop::open_at(&url).await;
    let (_, key) = shop.key().await;
    let ordered = shop.order("wine-750ml", "1").await;
    shop.signed(&ordered).await;
    let address = format!("/v1/orders/{ordered}/evidence");
    let before = shop.read(&address, Some(key.expose())).await.json();
    // A shop that sells nothing of the kind any more, on the same record.
    let later = TestShop::open_selling(&url, &[], PATIENCE, |_| Storefront::nameless()).await;
    assert_eq!(later.get(&format!("/orders/{ordered}")).await.status.as_u16(), 410, "its page is gone");
    assert_eq!(later.read(&address, Some(key.expose())).await.json(), before);
    assert_eq!(before["fits"], json!(true));
    // Nor does any statement change or remove it.
    for statement in ["UPDATE evidence SET document = '{}'", "DELETE FROM evidence"] {
        let refused = sqlx::query(statement).execute(shop.shop.store.pool()).await.expect_err(statement).to_string();
        assert!(refused.contains("append only"), "{statement}: {refused}");
    }
}

#[tokio::test]
async fn staff_see_the_screen_drawn_anew_and_the_words_that_were_kept() {
    let shop = Counter::open("automatic").await;
    let desk = Desk::open(&shop, "sato", Role::View).await;
    let paid = shop.paid(PAYMENT).await;
    let address = format!("/staff/orders/{paid}/evidence");
    let order = desk.get(&format!("/staff/orders/{paid}?language=ja")).await.text();
    assert!(order.contains(&format!("href=\"{address}?language=ja\">申込時の画面</a>")), "{order}");
    let page = desk.get(&format!("{address}?language=ja")).await;
    let text = page.text();
    assert!(
        text.contains(
            "<template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"/assets/kantan-checkout.css\">"
        )
    );
    assert!(text.contains("<div inert") && text.contains("（この内容で成立）"), "{text}");
    assert!(text.contains("<p>未開封に限り、到着後8日以内に返品できます。</p>"), "the words: {text}");
    for wrong in ["data-fits", "data-version", "data-says", "<script"] {
        assert!(!text.contains(wrong), "{wrong}: {text}");
    }
    assert!(desk.get(&format!("{address}?language=en")).await.text().contains("(it was agreed to)"));

    unlock(&shop).await;
    let document = shop.told(&format!("/v1/orders/{paid}/evidence")).await["document"].as_str().expect("it").to_owned();
    // An earlier program's: with another version and other words, and its own hash.
    let earlier =
        document.replace("\"version\":\"", "\"version\":\"0.0.1-").replace("ご注文内容の確認", "ご注文の最終確認");
    write(&shop, &earlier, &hash(&earlier)).await;
    let text = desk.get(&address).await.text();
    assert!(text.contains("data-version=\"0.0.1-") && text.contains("data-says=\"otherwise\""), "{text}");
    assert!(!text.contains("data-fits"), "nobody has changed it: {text}");
    assert!(text.contains("<p>ご注文の最終確認</p>"), "the words as they were kept: {text}");
    // A document that somebody has changed, and one of another request.
    for (changed, sha256) in [
        (document.replace("6,500円", "5,500円"), hash(&document)),
        (document.replace("\"order_id\":\"", "\"order_id\":\"x"), String::new()),
        ("no JSON".to_owned(), hash("no JSON")),
    ] {
        let sha256 = if sha256.is_empty() { hash(&changed) } else { sha256 };
        write(&shop, &changed, &sha256).await;
        assert!(desk.get(&address).await.text().contains("data-fits=\"false\""), "{changed}");
        assert_eq!(shop.told(&format!("/v1/orders/{paid}/evidence")).await["fits"], json!(false), "{changed}");
    }
}

/// A record in a file: what a command and a copy of it say.
#[tokio::test]
async fn sqlite_a_command_shows_it_a_backup_keeps_it_and_the_doctor_finds_what_was_changed() {
    let folder = fresh_folder();
    let database = format!("sqlite://{}", folder.join("shop.sqlite").display());
    let shop = Counter::open_at("automatic", &database, Duration::from_secs(20)).await;
    let paid = shop.paid(PAYMENT).await;
    let told = shop.told(&format!("/v1/orders/{paid}/evidence")).await;
    let run = async |arguments: &[&str], database: &str| {
        let settings = [("MERCHANT_DATABASE_URL", database), ("RUST_LOG", "warn")];
        let output = tokio::process::Command::from(program(arguments, &folder, &settings)).output().await;
        let output = output.expect("it runs");
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned(), said(&output))
    };
    let json = async |database: &str| {
        let (is_done, text, _) = run(&["orders", "evidence", &paid, "--json"], database).await;
        (is_done, serde_json::from_str::<Value>(&text).expect("JSON"))
    };
    assert_eq!(json(&database).await, (true, told.clone()), "what a program reads over HTTP");
    let (_, text, _) = run(&["orders", "evidence", &paid, "--html", "agreed.html"], &database).await;
    assert!(text.contains("agreed to  yes\n") && text.contains("  お支払い総額 6,500円"), "{text}");
    let file = std::fs::read_to_string(folder.join("agreed.html")).expect("written");
    assert!(
        file.contains("<template shadowrootmode=\"open\"><style>") && !file.contains("href=\"/assets"),
        "it stands alone"
    );
    let unknown = run(&["orders", "evidence", "nothing"], &database).await.2.expect_err("there is none");
    assert!(unknown.contains("order_unknown"), "{unknown}");

    let copy = format!("sqlite://{}", folder.join("restored.sqlite").display());
    run(&["backup", "copy.sqlite"], &database).await.2.expect("backed up");
    let restore = ["restore", "copy.sqlite", "--hold", "--by", "Sato", "--note", "moved"];
    run(&restore, &copy).await.2.expect("restored");
    assert_eq!(json(&copy).await, (true, told.clone()), "and out of a copy");

    let grade = async || {
        let (_, text, _) = run(&["doctor", "--json"], &database).await;
        let found: Value = serde_json::from_str(&text).expect("JSON");
        let found = found.as_array().and_then(|all| all.iter().find(|it| it["check"] == "evidence")).cloned();
        found.expect("it looks")
    };
    assert_eq!(grade().await["grade"], json!("ok"));
    unlock(&shop).await;
    let document = told["document"].as_str().expect("a text");
    write(&shop, &document.replace("6,500円", "5,500円"), &hash(document)).await;
    let found = grade().await;
    assert!(
        found["grade"] == json!("fail") && found["says"].as_str().is_some_and(|says| says.contains(&paid)),
        "{found}"
    );
    let (is_done, changed) = json(&database).await;
    assert_eq!((is_done, &changed["fits"]), (false, &json!(false)));
}

#[tokio::test]
async fn the_contract_and_the_payer_are_told_the_same_hash() {
    let shop = Counter::open("automatic").await;
    let order = shop.create(&shop.key, "o-1", &boxes()).await;
    let reference = order["reference"].as_str().expect("a reference");
    let application = read_application(ask_in(&shop, reference, "ja").await);
    assert_eq!(shop.notify(applied(&application, PaymentResult::Ok, PAYMENT)).await, "OK,");
    let kept = shop.told(&format!("/v1/orders/{reference}/evidence")).await;
    assert_eq!(kept["is_agreed"], json!(true));
    let events = shop.told("/v1/events?type=contract.joined").await;
    assert_eq!(events["events"][0]["data"]["evidence"], kept["sha256"]);
}
