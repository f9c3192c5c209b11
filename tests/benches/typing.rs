//! How long the form builder takes to follow what is typed, beside a page that only repeats it, in one run: `make bench`.
//!
//! A key's time ends when the whole page is brought up to date and laid out. A slow phone is the browser with its processor slowed down six times. Nothing here fails for being slow.

use serde_json::Value;
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::folders::fast_preview_folder;
use system_tests::servers::serve_folder;

/// Types a name of twenty characters ten times, one character after the other; gives back the milliseconds of each key.
const TYPE: &str = "(async (input, shown) => {
    const text = 'ワイン定期便3000円毎月20日払いコース', times = [];
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    for (let turn = 0; turn < 10; turn += 1) {
        for (let length = 1; length <= [...text].length; length += 1) {
            input.value = [...text].slice(0, length).join('');
            const start = performance.now();
            input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
            // What a page puts off to a microtask still belongs to the key.
            for (let turns = 0; turns < 100 && !shown(input.value); turns += 1) await null;
            document.body.offsetHeight;
            times.push(performance.now() - start);
            if (!shown(input.value)) throw new Error(`it does not follow: ${input.value}`);
            await frame();
        }
    }
    return times;
})";

/// The builder's own field; the statement preview shows its start.
const BUILDER: &str = "[document.querySelector('#item-name'), (name) => document.querySelector('.slip-shown')?.textContent === [...name].slice(0, 16).join('')]";

/// A field beside it whose only listener repeats what is typed.
const ECHO: &str = "(() => {
    const input = document.createElement('input'), echo = document.createElement('p');
    document.body.replaceChildren(input, echo);
    input.addEventListener('input', () => { echo.textContent = input.value; });
    return [input, (name) => echo.textContent === name];
})()";

struct Times {
    median: f64,
    late: f64,
    slowest: f64,
}

fn times(measured: &Value) -> Times {
    let mut times: Vec<f64> = measured.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    assert!(!times.is_empty(), "nothing was measured: {measured}");
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    Times { median: at(50), late: at(95), slowest: at(100) }
}

#[tokio::main]
async fn main() {
    let address = serve_folder(fast_preview_folder()).await;
    println!("{:<34}{:>10}{:>10}{:>10}", "milliseconds a key", "median", "95 %", "slowest");
    for (rate, device) in [(1, "this machine"), (6, "six times slower")] {
        let browser = Browser::open("bench-typing", Viewport::Phone, Script::On).await;
        browser.go(&format!("{address}/?view=builder&language=ja")).await;
        browser.wait_for("#item-name").await;
        browser.slow_down(rate).await;
        let builder = times(&browser.evaluate(&format!("{TYPE}(...{BUILDER})")).await);
        let echo = times(&browser.evaluate(&format!("{TYPE}(...{ECHO})")).await);
        for (what, it) in [("builder", &builder), ("echo", &echo)] {
            println!("{:<34}{:>10.1}{:>10.1}{:>10.1}", format!("{what}, {device}"), it.median, it.late, it.slowest);
        }
        println!("{:<34}{:>10.1}", format!("builder / echo, {device}"), builder.median / echo.median.max(0.1));
        browser.close().await;
    }
    println!("a frame is 16.7");
}
