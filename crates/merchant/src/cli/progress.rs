//! How far a long command has come: a line each second on standard error, where somebody looks at it
//! or asks for it. Standard output is for what was asked.

use clap::Args;
use std::cell::Cell;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often it is told.
const EACH: Duration = Duration::from_secs(1);

/// Whether it is told.
#[derive(Args, Clone, Copy)]
pub(super) struct TellProgress {
    /// Tell on standard error each second how far it has come; without it only at a terminal.
    #[arg(long)]
    progress: bool,
}

/// How far something has come.
pub(super) struct Progress {
    what: &'static str,
    is_told: bool,
    last: Cell<Instant>,
}

impl TellProgress {
    /// Of something that begins now.
    pub(super) fn of(self, what: &'static str) -> Progress {
        let is_told = self.progress || std::io::stderr().is_terminal();
        Progress { what, is_told, last: Cell::new(Instant::now()) }
    }
}

impl Progress {
    /// Carries something out that does not tell by itself how far it has come: `measure` says so each
    /// second.
    pub(super) async fn beside<T>(&self, work: impl Future<Output = T>, measure: impl AsyncFn() -> u64) -> T {
        tokio::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return done,
                () = tokio::time::sleep(EACH) => self.told(measure().await, None),
            }
        }
    }

    /// So much of it is done, of so much where that is known.
    pub(super) fn told(&self, done: u64, of: Option<u64>) {
        let is_last = of == Some(done);
        if !self.is_told || (self.last.get().elapsed() < EACH && !is_last) {
            return;
        }
        self.last.set(Instant::now());
        // Who closes standard error wants no progress.
        let _ = writeln!(std::io::stderr(), "{}", line(self.what, done, of));
    }
}

fn line(what: &str, done: u64, of: Option<u64>) -> String {
    of.map_or_else(|| format!("{what}: {done}"), |of| format!("{what}: {done} of {of}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_measured_beside_a_work_ends_with_it() {
        let asked = std::cell::Cell::new(0);
        let measure = async || {
            asked.set(asked.get() + 1);
            asked.get()
        };
        let progress = TellProgress { progress: false }.of("bytes");
        progress.beside(tokio::time::sleep(EACH * 2), measure).await;
        assert!(asked.get() >= 1);
    }

    #[test]
    fn it_says_how_much_there_is_where_that_is_known() {
        assert_eq!(line("items closed", 3, Some(12)), "items closed: 3 of 12");
        assert_eq!(line("bytes copied", 3, None), "bytes copied: 3");
    }
}
