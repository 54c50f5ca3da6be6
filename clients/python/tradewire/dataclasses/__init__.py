"""The contract as plain dataclasses, by betterproto2: the extra ``tradewire[dataclasses]``.

``tradewire.dataclasses.execution.v1`` is the package ``tradewire.execution.v1``. See
docs/DATACLASSES.md for when to take them and what they cost.

Raises:
    ImportError: betterproto2 is missing, or of another line than the one that the code was
        generated for.
"""

try:
    import betterproto2
except ImportError as error:
    raise ImportError(
        "tradewire.dataclasses needs betterproto2: pip install 'tradewire[dataclasses]'",
        name=error.name,
    ) from error

# The generated code refuses every other line, but not with an ImportError and not by this name.
LINE = "0.10."

if not betterproto2.__version__.startswith(LINE):
    raise ImportError(
        f"tradewire.dataclasses was generated for betterproto2 {LINE}x and found"
        f" {betterproto2.__version__}: pip install 'tradewire[dataclasses]'",
        name="betterproto2",
    )
