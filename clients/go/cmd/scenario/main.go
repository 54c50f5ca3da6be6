// Scenario performs clients/SCENARIO.md: one JSON line for each step, 1 where a call fails.
package main

import (
	"context"
	"os"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"

	"tradewire/client"
	pb "tradewire/gen/tradewire/execution/v1"
	typespb "tradewire/gen/tradewire/types/v1"
)

const size = "0.001000000000000000"

func main() {
	flags := readFlags()
	connection, err := client.Dial(flags.Access)
	if err != nil {
		refuse(err)
	}
	if err := perform(context.Background(), flags, connection); err != nil {
		told := client.FailureOf(err)
		message := flags.Target + ": " + told.Message
		show(line{"step": "error", "code": told.Code, "reason": told.Reason, "message": message, "remedy": told.Remedy()})
		os.Exit(1)
	}
}

// perform does the steps in their order; the first error that nobody asked for ends it.
func perform(ctx context.Context, flags flags, connection *grpc.ClientConn) error {
	version, err := client.Await(ctx, connection, "execution", flags.patience)
	if err != nil {
		return err
	}
	show(line{"step": "connect", "component": "execution", "version": version})
	execution := pb.NewExecutionServiceClient(connection)
	listed, err := execution.ListOrders(ctx, &pb.ListOrdersRequest{Account: flags.account, PageSize: 1})
	if err != nil {
		return err
	}
	start := listed.AsOf

	// A refused order is recorded with the text that it was sent with.
	fine := flags.submission("exact", flags.limit("0.001000000000000001", "20000.000000000000000001", "19000", "21000"))
	exact, err := execution.SubmitOrder(ctx, fine)
	if err != nil {
		return err
	}
	quantity, price := decimal.RequireFromString(exact.Quantity), decimal.RequireFromString(exact.Price)
	show(line{
		"step": "exact", "state": exact.State.String(), "quantity": quantity.String(), "price": price.String(),
		"equal": same(exact, fine.Ticket), "value": quantity.Mul(price).String(), "reasons": reasons(exact),
	})

	market := flags.ticket(typespb.OrderType_ORDER_TYPE_MARKET, size)
	preview, err := execution.PreviewOrder(ctx, &pb.PreviewOrderRequest{Account: flags.account, Ticket: market})
	if err != nil {
		return err
	}
	estimate, err := decimal.NewFromString(preview.EstimatedPrice)
	if err != nil {
		return err
	}
	times := func(factor string) string {
		return estimate.Mul(decimal.RequireFromString(factor)).RoundFloor(2).StringFixed(18)
	}
	request := flags.submission("works", flags.limit(size, times("0.97"), times("0.95"), times("1.05")))
	traced := metadata.AppendToOutgoingContext(ctx, "traceparent", flags.traceparent)
	works, err := execution.SubmitOrder(traced, request)
	if err != nil {
		return err
	}
	show(line{
		"step": "submit", "state": works.State.String(), "equal": same(works, request.Ticket),
		"trace_id_equal": works.TraceId == strings.Split(flags.traceparent, "-")[1],
	})

	again, err := execution.SubmitOrder(ctx, request)
	if err != nil {
		return err
	}
	listed, err = execution.ListOrders(ctx, &pb.ListOrdersRequest{Account: flags.account, PageSize: 100})
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(listed.Orders, func(order *pb.Order) bool { return order.CauseId != request.RequestId })
	show(line{"step": "repeat", "same_order": again.Order == works.Order, "orders": len(others)})
	unsided := flags.submission("refused", proto.CloneOf(request.Ticket))
	unsided.Ticket.Side = typespb.Side_SIDE_UNSPECIFIED
	if _, err := execution.SubmitOrder(ctx, unsided); err != nil {
		showRefusal("refusal", err)
	}

	// Reads on after the last sequence it was given, until an event of our orders, then breaks off.
	names := map[string]string{exact.Order: "exact", works.Order: "works"}
	seen := []uint64{start.Sequence}
	read := func(step, until string) error {
		events := []string{}
		after := &typespb.StreamPosition{LogId: start.LogId, Sequence: seen[len(seen)-1]}
		for event, err := range client.Follow(ctx, execution, flags.account, after) {
			if err != nil {
				return err
			}
			seen = append(seen, event.Sequence)
			if name := names[event.GetOrderEvent().GetOrder().GetOrder()]; name != "" {
				events = append(events, name+" "+kind(event.GetOrderEvent()))
			}
			if slices.Contains(events, until) {
				break
			}
		}
		show(line{"step": step, "events": events})
		return nil
	}
	if err := read("stream", "works accepted"); err != nil {
		return err
	}
	cancel := &pb.CancelOrderRequest{Account: flags.account, Order: works.Order, RequestId: flags.run + "-cancel"}
	canceled, err := execution.CancelOrder(ctx, cancel)
	if err != nil {
		return err
	}
	show(line{"step": "cancel", "state": canceled.State.String()})
	if err := read("resume", "works canceled"); err != nil {
		return err
	}
	distinct := len(slices.Compact(slices.Sorted(slices.Values(seen))))
	span := int(seen[len(seen)-1] - start.Sequence)
	show(line{"step": "complete", "missed": span + 1 - distinct, "doubled": len(seen) - distinct})
	elsewhere := &typespb.StreamPosition{LogId: strings.Repeat("0", 32), Sequence: 1}
	for _, err := range client.Follow(ctx, execution, flags.account, elsewhere) {
		if err != nil {
			showRefusal("other_log", err)
		}
		break
	}
	show(line{"step": "end"})
	return nil
}
