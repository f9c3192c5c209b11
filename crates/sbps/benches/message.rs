//! What the rules cost beside the work that cannot be avoided: `cargo bench -p sbps --features sign --bench message`.
//!
//! Compare within a run: a checksum with SHA-1 over the same bytes, the reading of a notification with the bare decoding
//! of its body.
#![expect(clippy::unwrap_used, reason = "a benchmark may stop at the first surprise")]

use divan::{Bencher, black_box};
use sbps::checksum::{Checksum, HashKey};
use sbps::identifier::Account;
use sbps::message::purchase_request::ReturnAddresses;
use sbps::message::result::{self, EchoedRequest};
use sbps::message::{
    DetailRow, Form, GatewayResult, PaymentResult, Purchase, PurchaseRequest, ResultMessage, SignedForm,
};
use sbps::text::{ItemName, MixedText};
use sbps::wire::{Encoding, read_form, write_form};
use sha1::{Digest, Sha1};

const KEY: &str = "0123456789abcdef0123456789abcdef01234567";

fn main() {
    divan::main();
}

fn key() -> HashKey {
    HashKey::new(KEY.to_owned()).unwrap()
}

/// A01-1 with all forty fields, one detail row among them.
fn request() -> PurchaseRequest {
    PurchaseRequest {
        account: Account { merchant_id: "30132".parse().unwrap(), service_id: "001".parse().unwrap() },
        customer_code: "498b1fd98ebeb074ff1d50f2e2720a1a".parse().unwrap(),
        order_id: "9eb2fced282c5bfc67c2417217ca2682".parse().unwrap(),
        item_id: "wine-3000".parse().unwrap(),
        item_name: ItemName::new("赤ワイン～深い味わい～").unwrap(),
        tax: Some("318".parse().unwrap()),
        amount: "3500".parse().unwrap(),
        purchase: Purchase::OneTime,
        addresses: ReturnAddresses {
            success: "https://shop.example/sbps/returns/9eb2fced/success".parse().unwrap(),
            cancel: "https://shop.example/sbps/returns/9eb2fced/cancel".parse().unwrap(),
            error: "https://shop.example/sbps/returns/9eb2fced/error".parse().unwrap(),
            notification: "https://shop.example/sbps/notifications".parse().unwrap(),
        },
        free: Default::default(),
        rows: vec![DetailRow {
            item_id: "half".parse().unwrap(),
            item_name: MixedText::new("ハーフボトル").unwrap(),
            count: 1,
            tax: None,
            amount: "3500".parse().unwrap(),
            free: Default::default(),
        }],
        request_date: "20261123201732".parse().unwrap(),
        limit_seconds: Some("600".parse().unwrap()),
    }
}

/// The bytes that the checksum is over.
fn hashed(form: &Form) -> Vec<u8> {
    let values: String = form.fields().iter().map(|(_, value)| value.as_str()).collect();
    (values + KEY).into_bytes()
}

#[divan::bench]
fn checksum_bare_sha1(bencher: Bencher<'_, '_>) {
    let form = request().form();
    let bytes = hashed(&form);
    let same: [u8; 20] = Sha1::digest(&bytes).into();
    let same: String = same.iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(Checksum::of_form(&form, Encoding::Utf8, &key()).unwrap().is_spelt(&same), "the same bytes");
    bencher.bench(|| Sha1::digest(black_box(&bytes)));
}

#[divan::bench]
fn checksum_of_a01_1(bencher: Bencher<'_, '_>) {
    let (form, key) = (request().form(), key());
    bencher.bench(|| Checksum::of_form(black_box(&form), Encoding::Utf8, &key));
}

#[divan::bench]
fn checksum_signing_a01_1_from_its_values(bencher: Bencher<'_, '_>) {
    let (request, key) = (request(), key());
    bencher.bench(|| SignedForm::sign_request(black_box(&request).form(), &key));
}

/// The body of A02-1.
fn notification() -> String {
    let outcome = GatewayResult {
        pay_method: "auone".to_owned(),
        tracking_id: Some("80312789324671".parse().unwrap()),
        payment_date: Some("20261123201801".parse().unwrap()),
        result_date: Some("20261123201801".parse().unwrap()),
        ..GatewayResult::new(PaymentResult::Ok)
    };
    let form = ResultMessage { echoed: EchoedRequest::from(&request()), outcome }.form();
    let checksum = Checksum::of_form(&form, Encoding::Utf8, &key()).unwrap().upper_case();
    write_form(SignedForm { form, checksum }.fields(), Encoding::ShiftJis).unwrap()
}

#[divan::bench]
fn notification_bare_decoding(bencher: Bencher<'_, '_>) {
    let body = notification();
    bencher.bench(|| read_form(black_box(body.as_bytes()), Encoding::ShiftJis));
}

#[divan::bench]
fn notification_read(bencher: Bencher<'_, '_>) {
    let body = notification();
    bencher.bench(|| {
        let received = read_form(black_box(body.as_bytes()), Encoding::ShiftJis).unwrap();
        let signed = result::DEFINITION.arrange(&received).unwrap();
        ResultMessage::read(&signed.form).unwrap()
    });
}

#[divan::bench]
fn notification_read_and_verified(bencher: Bencher<'_, '_>) {
    let (body, key) = (notification(), key());
    bencher.bench(|| {
        let received = read_form(black_box(body.as_bytes()), Encoding::ShiftJis).unwrap();
        let signed = result::DEFINITION.arrange(&received).unwrap();
        assert!(signed.is_genuine(Encoding::Utf8, &key));
        ResultMessage::read(&signed.form).unwrap()
    });
}
