import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient, type Interceptor } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { failureOf } from "./errors.js";
import { type AccountEvent } from "./gen/tradewire/execution/v1/account_event_pb.js";
import { ExecutionService } from "./gen/tradewire/execution/v1/execution_service_pb.js";
import { SystemService } from "./gen/tradewire/system/v1/system_service_pb.js";
import { type StreamPosition } from "./gen/tradewire/types/v1/stream_pb.js";

/** A unary call that took longer has an outcome that is not known. */
const CALL_MS_MAX = 10_000;
/** The scenario's market moves all the time, so its streams end long before. */
const STREAM_MS_MAX = 60_000;
/** Short beside the time that a service takes to start. */
const RETRY_PAUSE_MS = 200;

/** Where a service is and how to be let in; without `ca` the connection is plaintext. */
export interface Access {
  readonly target: string;
  readonly token?: string | undefined;
  readonly ca?: string | undefined;
}

/** One connection to the execution service, and what it serves. */
export class Tradewire {
  readonly execution: Client<typeof ExecutionService>;
  readonly system: Client<typeof SystemService>;

  constructor(access: Access) {
    const baseUrl = `${access.ca === undefined ? "http" : "https"}://${access.target}`;
    const nodeOptions = access.ca === undefined ? {} : { ca: readFileSync(access.ca) };
    const transport = createGrpcTransport({
      baseUrl,
      nodeOptions,
      defaultTimeoutMs: CALL_MS_MAX,
      interceptors: access.token === undefined ? [] : [bearer(access.token)],
    });
    this.execution = createClient(ExecutionService, transport);
    this.system = createClient(SystemService, transport);
  }

  /** Asks until the service answers or patience is over, and tells its version. */
  async connect(patienceMs: number): Promise<string> {
    for (const end = Date.now() + patienceMs; ; await sleep(RETRY_PAUSE_MS)) {
      try {
        const asked = { component: "execution" };
        return (await this.system.getComponent(asked, { timeoutMs: patienceMs })).version;
      } catch (error) {
        if (failureOf(error).code !== "UNAVAILABLE" || Date.now() > end) throw error;
      }
    }
  }

  /** An account's events after a position; a reader that leaves the loop breaks the stream off. */
  async *follow(
    account: string,
    { logId, sequence }: Pick<StreamPosition, "logId" | "sequence">,
  ): AsyncGenerator<AccountEvent> {
    const broken = new AbortController();
    const options = { signal: broken.signal, timeoutMs: STREAM_MS_MAX };
    const from = { account, logId, resumeAfterSequence: sequence };
    const stream = this.execution.streamAccountEvents(from, options)[Symbol.asyncIterator]();
    try {
      for (let next = await stream.next(); next.done !== true; next = await stream.next()) {
        // Heartbeats, gaps and kinds that a later contract adds are no events.
        if (next.value.message.case === "event") yield next.value.message.value;
      }
    } finally {
      broken.abort();
      // The end is read too: until then the deadline's timer keeps the process alive.
      await stream.next().catch(() => undefined);
    }
  }
}

function bearer(token: string): Interceptor {
  return (next) => (request) => {
    request.header.set("authorization", `Bearer ${token}`);
    return next(request);
  };
}
