/** Performs clients/SCENARIO.md: one JSON line for each step, 1 where a call fails. */
import { parseArgs } from "node:util";
import { create, type DescEnum, type MessageInitShape } from "@bufbuild/protobuf";
import { Tradewire } from "./client.js";
import { failureOf, remedyOf } from "./errors.js";
import { Exact, plain, same } from "./exact.js";
import { SubmitOrderRequestSchema } from "./gen/tradewire/execution/v1/order_command_pb.js";
import { OrderEventSchema } from "./gen/tradewire/execution/v1/order_event_pb.js";
import {
  type Order,
  OrderStateSchema,
  OrderTicketSchema,
} from "./gen/tradewire/execution/v1/order_pb.js";
import { OrderType, RefusalReasonSchema, Side } from "./gen/tradewire/types/v1/trading_pb.js";

type Ticket = MessageInitShape<typeof OrderTicketSchema>;
type Flags = ReturnType<typeof readFlags>;

const SIZE = "0.001000000000000000";

async function scenario(flags: Flags, client: Tradewire): Promise<void> {
  const { account, instrument, run, traceparent } = flags;
  const { execution } = client;
  const version = await client.connect(flags.patienceMs);
  show({ step: "connect", component: "execution", version });
  const { asOf: start } = await execution.listOrders({ account, pageSize: 1 });
  if (start === undefined) throw new Error("the list of orders has no as_of");

  const limit = (quantity: string, price: string, stopPrice: string, targetPrice: string) => ({
    instrument, side: Side.BUY, type: OrderType.LIMIT,
    amount: { case: "quantity", value: quantity }, price, protection: { stopPrice, targetPrice },
  }) satisfies Ticket;
  const equal = (order: Order, ticket: ReturnType<typeof limit>) =>
    same(order.quantity, ticket.amount.value) && same(order.price, ticket.price);

  // A refused order is recorded with the text that it was sent with.
  const fine = limit("0.001000000000000001", "20000.000000000000000001", "19000", "21000");
  const exact = await execution.submitOrder({ account, requestId: `${run}-exact`, ticket: fine });
  const [quantity, price] = [new Exact(exact.quantity), new Exact(exact.price)];
  show({
    step: "exact", state: named(OrderStateSchema, exact.state), quantity: plain(quantity),
    price: plain(price), equal: equal(exact, fine), value: plain(quantity.times(price)),
    reasons: exact.reasons.map((reason) => named(RefusalReasonSchema, reason)).sort(),
  });

  const market: Ticket = {
    instrument, side: Side.BUY, type: OrderType.MARKET, amount: { case: "quantity", value: SIZE },
  };
  const { estimatedPrice } = await execution.previewOrder({ account, ticket: market });
  const estimate = new Exact(estimatedPrice);
  const times = (factor: string) => estimate.times(factor).toDecimalPlaces(2).toFixed(18);
  const ticket = limit(SIZE, times("0.97"), times("0.95"), times("1.05"));
  const request = create(SubmitOrderRequestSchema, { account, requestId: `${run}-works`, ticket });
  const works = await execution.submitOrder(request, { headers: { traceparent } });
  show({
    step: "submit", state: named(OrderStateSchema, works.state),
    equal: equal(works, ticket), trace_id_equal: works.traceId === traceparent.split("-")[1],
  });

  const again = await execution.submitOrder(request);
  const { orders } = await execution.listOrders({ account, pageSize: 100 });
  const placed = orders.filter(({ causeId }) => causeId === request.requestId).length;
  show({ step: "repeat", same_order: again.order === works.order, orders: placed });
  const unsided = { ...ticket, side: Side.UNSPECIFIED };
  await refused("refusal", () =>
    execution.submitOrder({ account, requestId: `${run}-refused`, ticket: unsided }));

  // Reads on after the last sequence it was given, until an event of our orders, then breaks off.
  const names = new Map([[exact.order, "exact"], [works.order, "works"]]);
  const seen = [start.sequence];
  const read = async (step: string, until: string): Promise<void> => {
    const events: string[] = [];
    const position = { logId: start.logId, sequence: seen.at(-1) ?? start.sequence };
    for await (const { sequence, event } of client.follow(account, position)) {
      seen.push(sequence);
      const happened = event.case === "orderEvent" ? event.value : undefined;
      const name = names.get(happened?.order?.order ?? "");
      if (name === undefined || happened?.kind.case === undefined) continue;
      events.push(`${name} ${OrderEventSchema.field[happened.kind.case].name}`);
      if (events.includes(until)) break;
    }
    show({ step, events });
  };
  await read("stream", "works accepted");
  const cancel = { account, order: works.order, requestId: `${run}-cancel` };
  const canceled = await execution.cancelOrder(cancel);
  show({ step: "cancel", state: named(OrderStateSchema, canceled.state) });
  await read("resume", "works canceled");
  const distinct = new Set(seen).size;
  const span = Number((seen.at(-1) ?? start.sequence) - start.sequence);
  show({ step: "complete", missed: span + 1 - distinct, doubled: seen.length - distinct });
  const elsewhere = { logId: "0".repeat(32), sequence: 1n };
  await refused("other_log", () => client.follow(account, elsewhere).next());
  show({ step: "end" });
}

/** Shows how a call fails that must. */
async function refused(step: string, call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    const { code, reason, domain, fields } = failureOf(error);
    show({ step, code, reason, domain, fields });
  }
}

/** The contract's own name of an enum's value; of one that a later contract adds, its number. */
function named(schema: DescEnum, number: number): string {
  return schema.value[number]?.name ?? String(number);
}

function show(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function readFlags() {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      target: text, account: text, instrument: text, run: text, traceparent: text,
      token: text, ca: text, patience: { type: "string", default: "10" },
    },
  });
  const { target, account, instrument, run, traceparent, token, ca, patience } = values;
  if (!target || !account || !instrument || !run || !traceparent) {
    throw new TypeError("give --target, --account, --instrument, --run and --traceparent");
  }
  if (!/^[1-9]\d*$/.test(patience)) throw new TypeError("--patience takes whole seconds");
  const patienceMs = 1000 * Number(patience);
  return { target, account, instrument, run, traceparent, token, ca, patienceMs };
}

async function main(): Promise<number> {
  let flags: Flags;
  let client: Tradewire;
  try {
    flags = readFlags();
    client = new Tradewire(flags);
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    return 2;
  }
  try {
    await scenario(flags, client);
    return 0;
  } catch (error) {
    const failure = failureOf(error);
    const { code, reason } = failure;
    const message = `${flags.target}: ${failure.message.trim()}`;
    show({ step: "error", code, reason, message, remedy: remedyOf(failure) });
    return 1;
  }
}

// The connection is kept for the next call, which never comes, and would keep the process alive.
process.exit(await main());
