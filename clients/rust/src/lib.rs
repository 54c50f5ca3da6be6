//! Tradewire's contract for Rust, and what every caller needs beside it: a connection whose calls
//! have a deadline and carry the caller's token, an account's events to follow and to resume, and
//! failures with the reason and the fields that the server named.
//!
//! A package of the contract is a module of the same name: `tradewire.execution.v1` is
//! [`execution::v1`].

pub use connection::{Connection, Events};
pub use contract::tradewire::{backtest, execution, marketdata, risk, signal, system, types};
pub use failure::{Failure, snake_case};

mod connection;
#[allow(missing_docs, clippy::all, clippy::pedantic)]
#[path = "gen/mod.rs"]
mod contract;
mod failure;
