//! The scenario of clients/SCENARIO.md, as every language performs it.

mod flags;
mod orders;

use std::collections::HashMap;
use std::process::ExitCode;
use std::time::Duration;

use bigdecimal::RoundingMode;
use serde_json::json;
use tonic::transport::Channel;
use tradewire::Connection;
use tradewire::execution::v1::execution_service_client::ExecutionServiceClient;
use tradewire::execution::v1::{
    CancelOrderRequest, ListOrdersRequest, ListOrdersResponse, Order, OrderTicket,
    PreviewOrderRequest, SubmitOrderRequest, account_event,
};
use tradewire::types::v1::{OrderType, RefusalReason, StreamPosition};

use flags::Flags;
use orders::{Outcome, complete, decimal, limit, name_of, print, print_refusal};

const CALL: Duration = Duration::from_secs(10);
const SIZE: &str = "0.001000000000000000";

/// The account's stream: its log, and every sequence that came.
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
    let flags = match flags::flags(&std::env::args().skip(1).collect::<Vec<_>>()) {
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
        "message": message, "remedy": failure.remedy()}));
    ExitCode::FAILURE
}

impl Scenario {
    async fn perform(mut self) -> Outcome<()> {
        let patience = self.flags.get("patience").map_or(10, |given| given.parse().unwrap_or(10));
        let patience = Duration::from_secs(patience);
        let version = self.connection.version("execution", patience).await?;
        print(&json!({"step": "connect", "component": "execution", "version": version}));
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

    /// An order of which no digit may be lost.
    async fn exact(&mut self) -> Outcome<Order> {
        let (quantity, price) = ("0.001000000000000001", "20000.000000000000000001");
        let ticket = self.limit([quantity, price, "19000", "21000"]);
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
        let mut market = self.limit([SIZE, "", "", ""]);
        (market.r#type, market.protection) = (OrderType::Market.into(), None);
        let asked =
            PreviewOrderRequest { account: self.flags["account"].clone(), ticket: Some(market) };
        let preview = self.execution.preview_order(self.connection.request(asked, CALL)).await?;
        let estimate = decimal(&preview.into_inner().estimated_price)?;
        let at = |factor: &str| -> Outcome<String> {
            let exact = &estimate * decimal(factor)?;
            Ok(exact.with_scale_round(2, RoundingMode::Down).with_scale(18).to_plain_string())
        };
        let ticket = self.limit([SIZE, &at("0.97")?, &at("0.95")?, &at("1.05")?]);
        let request = self.submission("works", ticket);
        let order = self.place(request.clone()).await?;
        let equal = decimal(&order.quantity)? == decimal(SIZE)?
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

    async fn orders(&mut self, page_size: i32) -> Outcome<ListOrdersResponse> {
        let account = self.flags["account"].clone();
        let asked = ListOrdersRequest { account, page_size, ..Default::default() };
        Ok(self.execution.list_orders(self.connection.request(asked, CALL)).await?.into_inner())
    }

    /// Reads on after the last sequence known until this happened, then breaks off.
    async fn follow(&self, followed: &mut Followed, until: &str) -> Outcome<Vec<String>> {
        let sequence = *followed.sequences.last().unwrap_or(&0);
        let after = StreamPosition { log_id: followed.log_id.clone(), sequence };
        let mut stream = self.connection.follow(&self.flags["account"], after).await?;
        let mut events = Vec::new();
        while events.last().is_none_or(|last| last != until) {
            let Some(event) = stream.next().await? else { break };
            followed.sequences.push(event.sequence);
            let Some(account_event::Event::OrderEvent(happened)) = event.event else { continue };
            let id = happened.order.map(|order| order.order).unwrap_or_default();
            if let (Some(name), Some(kind)) = (self.names.get(&id), happened.kind) {
                events.push(format!("{name} {}", name_of(&kind)));
            }
        }
        Ok(events)
    }

    fn limit(&self, numbers: [&str; 4]) -> OrderTicket {
        limit(&self.flags["instrument"], numbers)
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

fn refuse(wrong: &str) -> ExitCode {
    eprintln!("{wrong}");
    ExitCode::from(2)
}
