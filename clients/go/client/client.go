// Package client is what every caller of Tradewire needs beside the generated code: a connection
// whose calls have a deadline and carry the caller's token, failures with the reason and the
// fields that the server named, and an account's events to follow and to resume.
package client

import (
	"context"
	"iter"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	executionpb "tradewire/gen/tradewire/execution/v1"
	systempb "tradewire/gen/tradewire/system/v1"
	typespb "tradewire/gen/tradewire/types/v1"
)

const (
	// A unary call that took longer has an outcome that is not known.
	callTimeout = 10 * time.Second
	// The scenario's market moves all the time, so its streams end long before.
	streamTimeout = 60 * time.Second
	// Short beside the time that a service takes to start.
	retryPause = 200 * time.Millisecond
)

// Access is where a service is and how to be let in.
type Access struct {
	// Target is a host:port.
	Target string
	// Token is sent as a bearer token; none where empty.
	Token string
	// CAFile is a PEM file with the server's certificate authority; plaintext where empty.
	CAFile string
}

// Dial prepares a connection, which its first call opens; the file of the authority is read now.
func Dial(access Access) (*grpc.ClientConn, error) {
	secured := insecure.NewCredentials()
	if access.CAFile != "" {
		var err error
		if secured, err = credentials.NewClientTLSFromFile(access.CAFile, ""); err != nil {
			return nil, err
		}
	}
	unary := func(ctx context.Context, method string, request, answer any, connection *grpc.ClientConn,
		invoke grpc.UnaryInvoker, options ...grpc.CallOption) error {
		if _, given := ctx.Deadline(); !given {
			limited, stop := context.WithTimeout(ctx, callTimeout)
			defer stop()
			ctx = limited
		}
		return invoke(access.authorised(ctx), method, request, answer, connection, options...)
	}
	stream := func(ctx context.Context, description *grpc.StreamDesc, connection *grpc.ClientConn,
		method string, open grpc.Streamer, options ...grpc.CallOption) (grpc.ClientStream, error) {
		return open(access.authorised(ctx), description, connection, method, options...)
	}
	return grpc.NewClient(access.Target, grpc.WithTransportCredentials(secured),
		grpc.WithUnaryInterceptor(unary), grpc.WithStreamInterceptor(stream))
}

func (access Access) authorised(ctx context.Context) context.Context {
	if access.Token == "" {
		return ctx
	}
	return metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+access.Token)
}

// Await asks for a component until the service answers or patience is over, and tells its version.
func Await(ctx context.Context, connection *grpc.ClientConn, component string, patience time.Duration) (string, error) {
	system := systempb.NewSystemServiceClient(connection)
	for end := time.Now().Add(patience); ; time.Sleep(retryPause) {
		limited, stop := context.WithTimeout(ctx, patience)
		found, err := system.GetComponent(limited, &systempb.GetComponentRequest{Component: component})
		stop()
		if status.Code(err) != codes.Unavailable || time.Now().After(end) {
			return found.GetVersion(), err
		}
	}
}

// Follow gives an account's events after a position; whoever leaves the loop breaks the stream
// off. An error is the last that comes. Heartbeats, gaps and what a later contract adds are no
// events.
func Follow(ctx context.Context, execution executionpb.ExecutionServiceClient, account string,
	after *typespb.StreamPosition) iter.Seq2[*executionpb.AccountEvent, error] {
	return func(yield func(*executionpb.AccountEvent, error) bool) {
		limited, breakOff := context.WithTimeout(ctx, streamTimeout)
		defer breakOff()
		stream, err := execution.StreamAccountEvents(limited, &executionpb.StreamAccountEventsRequest{
			Account: account, LogId: after.LogId, ResumeAfterSequence: after.Sequence,
		})
		for err == nil {
			var message *executionpb.StreamAccountEventsResponse
			if message, err = stream.Recv(); message.GetEvent() != nil && !yield(message.GetEvent(), nil) {
				return
			}
		}
		yield(nil, err)
	}
}
