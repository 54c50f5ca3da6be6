"""The bus against a real NATS server: publications, durables, live messages, latest values."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from nats.aio.msg import Msg

from services.chassis.bus import Bus
from services.chassis.delivery import Delivery
from services.chassis.events import Event
from services.chassis.failures import BusServerError, BusUnavailableError
from services.chassis.kv import Bucket, Latest, Values
from services.chassis.live import Dropped, LiveMessage, LiveSubscription
from services.chassis.nats_server import NatsServer
from services.chassis.pull import Consumer, PullLoop
from services.chassis.subjects import STREAMS, StreamName, Topic, every, orders
from tradewire.errors import CorruptDataError

NOW_NS = 1_700_000_000_000_000_000
PAPER = orders("paper")
READER = Consumer("risk-orders", StreamName.ORDERS, (every(Topic.ORDERS),))
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def event(seq: int, stream: str = PAPER) -> Event:
    return Event(stream, seq, f"{stream}-{seq}", "OrderFilled", NOW_NS, NOW_NS, TRACE, b"%d" % seq)


async def until(done: Callable[[], bool]) -> None:
    """Wait for a condition; pytest's timeout ends a wait for what never comes."""
    while not done():
        await asyncio.sleep(0.005)


async def publish_many(bus: Bus, first: int, last: int, stream: str = PAPER) -> None:
    """Publish a range with a hundred in flight."""
    for start in range(first, last + 1, 100):
        await asyncio.gather(
            *(
                bus.publish_event(event(seq, stream), log_id="log", run_id="run")
                for seq in range(start, min(start + 100, last + 1))
            )
        )


class Reading:
    """A pull loop running as a task, and what it was handed."""

    def __init__(self, bus: Bus, handle: Callable[[Msg], Awaitable[None]] | None = None) -> None:
        self.seqs: list[int] = []
        self.loop = PullLoop(bus, READER, handle or self.note)
        self.task = asyncio.create_task(self.loop.run())

    async def note(self, message: Msg) -> None:
        self.seqs.append(Delivery.of_message(message).seq)

    async def stop(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


async def test_an_event_travels_with_its_sequence_log_and_trace(bus: Bus) -> None:
    """What a consumer gets is what the owner's log holds."""
    got: list[Delivery] = []

    async def handle(message: Msg) -> None:
        assert message.headers is not None
        assert message.headers["traceparent"] == TRACE
        assert message.headers["Nats-Msg-Id"] == f"run:{PAPER}-1"
        got.append(Delivery.of_message(message))

    ack = await bus.publish_event(event(1), log_id="log", run_id="run")
    assert (ack.bus_seq, ack.duplicate) == (1, False)
    reading = Reading(bus, handle)
    await until(lambda: bool(got))
    await reading.stop()
    assert got == [Delivery("log", event(1), attempt=1)]
    assert await bus.last_position(PAPER) == ("log", 1)
    assert await bus.last_position(orders("other")) is None


async def test_a_second_replay_is_no_duplicate_of_the_first(bus: Bus) -> None:
    """Only a repeat within one run is swallowed."""
    assert not (await bus.publish_event(event(1), log_id="log", run_id="run-1")).duplicate
    assert (await bus.publish_event(event(1), log_id="log", run_id="run-1")).duplicate
    assert not (await bus.publish_event(event(1), log_id="log", run_id="run-2")).duplicate


async def test_what_no_stream_takes_is_refused(bus: Bus) -> None:
    """The owner keeps it and learns why."""
    with pytest.raises(BusUnavailableError, match="no stream takes the message"):
        await (await bus.send("tw.v1.clock.run", b"x", {}))
    with pytest.raises(BusUnavailableError, match="took no message"):
        await bus.send(PAPER, b"x" * 2_000_000, {})
    assert bus.unacked == 0


async def test_a_message_without_our_headers_is_no_delivery(bus: Bus) -> None:
    """It is told apart, not guessed at."""
    got: list[Msg] = []

    async def handle(message: Msg) -> None:
        got.append(message)

    await (await bus.send(PAPER, b"x", {"Foreign": "1"}))
    reading = Reading(bus, handle)
    await until(lambda: bool(got))
    await reading.stop()
    with pytest.raises(CorruptDataError, match=r"tw\.v1\.orders\.paper lacks a sound 'Tw-Seq'"):
        Delivery.of_message(got[0])


async def test_ten_thousand_messages_arrive_in_order_without_a_stall(bus: Bus) -> None:
    """No session is begun anew on the way, which is how a stall would show."""
    await publish_many(bus, 1, 10_000)
    reading = Reading(bus)
    await until(lambda: reading.loop.handled == 10_000)
    await reading.stop()
    assert reading.seqs == list(range(1, 10_001))
    assert reading.loop.resets == 0
    info = await bus.jetstream.consumer_info(StreamName.ORDERS, READER.name)
    assert info.num_pending == 0


async def test_messages_published_while_reading_arrive_in_order(bus: Bus) -> None:
    """Requests overlap with arrivals; nothing is lost between two of them."""
    reading = Reading(bus)
    await publish_many(bus, 1, 3_000)
    await until(lambda: reading.loop.handled == 3_000)
    await reading.stop()
    assert reading.seqs == list(range(1, 3_001))


async def test_a_restarted_consumer_goes_on_where_it_stopped(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was begun or only delivered comes at once; its ack timer would take an hour."""
    monkeypatch.setattr("services.chassis.pull.ACK_WAIT_S", 3600)
    await publish_many(bus, 1, 100)
    hold = asyncio.Event()
    begun: list[int] = []

    async def slow(message: Msg) -> None:
        begun.append(Delivery.of_message(message).seq)
        if len(begun) == 10:
            await hold.wait()

    reading = Reading(bus, slow)
    await until(lambda: len(begun) == 10)
    await reading.stop()
    again = Reading(bus)
    await until(lambda: len(again.seqs) == 91)
    await again.stop()
    assert again.seqs == list(range(10, 101))


async def test_a_reader_whose_process_was_killed_leaves_nothing_waiting(
    bus: Bus, nats_server: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its socket ends in the midst of an event, and hands nothing back."""
    monkeypatch.setattr("services.chassis.pull.ACK_WAIT_S", 3600)
    await publish_many(bus, 1, 100)
    theirs = await Bus.open(nats_server.url, name="victim")
    begun = asyncio.Event()

    async def stuck(_message: Msg) -> None:
        begun.set()
        await asyncio.Event().wait()

    victim = Reading(theirs, stuck)
    await begun.wait()
    theirs.client.abort()
    await victim.stop()
    again = Reading(bus)
    await until(lambda: len(again.seqs) == 100)
    await again.stop()
    await theirs.close()
    assert again.seqs == list(range(1, 101))


async def test_a_handler_that_raises_gets_its_message_again(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Later, with the number of the attempt, and without holding up the others."""
    monkeypatch.setattr("services.chassis.pull.REDELIVERY_S", 0.05)
    attempts: list[tuple[int, int]] = []

    async def handle(message: Msg) -> None:
        delivery = Delivery.of_message(message)
        attempts.append((delivery.seq, delivery.attempt))
        if delivery.seq == 1 and delivery.attempt < 3:
            raise ZeroDivisionError

    await publish_many(bus, 1, 2)
    reading = Reading(bus, handle)
    await until(lambda: reading.loop.handled == 2)
    await reading.stop()
    assert sorted(attempts) == [(1, 1), (1, 2), (1, 3), (2, 1)]
    assert reading.loop.failed == 2


async def test_a_consumer_reads_on_after_the_server_was_killed(
    bus: Bus, nats_server: NatsServer
) -> None:
    """Pull requests die with their connection; the loop asks anew."""
    reading = Reading(bus)
    await publish_many(bus, 1, 50)
    await until(lambda: len(reading.seqs) == 50)
    await nats_server.kill()
    await until(lambda: not bus.connected)
    with pytest.raises(BusUnavailableError, match="is not connected"):
        await bus.publish_event(event(51), log_id="log", run_id="run")
    await nats_server.start()
    await bus.ready()
    await publish_many(bus, 51, 100)
    await until(lambda: set(reading.seqs) >= set(range(1, 101)))
    await reading.stop()
    assert bus.generation == 2


async def test_a_consumer_deleted_under_the_loop_is_made_again(bus: Bus) -> None:
    """An operator's mistake, or a bus that came back empty."""
    reading = Reading(bus)
    await publish_many(bus, 1, 5)
    await until(lambda: len(reading.seqs) == 5)
    await bus.jetstream.delete_consumer(StreamName.ORDERS, READER.name)
    await publish_many(bus, 6, 10)
    await until(lambda: set(reading.seqs) >= set(range(1, 11)))
    await reading.stop()


async def test_publications_in_flight_fail_when_the_connection_does(
    bus: Bus, nats_server: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No future is left waiting: each is answered, failed by the reconnect or by its time."""
    monkeypatch.setattr("services.chassis.acks.ACK_S_MAX", 0.2)
    await nats_server.kill()
    outcomes = []
    for seq in range(1, 20):
        try:
            outcomes.append(await bus.send(PAPER, b"x", {"Tw-Seq": str(seq)}))
        except BusUnavailableError:
            break
    await asyncio.gather(*outcomes, return_exceptions=True)
    assert bus.unacked == 0


async def test_every_stream_of_the_table_is_kept_as_it_says(bus: Bus) -> None:
    """And brought back to the table's settings when someone changed them."""
    await bus.jetstream.update_stream(name="ORDERS", subjects=["tw.v1.orders.*"], max_bytes=1000)
    await bus.ensure_streams()
    for rule in STREAMS:
        config = (await bus.jetstream.stream_info(rule.name)).config
        assert config.subjects == list(rule.subjects)
        assert (config.max_age, config.max_bytes) == (rule.age_s_max, rule.bytes_max)
        assert config.duplicate_window == rule.dedup_window_s


async def test_a_service_starts_without_the_bus_and_finds_it_later(tmp_path: Path) -> None:
    """Waiting at start is bounded; the connection comes by itself."""
    server = NatsServer(tmp_path / "nats")
    await server.start()
    await server.stop()
    bus = await Bus.open(server.url, name="early", wait_s=0.1)
    assert not bus.connected
    assert not await bus.publish_live("tw.v1.md.trades.X.Y", b"lost")
    assert bus.dropped == 1
    with pytest.raises(BusUnavailableError, match="is NATS running"):
        await bus.publish_event(event(1), log_id="log", run_id="run")
    await server.start()
    await bus.ready()
    await bus.ensure_streams()
    await bus.publish_event(event(1), log_id="log", run_id="run")
    await bus.close()
    await server.stop()


async def test_live_messages_are_read_in_order(bus: Bus) -> None:
    """Headers come along; closing ends the iteration."""
    live = LiveSubscription(bus, "tw.v1.md.trades.*.*")
    await live.start()
    for n in range(3):
        assert await bus.publish_live("tw.v1.md.trades.X.Y", b"%d" % n, {"traceparent": TRACE})
    got = []
    async for item in live:
        got.append(item)
        if len(got) == 3:
            await live.close()
    assert got == [
        LiveMessage("tw.v1.md.trades.X.Y", b"%d" % n, {"traceparent": TRACE}) for n in range(3)
    ]


async def test_a_slow_reader_is_told_what_it_missed(bus: Bus) -> None:
    """The oldest go, counted by subject, and the marker stands where they stood."""
    live = LiveSubscription(bus, "tw.v1.md.>", queue_max=2)
    await live.start()
    for n in range(4):
        await bus.publish_live("tw.v1.md.trades.X.Y", b"%d" % n)
    await bus.publish_live("tw.v1.md.quotes.X.Y", b"q")
    await until(lambda: live.dropped == 3)
    got = []
    async for item in live:
        got.append(item)
        if len(got) == 3:
            await live.close()
    assert got == [
        Dropped({"tw.v1.md.trades.X.Y": 3}),
        LiveMessage("tw.v1.md.trades.X.Y", b"3", {}),
        LiveMessage("tw.v1.md.quotes.X.Y", b"q", {}),
    ]


async def test_a_live_reader_is_told_of_a_lost_connection(
    bus: Bus, nats_server: NatsServer
) -> None:
    """Nobody counts what is sent to a reader that is away."""
    live = LiveSubscription(bus, "tw.v1.md.>")
    await live.start()
    await nats_server.kill()
    await until(lambda: not bus.connected)
    await nats_server.start()
    await bus.ready()
    await until(lambda: bus.generation == 2)
    await bus.client.flush()
    await bus.publish_live("tw.v1.md.trades.X.Y", b"after")
    got = []
    async for item in live:
        got.append(item)
        if len(got) == 2:
            await live.close()
    assert got == [
        Dropped({}, disconnected=True),
        LiveMessage("tw.v1.md.trades.X.Y", b"after", {}),
    ]


async def test_latest_values_are_put_got_and_deleted(bus: Bus) -> None:
    """One value a key."""
    quotes = Values(bus, Bucket.QUOTES)
    await quotes.put("X.BTC-USDT", b"1")
    await quotes.put("X.BTC-USDT", b"2")
    assert await quotes.get("X.BTC-USDT") == b"2"
    assert await quotes.get("X.ETH-USDT") is None
    await quotes.delete("X.BTC-USDT")
    assert await quotes.get("X.BTC-USDT") is None


async def test_a_watch_brings_what_is_there_and_what_changes(bus: Bus) -> None:
    """A late joiner needs no poll; a slow one gets the newest value of each key."""
    quotes = Values(bus, Bucket.QUOTES)
    await quotes.put("X.A", b"1")
    await quotes.put("Y.A", b"other venue")
    watch = quotes.watch("X.>")
    await watch.start()
    changes = aiter(watch)
    assert await anext(changes) == Latest("X.A", b"1")
    for n in range(2, 10):
        assert await quotes.offer("X.A", b"%d" % n)
    await quotes.put("X.B", b"b")
    await until(lambda: watch.values == {"X.A": b"9", "X.B": b"b"})
    assert [await anext(changes), await anext(changes)] == [
        Latest("X.A", b"9"),
        Latest("X.B", b"b"),
    ]
    await quotes.delete("X.B")
    assert await anext(changes) == Latest("X.B", None)
    await watch.close()
    with pytest.raises(StopAsyncIteration):
        await anext(changes)


async def test_latest_values_live_over_a_bus_that_came_back_empty(
    bus: Bus, nats_server: NatsServer
) -> None:
    """The owner's next put makes the bucket again, and the watch goes on."""
    quotes = Values(bus, Bucket.QUOTES)
    await quotes.put("X.A", b"1")
    watch = quotes.watch()
    await watch.start()
    changes = aiter(watch)
    assert await anext(changes) == Latest("X.A", b"1")
    await nats_server.kill()
    await until(lambda: not bus.connected)
    await nats_server.start()
    await bus.ready()
    await quotes.put("X.A", b"2")
    assert await anext(changes) == Latest("X.A", b"2")
    assert await quotes.get("X.A") == b"2"
    await watch.close()


async def test_a_port_in_use_is_named(nats_server: NatsServer, tmp_path: Path) -> None:
    """Before the server is started at all."""
    with pytest.raises(BusServerError, match=f"port {nats_server.port} on 127.0.0.1 cannot be"):
        await NatsServer(tmp_path / "second", port=nats_server.port).start()


async def test_a_directory_that_cannot_hold_the_bus_is_named(tmp_path: Path) -> None:
    """A file stands in its place."""
    (tmp_path / "nats").write_text("in the way")
    with pytest.raises(BusServerError, match="nats cannot hold the bus"):
        await NatsServer(tmp_path / "nats").start()


async def test_a_server_that_ends_at_start_is_explained_from_its_log(tmp_path: Path) -> None:
    """A limit that the server itself refuses."""
    with pytest.raises(BusServerError, match=r"ended with 1 .*see .*nats\.log"):
        await NatsServer(tmp_path / "nats", payload_bytes_max=1 << 40).start()


async def test_streams_live_over_a_clean_restart(bus: Bus, nats_server: NatsServer) -> None:
    """File storage, on the same port."""
    await publish_many(bus, 1, 10)
    await nats_server.stop()
    assert nats_server.pid is None
    await nats_server.start()
    await bus.ready()
    assert await bus.last_position(PAPER) == ("log", 10)


async def test_the_log_is_silent_about_secrets_and_repeats(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A bus that stays away is told once, not at every attempt."""
    caplog.set_level(logging.INFO, logger="tradewire.bus")
    bus = await Bus.open("nats://127.0.0.1:1", name="early", wait_s=0.3)
    assert [record.message for record in caplog.records] == [
        "bus nats://127.0.0.1:1 does not answer; going on without it until it does"
    ]
    await bus.close()
