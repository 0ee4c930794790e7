"""Hundreds of builds stopped at random moments (`make torture`): outputs are always whole, old or new, and mend.

A project swings between two states. Each round edits it and starts a build, or two at once; then, at a
random moment, kills everything, kills one worker, presses Ctrl-C, asks it to end, swings the project back while it
is read, or sets the times of files to another year. After each round every PDF is, byte for byte,
one of the two that undisturbed builds made, and the manifest can be read; every tenth round, an
undisturbed build makes exactly the files of the present state, and leaves nothing else behind.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.processes import alive

ROOT = Path(__file__).parents[1]
LANGUAGES = ("so", "ar", "am")
CHANGES = {"so": ("Booliiska", "Booliis"), "ar": ("الشرطة", "شرطة"), "am": ("ፖሊስ", "ፖሊሶች")}
"""The translation of “Police” in both states."""
Digests = dict[str, str]


@dataclass(slots=True)
class Torture:
    """A project under way."""

    project: Path
    rng: random.Random
    state: int = 0
    longest: float = 1.0
    """Seconds that an undisturbed build takes."""

    def swing(self) -> None:
        """Bring the project into its other state."""
        old, self.state = self.state, 1 - self.state
        for language, texts in CHANGES.items():
            path = self.project / "translations" / language / "calais.po"
            text = path.read_text(encoding="utf-8")
            fresh = text.replace(f'msgstr "{texts[old]}"', f'msgstr "{texts[self.state]}"')
            assert fresh != text, language
            path.write_text(fresh, encoding="utf-8")

    def start(self) -> subprocess.Popen[bytes]:
        """Begin a build in a session of its own."""
        languages = [part for language in LANGUAGES for part in ("-l", language)]
        command = [sys.executable, "-m", "leafletgen", "build", "--project", str(self.project), *languages, "-j", "2"]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)

    def digests(self) -> Digests:
        """Return the digest of every PDF, by its path."""
        out = self.project / "build"
        return {str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest() for p in out.rglob("*.pdf")}

    def build(self) -> Digests:
        """Build undisturbed and return what there is."""
        started = time.monotonic()
        build = self.start()
        _out, err = build.communicate(timeout=300)
        self.longest = max(self.longest, time.monotonic() - started)
        assert build.returncode == 0, err.decode()
        return self.digests()

    # what can go wrong

    def kill_all(self, build: subprocess.Popen[bytes]) -> None:
        """The power goes, or somebody is impatient."""
        os.killpg(build.pid, signal.SIGKILL)

    def kill_the_composer(self, build: subprocess.Popen[bytes]) -> None:
        """The kernel wants memory, and takes the wrong process."""
        build.kill()

    def kill_a_worker(self, build: subprocess.Popen[bytes]) -> None:
        """The kernel wants memory."""
        workers = [pid for pid in alive(build.pid) if pid != build.pid and not _keeps_the_books(pid)]
        if workers:
            os.kill(self.rng.choice(workers), signal.SIGKILL)

    def interrupt(self, build: subprocess.Popen[bytes]) -> None:
        """Ctrl-C in the terminal."""
        os.killpg(build.pid, signal.SIGINT)

    def terminate(self, build: subprocess.Popen[bytes]) -> None:
        """A service manager stops all of it, or a terminal closes."""
        os.killpg(build.pid, self.rng.choice((signal.SIGTERM, signal.SIGHUP)))

    def edit_meanwhile(self, build: subprocess.Popen[bytes]) -> None:  # noqa: ARG002
        """A translator saves while the build reads."""
        self.swing()

    def turn_the_clock(self, build: subprocess.Popen[bytes]) -> None:  # noqa: ARG002
        """Times of files say nothing any more."""
        when = time.time() + self.rng.choice((-1, 1)) * 86400 * self.rng.randint(1, 4000)
        for path in (*self.project.rglob("*.po"), *self.project.glob("build/*/*.pdf")):
            os.utime(path, (when, when))


FAULTS: tuple[Callable[[Torture, subprocess.Popen[bytes]], None], ...] = (
    *(Torture.kill_all,) * 4,
    Torture.kill_the_composer,
    *(Torture.kill_a_worker,) * 2,
    Torture.interrupt,
    Torture.terminate,
    Torture.edit_meanwhile,
    Torture.turn_the_clock,
)


ENDS = {
    "kill_all": (0, -signal.SIGKILL),
    "kill_the_composer": (0, -signal.SIGKILL),
    "kill_a_worker": (0, 6),
    "interrupt": (0, 130, -signal.SIGINT),  # the last where Python was not even up
    "terminate": (0, 143, 129, -signal.SIGTERM, -signal.SIGHUP),
    "edit_meanwhile": (0,),
    "turn_the_clock": (0,),
}
"""Exit codes of builds that were disturbed, or were done before."""


def _keeps_the_books(pid: int) -> bool:
    """Whether a process is Python's own tracker of semaphores, which nobody kills for its memory."""
    try:
        return b"resource_tracker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _end(build: subprocess.Popen[bytes], fault: str) -> int:
    """Wait for a build, whose exit code must be one of those that a fault may lead to."""
    _out, err = build.communicate(timeout=300)
    deadline = time.monotonic() + 30
    while alive(build.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert alive(build.pid) == [], f"{fault}: processes are left behind"
    assert b"Traceback" not in err, err.decode()
    assert build.returncode in ENDS[fault], f"{fault}: exit {build.returncode}: {err.decode()}"
    return build.returncode


def main() -> int:
    """Torture a copy of the project; raise AssertionError at the first fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copy(ROOT / "pyproject.toml", project)
        shutil.copytree(ROOT / "leaflets" / "calais", project / "leaflets" / "calais")
        shutil.copy(ROOT / "leaflets" / "contacts.toml", project / "leaflets")
        shutil.copytree(ROOT / "translations", project / "translations")
        torture = Torture(project, random.Random(options.seed))
        good = [torture.build()]
        torture.swing()
        good.append(torture.build())
        assert all(good[0][name] != good[1][name] for name in good[0])
        counts: Counter[str] = Counter()
        for number in range(1, options.rounds + 1):
            torture.swing()
            builds = [torture.start() for _ in range(torture.rng.choice((1, 1, 1, 2)))]
            time.sleep(torture.rng.uniform(0, torture.longest))
            for build in builds:
                fault = torture.rng.choice(FAULTS)
                if build.poll() is None:
                    fault(torture, build)
                code = _end(build, fault.__name__)
                counts[f"{fault.__name__}: exit {code}"] += 1
            for name, digest in torture.digests().items():
                assert digest in (good[0][name], good[1][name]), f"round {number}: {name} is neither old nor new"
            json.loads((project / "build" / "manifest.json").read_text(encoding="utf-8"))
            if number % 10 == 0:
                assert torture.build() == good[torture.state], f"round {number}: the next build did not mend it"
                left = [path for path in (project / "build").rglob("*") if path.is_file() and path.suffix != ".pdf"]
                assert [path.name for path in left] == ["manifest.json"], left
                print(f"{number} rounds", flush=True)
        for what, count in sorted(counts.items()):
            print(f"{count:5}  {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
