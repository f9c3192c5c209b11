//! What is remarked of an order: it is made all the same, and a command says the same before it is.

use super::{Counter, boxes, wine, with};
use crate::program::program;
use crate::support::fresh_folder;
use serde_json::{Value, json};
use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

#[tokio::test]
async fn an_order_that_may_mislead_is_made_and_remarked() {
    let shop = Counter::open("automatic").await;
    let plain = shop.create(&shop.key, "plain", &wine()).await;
    assert_eq!((&plain["remarks"], &plain["statement"]["doubt"]), (&json!([]), &Value::Null));
    let pressing = json!({
        "item_id": "generic", "item_name": "ご注文商品", "delivery": "今すぐ発送します（送料別）。", "cancellation": "なし",
    });
    let made = shop.create(&shop.key, "pressing", &with(wine(), &pressing)).await;
    assert_eq!(made["statement"]["doubt"], json!("only_generic_words"));
    let remarks = made["remarks"].as_array().expect("a list");
    let told: Vec<_> =
        remarks.iter().map(|it| (it["code"].as_str(), it["member"].as_str(), it["point"].as_str())).collect();
    let expected = [
        ("amount_not_whole", "delivery", "price"),
        ("cancellation_unsaid", "cancellation", "cancellation"),
        ("deadline_pressure", "delivery", "period"),
    ];
    assert_eq!(told, expected.map(|(code, member, point)| (Some(code), Some(member), Some(point))));
    assert!(remarks[0]["ja"].as_str().is_some_and(|ja| ja.contains("送料別")), "{remarks:?}");
    // One that is over has no page that could mislead.
    shop.withdraw(&shop.key, made["reference"].as_str().expect("a reference")).await;
    let over = shop.told(&format!("/v1/orders/{}", made["reference"].as_str().expect("a reference"))).await;
    assert_eq!((&over["remarks"], &over["statement"]["doubt"]), (&Value::Null, &json!("only_generic_words")));
}

#[tokio::test]
async fn items_that_the_bill_cannot_tell_apart_are_named() {
    let shop = Counter::open("automatic").await;
    let named = |name: &str| with(wine(), &json!({ "item_name": name }));
    let (red, white) = ("ぶどう堂のワイン三本詰め合わせ箱入赤", "ぶどう堂のワイン三本詰め合わせ箱入白");
    let first = shop.create(&shop.key, "red", &named(red)).await;
    assert_eq!(first["statement"]["same_as"], json!([]));
    shop.create(&shop.key, "red-again", &named(red)).await;
    let other = shop.create(&shop.key, "white", &named(white)).await;
    assert_eq!(
        (&other["statement"]["same_as"], &other["statement"]["shown"]),
        (&json!([red]), &first["statement"]["shown"])
    );
    // Each name once, and at most five of them, however many orders had it.
    for (number, last) in ["白", "白", "泡", "桃", "橙", "紫", "灰"].into_iter().enumerate() {
        let name = format!("{}{last}", white.trim_end_matches('白'));
        shop.create(&shop.key, &format!("more-{number}"), &named(&name)).await;
    }
    let once_more = shop.create(&shop.key, "red-once-more", &named(red)).await;
    let mut alike: Vec<_> = once_more["statement"]["same_as"].as_array().expect("a list").iter().collect();
    assert_eq!(alike.len(), 5, "{alike:?}");
    alike.dedup();
    assert!(alike.len() == 5 && !alike.contains(&&json!(red)), "{alike:?}");
    assert_eq!(shop.create(&shop.key, "else", &named("赤ワイン")).await["statement"]["same_as"], json!([]));
}

#[tokio::test]
async fn a_command_says_it_before_the_order_is_made() {
    let folder = fresh_folder();
    let database = format!("sqlite://{}", folder.join("shop.sqlite").display());
    let shop = Counter::open_at("automatic", &database, Duration::from_secs(20)).await;
    let bound = with(boxes(), &json!({ "cancellation": "いつでも解約できます。ただし最低3回のご購入が条件です。" }));
    std::fs::write(folder.join("order.json"), bound.to_string()).expect("written");
    let settings = [
        ("MERCHANT_DATABASE_URL", database.as_str()),
        ("SBPS_APPLICATION_URL", "http://127.0.0.1:8082/f01/FepContractReceive.do"),
        ("SBPS_API_URL", shop.gateway.url.as_str()),
        ("RUST_LOG", "warn"),
    ];
    let run = async |arguments: &[&str]| {
        let command = program(&[&["orders", "check"], arguments].concat(), &folder, &settings);
        let output = tokio::process::Command::from(command).output().await.expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (status, text) = run(&["order.json"]).await;
    assert_eq!(status, Some(0), "a remark is no refusal: {text}");
    assert!(text.contains("anytime_but_bound") && text.contains("binds the payer all the same (“最低”)"), "{text}");
    let (_, text) = run(&["order.json", "--language", "ja"]).await;
    assert!(text.contains("矛盾しています"), "{text}");
    assert_eq!(shop.told("/v1/orders").await["orders"], json!([]), "nothing was made");

    // The same of one that is made, as programs read it.
    let made = shop.create(&shop.key, "bound", &bound).await;
    let reference = made["reference"].as_str().expect("a reference");
    let (_, text) = run(&[reference, "--json"]).await;
    let told: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(told, json!({ "statement": made["statement"], "remarks": made["remarks"] }));
    // What is wrong is refused as it would be when it is made.
    std::fs::write(folder.join("wrong.json"), with(bound, &json!({ "amount": 1 })).to_string()).expect("written");
    let (status, text) = run(&["wrong.json", "--json"]).await;
    assert!(status == Some(3) && text.contains("order_invalid") && text.contains("sum_differs"), "{text}");
    assert_eq!(run(&["no-such-file.json"]).await.0, Some(3));

    let mut command = program(&["orders", "check", "-"], &folder, &settings);
    let mut child = command.stdin(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("piped").write_all(wine().to_string().as_bytes()).expect("written");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "nothing to remark\n");
}
