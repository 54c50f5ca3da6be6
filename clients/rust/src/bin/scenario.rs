//! The scenario of clients/SCENARIO.md, as every language performs it.

use std::collections::HashMap;
use std::process::ExitCode;
use std::time::Duration;

use bigdecimal::{BigDecimal, RoundingMode};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};
use tonic::transport::Channel;
use tradewire::execution::v1::execution_service_client::ExecutionServiceClient;
use tradewire::execution::v1::stream_account_events_response::Message;
use tradewire::execution::v1::{
    CancelOrderRequest, ListOrdersRequest, Order, OrderTicket, PreviewOrderRequest, Protection,
    StreamAccountEventsRequest, SubmitOrderRequest, account_event, order_ticket,
};
use tradewire::system::v1::{GetComponentRequest, system_service_client::SystemServiceClient};
use tradewire::types::v1::{OrderType, RefusalReason, Side};
use tradewire::{Connection, Failure, snake_case};

const REQUIRED: [&str; 5] = ["target", "account", "instrument", "run", "traceparent"];
const OPTIONAL: [&str; 3] = ["token", "ca", "patience"];
const CALL: Duration = Duration::from_secs(10);
const STREAM: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(200);

type Flags = HashMap<String, String>;
type Outcome<T> = Result<T, Failure>;

/// Where the account's stream stands, and every sequence that came.
struct Followed {
    log_id: String,
    sequences: Vec<u64>,
}

struct Scenario {
    flags: Flags,
    connection: Connection,
    execution: ExecutionServiceClient<Channel>,
    /// Its orders by id.
    names: HashMap<String, &'static str>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let flags = match flags(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(flags) => flags,
        Err(wrong) => return refuse(&wrong),
    };
    let (target, token) = (flags["target"].clone(), flags.get("token").map(String::as_str));
    let ca = match flags.get("ca").map(std::fs::read_to_string).transpose() {
        Ok(ca) => ca,
        Err(error) => return refuse(&format!("--ca {}: {error}", flags["ca"])),
    };
    let connection = match Connection::open(&target, token, ca.as_deref()) {
        Ok(connection) => connection,
        Err(error) => return refuse(&format!("{target}: {error}")),
    };
    let execution = ExecutionServiceClient::new(connection.channel.clone());
    let scenario = Scenario { flags, connection, execution, names: HashMap::new() };
    let Err(failure) = scenario.perform().await else { return ExitCode::SUCCESS };
    let message = format!("{target}: {}", failure.message);
    print(&json!({"step": "error", "code": failure.code, "reason": failure.reason,
        "message": message, "remedy": remedy(&failure)}));
    ExitCode::FAILURE
}

impl Scenario {
    async fn perform(mut self) -> Outcome<()> {
        self.connect().await?;
        let stands = self.orders(1).await?.as_of.unwrap_or_default();
        let mut followed = Followed { log_id: stands.log_id, sequences: vec![stands.sequence] };
        let exact = self.exact().await?;
        self.names.insert(exact.order, "exact");
        let (request, order) = self.submit().await?;
        self.names.insert(order.order.clone(), "works");

        let again = self.place(request.clone()).await?;
        let placed = self.orders(100).await?.orders;
        let count = placed.iter().filter(|other| other.cause_id == request.request_id).count();
        print(
            &json!({"step": "repeat", "same_order": again.order == order.order, "orders": count}),
        );

        let ticket = request.ticket.map(|known| OrderTicket { side: 0, ..known });
        let sideless = SubmitOrderRequest { request_id: self.id("refused"), ticket, ..request };
        print_refusal("refusal", self.place(sideless).await);

        let events = self.follow(&mut followed, "works accepted").await?;
        print(&json!({"step": "stream", "events": events}));
        let cancel = CancelOrderRequest {
            account: self.flags["account"].clone(),
            order: order.order,
            request_id: self.id("cancel"),
            ..Default::default()
        };
        let canceled = self.execution.cancel_order(self.connection.request(cancel, CALL)).await?;
        print(&json!({"step": "cancel", "state": canceled.into_inner().state().as_str_name()}));
        let events = self.follow(&mut followed, "works canceled").await?;
        print(&json!({"step": "resume", "events": events}));
        print(&complete(&followed.sequences));

        let mut other = Followed { log_id: "0".repeat(32), sequences: vec![1] };
        print_refusal("other_log", self.follow(&mut other, "").await);
        print(&json!({"step": "end"}));
        Ok(())
    }

    /// Asks who is there until somebody answers or patience is over.
    async fn connect(&self) -> Outcome<()> {
        let patience = self.flags.get("patience").map_or(10, |given| given.parse().unwrap_or(10));
        let patience = Duration::from_secs(patience);
        let mut system = SystemServiceClient::new(self.connection.channel.clone());
        let until = Instant::now() + patience;
        loop {
            let asked = GetComponentRequest { component: "execution".into() };
            match system.get_component(self.connection.request(asked, patience)).await {
                Ok(answer) => {
                    let found = answer.into_inner();
                    print(&json!({"step": "connect", "component": found.component,
                        "version": found.version}));
                    return Ok(());
                }
                Err(status) if status.code() == tonic::Code::Unavailable => {
                    if Instant::now() + PAUSE >= until {
                        return Err(status.into());
                    }
                    sleep(PAUSE).await;
                }
                Err(status) => return Err(status.into()),
            }
        }
    }

    /// An order of which no digit may be lost.
    async fn exact(&mut self) -> Outcome<Order> {
        let (quantity, price) = ("0.001000000000000001", "20000.000000000000000001");
        let ticket = self.limit(quantity, price, "19000", "21000");
        let order = self.place(self.submission("exact", ticket)).await?;
        let (size, at) = (decimal(&order.quantity)?, decimal(&order.price)?);
        let equal = size == decimal(quantity)? && at == decimal(price)?;
        let mut reasons: Vec<_> =
            order.reasons().map(|each| RefusalReason::as_str_name(&each)).collect();
        reasons.sort_unstable();
        print(&json!({"step": "exact", "state": order.state().as_str_name(),
            "quantity": size.to_plain_string(), "price": at.to_plain_string(), "equal": equal,
            "value": (&size * &at).normalized().to_plain_string(), "reasons": reasons}));
        Ok(order)
    }

    /// An order that rests below the market.
    async fn submit(&mut self) -> Outcome<(SubmitOrderRequest, Order)> {
        let quantity = "0.001000000000000000";
        let mut market = self.limit(quantity, "", "", "");
        (market.r#type, market.protection) = (OrderType::Market.into(), None);
        let asked =
            PreviewOrderRequest { account: self.flags["account"].clone(), ticket: Some(market) };
        let preview = self.execution.preview_order(self.connection.request(asked, CALL)).await?;
        let estimate = decimal(&preview.into_inner().estimated_price)?;
        let at = |factor: &str| -> Outcome<String> {
            let exact = &estimate * decimal(factor)?;
            Ok(exact.with_scale_round(2, RoundingMode::Down).with_scale(18).to_plain_string())
        };
        let ticket = self.limit(quantity, &at("0.97")?, &at("0.95")?, &at("1.05")?);
        let request = self.submission("works", ticket);
        let order = self.place(request.clone()).await?;
        let equal = decimal(&order.quantity)? == decimal(quantity)?
            && decimal(&order.price)? == decimal(&at("0.97")?)?;
        let trace = self.flags["traceparent"].split('-').nth(1).unwrap_or_default();
        print(&json!({"step": "submit", "state": order.state().as_str_name(), "equal": equal,
            "trace_id_equal": order.trace_id == trace}));
        Ok((request, order))
    }

    /// Sends an order within the caller's trace.
    async fn place(&mut self, asked: SubmitOrderRequest) -> Outcome<Order> {
        let mut request = self.connection.request(asked, CALL);
        if let Ok(trace) = self.flags["traceparent"].parse() {
            request.metadata_mut().insert("traceparent", trace);
        }
        Ok(self.execution.submit_order(request).await?.into_inner())
    }

    async fn orders(
        &mut self,
        page_size: i32,
    ) -> Outcome<tradewire::execution::v1::ListOrdersResponse> {
        let account = self.flags["account"].clone();
        let asked = ListOrdersRequest { account, page_size, ..Default::default() };
        Ok(self.execution.list_orders(self.connection.request(asked, CALL)).await?.into_inner())
    }

    /// Reads on after the last sequence known until this happened, then breaks off.
    async fn follow(&mut self, followed: &mut Followed, until: &str) -> Outcome<Vec<String>> {
        let asked = StreamAccountEventsRequest {
            account: self.flags["account"].clone(),
            log_id: followed.log_id.clone(),
            resume_after_sequence: *followed.sequences.last().unwrap_or(&0),
            heartbeat_interval: None,
        };
        let request = self.connection.request(asked, STREAM);
        let mut stream = self.execution.stream_account_events(request).await?.into_inner();
        let mut events = Vec::new();
        while events.last().is_none_or(|last| last != until) {
            let Some(response) = stream.message().await? else { break };
            let Some(Message::Event(event)) = response.message else { continue };
            followed.sequences.push(event.sequence);
            let Some(account_event::Event::OrderEvent(happened)) = event.event else { continue };
            let id = happened.order.map(|order| order.order).unwrap_or_default();
            if let (Some(name), Some(kind)) = (self.names.get(&id), happened.kind) {
                let kind = format!("{kind:?}");
                let kind = kind.split('(').next().unwrap_or_default();
                events.push(format!("{name} {}", snake_case(kind)));
            }
        }
        Ok(events)
    }

    fn limit(&self, quantity: &str, price: &str, stop: &str, target: &str) -> OrderTicket {
        OrderTicket {
            instrument: self.flags["instrument"].clone(),
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

    fn submission(&self, name: &str, ticket: OrderTicket) -> SubmitOrderRequest {
        SubmitOrderRequest {
            account: self.flags["account"].clone(),
            ticket: Some(ticket),
            request_id: self.id(name),
            validate_only: false,
        }
    }

    fn id(&self, name: &str) -> String {
        format!("{}-{name}", self.flags["run"])
    }
}

/// Sequences that never came, and that came more than once, after the first one known.
fn complete(sequences: &[u64]) -> Value {
    let came = &sequences[1..];
    let mut distinct = came.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let expected = sequences.iter().max().unwrap_or(&0) - sequences[0];
    json!({"step": "complete", "missed": expected - distinct.len() as u64,
        "doubled": came.len() - distinct.len()})
}

fn decimal(text: &str) -> Outcome<BigDecimal> {
    text.parse().map_err(|_| Failure {
        code: "INTERNAL".into(),
        message: format!("{text:?} is no decimal"),
        ..Failure::default()
    })
}

fn print_refusal<T>(step: &str, outcome: Outcome<T>) {
    let failure =
        outcome.err().unwrap_or_else(|| Failure { code: "OK".into(), ..Failure::default() });
    print(&json!({"step": step, "code": failure.code, "reason": failure.reason,
        "domain": failure.domain, "fields": failure.fields}));
}

/// Standard output is flushed at each line's end.
fn print(line: &Value) {
    println!("{line}");
}

fn remedy(failure: &Failure) -> &'static str {
    match failure.code.as_str() {
        "UNIMPLEMENTED" => {
            "the server does not know this call: update the server or use the client of its \
             version, and check that the port is the execution service's"
        }
        "UNAUTHENTICATED" | "PERMISSION_DENIED" => "give a valid token with --token",
        _ if failure.reason.is_empty() => {
            "no Tradewire service answered there: check host and port (tradewire status shows \
             them); give --ca FILE where the server has TLS, leave it out where it has none"
        }
        _ => "the service answered: its message says what to change",
    }
}

fn flags(words: &[String]) -> Result<Flags, String> {
    let mut flags = Flags::new();
    for pair in words.chunks(2) {
        let [name, value] = pair else { return Err(format!("{} has no value", pair[0])) };
        let known = name.strip_prefix("--").unwrap_or_default();
        if !REQUIRED.contains(&known) && !OPTIONAL.contains(&known) {
            return Err(format!("{name} is no flag; there are --{}", REQUIRED.join(", --")));
        }
        flags.insert(known.to_owned(), value.clone());
    }
    if let Some(missing) = REQUIRED.iter().find(|name| !flags.contains_key(**name)) {
        return Err(format!("--{missing} is missing"));
    }
    if flags.get("patience").is_some_and(|given| given.parse::<u64>().is_err()) {
        return Err("--patience takes whole seconds".to_owned());
    }
    Ok(flags)
}

fn refuse(wrong: &str) -> ExitCode {
    eprintln!("{wrong}");
    ExitCode::from(2)
}
