//! Reads what a program sends, and notes everything that is wrong with it: what the elements' page contract says of an
//! order by the page's own reader, the rest here.

use super::line::{rate_of_contract, read_lines, tax};
use super::member::{expires_at, read_address, read_metadata};
use super::members::Members;
use super::recurring::read_terms;
use super::sent::tree;
use super::{ApiOrder, Contact, Goods, Line, Refusal, Setting, sales_of, sales_word};
use crate::domain::language::Language;
use crate::domain::mail::PayerAddress;
use crate::domain::plan::PlanTerms;
use kantan_checkout::json::Json;
use kantan_checkout::page::order::Order as PageOrder;
use kantan_checkout::page::problem::Problem;
use kantan_checkout::page::reader::LONGEST_TEXT;
use sbps::billing::{BillingMethod, Commodity, Offering, SalesMethod};
use sbps::identifier::ItemId;
use sbps::money::{Tax, Yen};
use sbps::text::ItemName;
use serde_json::Value;

/// The longest name of a customer, in characters.
const LONGEST_CUSTOMER: usize = 200;
/// Every member of an order.
const MEMBERS: [&str; 23] = [
    "item_id",
    "item_name",
    "amount",
    "tax",
    "lines",
    "customer_id",
    "customer_mail",
    "language",
    "delivery",
    "cancellation",
    "payment_timing",
    "contact",
    "return_url",
    "back_url",
    "other_ways_url",
    "expires_in",
    "expires_at",
    "sales",
    "commodity",
    "recurring",
    "heading_level",
    "untitled",
    "metadata",
];

/// An order as a program asks for it.
#[derive(Clone, Debug)]
pub struct OrderRequest {
    /// The item's id, and with it the plan of a contract.
    pub item_id: ItemId,
    /// The item's name on the bill.
    pub item_name: ItemName,
    /// The amount in yen, of a contract that of a full cycle.
    pub amount: Yen,
    /// The tax contained in it.
    pub tax: Tax,
    /// The language of its page.
    pub language: Language,
    /// Before when a payment has to be started, in seconds since 1970-01-01T00:00:00Z.
    pub expires_at: i64,
    /// The contract, and the rate in percent by which its charges are taxed.
    pub recurring: Option<(PlanTerms, u32)>,
    /// Where its payer is written to.
    pub customer_mail: Option<PayerAddress>,
    /// The rest.
    pub rest: ApiOrder,
}

/// Reads an order as it was sent.
///
/// # Errors
/// Everything that is wrong with it, each with its member and code.
pub fn read(sent: &Value, setting: &Setting) -> Result<OrderRequest, Vec<Refusal>> {
    let json = &tree(sent);
    let (mut problems, mut refusals) = (Vec::new(), Vec::new());
    if !matches!(json, Json::Object(_)) {
        return Err(vec![Refusal::of("order", "wrong_type")]);
    }
    let mut members = Members::of(json, &mut problems, &mut refusals);
    members.only(&MEMBERS);
    let asked = read_members(&mut members, json, setting);
    refusals.extend(problems.into_iter().map(Refusal::from));
    match asked {
        Some(asked) if refusals.is_empty() => Ok(asked),
        _ => Err(refusals),
    }
}

fn read_members(members: &mut Members<'_>, json: &Json, setting: &Setting) -> Option<OrderRequest> {
    let expires_at = expires_at(members, setting.now);
    let terms = if members.reader.lacks("recurring") {
        None
    } else {
        Some(members.inside("recurring", |members| read_terms(members, setting.methods)))
    };
    // What the page reads of it is what the page's reader says of it.
    let page = read_page(members, &as_page(json), json);
    let amount = page.amount;
    let lines = read_lines(members, amount);
    let tax = tax(members, lines.as_deref(), amount);
    let recurring = match (&terms, &lines, amount, tax) {
        (None, ..) => None,
        (Some(Some(terms)), Some(lines), Some(amount), Some(tax)) => {
            let rate = rate_of_contract(members, lines, amount, tax);
            super::recurring::check(members, terms, amount, page.item_name.as_ref(), (setting, expires_at));
            Some((terms.clone(), rate))
        }
        (Some(_), ..) => None,
    };
    let method = terms.as_ref().map(|terms| terms.as_ref().map(PlanTerms::billing_method));
    let sales = sales(members, method, setting);
    let rest = read_rest(members, setting, lines, sales);
    let customer_mail = customer_mail(members);
    let (language, follows_browser) = language(members);
    let rest = rest.map(|rest| ApiOrder { goods: Goods { follows_browser, ..rest.goods }, ..rest });
    let recurring = match (terms, recurring) {
        (None, _) => None,
        (Some(_), recurring) => {
            let (terms, rate) = recurring?;
            Some((terms, rate?))
        }
    };
    Some(OrderRequest {
        item_id: page.item_id?,
        item_name: page.item_name?,
        amount: amount?,
        tax: tax?,
        language,
        expires_at: expires_at?,
        recurring,
        customer_mail,
        rest: rest?,
    })
}

/// What the page's reader made of the members that it shares.
struct Shared {
    item_id: Option<ItemId>,
    item_name: Option<ItemName>,
    amount: Option<Yen>,
}

/// The order as a page would hold it, for the page's own reader.
fn as_page(json: &Json) -> Json {
    let line =
        Json::object(vec![("name", Json::from_text("-")), ("quantity", Json::Number(1.0)), ("amount", amount(json))]);
    let mut members: Vec<(&str, Json)> =
        ["item_id", "item_name", "amount", "delivery", "cancellation", "payment_timing"]
            .into_iter()
            .map(|name| (name, if name == "amount" { amount(json) } else { json.get(name).clone() }))
            .collect();
    members.push(("order_reference", Json::from_text("-")));
    members.push(("lines", Json::List(vec![line])));
    Json::object(members)
}

/// The amount, which is no text to a program, whatever stands in it; to a page's reader it may be one.
fn amount(json: &Json) -> Json {
    match json.get("amount") {
        Json::Text(_) => Json::Truth(false),
        other => other.clone(),
    }
}

fn read_page(members: &mut Members<'_>, page: &Json, json: &Json) -> Shared {
    let mut problems: Vec<Problem> = Vec::new();
    let order = PageOrder::read(page, &mut problems);
    // The one line is there to add up.
    let own = problems.into_iter().filter(|problem| !problem.path.starts_with("lines")).map(Refusal::from);
    for mut refusal in own {
        if refusal.path == "item_name"
            && refusal.code == "unencodable"
            && let Some(Err(error)) = json.get("item_name").text().map(ItemName::new)
        {
            let suggestion = error.suggestion(ItemName::LONGEST);
            refusal = refusal.because(error.to_string()).try_instead(suggestion.into_iter().collect());
        }
        members.refusals.push(refusal);
    }
    match order {
        Some(order) => {
            Shared { item_id: Some(order.item_id), item_name: Some(order.item_name), amount: Some(order.amount) }
        }
        // So that what depends on them is said as well.
        None => Shared {
            item_id: json.get("item_id").text().and_then(|text| ItemId::new(text).ok()),
            item_name: json.get("item_name").text().and_then(|text| ItemName::new(text).ok()),
            amount: amount(json).whole().and_then(|it| u32::try_from(it).ok()).and_then(|it| Yen::new(it).ok()),
        },
    }
}

/// What is in no message to the gateway.
fn read_rest(
    members: &mut Members<'_>,
    setting: &Setting,
    lines: Option<Vec<Line>>,
    sales: Option<SalesMethod>,
) -> Option<ApiOrder> {
    for shown in ["delivery", "cancellation", "payment_timing"] {
        members.seen(shown);
    }
    let customer_id = members.reader.optional_text("customer_id", LONGEST_CUSTOMER).map(str::to_owned);
    let contact = members.inside("contact", Contact::read);
    let mut address = |name| read_address(members, name, setting.is_local);
    let (return_url, back_url, other_ways_url) =
        (address("return_url"), address("back_url"), address("other_ways_url"));
    if members.reader.lacks("return_url") {
        members.refuse("return_url", "missing");
    }
    let (heading_level, untitled) = headings(members);
    let metadata = read_metadata(members);
    // The page's reader has judged these.
    let text = |name: &str| members.reader.member(name).text().map(str::to_owned);
    let goods = Goods {
        follows_browser: false,
        lines: lines?,
        delivery: text("delivery")?,
        cancellation: text("cancellation")?,
        payment_timing: text("payment_timing"),
        contact: contact?,
        return_url: return_url?,
        back_url,
        other_ways_url,
        heading_level,
        untitled,
        metadata: metadata?,
    };
    Some(ApiOrder { customer_id, sales: sales?, goods })
}

/// Where its headings stand on the shop's own page, and whether that has a title already.
fn headings(members: &mut Members<'_>) -> (Option<u8>, bool) {
    let said = |members: &mut Members<'_>, name: &str| !members.reader.lacks(name);
    let level = if said(members, "heading_level") { members.whole("heading_level", 1, 6) } else { None };
    let untitled = said(members, "untitled") && members.reader.truth("untitled").unwrap_or_default();
    (level.and_then(|level| u8::try_from(level).ok()), untitled)
}

/// An address that cannot be written to is refused and not passed over: its payer would wait in vain.
fn customer_mail(members: &mut Members<'_>) -> Option<PayerAddress> {
    let address = members.reader.optional_text("customer_mail", LONGEST_TEXT)?.parse().ok();
    if address.is_none() {
        members.refuse("customer_mail", "no_mail_address");
    }
    address
}

/// The language of the order, until its payer says another, and whether that is the browser's to say (`auto`).
fn language(members: &mut Members<'_>) -> (Language, bool) {
    if members.reader.lacks("language") {
        return (Language::default(), false);
    }
    match members.reader.choice("language", &["ja", "en", "auto"]) {
        Some(1) => (Language::English, false),
        place => (Language::default(), place == Some(2)),
    }
}

/// When it becomes a sale, where the contract with the gateway sells this so.
fn sales(members: &mut Members<'_>, method: Option<Option<BillingMethod>>, setting: &Setting) -> Option<SalesMethod> {
    let commodity = match members.reader.lacks("commodity") {
        true => Some(Commodity::Goods),
        false => members.reader.choice("commodity", &["goods", "digital_content"]).map(|place| Commodity::ALL[place]),
    };
    let method = match method {
        None => BillingMethod::OneTime(setting.sales),
        // What is wrong with the contract's terms has been said.
        Some(method) => method?,
    };
    if let Some(Err(error)) = commodity.map(|commodity| Offering::new(setting.contract, commodity, method)) {
        let member = match error.code() {
            "commodity_not_in_contract" => "commodity",
            "sales_method_not_in_contract" => "sales",
            _ => "recurring.method",
        };
        members.refusals.push(Refusal::of(member, error.code()).because(error.to_string()));
    }
    let sales = method.sales_method();
    if !members.reader.lacks("sales") {
        let word = members.reader.text("sales", LONGEST_TEXT)?;
        match sales_of(word) {
            None => members.refuse("sales", "unknown_word"),
            Some(asked) if asked != sales => {
                let detail =
                    format!("orders of this kind are {} sales by the contract with the gateway", sales_word(sales));
                members.refusals.push(Refusal::of("sales", "not_allowed").because(detail));
            }
            Some(_) => {}
        }
    }
    Some(sales)
}
