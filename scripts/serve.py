"""``make serve``: show the book on this machine and rebuild it when a file changes.

The builder's libraries take longer to load than a changed page takes to build,
so they are loaded once and each build runs in a fork of this process; the web
server is a process of its own. The browser is told by a script that the server
adds on the way out, never in the built files.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

from scripts.web import Handler, Server

ROOT = Path.cwd()
SITE = ROOT / "_build" / "html"
#: Its time is the time of the last good build.
BUILT = ROOT / "_build" / "served"
#: Folders that hold nothing of the book.
ELSEWHERE = {"_build", "node_modules", "__pycache__", "tests", "bench", "edition.egg-info"}
EVERY = 0.25  # seconds between two looks

RELOAD = b"""<script>
new EventSource("/_changes").addEventListener("built", () => location.reload());
</script></body>"""


def last_build() -> int:
    """Return when the last good build ended; 0 before the first."""
    return BUILT.stat().st_mtime_ns if BUILT.exists() else 0


class Reloading(Handler):
    """Adds to each page the script that waits for the next build."""

    def do_GET(self) -> None:
        """Send a file, or answer the script's question for as long as its page is open."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.endswith("/"):
            path /= "index.html"
        if self.path == "/_changes":
            self._changes()
        elif path.suffix == ".html" and path.is_file():
            self._page(path.read_bytes().replace(b"</body>", RELOAD))
        else:
            super().do_GET()

    def _changes(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        seen = last_build()
        rounds = 0
        try:
            while True:
                time.sleep(EVERY)
                rounds += 1
                if last_build() != seen:
                    self.wfile.write(b"event: built\ndata:\n\n")
                    seen = last_build()
                elif rounds % 20 == 0:
                    self.wfile.write(b": still here\n\n")  # fails once the page is closed
        except OSError:
            self.close_connection = True

    def _page(self, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class Attached(Server):
    """A server that ends when the process that watches the files does."""

    watcher = os.getpid()

    def service_actions(self) -> None:
        """Look, twice a second, whether that process is still there."""
        if os.getppid() != self.watcher:
            os._exit(0)


def files(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield every file below ``folder`` that a build may read."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name in ELSEWHERE or entry.name.endswith("~"):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from files(Path(entry.path))
            elif entry.is_file():
                yield entry


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Return time and size of every file that a build may read."""
    found = {}
    for entry in files(folder):
        try:
            about = entry.stat()
        except FileNotFoundError:
            continue  # removed since the folder was listed
        found[entry.path] = (about.st_mtime_ns, about.st_size)
    return found


def build() -> None:
    """Build the book in a fork, which has the libraries already."""
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            from jupyter_book.cli.main import main as jupyter_book

            # No -W: whoever is writing wants to see the page as well as the warning.
            jupyter_book(["build", str(ROOT), "-n", "--keep-going", "-q"], standalone_mode=False)
            code = 0
        except SystemExit as end:
            code = int(bool(end.code))
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if status == 0:
        BUILT.touch()
    outcome = "Built" if status == 0 else "Not built, see above; waiting for the next change"
    print(f"{outcome} ({time.monotonic() - started:.1f} s).", flush=True)


def watch() -> None:
    """Build now and at each change, until interrupted."""
    # Loaded here to be used in the forks.
    for library in ("jupyter_book.cli.main", "sphinx.cmd.build", "edition.book"):
        import_module(library)

    seen = state(ROOT)
    build()
    while True:
        time.sleep(EVERY)
        now = state(ROOT)
        changed = sorted(path for path in {*seen, *now} if seen.get(path) != now.get(path))
        if not changed:
            continue
        seen = now
        names = ", ".join(os.path.relpath(path, ROOT) for path in changed[:3])
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        print(f"Changed: {names}{more}. Building …", flush=True)
        if any(path.startswith(f"{ROOT / 'edition'}{os.sep}") for path in changed):
            print("The engine changed, so what is in memory is old: starting it again.", flush=True)
            os.execv(sys.executable, [sys.executable, "-m", "scripts.serve", "--continue"])
        build()


def main() -> int:
    """Serve and watch until interrupted."""
    parser = argparse.ArgumentParser(description="Show the book and rebuild it at each change.")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--continue", action="store_true", dest="again", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not options.again:
        SITE.mkdir(parents=True, exist_ok=True)
        try:
            server = Attached(("127.0.0.1", options.port), partial(Reloading, directory=str(SITE)))
        except OSError as error:
            print(
                f"Port {options.port} cannot be used ({error.strerror}). "
                "Choose another, for instance: make serve PORT=8001",
                file=sys.stderr,
            )
            return 1
        if os.fork() == 0:
            signal.signal(signal.SIGINT, lambda *_: os._exit(0))
            server.serve_forever()
        server.socket.close()
        print(f"Open http://127.0.0.1:{options.port}/ and leave this running; Ctrl+C ends it.")
    try:
        watch()
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
