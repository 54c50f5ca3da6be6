"""The contract as dataclasses: what betterproto2's compiler makes of it, made ours.

It goes to clients/python/tradewire/dataclasses/<domain>/v1. Three things are changed on the way:

- Stubs call over gRPC's own channel, and so over ours, with its deadlines, retries and errors. The
  compiler's stand on grpclib, a second implementation of HTTP/2 that decodes no error details.
- Timestamps and durations stay what they are on the wire. As `datetime` they would lose the last
  three digits of their nanoseconds without a word.
- Nothing is generated of the validation rules, which only servers read.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = "--python_betterproto2_out=client_generation=async"
HOME = Path("tradewire") / "dataclasses"
POOL = "message_pool.py"
STUB_IMPORTS = """\
from tradewire.channel import Metadata
from tradewire.dataclasses.stub import ServiceStub"""

REWRITES = (
    # The packages lie one level higher than the compiler thinks: below us, not below `tradewire`.
    (re.compile(r"from \.\.\.\.(?=message_pool|google)"), "from ..."),
    (
        re.compile(r"^from betterproto2 import grpclib as betterproto2_grpclib$", re.MULTILINE),
        STUB_IMPORTS,
    ),
    (re.compile(r"betterproto2_grpclib\.ServiceStub"), "ServiceStub"),
    (re.compile(r"^if TYPE_CHECKING:\n(    from .*\n)+", re.MULTILINE), ""),
    (re.compile(r"^ +deadline(: \"Deadline \| None\" = None|=deadline),\n", re.MULTILINE), ""),
    (re.compile(r"MetadataLike"), "Metadata"),
    # What streams are in truth: so a reader may close one.
    (re.compile(r"-> \"AsyncIterator\[(\w+)\]\""), r'-> "AsyncGenerator[\1]"'),
    (re.compile(r"import AsyncIterator$", re.MULTILINE), "import AsyncGenerator"),
    (re.compile(r",\s*unwrap=lambda: \w*google__protobuf__\.(Timestamp|Duration)"), ""),
    (re.compile(r"\bdatetime\.datetime(?=[ \]\"])"), "___google__protobuf__.Timestamp"),
    (re.compile(r"\bdatetime\.timedelta(?=[ \]\"])"), "___google__protobuf__.Duration"),
)


def arrange(raw: Path, out: Path) -> None:
    """Move what the compiler wrote to ``raw`` into ``out``/tradewire/dataclasses, made ours."""
    home = out / HOME
    home.mkdir(parents=True)
    shutil.move(raw / POOL, home / POOL)
    for domain in sorted((raw / "tradewire").iterdir()):
        if domain.is_dir():
            shutil.move(domain, home / domain.name)
            for path in sorted((home / domain.name).rglob("*.py")):
                path.write_text(ours(path.read_text()))
    shutil.move(raw / "google", home / "google")


def ours(text: str) -> str:
    """A module of the contract with its imports, stubs and times changed."""
    if not text:
        return text
    for pattern, replacement in REWRITES:
        text = pattern.sub(replacement, text)
    for words in (("check", "--quiet", "--fix", "--select", "I,F401"), ("format",)):
        command = [str(Path(sys.executable).parent / "ruff"), *words, "-"]
        text = subprocess.run(
            command, input=text, cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
    return text


def belongs(root: Path) -> set[Path]:
    """Files under ``root``, a folder `tradewire`, that are generated: all but ours at the top."""
    home = root / HOME.name
    found = {path for path in home.glob("*/**/*") if path.is_file() and path.suffix != ".pyc"}
    return found | set(home.glob(POOL))
