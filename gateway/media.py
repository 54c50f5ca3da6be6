"""Media types that the gateway speaks."""

JSON = "application/json"
EVENT_STREAM = "text/event-stream"
NDJSON = "application/x-ndjson"


def is_json(content_type: str) -> bool:
    """Whether a body of this type is JSON; parameters such as charset do not matter."""
    name = content_type.partition(";")[0].strip().lower()
    return name == JSON or (name.startswith("application/") and name.endswith("+json"))
