//! How long the form builder takes to follow what is typed, beside a field that only repeats it, in the same page and in an
//! empty one: every key in every field of text, with the browser's processor as it is and slowed down four times, as fast as
//! keys come and with the pauses of somebody who thinks: `make bench`. Nothing here fails for being slow.
//!
//! A key's work is what the browser's main thread does for it: until the page has dealt with the key, and then until the
//! frame that shows it is painted. From key to paint there lies also the wait for the screen's next frame, which is there in
//! the echo, too, and the wait for whatever the page was doing when the key came.

use serde_json::{Value, json};
use std::time::Duration;
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::folders::fast_preview_folder;
use system_tests::servers::serve_folder;

/// A frame of a screen with sixty of them a second, in milliseconds.
const FRAME: f64 = 16.7;

/// Between two keys the results have followed: whatever they take is in the way of the next key.
const THINKING: Duration = Duration::from_millis(140);

/// What this machine takes for a key at the least: a page in which nothing else is.
const EMPTY: &str = "data:text/html,<meta charset=utf-8><meta name=viewport content=width=device-width><main></main>";

/// Notes of each key its work and how long it takes to be painted.
const NOTE: &str = "(() => {
    window.keys = [];
    const { port1, port2 } = new MessageChannel();
    const next = [];
    port1.onmessage = () => next.shift()();
    // What is posted runs when the task that it was posted in is done, and all that this has put off.
    const then = (work) => { next.push(work); port2.postMessage(null); };
    let pressed = 0;
    addEventListener('keydown', (event) => { pressed = event.timeStamp; }, true);
    addEventListener('beforeinput', ({ target: { id } }) => {
        const began = performance.now(), from = pressed;
        let dealt;
        then(() => { dealt = performance.now(); });
        requestAnimationFrame(() => {
            const frame = performance.now();
            then(() => {
                const painted = performance.now();
                // A browser may paint before what was put off: then there is no wait in between.
                const work = dealt <= frame ? dealt - began + painted - frame : painted - began;
                keys.push([id, work, painted - from]);
            });
        });
    }, true);
    const place = document.createElement('div'), input = document.createElement('input'), echo = document.createElement('p');
    input.id = 'echo';
    place.append(input, echo);
    document.querySelector('main').append(place);
    input.addEventListener('input', () => { echo.textContent = input.value; });
    return [...document.querySelectorAll('.builder input[type=text], .builder textarea')].filter((it) => it.offsetParent).map(({ id }) => id);
})()";

/// What is typed into a field.
fn typed(field: &str) -> &'static str {
    let numbers = ["quantity", "amount", "months", "day", "cycles"];
    if numbers.iter().any(|number| field.ends_with(number)) { "12" } else { "ワイン便3000円" }
}

async fn press(browser: &Browser, key: &str) {
    let text = if key == "Backspace" { "" } else { key };
    let code = if key == "Backspace" { 8 } else { 0 };
    let down = json!({ "type": "keyDown", "key": key, "text": text, "windowsVirtualKeyCode": code });
    browser.cdp("Input.dispatchKeyEvent", down).await;
    browser.cdp("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code })).await;
}

/// Types into a field, and takes it back; the milliseconds of each key.
async fn type_into(browser: &Browser, field: &str, pause: Duration) -> Vec<[f64; 2]> {
    let focus = format!(
        "(() => {{ keys.length = 0; const field = document.getElementById('{field}'); field.focus();
            field.setSelectionRange(field.value.length, field.value.length); return field.value; }})()"
    );
    let before = browser.evaluate(&focus).await;
    let count = typed(field).chars().count();
    for character in typed(field).chars() {
        press(browser, &character.to_string()).await;
        tokio::time::sleep(pause).await;
    }
    for _ in 0..count {
        press(browser, "Backspace").await;
        tokio::time::sleep(pause).await;
    }
    browser.wait_until(&format!("keys.length === {}", count * 2)).await;
    let after = browser.evaluate(&format!("document.getElementById('{field}').value")).await;
    assert_eq!(before, after, "{field}: what was typed was taken back");
    let keys = browser.evaluate("keys.map(([, work, painted]) => [work, painted])").await;
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    keys.as_array().into_iter().flatten().map(|key| [number(&key[0]), number(&key[1])]).collect()
}

/// Median, 95 % and worst.
fn shares(mut times: Vec<f64>) -> [f64; 3] {
    assert!(!times.is_empty(), "nothing was measured");
    times.sort_by(f64::total_cmp);
    [50, 95, 100].map(|share| times[(times.len() - 1) * share / 100])
}

fn line(name: &str, keys: &[[f64; 2]]) -> [f64; 3] {
    let [work, painted] = [0, 1].map(|at| shares(keys.iter().map(|key| key[at]).collect()));
    let late = keys.iter().filter(|key| key[0] > FRAME).count();
    let numbers: String = work.iter().chain(&painted).map(|time| format!("{time:>9.1}")).collect();
    println!("{name:<34}{numbers}{:>9}", format!("{late}/{}", keys.len()));
    work
}

#[tokio::main]
async fn main() {
    let address = serve_folder(fast_preview_folder()).await;
    for method in ["one_time", "fixed_term"] {
        for rate in [1, 4] {
            for (pace, pause) in [("in a row", Duration::ZERO), ("thinking", THINKING)] {
                let browser = Browser::open("bench-typing", Viewport::Phone, Script::On).await;
                browser.go(&format!("{address}/?view=builder&language=ja&method={method}")).await;
                browser
                    .wait_until("document.querySelector('.slip-shown') && document.documentElement.dataset.ready")
                    .await;
                let fields = browser.evaluate(NOTE).await;
                let fields: Vec<_> = fields.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                tokio::time::sleep(Duration::from_secs(1)).await;
                browser.slow_down(rate).await;
                println!("\n{method}, processor ÷ {rate}, {pace}");
                println!(
                    "{:<34}{:>27}{:>27}{:>9}",
                    "milliseconds a key", "work: median, 95 %, worst", "to paint: the same", "> frame"
                );
                let mut all = Vec::new();
                for field in &fields {
                    let keys = type_into(&browser, field, pause).await;
                    line(field, &keys);
                    all.extend(keys);
                }
                let echo = line("an echo", &type_into(&browser, "echo", pause).await);
                let [median, .., worst] = line("every field", &all);
                browser.go(EMPTY).await;
                browser.evaluate(NOTE).await;
                browser.slow_down(rate).await;
                let alone = line("an echo in an empty page", &type_into(&browser, "echo", pause).await);
                for (name, least) in [("every field / echo", echo), ("every field / echo alone", alone)] {
                    println!("{name:<34}{:>9.1}{:>18.1}", median / least[0], worst / least[2]);
                }
                browser.close().await;
            }
        }
    }
    println!("\na frame is {FRAME}");
}
