//! A connection to one service, and an account's events over it.

use std::error::Error;
use std::time::Duration;

use tokio::time::{Instant, sleep};
use tonic::metadata::{Ascii, MetadataValue};
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint};
use tonic::{Code, Request, Streaming};

use crate::Failure;
use crate::execution::v1::execution_service_client::ExecutionServiceClient;
use crate::execution::v1::stream_account_events_response::Message;
use crate::execution::v1::{AccountEvent, StreamAccountEventsRequest, StreamAccountEventsResponse};
use crate::system::v1::{GetComponentRequest, system_service_client::SystemServiceClient};
use crate::types::v1::StreamPosition;

/// Pings notice a peer that vanished without a word; the server admits one in ten seconds.
const KEEPALIVE: Duration = Duration::from_secs(20);
const KEEPALIVE_TIMEOUT: Duration = Duration::from_secs(5);
/// The scenario's market moves all the time, so its streams end long before.
const STREAM_MAX: Duration = Duration::from_secs(60);
/// Short beside the time that a service takes to start.
const RETRY_PAUSE: Duration = Duration::from_millis(200);

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
    /// Asks for a component until the service answers or patience is over, and tells its version.
    ///
    /// # Errors
    /// Nobody answered in time, or it was refused.
    pub async fn version(&self, component: &str, patience: Duration) -> Result<String, Failure> {
        let mut system = SystemServiceClient::new(self.channel.clone());
        let until = Instant::now() + patience;
        loop {
            let asked = GetComponentRequest { component: component.into() };
            match system.get_component(self.request(asked, patience)).await {
                Ok(answer) => return Ok(answer.into_inner().version),
                Err(status) if status.code() == Code::Unavailable && Instant::now() < until => {
                    sleep(RETRY_PAUSE).await;
                }
                Err(status) => return Err(status.into()),
            }
        }
    }

    /// An account's events after a position; dropping them breaks the stream off.
    ///
    /// # Errors
    /// The log is another than the account's, or nobody answered.
    pub async fn follow(&self, account: &str, after: StreamPosition) -> Result<Events, Failure> {
        let asked = StreamAccountEventsRequest {
            account: account.into(),
            log_id: after.log_id,
            resume_after_sequence: after.sequence,
            heartbeat_interval: None,
        };
        let mut execution = ExecutionServiceClient::new(self.channel.clone());
        let answer = execution.stream_account_events(self.request(asked, STREAM_MAX)).await?;
        Ok(Events(answer.into_inner()))
    }
}

/// What happens to an account.
pub struct Events(Streaming<StreamAccountEventsResponse>);

impl Events {
    /// The next event, or none where the server ended the stream. Heartbeats, gaps and what a later
    /// contract adds are no events.
    ///
    /// # Errors
    /// The stream broke: follow again after the last sequence that came.
    pub async fn next(&mut self) -> Result<Option<AccountEvent>, Failure> {
        while let Some(response) = self.0.message().await? {
            if let Some(Message::Event(event)) = response.message {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }
}
