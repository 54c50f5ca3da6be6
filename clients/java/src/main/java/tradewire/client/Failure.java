package tradewire.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import java.util.TreeMap;

/**
 * A call that recorded nothing, as docs/CONTRACT.md describes errors.
 *
 * @param reason what to compare, such as REQUEST_INVALID; empty where no service of ours answered
 * @param fields of a malformed request each wrong field's path, with what it must be
 */
public record Failure(
    Status.Code code, String reason, String domain, String message, Map<String, String> fields) {

  /** What a failed call says, out of the details of its status. */
  public static Failure of(StatusException failed) {
    ErrorInfo info = ErrorInfo.getDefaultInstance();
    Map<String, String> fields = new TreeMap<>();
    try {
      for (Any detail : StatusProto.fromThrowable(failed).getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          info = detail.unpack(ErrorInfo.class);
        } else if (detail.is(BadRequest.class)) {
          for (BadRequest.FieldViolation bad :
              detail.unpack(BadRequest.class).getFieldViolationsList()) {
            fields.put(bad.getField(), bad.getDescription());
          }
        }
      }
    } catch (InvalidProtocolBufferException unreadable) {
      // Details that cannot be read are nobody's that we know; the status itself stands.
      fields.clear();
    }
    Status status = failed.getStatus();
    return new Failure(
        status.getCode(), info.getReason(), info.getDomain(), messageOf(status), fields);
  }

  /** What its reader can do about it; the first that fits. */
  public String remedy() {
    return switch (code) {
      case UNIMPLEMENTED ->
          "the server does not know this call: update the server or use the client of its"
              + " version, and check that the port is the execution service's";
      case UNAUTHENTICATED, PERMISSION_DENIED -> "give a valid token with --token";
      default ->
          domain.isEmpty()
              ? "no Tradewire service answered there: check host and port (tradewire status shows"
                  + " them); give --ca FILE where the server has TLS, leave it out where it has"
                  + " none"
              : "the service answered: its message says what to change";
    };
  }

  /** grpc-java calls a broken connection "io exception" and keeps what broke in the cause. */
  private static String messageOf(Status status) {
    String told = status.getDescription() == null ? "" : status.getDescription();
    Throwable cause = status.getCause();
    return cause == null || cause.getMessage() == null ? told : told + ": " + cause.getMessage();
  }
}
