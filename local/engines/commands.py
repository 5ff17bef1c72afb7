"""The commands that start the engines. Importing this module is fast, so that the engines start early."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from local.engines.paths import ENGINES, dynamodb_folder, find_java
from local.errors import LocalError

_LAUNCHER = Path(__file__).parent / "java" / "Launcher.jar"
_MOTO_SERVER = Path(__file__).parent / "moto_server.py"


def dynamodb_command(data: Path | None) -> list[str]:
    """Return the command that starts DynamoDB Local on a free port of 127.0.0.1.

    It keeps its files in `data`, or everything in memory without `data`. It prints `PORT <number>` when it listens, and
    ends when its standard input closes; see java/Launcher.java.

    Raises LocalError before set-up.
    """
    java, arguments = _launcher()
    archive = class_archive()
    # The file is empty if this Java cannot write an archive.
    archived = archive.is_file() and archive.stat().st_size
    options = [f"-XX:SharedArchiveFile={archive}"] if archived else []
    storage = ["-inMemory"] if data is None else ["-dbPath", str(data)]
    return [java, *options, *arguments, *storage, *_SERVER_OPTIONS]


def dynamodb_archiving_command(archive: Path) -> list[str]:
    """Return the command that does the same in memory, and writes the classes that it loaded into `archive` at its end.

    The archive is for `dynamodb_command` with the same Java. Raises LocalError before set-up.
    """
    java, arguments = _launcher()
    return [java, f"-XX:ArchiveClassesAtExit={archive}", *arguments, "-inMemory", *_SERVER_OPTIONS]


def class_archive() -> Path:
    """Return the path of the archive of DynamoDB Local's classes, which halves the time of its start.

    Java ignores an archive of another Java or of other jars, so the name contains a hash of them. Raises LocalError
    before set-up.
    """
    java, arguments = _launcher()
    release = Path(java).resolve().parent.parent / "release"
    files = [(path.stat().st_mtime_ns, path.stat().st_size) for path in (release, _LAUNCHER) if path.is_file()]
    digest = hashlib.sha256(repr((java, arguments, files)).encode()).hexdigest()
    return ENGINES / f"dynamodb-local-{digest[:16]}.jsa"


def moto_command(mail: Path) -> list[str]:
    """Return the command that starts Moto's server.

    It prints `PORT <number>` when it listens, and writes mail into the folder `mail`.
    """
    return [sys.executable, "-P", str(_MOTO_SERVER), str(mail)]


# Without -cors, any web page in the developer's browser could read the tables.
_SERVER_OPTIONS = ("-sharedDb", "-disableTelemetry", "-cors", "127.0.0.1")


def _launcher() -> tuple[str, list[str]]:
    """Return Java's path, and its arguments up to the name of the launcher's class."""
    folder = dynamodb_folder()
    java = find_java()
    if java is None:
        raise LocalError("Java was not found. Install one with: python -m local.setup")
    classpath = os.pathsep.join(map(str, (_LAUNCHER, folder / "DynamoDBLocal_lib" / "*")))
    return str(java), [
        *("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        # DynamoDB Local throws and catches several exceptions per request. Nobody reads their stack traces.
        "-XX:-StackTraceInThrowable",
        f"-Djava.library.path={folder / 'DynamoDBLocal_lib'}",
        # A module, because its manifest puts a folder on the class path, and Java archives only classes from jars.
        *("--module-path", str(folder / "DynamoDBLocal.jar"), "--add-modules", "DynamoDBLocal"),
        *("-cp", classpath, "Launcher"),
    ]
