//! The tables of a billing method as Markdown with a Mermaid state diagram.
//!
//! `docs/payment-status.md` is printed by `cargo run -p sbps --example status_diagrams`; a test keeps it up to date.

use super::function::{Note, ProvidedFunction, Step};
use super::operation::Channel;
use super::state::{PaymentState, SubscriptionState};
use super::table::provided_functions;
use crate::billing::BillingMethod;

const HEAD: &str = "\
# Payment status

What can be done to a payment, by whom, when, and where it leads. Printed from `sbps::status` by
`cargo run -p sbps --example status_diagrams > crates/sbps/docs/payment-status.md`; not written by hand.

The tables follow the service specification, \"List of Provided Functions\" and \"Payment Status Transition\". Its diagrams
are pictures that were not at hand, so the states are read off the functions; a start that the text does not tell is
marked *inferred*. A state `unknown`, not drawn, follows any request whose outcome is not known: from it nothing is asked
for until a person has looked in the payment management tool.

Notes: \\*1 its text was not at hand; contracts with WebMoney have no refund. \\*2 from the first day of the month after
the settlement, and an error for a moment is possible then: wait and ask again. \\*3 not for a payment by credit card, and
nothing tells which source a payer chose.
";

/// The whole of `docs/payment-status.md`.
#[must_use]
pub fn document() -> String {
    let mut out = String::from(HEAD);
    for billing_method in BillingMethod::ALL {
        out.push('\n');
        out.push_str(&diagram(billing_method));
    }
    out
}

/// The section of one billing method: its name, its state diagram and its table.
///
/// ```
/// use sbps::billing::BillingMethod;
///
/// let section = sbps::status::diagram(BillingMethod::RecurringSimple);
/// assert!(section.contains("active --> ended : Cancellation of recurring billing (simplified) [link, API, tool]"));
/// ```
#[must_use]
pub fn diagram(billing_method: BillingMethod) -> String {
    let functions = provided_functions(billing_method);
    let mut out = String::from("## ");
    push_capitalised(&mut out, &billing_method.to_string());
    out.push_str("\n\n```mermaid\nstateDiagram-v2\n    direction LR\n");
    let subscribes = functions.iter().any(|function| function.subscription.is_some());
    if subscribes {
        out.push_str("    state \"the payer's contract\" as contract {\n        direction LR\n");
        let step = |function: &ProvidedFunction| function.subscription;
        push_edges(&mut out, "        ", functions, step, SubscriptionState::code);
        out.push_str("    }\n    state \"each payment under it\" as payment {\n        direction LR\n");
    }
    let indent = if subscribes { "        " } else { "    " };
    push_edges(&mut out, indent, functions, |function| function.payment, PaymentState::code);
    if billing_method == BillingMethod::RecurringSimple {
        out.push_str("        [*] --> settled : billed by the gateway on the first day of each month\n");
    }
    if subscribes {
        out.push_str("    }\n");
    }
    out.push_str("```\n\n| Function | Link type | API type | Payment management tool | When | Notes |\n|---|---|---|---|---|---|\n");
    for function in functions {
        push_row(&mut out, function);
    }
    out
}

fn push_capitalised(out: &mut String, text: &str) {
    let mut characters = text.chars();
    out.extend(characters.next().map(|first| first.to_ascii_uppercase()));
    out.push_str(characters.as_str());
}

/// One line for each state that each function starts from.
fn push_edges<S: Copy + 'static>(
    out: &mut String,
    indent: &str,
    functions: &[ProvidedFunction],
    step: impl Fn(&ProvidedFunction) -> Option<Step<S>>,
    code: impl Fn(S) -> &'static str,
) {
    // Neither an end nor a beginning of its own: what is not there yet, and what is not drawn.
    let name = |state: S| match code(state) {
        "not_started" | "absent" => "[*]",
        other => other,
    };
    for function in functions {
        let Some(step) = step(function) else { continue };
        for (states, remark) in [(step.from, ""), (step.inferred, ", inferred")] {
            for &state in states.iter().filter(|state| code(**state) != "unknown") {
                for piece in [indent, name(state), " --> ", name(step.to), " : ", function.operation.name(), " ["] {
                    out.push_str(piece);
                }
                push_channels(out, function);
                out.push_str(remark);
                out.push_str("]\n");
            }
        }
    }
}

fn push_channels(out: &mut String, function: &ProvidedFunction) {
    let mut separator = "";
    for (channel, name) in [(Channel::Link, "link"), (Channel::Api, "API"), (Channel::ManagementTool, "tool")] {
        if function.entry(channel).is_some() {
            out.push_str(separator);
            out.push_str(name);
            separator = ", ";
        }
    }
}

fn push_row(out: &mut String, function: &ProvidedFunction) {
    out.push_str("| ");
    out.push_str(function.operation.name());
    for channel in Channel::ALL {
        out.push_str(" | ");
        match (function.entry(channel), channel) {
            (None, _) => out.push('–'),
            (Some(entry), Channel::ManagementTool) => {
                for piece in [entry.process, " \"", entry.function, "\""] {
                    out.push_str(piece);
                }
            }
            (Some(entry), _) => {
                for piece in [entry.process, " `", entry.function, "`"] {
                    out.push_str(piece);
                }
            }
        }
    }
    out.push_str(" | ");
    out.push_str(function.period.sentence(function.billing_method));
    out.push_str(" | ");
    for note in function.notes {
        out.push_str(match note {
            Note::One => "\\*1 ",
            Note::Two => "\\*2 ",
            Note::Three => "\\*3 ",
        });
    }
    out.push_str("|\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_document_is_up_to_date() {
        assert!(
            include_str!("../../docs/payment-status.md") == document(),
            "run `cargo run -p sbps --example status_diagrams > crates/sbps/docs/payment-status.md`"
        );
    }

    #[test]
    fn every_function_is_drawn_and_listed() {
        for billing_method in BillingMethod::ALL {
            let section = diagram(billing_method);
            for function in provided_functions(billing_method) {
                let name = function.operation.name();
                assert!(section.contains(&[" : ", name, " ["].concat()), "{name} is drawn");
                assert!(section.contains(&["\n| ", name, " | "].concat()), "{name} is listed");
            }
        }
    }
}
