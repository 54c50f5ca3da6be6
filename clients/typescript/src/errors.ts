import { ConnectError } from "@connectrpc/connect";
import { Code } from "./gen/google/rpc/code_pb.js";
import { BadRequestSchema, ErrorInfoSchema } from "./gen/google/rpc/error_details_pb.js";

/** A call that recorded nothing, as docs/CONTRACT.md describes errors. */
export interface Failure {
  /** The status's name, such as `INVALID_ARGUMENT`. */
  readonly code: string;
  /** The reason to compare, such as `REQUEST_INVALID`; empty where no service of ours answered. */
  readonly reason: string;
  readonly domain: string;
  /** For people: what is wrong, and what to do. */
  readonly message: string;
  /** Of a malformed request: each wrong field's path, with what it must be. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What a failed call says. */
export function failureOf(error: unknown): Failure {
  const status = ConnectError.from(error);
  const [info] = status.findDetails(ErrorInfoSchema);
  const violations = status.findDetails(BadRequestSchema).flatMap((bad) => bad.fieldViolations);
  return {
    code: Code[status.code] ?? "UNKNOWN",
    reason: info?.reason ?? "",
    domain: info?.domain ?? "",
    message: status.rawMessage,
    fields: Object.fromEntries(violations.map(({ field, description }) => [field, description])),
  };
}

/** What its reader can do about it; the first that fits. */
export function remedyOf(failure: Failure): string {
  if (failure.code === "UNIMPLEMENTED") {
    return (
      "the server does not know this call: update the server or use the client of its version, " +
      "and check that the port is the execution service's"
    );
  }
  if (failure.code === "UNAUTHENTICATED" || failure.code === "PERMISSION_DENIED") {
    return "give a valid token with --token";
  }
  if (failure.domain === "") {
    return (
      "no Tradewire service answered there: check host and port (tradewire status shows them); " +
      "give --ca FILE where the server has TLS, leave it out where it has none"
    );
  }
  return "the service answered: its message says what to change";
}
