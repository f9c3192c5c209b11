//! Staff close items of the list by a file of the gateway's management tool: nothing before it was looked at, only what
//! is certain, and each item as by a person's own finding.

use crate::database::OWN;
use crate::support::{Answer, Attempt, FORM, TestShop};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use encoding_rs::SHIFT_JIS;
use merchant::domain::reconciliation::{Kind, NewItem, Subject};
use sbps::wire::{Encoding, write_form};
use std::time::Duration;

/// The name and password `staff:a-token-for-staff`, as a browser sends them.
const STAFF: &str = "Basic c3RhZmY6YS10b2tlbi1mb3Itc3RhZmY=";
const OURS: &str = "https://shop.example";
const HEAD: &str = "受注ID,トラッキングID,金額,入金ステータス,受注日時\r\n";
const IMPORT: &str = "/staff/reconciliation/import";

async fn staffed() -> TestShop {
    let token = ("MERCHANT_STAFF_TOKEN", "a-token-for-staff");
    TestShop::open_with(OWN, &[token], Duration::from_secs(20)).await
}

/// A form with a file, as a browser sends it.
fn form(file: &[u8], text: &str, language: &str) -> (String, Vec<u8>) {
    let part = |head: &str| format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n").into_bytes();
    let body = [
        part("name=\"language\""),
        language.as_bytes().to_vec(),
        b"\r\n".to_vec(),
        part("name=\"file\"; filename=\"list.csv\"\r\nContent-Type: text/csv"),
        file.to_vec(),
        b"\r\n".to_vec(),
        part("name=\"text\""),
        text.as_bytes().to_vec(),
        b"\r\n--edge--\r\n".to_vec(),
    ];
    ("multipart/form-data; boundary=edge".to_owned(), body.concat())
}

async fn send(shop: &TestShop, address: &str, origin: &str, (media_type, body): (&str, Vec<u8>)) -> Answer {
    let request = Request::post(address).header(header::CONTENT_TYPE, media_type).header(header::ORIGIN, origin);
    let request = request.header(header::ACCEPT, "text/html").header(header::AUTHORIZATION, STAFF);
    shop.send(request.body(Body::from(body)).expect("a request")).await
}

async fn upload(shop: &TestShop, file: &[u8], language: &str) -> Answer {
    let (media_type, body) = form(file, "", language);
    send(shop, IMPORT, OURS, (&media_type, body)).await
}

async fn get(shop: &TestShop, address: &str) -> Answer {
    let request = Request::get(address).header(header::ACCEPT, "text/html").header(header::AUTHORIZATION, STAFF);
    shop.send(request.body(Body::empty()).expect("a request")).await
}

/// Takes a file in; the address of what it would close.
async fn taken(shop: &TestShop, text: &str) -> String {
    let (bytes, _, is_missing) = SHIFT_JIS.encode(text);
    assert!(!is_missing);
    let answer = upload(shop, &bytes, "en").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("location").to_owned()
}

/// Numbers of items, each with a word.
type Told = Vec<(i64, String)>;

/// What a page says of the items: number and finding of each that would be closed, number and reason of the others.
fn told(page: &Answer) -> (Told, Told) {
    let text = page.text();
    let until_quote = |rest: &str| rest.split('"').next().unwrap_or_default().to_owned();
    let number = |rest: &str| until_quote(rest).parse().expect("a number");
    let closing = text.split("data-closing=\"").skip(1).map(|rest| {
        let finding = rest.split("data-finding=\"").nth(1).expect("a finding");
        (number(rest), until_quote(finding))
    });
    let mut left = Vec::new();
    for group in text.split("data-because=\"").skip(1) {
        left.extend(group.split("data-left=\"").skip(1).map(|rest| (number(rest), until_quote(group))));
    }
    left.sort();
    (closing.collect(), left)
}

async fn confirm(shop: &TestShop, address: &str, items: &[(i64, String)]) -> Answer {
    let names: Vec<String> = items.iter().map(|(id, _)| format!("item-{id}")).collect();
    let mut fields: Vec<(&str, &str)> = names.iter().zip(items).map(|(name, (_, word))| (&**name, &**word)).collect();
    fields.extend([("by", "佐藤"), ("note", "伝票検索 11月"), ("language", "en")]);
    let body = write_form(fields, Encoding::Utf8).expect("UTF-8").into_bytes();
    let path = address.split('?').next().expect("an address");
    send(shop, path, OURS, (FORM, body)).await
}

/// An order whose payer came back by success, of which no message came; and its item.
async fn unheard(shop: &TestShop) -> (String, Attempt, i64) {
    let reference = shop.order("wine-750ml", "1").await;
    let attempt = shop.attempt(&reference).await;
    shop.post(&format!("/sbps/returns/{}/success", attempt.token), FORM, attempt.success()).await;
    shop.wait(601);
    merchant::service::billing::run(&shop.shop).await.expect("the store answers");
    let item = shop.items().await.into_iter().find(|item| item.what.order_id.as_deref() == Some(attempt.order_id()));
    (reference, attempt, item.expect("it is on the list").id)
}

async fn refused(shop: &TestShop, kind: Kind, order_id: &str) -> i64 {
    let number = shop.count("SELECT count(*) FROM reconciliation_items").await;
    let (subject, order_id) = (Subject::Notification(number), Some(order_id.to_owned()));
    let item = NewItem { kind, subject, order_id, tracking_id: None, detail: "seen".to_owned() };
    let now = shop.clock.load(std::sync::atomic::Ordering::SeqCst);
    assert!(shop.shop.store.open_item(&item, now).await.expect("written"));
    shop.items().await.last().expect("there it is").id
}

#[tokio::test]
async fn a_file_closes_what_is_certain_once_somebody_has_confirmed_it() {
    let shop = staffed().await;
    let (paid, first, a) = unheard(&shop).await;
    let (unpaid, second, b) = unheard(&shop).await;
    let (_, third, c) = unheard(&shop).await;
    let (_, fourth, d) = unheard(&shop).await;
    let (_, fifth, e) = unheard(&shop).await;
    let gone = refused(&shop, Kind::NotificationRefused, "gone").await;
    let stands = refused(&shop, Kind::SecondPayment, "stands").await;
    let missed = refused(&shop, Kind::ChargeMissed, "missed").await;
    let file = [
        HEAD,
        &format!("{},10000000000001,\"3,500\",売上済み,2026/11/24 10:00:00\r\n", first.order_id()),
        &format!("{},,3500,与信NG,2026/11/24 10:00:00\r\n", second.order_id()),
        &format!("{},10000000000003,3501,売上済み,\r\n", third.order_id()),
        &format!("{},10000000000004,3500,売上済み,\r\n", fourth.order_id()),
        &format!("{},10000000000004,3500,返金済み,\r\n", fourth.order_id()),
        &format!("{},10000000000005,3500,保留中,\r\n", fifth.order_id()),
        "gone,10000000000006,1,取消済み,\r\nstands,10000000000007,1,与信済み,\r\nmissed,,1,売上済み,\r\n",
        "elsewhere,10000000000008,1,売上済み,\r\n",
    ]
    .concat();
    let before = shop.items().await;
    let page = taken(&shop, &file).await;
    let shown = get(&shop, &page).await;
    let (closing, left) = told(&shown);
    let word = |id: i64, word: &str| (id, word.to_owned());
    assert_eq!(closing, [word(a, "paid"), word(b, "not_paid"), word(gone, "settled")], "{}", shown.text());
    let mut expected = vec![
        word(c, "other_amount"),
        word(d, "rows_disagree"),
        word(e, "state_unknown"),
        word(stands, "money_stands"),
        word(missed, "by_person"),
    ];
    expected.sort();
    assert_eq!(left, expected);
    assert!(shown.text().contains("about nothing on the list: 1)"), "{}", shown.text());
    assert_eq!(shop.items().await, before, "nothing was changed by looking");
    assert_eq!(confirm(&shop, &page, &[]).await.code(), "request_invalid");
    assert_eq!(confirm(&shop, &page, &closing).await.status, StatusCode::SEE_OTHER);
    assert_eq!(shop.outcome(&paid, &first.token).await, "paid");
    assert_eq!(shop.outcome(&unpaid, &second.token).await, "failed");
    assert_eq!(shop.items().await.len(), 5, "the others wait for a person");
    let (after, digest) = (get(&shop, &page).await.text(), shown.text());
    let digest = digest.split("<code>").nth(1).and_then(|rest| rest.get(..64)).expect("the file's name");
    assert!(after.contains("data-closed=\"3\"") && !after.contains("<textarea"), "it is over: {after}");
    let closed = get(&shop, "/staff/reconciliation?closed=1&language=en").await.text();
    assert!(closed.contains(&format!("paid: 伝票検索 11月 [file sha256:{}…, line 2]", &digest[..12])), "{closed}");
    let log = shop.shop.store.audit(None, Some(&format!("file sha256:{digest}")), 9).await.expect("readable");
    assert_eq!((log.len(), log[0].what.as_str(), log[0].actor.as_str()), (1, "items.import", "佐藤"));
    assert_eq!(log[0].detail, format!("items {a} {b} {gone}; 伝票検索 11月"));
    assert_eq!(confirm(&shop, &page, &closing).await.code(), "no_longer_unknown", "once");
    // The same file again changes nothing.
    let again = taken(&shop, &file).await;
    let (closing, left) = told(&get(&shop, &again).await);
    assert_eq!(closing, []);
    let over = left.iter().filter(|(_, because)| because == "closed_already").map(|(id, _)| *id);
    assert_eq!(over.collect::<Vec<_>>(), [a, b, gone]);
    assert_eq!(confirm(&shop, &again, &[word(a, "paid")]).await.status, StatusCode::SEE_OTHER);
    assert!(get(&shop, &again).await.text().contains("data-closed=\"0\""));
}

/// Between looking and confirming the gateway's own word may come.
#[tokio::test]
async fn what_has_changed_since_it_was_shown_is_judged_again() {
    let shop = staffed().await;
    let (reference, attempt, item) = unheard(&shop).await;
    let (_, other, second) = unheard(&shop).await;
    let file =
        format!("{HEAD}{},10000000000001,3500,与信NG,\r\n{},,3500,与信NG,\r\n", attempt.order_id(), other.order_id());
    let page = taken(&shop, &file).await;
    let (closing, _) = told(&get(&shop, &page).await);
    assert_eq!(closing.len(), 2);
    assert_eq!(shop.notify(attempt.paid("10000000000001")).await, "OK,");
    assert_eq!(confirm(&shop, &page, &closing).await.status, StatusCode::SEE_OTHER);
    assert_eq!(shop.outcome(&reference, &attempt.token).await, "paid", "the message holds");
    assert!(get(&shop, &page).await.text().contains("data-closed=\"1\""));
    // What was shown otherwise, or not chosen, stays.
    let (_, third, last) = unheard(&shop).await;
    let page = taken(&shop, &format!("{HEAD}{},10000000000009,3500,売上済み,\r\n", third.order_id())).await;
    assert_eq!(confirm(&shop, &page, &[(last, "not_paid".to_owned()), (second, "paid".to_owned())]).await.status, 303);
    assert_eq!(shop.items().await.len(), 1);
    // A file is too old to go by after a day.
    let page = taken(&shop, &format!("{HEAD}{},10000000000009,3500,売上済み,\r\n", third.order_id())).await;
    shop.wait(24 * 60 * 60 + 1);
    let (closing, _) = told(&get(&shop, &page).await);
    assert_eq!(confirm(&shop, &page, &closing).await.code(), "no_longer_unknown");
    assert_eq!((item > 0, shop.items().await.len()), (true, 1));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_refused_with_its_line_in_the_language_of_the_page() {
    let shop = staffed().await;
    for (text, language, says) in [
        (format!("{HEAD}a,b\r\n"), "ja", "2行目：列の数が見出しと違います（見出し5列、この行2列）。"),
        (format!("{HEAD}a,b\r\n"), "en", "Line 2: it has 2 cells, and there are 5 columns."),
        ("a,b\r\n1,2\r\n".to_owned(), "ja", "1行目：「金額」「請求金額」「amount」の列がありません。"),
        (String::new(), "ja", "データの行がありません。"),
        (format!("{HEAD}a,1,1,1,\"\r\n"), "en", "Line 2: a quotation mark is not closed."),
    ] {
        let answer = upload(&shop, text.as_bytes(), language).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::BAD_REQUEST, "request_invalid"));
        assert!(answer.text().contains(says), "{text:?}: {}", answer.text());
    }
    let bytes = [HEAD.as_bytes(), b"\xff\xff"].concat();
    assert!(upload(&shop, &bytes, "ja").await.text().contains("2行目：文字を読み取れません。"));
    // What is pasted is read as a file is.
    let (media_type, body) = form(b"", &format!("{HEAD}a,,1,1,\r\n"), "en");
    assert_eq!(send(&shop, IMPORT, OURS, (&media_type, body)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(upload(&shop, &vec![b'a'; 6 * 1024 * 1024], "en").await.code(), "too_large");
    assert_eq!(send(&shop, IMPORT, OURS, (FORM, b"file=a".to_vec())).await.code(), "unsupported_media_type");
    assert_eq!(send(&shop, IMPORT, OURS, ("multipart/form-data", b"a".to_vec())).await.code(), "request_invalid");
    let (media_type, body) = form(HEAD.as_bytes(), "", "en");
    assert_eq!(send(&shop, IMPORT, "https://evil.example", (&media_type, body)).await.status, StatusCode::FORBIDDEN);
    assert_eq!(get(&shop, &format!("{IMPORT}/99")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(shop.count("SELECT count(*) FROM tool_files").await, 1);
}
