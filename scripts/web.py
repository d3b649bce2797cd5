"""A small web server for the built book: files from a folder, compressed as a host would.

The tests, the benchmark and ``make serve`` use it. It answers on this machine
only.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

#: What a web host compresses; pictures and fonts are compressed already.
TEXT = (".html", ".css", ".js", ".json", ".svg", ".csv", ".txt", ".xml", ".bib", ".md", ".ipynb")


@lru_cache(maxsize=512)
def _compressed(path: Path, changed: int) -> bytes:
    """Return the file's bytes in gzip; ``changed`` is its time, so that a new state is read."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Serves files as :class:`SimpleHTTPRequestHandler` does, in gzip where that is asked for."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 (the base class declares it so)
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".woff2": "font/woff2",
        ".csv": "text/csv",
        ".ipynb": "application/json",
    }

    def body(self, path: Path) -> bytes | None:
        """Return what to send for ``path`` if it is not the file as it lies there."""
        if path.suffix in TEXT and "gzip" in self.headers.get("Accept-Encoding", ""):
            return _compressed(path, path.stat().st_mtime_ns)
        return None

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        data = self.body(path) if path.is_file() else None
        if data is None:
            super().do_GET()
            return
        self.send_response(HTTPStatus.OK)
        kind = self.guess_type(str(path))
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def end_headers(self) -> None:
        """Let a browser keep what it has seen, but ask whether it is still so."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing about requests."""


class Server(ThreadingHTTPServer):
    """A server whose browser may leave before the answer is complete."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a browser closes the connection."""


@contextmanager
def serving(folder: Path, handler: type[Handler] = Handler, port: int = 0) -> Iterator[str]:
    """Serve ``folder`` for as long as the block runs; yield the address, ending in a slash."""
    server = Server(("127.0.0.1", port), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
