//! The workbook as a program of its own, for a worker of the page. Everything is in the library; this only starts it.

fn main() {
    #[cfg(target_arch = "wasm32")]
    geode_workbook::worker::serve();
}
