//! The scenario's orders, and how they are shown.

use bigdecimal::BigDecimal;
use serde_json::{Value, json};
use tradewire::execution::v1::order_event::Kind;
use tradewire::execution::v1::{OrderTicket, Protection, order_ticket};
use tradewire::types::v1::{OrderType, Side};
use tradewire::{Failure, snake_case};

pub type Outcome<T> = Result<T, Failure>;

/// A protected limit order to buy.
pub fn limit(instrument: &str, [quantity, price, stop, target]: [&str; 4]) -> OrderTicket {
    OrderTicket {
        instrument: instrument.into(),
        side: Side::Buy.into(),
        r#type: OrderType::Limit.into(),
        amount: Some(order_ticket::Amount::Quantity(quantity.into())),
        price: price.into(),
        protection: Some(Protection {
            stop_price: stop.into(),
            target_price: target.into(),
            trailing: None,
        }),
        ..Default::default()
    }
}

/// What happened to an order, as the contract names it.
pub fn name_of(kind: &Kind) -> String {
    let told = format!("{kind:?}");
    snake_case(told.split('(').next().unwrap_or_default())
}

/// Sequences that never came, and that came more than once, after the first one known.
pub fn complete(sequences: &[u64]) -> Value {
    let came = &sequences[1..];
    let mut distinct = came.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let expected = sequences.iter().max().unwrap_or(&0) - sequences[0];
    json!({"step": "complete", "missed": expected - distinct.len() as u64,
        "doubled": came.len() - distinct.len()})
}

/// Every digit of a decimal on the wire.
pub fn decimal(text: &str) -> Outcome<BigDecimal> {
    text.parse().map_err(|_| Failure {
        code: "INTERNAL".into(),
        message: format!("{text:?} is no decimal"),
        ..Failure::default()
    })
}

/// Shows how a call failed that must.
pub fn print_refusal<T>(step: &str, outcome: Outcome<T>) {
    let failure =
        outcome.err().unwrap_or_else(|| Failure { code: "OK".into(), ..Failure::default() });
    print(&json!({"step": step, "code": failure.code, "reason": failure.reason,
        "domain": failure.domain, "fields": failure.fields}));
}

/// Standard output is flushed at each line's end.
pub fn print(line: &Value) {
    println!("{line}");
}
