"""Make a checkout ready to run: system libraries, a virtual environment, and the project in it.

Standard library only, and old Pythons may read it: it is what finds or asks for a Python that is new enough. It is
run before every target of the Makefile; where nothing is to be done it says nothing and costs a tenth of a second.

    python3 packaging/bootstrap.py [VENV]

``$PYTHON`` names the interpreter to use; otherwise the newest one that the project supports is taken.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
CANDIDATES = ("python3.13", "python3.12", "python3.11", "python3")

# Shared libraries that the Qt wheel does not bring along, each with Debian's package for it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfreetype.so.6": "libfreetype6",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
# A serif with true italics for the story, and Korean, Japanese and Chinese.
FONTS = {
    "*NotoSerif-Italic*": "fonts-noto-core",
    "*CJK*": "fonts-noto-cjk",
}
# What the spelling is checked by: American, British and Korean.
DICTIONARIES = {
    "en_US.dic": "hunspell-en-us",
    "en_GB.dic": "hunspell-en-gb",
    "ko.dic": "hunspell-ko",
}
DICTIONARY_FOLDERS = (Path("/usr/share/hunspell"), Path("/usr/share/myspell"), Path("/usr/local/share/hunspell"))
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")


def main() -> None:
    """Set everything up, or stop with one sentence that says what to do."""
    venv = ROOT / (sys.argv[1] if len(sys.argv) > 1 else ".venv")
    wanted = os.environ.get("PYTHON", "")
    stamp = venv / ".deskeditor"
    mark = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + f"{wanted} {venv}".encode()).hexdigest()
    # The interpreter is a link, and leads nowhere once the system has moved on to a newer Python.
    is_done = (venv / "bin" / "python").exists() and stamp.is_file() and stamp.read_text() == mark
    python = "" if is_done else find_python(wanted)
    install_packages(python)
    if is_done:
        return
    stamp.unlink(missing_ok=True)
    make_environment(venv, python)
    say(f"installing the project and its tools into {venv.name}")
    pip = [str(venv / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    if subprocess.run([*pip, "--editable", f"{ROOT}[dev]"], cwd=ROOT, check=False).returncode:
        stop("pip could not install the project; its message is above. Check the network and run make again")
    stamp.write_text(mark)


def say(sentence: str) -> None:
    print(f"deskeditor: {sentence}", file=sys.stderr, flush=True)


def stop(sentence: str) -> NoReturn:
    say(sentence)
    raise SystemExit(1)


def install_packages(python: str) -> None:
    """Bring in what Qt, the pages and a new environment need, or say the one line that does."""
    needed = missing_part_of(python) if python else []
    wished: list[str] = []
    if sys.platform.startswith("linux"):
        needed += missing_libraries(QT_LIBRARIES)
        wished = missing_libraries(WINDOW_LIBRARIES) + missing_fonts() + missing_dictionaries()
    packages = needed + wished
    if not packages or apt_install(packages):
        return
    if shutil.which("apt-get"):
        say(f"system packages are missing; this line installs them:\n\n    {line_that_installs(packages)}\n")
    else:
        say(f"system packages are missing; Debian calls them {' '.join(packages)}")
    if needed:
        stop("nothing can be run without them; install them and run make again")


def missing_part_of(python: str) -> list[str]:
    """Debian leaves ``ensurepip`` to a package of its own."""
    return [] if can_make_environments(python) else ["python{}.{}-venv".format(*version_of(python))]


def missing_libraries(libraries: dict[str, str]) -> list[str]:
    missing = []
    for name, package in libraries.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(package)
    return missing


def missing_fonts() -> list[str]:
    folders = [folder for folder in FONT_FOLDERS if folder.is_dir()]
    return [
        package
        for pattern, package in FONTS.items()
        if not any(next(folder.rglob(pattern), None) for folder in folders)
    ]


def missing_dictionaries() -> list[str]:
    return [
        package
        for name, package in DICTIONARIES.items()
        if not any((folder / name).exists() for folder in DICTIONARY_FOLDERS)
    ]


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages where that needs no password; False where it was not possible."""
    if not shutil.which("apt-get"):
        return False
    become = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if become and not (shutil.which("sudo") and run_quietly([*become, "true"])):
        return False
    say("installing {}".format(" ".join(packages)))
    apt = [*become, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    lists_known = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
    if lists_known and run_quietly(install):
        return True
    # A container has no package lists, and those of a machine long switched off name versions that are gone.
    return run_quietly([*apt, "update"]) and run_quietly(install, tell=True)


def line_that_installs(packages: list[str]) -> str:
    """What to type into a shell; many a Debian has no ``sudo``."""
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    if os.geteuid() == 0:
        return line
    # A login shell: the path of an ordinary user lacks the folders that dpkg looks into.
    return f"sudo sh -c '{line}'" if shutil.which("sudo") else f"su -l -c '{line}'"


def run_quietly(command: list[str], *, tell: bool = False) -> bool:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode and tell:
        print(done.stdout + done.stderr, file=sys.stderr)
    return done.returncode == 0


def make_environment(venv: Path, python: str) -> None:
    interpreter, notes = venv / "bin" / "python", venv / "pyvenv.cfg"
    # One that was made elsewhere and moved here has scripts that lead back there.
    is_own = notes.is_file() and str(venv) in notes.read_text()
    if is_own and interpreter.is_file() and version_of(str(interpreter)) == version_of(python):
        return
    say("making {} with Python {}".format(venv.name, ".".join(map(str, version_of(python)))))
    if subprocess.run([python, "-m", "venv", "--clear", str(venv)], check=False).returncode:
        stop(f"{python} could not make a virtual environment; its message is above")


def find_python(wanted: str) -> str:
    """The interpreter asked for, or the newest that is supported; one that can make environments goes first."""
    names = (wanted,) if wanted else CANDIDATES
    usable = [python for python in map(shutil.which, names) if python and version_of(python)[:2] >= OLDEST]
    if not usable and wanted:
        stop(f"{wanted} is not a Python 3.11 or newer; name one, as in: make run PYTHON=/path/to/python3.12")
    if not usable:
        stop("no Python 3.11 or newer is installed; install one, on Debian 12 and later with: apt install python3")
    return next(filter(can_make_environments, usable), usable[0])


def version_of(python: str) -> tuple[int, ...]:
    """The version of an interpreter; empty where it does not run, as a version manager's stand-in may not."""
    code = "import sys; print(*sys.version_info[:3])"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return tuple(map(int, done.stdout.split())) if done.returncode == 0 else ()


def can_make_environments(python: str) -> bool:
    return subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    main()
