//! Closures of views, boxed.
//!
//! Leptos generates the code that renders, updates and drops a closure once for each closure. Boxed, all closures
//! with the same kind of result share it: the app is much smaller, and a call through a pointer is nothing beside
//! the change of the page that follows it.

/// A closure as a value that all closures with its result share.
pub fn shared<T: 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Box<dyn Fn() -> T + Send + Sync> {
    Box::new(read)
}
