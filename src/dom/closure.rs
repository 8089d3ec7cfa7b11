//! Closures behind a pointer, without code that nobody calls.
//!
//! A `dyn Fn` carries three ways to call it, since it can stand for an `FnMut` and an `FnOnce` too, and the compiler
//! writes all of them for each closure. The page has some five hundred closures and calls each in one way.

/// A closure that takes nothing.
pub trait Read<R> {
    /// What it returns now.
    fn read(&self) -> R;
}

impl<R, F: Fn() -> R> Read<R> for F {
    fn read(&self) -> R {
        self()
    }
}

/// A closure that takes one thing.
pub trait Act<A, R = ()> {
    /// What it makes of the thing.
    fn act(&self, thing: A) -> R;
}

impl<A, R, F: Fn(A) -> R> Act<A, R> for F {
    fn act(&self, thing: A) -> R {
        self(thing)
    }
}

/// A closure that takes nothing and remembers something from one run to the next.
pub trait Run<R = ()> {
    /// Its next run.
    fn run(&mut self) -> R;
}

impl<R, F: FnMut() -> R> Run<R> for F {
    fn run(&mut self) -> R {
        self()
    }
}
