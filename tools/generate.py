"""Write the generated code from proto/: `generate.py`, or `generate.py --check` to prove it fresh.

Python messages, stubs and their types go to clients/python/tradewire, where package, path and
import are the same name. Beside them goes contract.binpb, a FileDescriptorSet with the contract's
comments, which the gateway needs for its OpenAPI page.
"""

import argparse
import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from importlib import resources
from pathlib import Path

from google.protobuf import descriptor_pb2

# A place in a file that has none: line 0, columns 0 to 0. The readers of other languages refuse a
# comment without one.
NOWHERE = (0, 0, 0)
ROOT = Path(__file__).resolve().parent.parent
PROTO = ROOT / "proto"
THIRD_PARTY = PROTO / "third_party"
CLIENT = ROOT / "clients" / "python"
VALIDATE = "buf/validate/validate.proto"
# protovalidate's own wheel carries messages of another runtime, so its options are generated here,
# inside our package: a top-level `buf` would collide with that of older protovalidate wheels.
VALIDATE_IMPORT = "from buf.validate import"
VALIDATE_HOME = "from tradewire.buf.validate import"
PACKAGE_DOCSTRING = '"""Generated from proto/ by `make generate`; never edited."""\n'


def main() -> int:
    """Generate, or compare with what is committed; answers the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when committed code is stale")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tradewire-generate-") as scratch:
        out = Path(scratch) / "tradewire"
        generate(Path(scratch))
        if options.check:
            return report(stale(out))
        install(out)
    return 0


def generate(out: Path) -> None:
    """Fill `out`/tradewire with every generated file."""
    contract = sorted(str(path.relative_to(PROTO)) for path in PROTO.glob("tradewire/**/*.proto"))
    protoc(out, [VALIDATE], ["--python_out", "--mypy_out=quiet"])
    (out / "tradewire").mkdir(exist_ok=True)
    shutil.move(out / "buf", out / "tradewire" / "buf")
    if contract:
        protoc(out, contract, ["--python_out", "--mypy_out=quiet"])
        # A method that a service does not override answers UNIMPLEMENTED, so its type is concrete.
        grpc_types = "--mypy_grpc_out=quiet,only_async,generate_concrete_servicer_stubs"
        protoc(out, services(contract), ["--grpc_python_out", grpc_types])
        describe(out, contract)
    for path in sorted(out.rglob("*.py*")):
        rehome(path)
    for folder in sorted(path for path in (out / "tradewire").rglob("*") if path.is_dir()):
        (folder / "__init__.py").write_text(PACKAGE_DOCSTRING)


def services(contract: list[str]) -> list[str]:
    """The files that declare a service; the others would give empty stub modules."""
    return [name for name in contract if "\nservice " in (PROTO / name).read_text()]


def protoc(out: Path, files: list[str], plugins: list[str]) -> None:
    """Run protoc from the virtual environment over `files` with `plugins` writing to `out`."""
    if not files:
        return
    well_known = str(resources.files("grpc_tools") / "_proto")
    outputs = []
    for plugin in plugins:
        flag, _, parameter = plugin.partition("=")
        outputs.append(f"{flag}={parameter + ':' if parameter else ''}{out}")
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    command = [sys.executable, "-m", "grpc_tools.protoc"]
    includes = [f"-I{PROTO}", f"-I{THIRD_PARTY}", f"-I{well_known}"]
    subprocess.run([*command, *includes, *outputs, *files], check=True, env=environment)


def describe(out: Path, contract: list[str]) -> None:
    """Write contract.binpb: descriptors of the contract and its imports, comments of ours only."""
    image = out / "image.binpb"
    protoc(image, contract, ["--include_imports", "--include_source_info", "--descriptor_set_out"])
    files = descriptor_pb2.FileDescriptorSet.FromString(image.read_bytes())
    for file in files.file:
        if not file.name.startswith("tradewire/"):
            file.ClearField("source_code_info")
            continue
        # Comments by path are all that is asked for; line numbers would change with every line.
        commented = [
            descriptor_pb2.SourceCodeInfo.Location(
                path=place.path,
                span=NOWHERE,
                leading_comments=place.leading_comments,
                trailing_comments=place.trailing_comments,
            )
            for place in file.source_code_info.location
            if place.leading_comments or place.trailing_comments
        ]
        del file.source_code_info.location[:]
        file.source_code_info.location.extend(commented)
    described = files.SerializeToString(deterministic=True)
    (out / "tradewire" / "contract.binpb").write_bytes(described)
    image.unlink()


def rehome(path: Path) -> None:
    """Point imports of the validation options at their home inside our package."""
    text = path.read_text()
    if VALIDATE_IMPORT in text:
        path.write_text(text.replace(VALIDATE_IMPORT, VALIDATE_HOME))


def generated(root: Path) -> set[Path]:
    """Paths under `root`, relative to it, that belong to the generator."""
    found = {path for path in root.glob("*/v*/**/*") if path.is_file()}
    found |= {path for path in root.glob("buf/**/*") if path.is_file()}
    found |= set(root.glob("contract.binpb"))
    parents = {path.parent.parent / "__init__.py" for path in found if path.parent.name[0] == "v"}
    found |= {path for path in parents if path.is_file()}
    return {path.relative_to(root) for path in found if path.suffix != ".pyc"}


def stale(out: Path) -> list[str]:
    """Names of generated files that differ from the committed ones, are missing or left over."""
    committed = CLIENT / "tradewire"
    fresh, present = generated(out), generated(committed)
    differing = {
        path
        for path in fresh & present
        if not filecmp.cmp(out / path, committed / path, shallow=False)
    }
    return sorted(str(path) for path in differing | (fresh ^ present))


def install(out: Path) -> None:
    """Replace the committed generated files by those of `out`; unchanged ones are not touched."""
    committed = CLIENT / "tradewire"
    fresh = generated(out)
    for path in generated(committed) - fresh:
        (committed / path).unlink()
    for path in fresh:
        target = committed / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or not filecmp.cmp(out / path, target, shallow=False):
            # Renamed into place: a process that imports meanwhile sees the old file or the new.
            shutil.copyfile(out / path, target.with_suffix(".new"))
            target.with_suffix(".new").replace(target)


def report(names: list[str]) -> int:
    """Say which files are stale and what to do; answers the exit code."""
    for name in names:
        print(f"stale: clients/python/tradewire/{name}", file=sys.stderr)
    if names:
        print("generated code does not match proto/: run `make generate`", file=sys.stderr)
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
