"""The processes of a running stack, as /proc has them: what they need, and how it grows."""

import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_PAGE = 4096
_PROC = Path("/proc")
_MOST_MORE_FILES = 6
_FILES_PER_CHILD = 6  # pipes and sockets of a function's process, which the stack starts when it has need of one
_MOST_MORE_BYTES = 12 * 1024 * 1024
_MOST_MORE = 1.15  # of what it was
_JAVA_MORE = 1.6  # its heap fills up to its limit (-Xmx) before anything is thrown away
_SOCKETS_PER_CHILD = 2  # connections that a function's process keeps to the database, from its first call on


def below(parent: int) -> dict[int, str]:
    """The processes that `parent` started, directly or not, with what they run."""
    parents: dict[int, int] = {}
    for pid in _pids():
        try:
            stat = (_PROC / str(pid) / "stat").read_text()
        except OSError:
            continue
        parents[pid] = int(stat.rpartition(")")[2].split()[1])
    found: dict[int, str] = {}
    todo = [parent]
    while todo:
        children = [pid for pid, above in parents.items() if above == todo[0] and pid not in found]
        todo = todo[1:] + children
        found |= {pid: _command(pid) for pid in children}
    return found


def _pids() -> Iterator[int]:
    return (int(entry.name) for entry in _PROC.iterdir() if entry.name.isdecimal())


def _command(pid: int) -> str:
    try:
        return (_PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


class Sample(NamedTuple):
    """What a process needs. `resident`: memory in bytes. `files`: open files other than sockets."""

    resident: float
    files: float
    sockets: float


def _open_files(pid: int) -> tuple[int, int]:
    """Return how many files and how many sockets a process has open. Raises: OSError if it has ended."""
    files = sockets = 0
    for entry in (_PROC / str(pid) / "fd").iterdir():
        try:
            is_socket = str(entry.readlink()).startswith("socket:")
        except FileNotFoundError:  # closed in the meantime
            continue
        sockets += is_socket
        files += not is_socket
    return files, sockets


def _medians(samples: Sequence[Sample]) -> Sample:
    return Sample(*map(statistics.median, zip(*samples, strict=True)))


class Growth:
    """Memory and open files of each process, over time."""

    def __init__(self, parent: int) -> None:
        self._parent = parent
        self._samples: dict[int, list[Sample]] = defaultdict(list)
        self._children: list[int] = []
        self._commands: dict[int, str] = {}

    def sample(self) -> None:
        children = below(self._parent)
        self._children.append(len(children))
        self._commands |= {self._parent: "the stack", **children}
        for pid in self._commands:
            try:
                resident = int((_PROC / str(pid) / "statm").read_text().split()[1]) * _PAGE
                files, sockets = _open_files(pid)
            except OSError:
                continue
            self._samples[pid].append(Sample(resident, files, sockets))

    def grown(self) -> list[str]:
        """Processes that had more in the last quarter than in the second, when they were warm."""
        longest = max(map(len, self._samples.values()))
        found = []
        for pid, samples in self._samples.items():
            if len(samples) < longest * 0.8:
                continue  # one that came or went with the load
            quarter = max(1, len(samples) // 4)
            warm, last = _medians(samples[quarter : 2 * quarter]), _medians(samples[-quarter:])
            is_database = "java" in self._commands[pid]
            most = warm.resident * (_JAVA_MORE if is_database else _MOST_MORE) + _MOST_MORE_BYTES
            what = f"{self._commands[pid][-60:]} ({pid})"
            if last.resident > most:
                found.append(f"{what}: {warm.resident / 1e6:.0f} MB became {last.resident / 1e6:.0f} MB")
            more = self._more_children() if pid == self._parent else 0
            if last.files > warm.files + _MOST_MORE_FILES + more:
                found.append(f"{what}: {warm.files:.0f} open files became {last.files:.0f}")
            # A process that waited for its first request connects late. Unclosed connections exceed the number of
            # processes soon.
            connections = max(self._children) * _SOCKETS_PER_CHILD if is_database else 0
            if last.sockets > max(warm.sockets + _MOST_MORE_FILES + more, connections):
                found.append(f"{what}: {warm.sockets:.0f} open sockets became {last.sockets:.0f}")
        return found

    def _more_children(self) -> float:
        """Files that the stack may have open for processes that came in the meantime."""
        quarter = max(1, len(self._children) // 4)
        warm, last = self._children[quarter : 2 * quarter], self._children[-quarter:]
        return max(0.0, max(last) - min(warm)) * _FILES_PER_CHILD

    @property
    def processes(self) -> int:
        return len(self._samples)
