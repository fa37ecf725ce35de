//! The bindings for JavaScript: they convert, and decide nothing. Nothing else in the crate names `wasm_bindgen`.
//!
//! One instance of a module holds one snapshot. Yes and no cross as numbers over a buffer that stands in the module's memory
//! ([`gate`]); the rich answers cross as objects ([`full`]); [`author`] packs, [`reviewing`] compares and reviews.

pub mod gate;
mod question;

#[cfg(feature = "full")]
pub mod full;

#[cfg(feature = "author")]
pub mod author;
#[cfg(feature = "author")]
pub mod reviewing;

#[cfg(all(target_arch = "wasm32", target_os = "unknown", not(any(feature = "author", feature = "full", test))))]
mod bare {
    //! The gate goes without the standard library, whose panics bring texts and formatters that nobody would read.

    #[global_allocator]
    static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

    /// Traps; the caller in JavaScript sees an error and denies.
    #[panic_handler]
    fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
        core::arch::wasm32::unreachable()
    }
}
