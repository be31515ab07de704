//! A document whose making panics is a failed document, not the end of a run.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Where the panic of the document at hand was; `None` outside of one.
    static GUARD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `make` and turns a panic into words, without a word on stderr.
pub(super) fn caught<T>(make: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let place = info.location().map(ToString::to_string);
            let guarded = GUARD.with_borrow_mut(|guard| match guard {
                Some(found) => {
                    *found = place.unwrap_or_default();
                    true
                }
                None => false,
            });
            if !guarded {
                usual(info);
            }
        }));
    });
    GUARD.set(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(make));
    let place = GUARD.take().unwrap_or_default();
    result.map_err(|payload| format!("panicked at {place}: {}", said(payload.as_ref())))
}

fn said(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without a word")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_words() {
        assert_eq!(caught(|| 3), Ok(3));
        let words = caught(|| -> u8 { panic!("number {}", 7) }).unwrap_err();
        assert!(
            words.contains("panics.rs") && words.ends_with("number 7"),
            "{words}"
        );
    }
}
