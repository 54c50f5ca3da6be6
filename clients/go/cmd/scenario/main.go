// Scenario performs clients/SCENARIO.md: one JSON line for each step, 1 where a call fails.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"time"

	"github.com/shopspring/decimal"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	pb "tradewire/gen/tradewire/execution/v1"
	systempb "tradewire/gen/tradewire/system/v1"
	typespb "tradewire/gen/tradewire/types/v1"
)

// A unary call that takes longer has failed, and so has a stream that brings nothing for so long.
const (
	callTimeout   = 10 * time.Second
	streamTimeout = 60 * time.Second
	retryPause    = 200 * time.Millisecond
	size          = "0.001000000000000000"
)

type line map[string]any

func main() {
	flags := readFlags()
	connection, err := dial(flags)
	if err == nil {
		err = scenario(flags, connection)
	}
	if err != nil {
		show(failure(*flags.target, err))
		os.Exit(1)
	}
}

// scenario does the steps in their order; the first error that nobody asked for ends it.
func scenario(flags flags, connection *grpc.ClientConn) error {
	version, err := connect(flags, systempb.NewSystemServiceClient(connection))
	if err != nil {
		return err
	}
	show(line{"step": "connect", "component": "execution", "version": version})
	execution := pb.NewExecutionServiceClient(connection)
	listed, err := execution.ListOrders(context.Background(), &pb.ListOrdersRequest{Account: *flags.account, PageSize: 1})
	if err != nil {
		return err
	}
	start := listed.AsOf
	exact, err := submitExact(flags, execution)
	if err != nil {
		return err
	}
	request, works, err := submitWorking(flags, execution)
	if err != nil {
		return err
	}
	if err := repeat(flags, execution, request, works); err != nil {
		return err
	}
	unsided := proto.CloneOf(request)
	unsided.Ticket.Side, unsided.RequestId = typespb.Side_SIDE_UNSPECIFIED, *flags.run+"-refused"
	if _, err := execution.SubmitOrder(context.Background(), unsided); err != nil {
		show(refusal("refusal", err))
	}
	names := map[string]string{exact.Order: "exact", works.Order: "works"}
	reader := reader{execution, *flags.account, names, []uint64{}}
	if err := reader.read("stream", start.LogId, start.Sequence, "works accepted"); err != nil {
		return err
	}
	cancel := &pb.CancelOrderRequest{Account: *flags.account, Order: works.Order, RequestId: *flags.run + "-cancel"}
	canceled, err := execution.CancelOrder(context.Background(), cancel)
	if err != nil {
		return err
	}
	show(line{"step": "cancel", "state": canceled.State.String()})
	if err := reader.read("resume", start.LogId, reader.last(), "works canceled"); err != nil {
		return err
	}
	distinct := len(slices.Compact(slices.Sorted(slices.Values(reader.seen))))
	missed := int(reader.last()-start.Sequence) - distinct
	show(line{"step": "complete", "missed": missed, "doubled": len(reader.seen) - distinct})
	if err := reader.read("", "00000000000000000000000000000000", 1, ""); err != nil {
		show(refusal("other_log", err))
	}
	show(line{"step": "end"})
	return nil
}

// connect asks until the service answers or patience is over.
func connect(flags flags, system systempb.SystemServiceClient) (string, error) {
	patience := time.Duration(*flags.patience) * time.Second
	for end := time.Now().Add(patience); ; time.Sleep(retryPause) {
		limited, stop := context.WithTimeout(context.Background(), patience)
		found, err := system.GetComponent(limited, &systempb.GetComponentRequest{Component: "execution"})
		stop()
		if status.Code(err) != codes.Unavailable || time.Now().After(end) {
			return found.GetVersion(), err
		}
	}
}

func submitExact(flags flags, execution pb.ExecutionServiceClient) (*pb.Order, error) {
	ticket := limit(flags, "0.001000000000000001", "20000.000000000000000001", "19000", "21000")
	request := &pb.SubmitOrderRequest{Account: *flags.account, Ticket: ticket, RequestId: *flags.run + "-exact"}
	order, err := execution.SubmitOrder(context.Background(), request)
	if err != nil {
		return nil, err
	}
	quantity, price := decimal.RequireFromString(order.Quantity), decimal.RequireFromString(order.Price)
	reasons := []string{}
	for _, reason := range order.Reasons {
		reasons = append(reasons, reason.String())
	}
	slices.Sort(reasons)
	show(line{
		"step": "exact", "state": order.State.String(), "quantity": quantity.String(), "price": price.String(),
		"equal": same(order, ticket), "value": quantity.Mul(price).String(), "reasons": reasons,
	})
	return order, nil
}

func submitWorking(flags flags, execution pb.ExecutionServiceClient) (*pb.SubmitOrderRequest, *pb.Order, error) {
	market := &pb.OrderTicket{
		Instrument: *flags.instrument, Side: typespb.Side_SIDE_BUY, Type: typespb.OrderType_ORDER_TYPE_MARKET,
		Amount: &pb.OrderTicket_Quantity{Quantity: size},
	}
	preview, err := execution.PreviewOrder(context.Background(), &pb.PreviewOrderRequest{Account: *flags.account, Ticket: market})
	if err != nil {
		return nil, nil, err
	}
	estimate, err := decimal.NewFromString(preview.EstimatedPrice)
	if err != nil {
		return nil, nil, err
	}
	times := func(factor string) string {
		return estimate.Mul(decimal.RequireFromString(factor)).RoundFloor(2).StringFixed(18)
	}
	request := &pb.SubmitOrderRequest{
		Account: *flags.account, RequestId: *flags.run + "-works",
		Ticket: limit(flags, size, times("0.97"), times("0.95"), times("1.05")),
	}
	traced := metadata.AppendToOutgoingContext(context.Background(), "traceparent", *flags.traceparent)
	order, err := execution.SubmitOrder(traced, request)
	if err != nil {
		return nil, nil, err
	}
	traceEqual := order.TraceId == (*flags.traceparent)[3:35]
	show(line{
		"step": "submit", "state": order.State.String(), "equal": same(order, request.Ticket), "trace_id_equal": traceEqual,
	})
	return request, order, nil
}

func repeat(flags flags, execution pb.ExecutionServiceClient, request *pb.SubmitOrderRequest, first *pb.Order) error {
	again, err := execution.SubmitOrder(context.Background(), request)
	if err != nil {
		return err
	}
	listed, err := execution.ListOrders(context.Background(), &pb.ListOrdersRequest{Account: *flags.account, PageSize: 100})
	if err != nil {
		return err
	}
	orders := 0
	for _, order := range listed.Orders {
		if order.CauseId == request.RequestId {
			orders++
		}
	}
	show(line{"step": "repeat", "same_order": again.Order == first.Order, "orders": orders})
	return nil
}

func limit(flags flags, quantity, price, stop, target string) *pb.OrderTicket {
	return &pb.OrderTicket{
		Instrument: *flags.instrument, Side: typespb.Side_SIDE_BUY, Type: typespb.OrderType_ORDER_TYPE_LIMIT,
		Amount: &pb.OrderTicket_Quantity{Quantity: quantity}, Price: price,
		Protection: &pb.Protection{StopPrice: stop, TargetPrice: target},
	}
}

// same compares as decimals: the text of a number is not its value.
func same(order *pb.Order, ticket *pb.OrderTicket) bool {
	equal := func(left, right string) bool {
		return decimal.RequireFromString(left).Equal(decimal.RequireFromString(right))
	}
	return equal(order.Quantity, ticket.GetQuantity()) && equal(order.Price, ticket.Price)
}

// reader follows an account and remembers every sequence that it was given.
type reader struct {
	execution pb.ExecutionServiceClient
	account   string
	names     map[string]string
	seen      []uint64
}

func (reader *reader) last() uint64 { return slices.Max(reader.seen) }

// read follows the stream after a sequence until one of the named orders' events, and breaks off.
func (reader *reader) read(step, logID string, after uint64, until string) error {
	limited, breakOff := context.WithTimeout(context.Background(), streamTimeout)
	defer breakOff()
	request := &pb.StreamAccountEventsRequest{Account: reader.account, LogId: logID, ResumeAfterSequence: after}
	stream, err := reader.execution.StreamAccountEvents(limited, request)
	events := []string{}
	for err == nil && !slices.Contains(events, until) {
		var message *pb.StreamAccountEventsResponse
		if message, err = stream.Recv(); err == nil && message.GetEvent() != nil {
			reader.seen = append(reader.seen, message.GetEvent().Sequence)
			if happened := message.GetEvent().GetOrderEvent(); reader.names[happened.GetOrder().GetOrder()] != "" {
				kind := happened.ProtoReflect().WhichOneof(happened.ProtoReflect().Descriptor().Oneofs().ByName("kind"))
				events = append(events, reader.names[happened.Order.Order]+" "+string(kind.Name()))
			}
		}
	}
	if err == nil {
		show(line{"step": step, "events": events})
	}
	return err
}

func show(line line) {
	if err := json.NewEncoder(os.Stdout).Encode(line); err != nil {
		panic(errors.Join(errors.New("standard output is closed"), err))
	}
}
