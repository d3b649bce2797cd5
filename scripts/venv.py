"""Make the virtual environment, and install requirements where they changed.

Used as ``python3 scripts/venv.py .venv requirements.txt …`` before anything is
installed, so it needs nothing but Python itself.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)


def digest(file: Path) -> str:
    """Return what identifies the installation of one file of requirements."""
    seen = hashlib.sha256(sys.version.encode())
    # The engine is installed as a link to its folder, so only its description counts.
    for part in (file, Path("pyproject.toml")):
        seen.update(part.read_bytes())
    return seen.hexdigest()


def stamp(venv: Path, file: Path) -> Path:
    """Return the file that says which state of ``file`` is installed."""
    return venv / f"installed-{file.stem}"


def main(venv: Path, requirements: list[Path]) -> int:
    """Bring ``venv`` up to date with ``requirements``; do nothing where it is."""
    if sys.version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        print(
            f"This needs Python {wanted} or later, and {sys.executable} is "
            f"{sys.version.split()[0]}. Install a later one and name it, for instance: "
            f"make book PYTHON=python{wanted}",
            file=sys.stderr,
        )
        return 1
    python = venv / "bin" / "python"
    library = venv / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    if not python.exists() or not library.exists():
        print(f"Making a virtual environment in {venv} …", flush=True)
        if subprocess.run([sys.executable, "-m", "venv", "--clear", venv]).returncode:
            print(
                "Python could not make a virtual environment. On Debian or Ubuntu run "
                "'apt-get install python3-venv', then try again.",
                file=sys.stderr,
            )
            return 1
    stamps = {stamp(venv, file): digest(file) for file in requirements}
    if all(at.exists() and at.read_text() == wanted for at, wanted in stamps.items()):
        return 0
    names = " and ".join(map(str, requirements))
    print(f"Installing {names}; this takes a minute or two …", flush=True)
    command: list[str | Path] = [python, "-m", "pip", "install", "--disable-pip-version-check"]
    for file in requirements:
        command += ["-r", file]
    if subprocess.run(command).returncode:
        print("The requirements could not be installed; the lines above say why.", file=sys.stderr)
        return 1
    for at, wanted in stamps.items():
        at.write_text(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
