//! Tradewire's contract for Rust, and what every caller needs beside it: a connection whose calls
//! have a deadline and carry the caller's token, and failures with the reason and the fields that
//! the server named.
//!
//! A package of the contract is a module of the same name: `tradewire.execution.v1` is
//! [`execution::v1`].

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Duration;

use tonic::metadata::{Ascii, MetadataValue};
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint};
use tonic::{Code, Request, Status};
use tonic_types::StatusExt;

pub use contract::tradewire::{backtest, execution, marketdata, risk, signal, system, types};

#[allow(missing_docs, clippy::all, clippy::pedantic)]
#[path = "gen/mod.rs"]
mod contract;

/// Pings notice a peer that vanished without a word; the server admits one in ten seconds.
const KEEPALIVE: Duration = Duration::from_secs(20);
const KEEPALIVE_TIMEOUT: Duration = Duration::from_secs(5);
/// How tonic tells that a deadline passed on this side.
const TIMEOUT_EXPIRED: &str = "Timeout expired";
/// What tonic calls whatever is below it, which says nothing.
const TRANSPORT: &str = "transport error";

/// A call that recorded nothing: the parts of a `google.rpc.Status`. Compare reasons, never messages.
#[derive(Debug, Default)]
pub struct Failure {
    /// Name of the status, such as `INVALID_ARGUMENT`.
    pub code: String,
    /// Reason of the `ErrorInfo`, such as `REQUEST_INVALID`; empty where there is none.
    pub reason: String,
    /// Who gives that reason: `tradewire`; empty where nobody of ours answered.
    pub domain: String,
    /// The fields that are wrong, each with what it must be.
    pub fields: BTreeMap<String, String>,
    /// For people.
    pub message: String,
}

impl From<Status> for Failure {
    fn from(status: Status) -> Self {
        let details = status.get_error_details();
        let info = details.error_info().cloned();
        let violations = details.bad_request().map(|bad| bad.field_violations.clone());
        Self {
            code: code_name(&status),
            reason: info.as_ref().map_or_else(String::new, |info| info.reason.clone()),
            domain: info.map_or_else(String::new, |info| info.domain),
            fields: violations
                .unwrap_or_default()
                .into_iter()
                .map(|wrong| (wrong.field, wrong.description))
                .collect(),
            message: with_causes(&status),
        }
    }
}

/// A channel to one service, opened by its first call and again after every loss.
pub struct Connection {
    /// What the generated clients take.
    pub channel: Channel,
    token: Option<MetadataValue<Ascii>>,
}

impl Connection {
    /// Names a `host:port`; a token is sent as a bearer token, a certificate authority (PEM) means
    /// TLS.
    ///
    /// # Errors
    /// The target is no `host:port`, the token no header, or the authority no PEM.
    pub fn open(
        target: &str,
        token: Option<&str>,
        ca: Option<&str>,
    ) -> Result<Self, Box<dyn Error>> {
        let scheme = if ca.is_some() { "https" } else { "http" };
        let mut endpoint = Endpoint::from_shared(format!("{scheme}://{target}"))?
            .http2_keep_alive_interval(KEEPALIVE)
            .keep_alive_timeout(KEEPALIVE_TIMEOUT);
        if let Some(pem) = ca {
            let tls = ClientTlsConfig::new().ca_certificate(Certificate::from_pem(pem));
            endpoint = endpoint.tls_config(tls)?;
        }
        let token = token.map(|token| format!("Bearer {token}").parse()).transpose()?;
        Ok(Self { channel: endpoint.connect_lazy(), token })
    }

    /// A request with a deadline and the caller's token.
    pub fn request<T>(&self, message: T, deadline: Duration) -> Request<T> {
        let mut request = Request::new(message);
        request.set_timeout(deadline);
        if let Some(token) = &self.token {
            request.metadata_mut().insert("authorization", token.clone());
        }
        request
    }
}

/// `CancelRequested` as the contract writes it: `cancel_requested`.
#[must_use]
pub fn snake_case(camel: &str) -> String {
    let mut snake = String::new();
    for letter in camel.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// tonic says CANCELLED of a deadline that passed on this side, which nobody cancelled.
fn code_name(status: &Status) -> String {
    match status.code() {
        Code::Cancelled if status.message() == TIMEOUT_EXPIRED => "DEADLINE_EXCEEDED".into(),
        code => snake_case(&format!("{code:?}")).to_uppercase(),
    }
}

/// What went wrong below, which tonic keeps apart: "tcp connect error" alone does not say why.
fn with_causes(status: &Status) -> String {
    let mut message = status.message().to_owned();
    let mut cause = status.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if text != TRANSPORT && !message.contains(&text) {
            message = format!("{message}: {text}");
        }
        cause = error.source();
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_that_passed_on_this_side_was_cancelled_by_nobody() {
        assert_eq!(Failure::from(Status::cancelled(TIMEOUT_EXPIRED)).code, "DEADLINE_EXCEEDED");
        assert_eq!(Failure::from(Status::cancelled("the caller left")).code, "CANCELLED");
    }

    #[test]
    fn a_status_without_details_has_no_reason() {
        let failure = Failure::from(Status::invalid_argument("no"));
        assert_eq!((failure.code.as_str(), failure.reason.as_str()), ("INVALID_ARGUMENT", ""));
    }
}
