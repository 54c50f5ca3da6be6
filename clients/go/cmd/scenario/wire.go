package main

import (
	"context"
	"flag"
	"strings"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

type flags struct {
	target, account, instrument, run, traceparent, token, ca *string
	patience                                                 *int
}

func readFlags() flags {
	given := flags{
		flag.String("target", "", "host:port of the execution service"),
		flag.String("account", "", "the account"),
		flag.String("instrument", "", "the instrument"),
		flag.String("run", "", "what the request ids begin with"),
		flag.String("traceparent", "", "a W3C trace context"),
		flag.String("token", "", "bearer token; none where empty"),
		flag.String("ca", "", "PEM file of the server's authority; plaintext where empty"),
		flag.Int("patience", 10, "seconds that connect tries"),
	}
	flag.Parse()
	return given
}

// dial prepares the connection: TLS or not, and a deadline and the token on every call.
func dial(flags flags) (*grpc.ClientConn, error) {
	secured := insecure.NewCredentials()
	if *flags.ca != "" {
		var err error
		if secured, err = credentials.NewClientTLSFromFile(*flags.ca, ""); err != nil {
			return nil, err
		}
	}
	authorised := func(ctx context.Context) context.Context {
		if *flags.token == "" {
			return ctx
		}
		return metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+*flags.token)
	}
	unary := func(ctx context.Context, method string, request, answer any, cc *grpc.ClientConn, invoke grpc.UnaryInvoker, options ...grpc.CallOption) error {
		limited, stop := context.WithTimeout(authorised(ctx), callTimeout)
		defer stop()
		return invoke(limited, method, request, answer, cc, options...)
	}
	stream := func(ctx context.Context, description *grpc.StreamDesc, cc *grpc.ClientConn, method string, open grpc.Streamer, options ...grpc.CallOption) (grpc.ClientStream, error) {
		return open(authorised(ctx), description, cc, method, options...)
	}
	return grpc.NewClient(*flags.target, grpc.WithTransportCredentials(secured),
		grpc.WithUnaryInterceptor(unary), grpc.WithStreamInterceptor(stream))
}

// told decodes a status: its name in the contract's spelling, its ErrorInfo, its BadRequest.
func told(err error) (code string, info *errdetails.ErrorInfo, fields map[string]string) {
	fields = map[string]string{}
	for _, detail := range status.Convert(err).Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			info = detail
		case *errdetails.BadRequest:
			for _, violation := range detail.FieldViolations {
				fields[violation.Field] = violation.Description
			}
		}
	}
	return spelled(status.Code(err)), info, fields
}

// spelled writes DeadlineExceeded as DEADLINE_EXCEEDED.
func spelled(code codes.Code) string {
	var name strings.Builder
	for i, letter := range code.String() {
		if i > 0 && letter >= 'A' && letter <= 'Z' && code != codes.OK {
			name.WriteByte('_')
		}
		name.WriteRune(letter)
	}
	return strings.ToUpper(name.String())
}

func refusal(step string, err error) line {
	code, info, fields := told(err)
	return line{"step": step, "code": code, "reason": info.GetReason(), "domain": info.GetDomain(), "fields": fields}
}

func failure(target string, err error) line {
	code, info, _ := told(err)
	remedy := "the service answered: its message says what to change"
	switch {
	case code == "UNIMPLEMENTED":
		remedy = "the server does not know this call: update the server or use the client of its version," +
			" and check that the port is the execution service's"
	case code == "UNAUTHENTICATED" || code == "PERMISSION_DENIED":
		remedy = "give a valid token with --token"
	case info == nil:
		remedy = "no Tradewire service answered there: check host and port (tradewire status shows them);" +
			" give --ca FILE where the server has TLS, leave it out where it has none"
	}
	message := target + ": " + status.Convert(err).Message()
	return line{"step": "error", "code": code, "reason": info.GetReason(), "message": message, "remedy": remedy}
}
