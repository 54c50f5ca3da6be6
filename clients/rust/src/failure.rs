//! What a failed call says.

use std::collections::BTreeMap;
use std::error::Error;

use tonic::{Code, Status};
use tonic_types::StatusExt;

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

impl Failure {
    /// What its reader can do about it; the first that fits.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self.code.as_str() {
            "UNIMPLEMENTED" => {
                "the server does not know this call: update the server or use the client of its \
                 version, and check that the port is the execution service's"
            }
            "UNAUTHENTICATED" | "PERMISSION_DENIED" => "give a valid token with --token",
            _ if self.domain.is_empty() => {
                "no Tradewire service answered there: check host and port (tradewire status shows \
                 them); give --ca FILE where the server has TLS, leave it out where it has none"
            }
            _ => "the service answered: its message says what to change",
        }
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
