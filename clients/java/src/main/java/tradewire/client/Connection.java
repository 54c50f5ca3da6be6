package tradewire.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import tradewire.execution.v1.ExecutionServiceGrpc;
import tradewire.execution.v1.ExecutionServiceGrpc.ExecutionServiceBlockingV2Stub;
import tradewire.system.v1.GetComponentRequest;
import tradewire.system.v1.SystemServiceGrpc;

/** One connection to the execution service: TLS or not, a deadline and the token on every call. */
public final class Connection implements AutoCloseable {
  /** A unary call that took longer has an outcome that is not known. */
  private static final Duration CALL_MAX = Duration.ofSeconds(10);

  /** The scenario's market moves all the time, so its streams end long before. */
  private static final Duration STREAM_MAX = Duration.ofSeconds(60);

  /** Short beside the time that a service takes to start. */
  private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

  private final ManagedChannel channel;
  private final ExecutionServiceBlockingV2Stub execution;

  /**
   * Names a service; its first call connects.
   *
   * @param target host:port
   * @param token sent with every call; null for none
   * @param authority PEM file of the server's certificate authority; null for plaintext
   * @throws IOException the authority's file cannot be read
   */
  public Connection(String target, String token, File authority) throws IOException {
    ChannelCredentials credentials =
        authority == null
            ? InsecureChannelCredentials.create()
            : TlsChannelCredentials.newBuilder().trustManager(authority).build();
    Metadata headers = new Metadata();
    if (token != null) {
      headers.put(key("authorization"), "Bearer " + token);
    }
    channel =
        Grpc.newChannelBuilder(target, credentials)
            .intercept(new Deadlines(), MetadataUtils.newAttachHeadersInterceptor(headers))
            .build();
    execution = ExecutionServiceGrpc.newBlockingV2Stub(channel);
  }

  /** The calls of the execution service. */
  public ExecutionServiceBlockingV2Stub execution() {
    return execution;
  }

  /** The same, with a W3C trace context: what a call causes belongs to its trace. */
  public ExecutionServiceBlockingV2Stub traced(String traceparent) {
    Metadata headers = new Metadata();
    headers.put(key("traceparent"), traceparent);
    return execution.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** Asks until the service answers or patience is over, and tells its version. */
  public String connect(Duration patience) throws StatusException, InterruptedException {
    GetComponentRequest asked = GetComponentRequest.newBuilder().setComponent("execution").build();
    for (Instant end = Instant.now().plus(patience); ; Thread.sleep(RETRY_PAUSE.toMillis())) {
      try {
        return SystemServiceGrpc.newBlockingV2Stub(channel)
            .withDeadlineAfter(patience)
            .getComponent(asked)
            .getVersion();
      } catch (StatusException failed) {
        if (failed.getStatus().getCode() != Status.Code.UNAVAILABLE
            || Instant.now().isAfter(end)) {
          throw failed;
        }
      }
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** Gives every call that has no deadline of its own the one of its kind. */
  private static final class Deadlines implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      Duration most = method.getType().serverSendsOneMessage() ? CALL_MAX : STREAM_MAX;
      boolean given = options.getDeadline() != null;
      return next.newCall(method, given ? options : options.withDeadlineAfter(most));
    }
  }
}
