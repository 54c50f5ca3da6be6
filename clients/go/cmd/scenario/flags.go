package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"

	"tradewire/client"
)

type flags struct {
	client.Access
	account, instrument, run, traceparent string
	patience                              time.Duration
}

// readFlags ends the program with 2 where a flag is wrong or missing.
func readFlags() flags {
	var given flags
	flag.StringVar(&given.Target, "target", "", "host:port of the execution service")
	flag.StringVar(&given.account, "account", "", "the account")
	flag.StringVar(&given.instrument, "instrument", "", "the instrument")
	flag.StringVar(&given.run, "run", "", "what the request ids begin with")
	flag.StringVar(&given.traceparent, "traceparent", "", "a W3C trace context")
	flag.StringVar(&given.Token, "token", "", "bearer token; none where empty")
	flag.StringVar(&given.CAFile, "ca", "", "PEM file of the server's authority; plaintext where empty")
	patience := flag.Int("patience", 10, "seconds that connect tries")
	flag.Parse()
	given.patience = time.Duration(*patience) * time.Second
	for _, needed := range []string{"target", "account", "instrument", "run", "traceparent"} {
		if flag.Lookup(needed).Value.String() == "" {
			refuse(fmt.Errorf("give --%s", needed))
		}
	}
	return given
}

// refuse ends the program for wrong flags.
func refuse(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(2)
}

type line map[string]any

func show(line line) {
	if err := json.NewEncoder(os.Stdout).Encode(line); err != nil {
		panic(fmt.Errorf("standard output is closed: %w", err))
	}
}

// showRefusal shows how a call failed that must.
func showRefusal(step string, err error) {
	told := client.FailureOf(err)
	show(line{"step": step, "code": told.Code, "reason": told.Reason, "domain": told.Domain, "fields": told.Fields})
}
