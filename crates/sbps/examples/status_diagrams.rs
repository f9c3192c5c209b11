//! Prints `docs/payment-status.md`: `cargo run -p sbps --example status_diagrams > crates/sbps/docs/payment-status.md`.

fn main() {
    print!("{}", sbps::status::document());
}
