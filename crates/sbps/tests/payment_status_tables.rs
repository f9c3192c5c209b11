//! The tables of the service specification, "List of Provided Functions" and "Payment Status Transition", cell by cell.

use sbps::billing::BillingMethod;
use sbps::status::{Channel, Note, ProvidedFunction, provided_functions};

/// "List of Provided Functions": function | link type | API type | payment management tool, in the order of the billing
/// methods. The one empty cell (one-time, specified sales, purchase, tool) is "–" in "Payment Status Transition".
const LIST_OF_PROVIDED_FUNCTIONS: [&str; 4] = [
    "Purchase | ○ | – | –
     Refund | – | ○※1 | ○※1
     Partial Refund | – | ○※1※2 | ○※1※2",
    "Purchase | ○ | – | –
     Settlement | – | ○ | ○
     Partial Settlement | – | ○※3 | ○※3
     Cancellation | – | ○ | ○
     Refund | – | ○ | ○
     Partial Refund | – | ○※2 | ○※2",
    "Purchase | ○ | – | –
     Refund | – | ○ | ○
     Partial Refund | – | – | ○※2
     Cancellation of recurring billing (simplified) | ○ | ○ | ○
     Recurring billing (simplified) cancellation notification | ○ | – | –",
    "Purchase | ○ | – | –
     Settlement | – | ○ | ○
     Partial Settlement | – | ○ | ○
     Cancellation | – | ○ | ○
     Refund | – | ○ | ○
     Partial Refund | – | ○※2 | ○※2
     Recurring Billing (Fixed Term/Pay as You Go) Request | ○ | – | –
     Recurring billing (fixed term/pay as you go) re-request | ○ | – | –
     Recurring Billing (Fixed Term/Pay as You Go) Purchase | – | ○ | ○
     Recurring Billing (Fixed Term/Pay as You Go) Unsubscribing | ○ | ○ | ○",
];

/// "Payment Status Transition": process name and function ID of the link type | of the API type | screen name and button
/// name of the payment management tool. The rows are in the order of the list.
const PAYMENT_STATUS_TRANSITION: [&str; 4] = [
    "Purchase Request A01-1 | – | –
     – | Cancel/Refund Request ST02-00303-402 | Billing Information Screen \"au Refund\"
     – | Cancel/Refund Request ST02-00303-402 | Billing Information Screen \"au Partial Refund\"",
    "Purchase Request A01-1 | – | –
     – | Sales request ST02-00201-402 | Billing Information Screen \"au Settlement\"
     – | Sales request ST02-00201-402 | Billing Information Screen \"au Partial Settlement\"
     – | Cancel/Refund Request ST02-00303-402 | Billing Information Screen \"au Cancel\"
     – | Cancel/Refund Request ST02-00303-402 | Billing Information Screen \"au Refund\"
     – | Cancel/Refund Request ST02-00303-402 | Billing Information Screen \"au Partial Refund\"",
    "Purchase Request A01-1 | – | –
     – | Cancel/Refund Request ST02-00303-402 | Billing Information Screen \"au Refund\"
     – | – | Billing Information Screen \"au Partial Refund\"
     Purchase Request A01-1 | Recurring charge (simple) Cancellation request ST02-00302-402 | Recurring charge (simple) User Information Screen \"Cancel\"
     Purchase Result CGI A02-1 | – | –",
    "Purchase Request A01-1 | – | –
     – | Sales request ST02-00201-402 | Billing Information Screen \"au Settlement\"
     – | Sales request ST02-00201-402 | Billing Information Screen \"au Partial Settlement\"
     – | Cancel/Refund Request ST02-00303-402 | Billing Information Screen \"au Cancel\"
     – | Cancel/Refund Request ST02-00303-402 | Billing Information Screen \"au Refund\"
     – | Cancel/Refund Request ST02-00303-402 | Billing Information Screen \"au Partial Refund\"
     Recurring charge (based on term or usage rate) Application Request D01-1 | – | –
     Recurring charge (based on term or usage rate) Application Request D01-1 | – | –
     – | Recurring charge (based on term or usage rate) Purchase Request ST01-00104-402 | Recurring charge (based on term or usage rate) User Information Screen \"purchase\"
     Recurring charge (based on term or usage rate) Application Request D01-1 | Recurring charge (based on term or usage rate) Cancellation request ST02-00309-402 | Recurring charge (based on term or usage rate) User Information Screen \"Cancellation\"",
];

fn mark(function: &ProvidedFunction, channel: Channel) -> String {
    if function.entry(channel).is_none() {
        return "–".to_owned();
    }
    let notes = function.notes.iter().map(|note| match note {
        Note::One => "※1",
        Note::Two => "※2",
        Note::Three => "※3",
    });
    std::iter::once("○").chain(notes).collect()
}

fn entrance(function: &ProvidedFunction, channel: Channel) -> String {
    match (function.entry(channel), channel) {
        (None, _) => "–".to_owned(),
        (Some(entry), Channel::ManagementTool) => format!("{} \"{}\"", entry.process, entry.function),
        (Some(entry), _) => format!("{} {}", entry.process, entry.function),
    }
}

#[test]
fn every_mark_of_the_list_of_provided_functions_holds() {
    let (mut rows, mut marks) = (0, 0);
    for (method, list) in BillingMethod::ALL.into_iter().zip(LIST_OF_PROVIDED_FUNCTIONS) {
        assert_eq!(provided_functions(method).len(), list.lines().count(), "{method}");
        for (function, line) in provided_functions(method).iter().zip(list.lines()) {
            assert_eq!(function.billing_method, method);
            let cells: Vec<_> = line.trim().split(" | ").collect();
            assert_eq!(cells[0], function.operation.name(), "{method}");
            let found = Channel::ALL.map(|channel| mark(function, channel));
            assert_eq!(found[..], cells[1..], "{method}, {}", function.operation);
            rows += 1;
            marks += found.len();
        }
    }
    assert_eq!((rows, marks), (24, 72));
}

#[test]
fn every_function_id_screen_and_button_of_the_transition_tables_holds() {
    let mut rows = 0;
    for (method, table) in BillingMethod::ALL.into_iter().zip(PAYMENT_STATUS_TRANSITION) {
        assert_eq!(provided_functions(method).len(), table.lines().count(), "{method}");
        for (function, line) in provided_functions(method).iter().zip(table.lines()) {
            let cells: Vec<_> = line.trim().split(" | ").collect();
            let found = Channel::ALL.map(|channel| entrance(function, channel));
            assert_eq!(found[..], cells[..], "{method}, {}", function.operation);
            rows += 1;
        }
    }
    assert_eq!(rows, 24);
}
