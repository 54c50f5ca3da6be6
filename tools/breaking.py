"""Run `buf breaking` against the newest release of the contract, a tag named contract-v*.

Until the first such tag there is nothing to break, and the contract may still improve.
"""

import subprocess
import sys
from pathlib import Path

BUF = Path(sys.executable).parent / "buf"


def main() -> int:
    """Answer buf's exit code, or 0 when no contract has been released."""
    listing = ["git", "tag", "--list", "contract-v*", "--sort=-version:refname"]
    tags = subprocess.run(listing, check=True, capture_output=True, text=True).stdout.split()
    if not tags:
        print("buf breaking: no contract-v* tag yet, nothing to compare with")
        return 0
    against = f".git#tag={tags[0]}"
    return subprocess.run([str(BUF), "breaking", "--against", against], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
