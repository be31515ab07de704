//! What the operating system tells a command by signals.

use std::io;
use std::os::fd::AsFd as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGBUS, SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::{flag, low_level};

use super::Exit;
use crate::error::{Error, Result};
use crate::store::database;

/// The first signal asks the run to stop, the second ends the process.
pub(super) fn stop() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        flag::register_conditional_shutdown(signal, 75, Arc::clone(&stop))
            .and_then(|_| flag::register(signal, Arc::clone(&stop)))
            .map_err(deaf)?;
    }
    // A file that grows past the limit ends a process without a word, unless
    // somebody listens: then writing it is an error like others.
    flag::register(SIGXFSZ, Arc::default()).map_err(deaf)?;
    Ok(stop)
}

/// Has a command on the corpus in a folder end in words if the disk takes or
/// gives no page of a file that is mapped into memory.
///
/// SQLite maps the index of its log. Where a page is written to another place
/// each time, as btrfs does, a full disk or quota shows when the page is
/// touched, in the midst of its work: no call fails, and there is nothing to
/// return to. What is committed outlives that as it does any end.
pub(super) fn tell_of_lost_pages(folder: &Path) -> Result<()> {
    let mut index = database(folder).into_os_string();
    index.push("-shm");
    let why = "the disk or a quota is full, or the device fails";
    let error = Error::io("keep", Path::new(&index))(io::Error::other(why));
    let hint = error.hint().unwrap_or_default();
    let words = format!("error: {error}\nhint: {hint}\n");
    let tell = move || {
        // Nobody there to hear it is no error.
        let _ = rustix::io::write(io::stderr().as_fd(), words.as_bytes());
        low_level::exit(Exit::Io.code().into());
    };
    // SAFETY: what is done within the signal is safe there: one call that
    // writes bytes made before, and one that ends the process.
    #[expect(unsafe_code, reason = "no safe action both says something and ends")]
    unsafe {
        low_level::register(SIGBUS, tell).map_err(deaf)?;
    }
    Ok(())
}

fn deaf(error: io::Error) -> Error {
    Error::io("listen to signals for", Path::new("this process"))(error)
}
