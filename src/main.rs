//! The web app. Everything is in the library; this only starts it.

fn main() {
    #[cfg(target_arch = "wasm32")]
    geode_planner::start();
}
