"""The edge: REST, server-sent events and the API's documentation, derived from the contract.

Owns nothing and publishes nothing. At its start it reads the contract's descriptors and makes a
route of every `google.api.http` rule in them; a call is turned into the RPC that it names, sent to
the service that owns it, and the answer is turned back. No route of an RPC is written by hand.

::

    request -> security.Guard -> router.Router -> transcode.Transcoder -> calls.Peers -> service
    answer  <- codec.render, streams.respond, errors.to_body           <-
"""
