package main

import (
	"slices"

	"github.com/shopspring/decimal"

	pb "tradewire/gen/tradewire/execution/v1"
	typespb "tradewire/gen/tradewire/types/v1"
)

func (flags flags) submission(name string, ticket *pb.OrderTicket) *pb.SubmitOrderRequest {
	return &pb.SubmitOrderRequest{Account: flags.account, Ticket: ticket, RequestId: flags.run + "-" + name}
}

func (flags flags) ticket(kind typespb.OrderType, quantity string) *pb.OrderTicket {
	return &pb.OrderTicket{
		Instrument: flags.instrument, Side: typespb.Side_SIDE_BUY, Type: kind,
		Amount: &pb.OrderTicket_Quantity{Quantity: quantity},
	}
}

func (flags flags) limit(quantity, price, stop, target string) *pb.OrderTicket {
	ticket := flags.ticket(typespb.OrderType_ORDER_TYPE_LIMIT, quantity)
	ticket.Price = price
	ticket.Protection = &pb.Protection{StopPrice: stop, TargetPrice: target}
	return ticket
}

// same compares as decimals: the text of a number is not its value.
func same(order *pb.Order, ticket *pb.OrderTicket) bool {
	equal := func(left, right string) bool {
		return decimal.RequireFromString(left).Equal(decimal.RequireFromString(right))
	}
	return equal(order.Quantity, ticket.GetQuantity()) && equal(order.Price, ticket.Price)
}

func reasons(order *pb.Order) []string {
	names := []string{}
	for _, reason := range order.Reasons {
		names = append(names, reason.String())
	}
	slices.Sort(names)
	return names
}

// kind is the name of what happened to an order, as the contract has it.
func kind(event *pb.OrderEvent) string {
	message := event.ProtoReflect()
	field := message.WhichOneof(message.Descriptor().Oneofs().ByName("kind"))
	if field == nil {
		return "" // A later contract's.
	}
	return string(field.Name())
}
