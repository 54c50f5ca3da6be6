package tradewire.example;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import tradewire.client.Connection;
import tradewire.client.Failure;
import tradewire.execution.v1.AccountEvent;
import tradewire.execution.v1.CancelOrderRequest;
import tradewire.execution.v1.ExecutionServiceGrpc.ExecutionServiceBlockingV2Stub;
import tradewire.execution.v1.ListOrdersRequest;
import tradewire.execution.v1.Order;
import tradewire.execution.v1.OrderEvent;
import tradewire.execution.v1.OrderTicket;
import tradewire.execution.v1.PreviewOrderRequest;
import tradewire.execution.v1.Protection;
import tradewire.execution.v1.StreamAccountEventsRequest;
import tradewire.execution.v1.StreamAccountEventsResponse;
import tradewire.execution.v1.SubmitOrderRequest;
import tradewire.types.v1.OrderType;
import tradewire.types.v1.Side;
import tradewire.types.v1.StreamPosition;

/** Performs clients/SCENARIO.md: one JSON line for each step, 1 where a call fails. */
public final class Scenario {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final String SIZE = "0.001000000000000000";

  private final Flags flags;
  private final ExecutionServiceBlockingV2Stub execution;

  /** Every sequence that the streams brought, in their order. */
  private final List<Long> seen = new ArrayList<>();

  private Scenario(Flags flags, ExecutionServiceBlockingV2Stub execution) {
    this.flags = flags;
    this.execution = execution;
  }

  /** Exits with 0, with 1 where a call failed, with 2 for wrong flags. */
  public static void main(String[] words) throws InterruptedException {
    int code = 0;
    String target = "";
    try {
      Flags flags = Flags.of(words);
      target = flags.target();
      try (Connection connection = new Connection(target, flags.token(), flags.authority())) {
        new Scenario(flags, connection.execution()).perform(connection);
      }
    } catch (StatusException failed) {
      Failure failure = Failure.of(failed);
      show("step", "error", "code", failure.code(), "reason", failure.reason(),
          "message", target + ": " + failure.message(), "remedy", failure.remedy());
      code = 1;
    } catch (IllegalArgumentException | IOException wrong) {
      System.err.println(wrong.getMessage());
      code = 2;
    }
    System.exit(code);
  }

  private void perform(Connection connection) throws StatusException, InterruptedException {
    String version = connection.connect(flags.patience());
    show("step", "connect", "component", "execution", "version", version);
    StreamPosition start = execution.listOrders(orders(1)).getAsOf();

    // A refused order is recorded with the text that it was sent with.
    OrderTicket fine =
        limit("0.001000000000000001", "20000.000000000000000001", "19000", "21000");
    Order exact = execution.submitOrder(submit("exact", fine));
    BigDecimal quantity = new BigDecimal(exact.getQuantity());
    BigDecimal price = new BigDecimal(exact.getPrice());
    show("step", "exact", "state", exact.getState(), "quantity", plain(quantity),
        "price", plain(price), "equal", equal(exact, fine),
        "value", plain(quantity.multiply(price)),
        "reasons", exact.getReasonsList().stream().map(Enum::name).sorted().toList());

    OrderTicket market = ticket(OrderType.ORDER_TYPE_MARKET, SIZE).build();
    PreviewOrderRequest asked =
        PreviewOrderRequest.newBuilder().setAccount(flags.account()).setTicket(market).build();
    BigDecimal estimate = new BigDecimal(execution.previewOrder(asked).getEstimatedPrice());
    OrderTicket ticket =
        limit(SIZE, times(estimate, "0.97"), times(estimate, "0.95"), times(estimate, "1.05"));
    SubmitOrderRequest request = submit("works", ticket);
    Order works = connection.traced(flags.traceparent()).submitOrder(request);
    show("step", "submit", "state", works.getState(), "equal", equal(works, ticket),
        "trace_id_equal", works.getTraceId().equals(flags.traceparent().split("-")[1]));

    Order again = execution.submitOrder(request);
    long placed =
        execution.listOrders(orders(100)).getOrdersList().stream()
            .filter(order -> order.getCauseId().equals(request.getRequestId()))
            .count();
    show("step", "repeat", "same_order", again.getOrder().equals(works.getOrder()),
        "orders", placed);
    refused("refusal",
        () -> execution.submitOrder(submit("refused", ticket.toBuilder().clearSide().build())));

    Map<String, String> names = Map.of(exact.getOrder(), "exact", works.getOrder(), "works");
    show("step", "stream",
        "events", read(start.getLogId(), start.getSequence(), names, "works accepted"));
    CancelOrderRequest cancel =
        CancelOrderRequest.newBuilder().setAccount(flags.account()).setOrder(works.getOrder())
            .setRequestId(flags.run() + "-cancel").build();
    show("step", "cancel", "state", execution.cancelOrder(cancel).getState());
    show("step", "resume", "events", read(start.getLogId(), last(), names, "works canceled"));
    int distinct = new HashSet<>(seen).size();
    show("step", "complete", "missed", last() - start.getSequence() - distinct,
        "doubled", seen.size() - distinct);
    refused("other_log", () -> read("0".repeat(32), 1, names, ""));
    show("step", "end");
  }

  /** Our orders' events after a sequence until the one that is waited for; then breaks off. */
  private List<String> read(String logId, long after, Map<String, String> names, String until)
      throws StatusException, InterruptedException {
    List<String> events = new ArrayList<>();
    BlockingClientCall<?, StreamAccountEventsResponse> stream =
        execution.streamAccountEvents(
            StreamAccountEventsRequest.newBuilder().setAccount(flags.account()).setLogId(logId)
                .setResumeAfterSequence(after).build());
    try {
      while (!events.contains(until)) {
        StreamAccountEventsResponse message = stream.read();
        if (message == null) {
          break; // The server ended the stream.
        }
        if (!message.hasEvent()) {
          continue; // A heartbeat, a gap or what a later contract adds.
        }
        AccountEvent event = message.getEvent();
        seen.add(event.getSequence());
        OrderEvent happened = event.getOrderEvent();
        String name = names.get(happened.getOrder().getOrder());
        if (name != null && happened.getKindCase() != OrderEvent.KindCase.KIND_NOT_SET) {
          int kind = happened.getKindCase().getNumber();
          events.add(name + " " + OrderEvent.getDescriptor().findFieldByNumber(kind).getName());
        }
      }
    } finally {
      stream.cancel("read to where it was wanted", null);
    }
    return events;
  }

  private long last() {
    return seen.get(seen.size() - 1);
  }

  private ListOrdersRequest orders(int most) {
    return ListOrdersRequest.newBuilder().setAccount(flags.account()).setPageSize(most).build();
  }

  private SubmitOrderRequest submit(String name, OrderTicket ticket) {
    return SubmitOrderRequest.newBuilder().setAccount(flags.account()).setTicket(ticket)
        .setRequestId(flags.run() + "-" + name).build();
  }

  private OrderTicket.Builder ticket(OrderType type, String quantity) {
    return OrderTicket.newBuilder().setInstrument(flags.instrument()).setSide(Side.SIDE_BUY)
        .setType(type).setQuantity(quantity);
  }

  private OrderTicket limit(String quantity, String price, String stop, String target) {
    return ticket(OrderType.ORDER_TYPE_LIMIT, quantity).setPrice(price)
        .setProtection(Protection.newBuilder().setStopPrice(stop).setTargetPrice(target)).build();
  }

  /** BigDecimal's equals compares zeros at the end too, so values are compared. */
  private static boolean equal(Order order, OrderTicket ticket) {
    return new BigDecimal(order.getQuantity()).compareTo(new BigDecimal(ticket.getQuantity())) == 0
        && new BigDecimal(order.getPrice()).compareTo(new BigDecimal(ticket.getPrice())) == 0;
  }

  private static String times(BigDecimal estimate, String factor) {
    return estimate.multiply(new BigDecimal(factor)).setScale(2, RoundingMode.DOWN).setScale(18)
        .toPlainString();
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  private interface Call {
    Object make() throws StatusException, InterruptedException;
  }

  /** Shows how a call fails that must. */
  private static void refused(String step, Call call) throws InterruptedException {
    try {
      call.make();
    } catch (StatusException failed) {
      Failure failure = Failure.of(failed);
      show("step", step, "code", failure.code(), "reason", failure.reason(),
          "domain", failure.domain(), "fields", failure.fields());
    }
  }

  /** Prints one line of names and values in turn; an enum is its name in the contract. */
  private static void show(Object... line) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < line.length; i += 2) {
      object.put((String) line[i], line[i + 1]);
    }
    System.out.println(JSON.toJson(object));
  }
}
