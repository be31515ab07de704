//! The program: read the command line, do it, say how it went.

use std::alloc::{GlobalAlloc, Layout};
use std::process::ExitCode;

use mimalloc::MiMalloc;
use synthphi::cli::{self, end_without_memory};

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

fn main() -> ExitCode {
    cli::run()
}

/// mimalloc, and an end in words where it has nothing left to give.
struct Allocator;

impl Allocator {
    #[inline]
    fn given(place: *mut u8) -> *mut u8 {
        if place.is_null() {
            end_without_memory();
        }
        place
    }
}

// SAFETY: mimalloc does all of it; what it could not do is never answered.
#[expect(unsafe_code, reason = "an allocator is unsafe by what it is")]
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::given(unsafe { MiMalloc.alloc(layout) })
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Self::given(unsafe { MiMalloc.alloc_zeroed(layout) })
    }

    #[inline]
    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        Self::given(unsafe { MiMalloc.realloc(place, layout, size) })
    }

    #[inline]
    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        unsafe { MiMalloc.dealloc(place, layout) }
    }
}
