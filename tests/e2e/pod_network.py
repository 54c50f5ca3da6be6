"""Network namespaces as pods, with an overlay's network policies enforced between them.

What a plugin does in a cluster, iptables does here: each pod's own rules, at both of its ends,
everything else refused at once and counted. Root, iproute2 and iptables are needed.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from services.chassis.orphans import dying_with_parent
from tests.policy_edges import Edge

TOOLS = ("ip", "iptables")
OUTSIDE = "edge"
"""What a policy's edges call those who come from the namespaces of users."""
REFUSE = ("-p", "tcp", "-j", "REJECT", "--reject-with", "tcp-reset")


def missing() -> str:
    """Why there can be none here; empty where there can."""
    lacking = [tool for tool in TOOLS if shutil.which(tool) is None]
    if lacking:
        return f"needs {' and '.join(lacking)} (Debian: iproute2, iptables)"
    return "" if os.geteuid() == 0 else "needs root, to make network namespaces"


class PodNetwork:
    """A bridge and a namespace for each pod; ``close`` takes all of it away again."""

    def __init__(self, pods: Sequence[str]) -> None:
        # Another run's names and addresses are others.
        self._key = f"{os.getpid() % 64_000:x}"
        self._net = f"10.{100 + os.getpid() // 250 % 100}.{os.getpid() % 250}"
        self._number = {name: number for number, name in enumerate(pods, 2)}
        self._bridge = f"tw{self._key}"

    def open(self) -> None:
        """Make the bridge and the namespaces; everybody reaches everybody."""
        _run("ip", "link", "add", self._bridge, "type", "bridge")
        _run("ip", "link", "set", self._bridge, "up")
        # Whoever runs this is outside, where users come from.
        _run("ip", "addr", "add", f"{self._net}.1/24", "dev", self._bridge)
        for name, number in self._number.items():
            space, outer = self._space(name), f"tv{self._key}-{number}"
            _run("ip", "netns", "add", space)
            peer = ("type", "veth", "peer", "name", "eth0", "netns", space)
            _run("ip", "link", "add", outer, *peer)
            _run("ip", "link", "set", outer, "master", self._bridge, "up")
            _run("ip", "-n", space, "addr", "add", f"{self.address(name)}/24", "dev", "eth0")
            for device in ("eth0", "lo"):
                _run("ip", "-n", space, "link", "set", device, "up")

    def close(self) -> None:
        """Take everything away, also what was made by half."""
        for name in self._number:
            subprocess.run(["ip", "netns", "del", self._space(name)], check=False)
        subprocess.run(["ip", "link", "del", self._bridge], check=False)

    def address(self, pod: str) -> str:
        """A pod's own; the outside's is the bridge's."""
        return f"{self._net}.{1 if pod == OUTSIDE else self._number[pod]}"

    def enforce(self, pod: str, egress: Iterable[Edge], ingress: Iterable[Edge]) -> None:
        """Let a pod use and offer these edges and no other, whatever the other end lets pass."""
        for chain, device in (("INPUT", "-i"), ("OUTPUT", "-o")):
            self._rule(pod, "-P", chain, "DROP")
            self._rule(pod, "-A", chain, device, "lo", "-j", "ACCEPT")
            known = ("-m", "conntrack", "--ctstate", "ESTABLISHED,RELATED")
            self._rule(pod, "-A", chain, *known, "-j", "ACCEPT")
        for chain, end, edges in (("OUTPUT", "-d", egress), ("INPUT", "-s", ingress)):
            for edge in edges:
                other = edge.target if chain == "OUTPUT" else edge.source
                way = (end, self.address(other), "-p", "tcp", "--dport", str(edge.port))
                note = ("-m", "comment", "--comment", f"{edge.source}:{edge.target}:{edge.port}")
                self._rule(pod, "-A", chain, *way, *note, "-j", "ACCEPT")
            self._rule(pod, "-A", chain, *REFUSE)

    def used(self, pod: str) -> set[Edge]:
        """Edges by which this pod has opened a connection."""
        return {
            Edge(source, target, int(port))
            for packets, comment in self._counted(pod, "OUTPUT")
            if packets and comment.count(":") == 2
            for source, target, port in [comment.split(":")]
        }

    def refused(self, pod: str) -> int:
        """Packets that no edge allows, in and out."""
        return sum(
            packets
            for chain in ("INPUT", "OUTPUT")
            for packets, comment in self._counted(pod, chain)
            if comment == "refused"
        )

    def spawn(
        self, pod: str, command: Sequence[str], env: Mapping[str, str], log: Path
    ) -> "subprocess.Popen[bytes]":
        """Start a process in a pod."""
        with log.open("ab") as file:
            return subprocess.Popen(
                dying_with_parent(*self.within(pod), *command), env=env, stdout=file, stderr=file
            )

    def within(self, pod: str) -> tuple[str, ...]:
        """What stands before a command to run it in a pod."""
        return (shutil.which("ip") or "ip", "netns", "exec", self._space(pod))

    def _space(self, pod: str) -> str:
        return f"tw-{self._key}-{pod}"

    def _rule(self, pod: str, *words: str) -> None:
        _run(*self.within(pod), "iptables", *words)

    def _counted(self, pod: str, chain: str) -> list[tuple[int, str]]:
        """Packets of each rule, with its comment."""
        listed = _run(*self.within(pod), "iptables", "-L", chain, "-v", "-n", "-x")
        found = []
        for line in listed.splitlines()[2:]:
            words = line.split()
            comment = line.partition("/* ")[2].partition(" */")[0]
            found.append((int(words[0]), "refused" if words[2] == "REJECT" else comment))
        return found


def _run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(words)}: {done.stderr}"
    return done.stdout
