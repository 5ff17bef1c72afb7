"""A package index on 127.0.0.1."""

import base64
import hashlib
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

WHEEL = "thing-1.0-py3-none-any.whl"


class Index:
    """A package index on 127.0.0.1 with one package, and the paths that were requested of it."""

    def __init__(self, folder: Path) -> None:
        self.paths: list[str] = []
        self.requirements = folder / "requirements.txt"
        page = folder / "simple" / "thing"
        page.mkdir(parents=True)
        self._write_wheel(page / WHEEL)
        digest = hashlib.sha256((page / WHEEL).read_bytes()).hexdigest()
        (page / "index.html").write_text(f'<a href="{WHEEL}#sha256={digest}">{WHEEL}</a>')
        self.requirements.write_text(f"thing==1.0 --hash=sha256:{digest}\n")
        paths = self.paths

        class Handler(SimpleHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                paths.append(self.path)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.url = f"http://127.0.0.1:{self.server.server_port}/simple/"

    @staticmethod
    def _write_wheel(path: Path) -> None:
        files = {
            "thing.py": "ANSWER = 42\n",
            "thing-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n",
            "thing-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        record = []
        with zipfile.ZipFile(path, "w") as wheel:
            for name, text in files.items():
                wheel.writestr(name, text)
                digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
                record.append(f"{name},sha256={digest},{len(text)}")
            wheel.writestr("thing-1.0.dist-info/RECORD", "\n".join([*record, "thing-1.0.dist-info/RECORD,,", ""]))
