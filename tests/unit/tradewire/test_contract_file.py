"""The contract as one file, contract.binpb, which tools of other languages read too."""

from importlib import resources

from google.protobuf import descriptor_pb2, descriptor_pool

# Lengths that descriptor.proto allows: one line, or from one to another.
SPANS = {3, 4}


def contract() -> descriptor_pb2.FileDescriptorSet:
    """What ships in the package."""
    whole = resources.files("tradewire").joinpath("contract.binpb").read_bytes()
    return descriptor_pb2.FileDescriptorSet.FromString(whole)


def test_every_comment_has_a_place_as_the_format_demands() -> None:
    """Go's reader, and with it grpcurl, refuses the whole file otherwise."""
    spans = [
        len(place.span) for file in contract().file for place in file.source_code_info.location
    ]
    assert spans
    assert set(spans) <= SPANS


def test_the_file_is_whole_in_the_order_of_its_imports() -> None:
    """A reader needs nothing beside it."""
    pool = descriptor_pool.DescriptorPool()
    for file in contract().file:
        pool.Add(file)
    found = pool.FindServiceByName("tradewire.execution.v1.ExecutionService")
    assert "SubmitOrder" in found.methods_by_name
