package client

import (
	"strings"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Failure is a call that recorded nothing, as docs/CONTRACT.md describes errors. Compare reasons,
// never messages.
type Failure struct {
	// Code is the status's name in the contract's spelling, such as INVALID_ARGUMENT.
	Code string
	// Reason and Domain are empty where no service of ours answered.
	Reason, Domain string
	// Message is for people: what is wrong, and what to do.
	Message string
	// Fields are those of a malformed request that are wrong, each with what it must be.
	Fields map[string]string
}

// FailureOf says what a failed call told, out of the details of its status.
func FailureOf(err error) Failure {
	told := status.Convert(err)
	failure := Failure{Code: spelled(told.Code()), Message: told.Message(), Fields: map[string]string{}}
	for _, detail := range told.Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			failure.Reason, failure.Domain = detail.Reason, detail.Domain
		case *errdetails.BadRequest:
			for _, violation := range detail.FieldViolations {
				failure.Fields[violation.Field] = violation.Description
			}
		}
	}
	return failure
}

// Remedy is what its reader can do about it; the first that fits.
func (failure Failure) Remedy() string {
	switch {
	case failure.Code == "UNIMPLEMENTED":
		return "the server does not know this call: update the server or use the client of its version," +
			" and check that the port is the execution service's"
	case failure.Code == "UNAUTHENTICATED" || failure.Code == "PERMISSION_DENIED":
		return "give a valid token with --token"
	case failure.Domain == "":
		return "no Tradewire service answered there: check host and port (tradewire status shows them);" +
			" give --ca FILE where the server has TLS, leave it out where it has none"
	}
	return "the service answered: its message says what to change"
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
