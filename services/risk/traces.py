"""What a verdict leaves in the trace of its order."""

from opentelemetry.trace import Span

from services.chassis import spans
from tradewire.codec.enums import REASON
from tradewire.risk.v1 import verdict_pb2
from tradewire.verdicts import VerdictRequest


def note_verdict(span: Span, request: VerdictRequest, verdict: verdict_pb2.Verdict) -> None:
    """Tell of a verdict; a refusal is the span's error, with every reason."""
    if not span.is_recording():
        return
    approved = verdict.HasField("approved")
    reasons = [REASON.from_wire(each, "reasons").value for each in verdict.refused.reasons]
    span.set_attributes(
        {
            "tradewire.verdict": verdict.verdict,
            "tradewire.verdict.approved": approved,
            "tradewire.verdict.rules": len(verdict.rules),
            "tradewire.order.client_order": request.client_order_id,
            "tradewire.account": request.account,
            "tradewire.instrument": request.instrument,
            "tradewire.strategy": request.strategy,
        }
    )
    if not approved:
        span.set_attribute("tradewire.reasons", reasons)
        # The rules' own words hold amounts; `explain` has them.
        spans.fail(span, reasons[0] if reasons else "REFUSED", ", ".join(reasons))
