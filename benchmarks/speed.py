"""Measure the build beside its peers in one run: WeasyPrint's own command and Typst.

The unit U is one `weasyprint calais-fr.html out.pdf` process on the HTML that leafletgen makes.
Prints ratios, and writes every time to build/bench.json. Run with `make bench`; `--quick` takes
the Calais leaflet only, `--copies 10` measures ten times the documents, too.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typst
from standalone import Document, documents
from weasyprint import HTML

from leafletgen.config import load_project

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
_PAUSE_SECONDS = 1.0
"""Between two edits, as people make them: what the first one set going has ended."""
NUMBERS = itertools.count(1)
"""One for each edit, so that no two states are alike."""


@dataclass(slots=True)
class Bench:
    """The figures of one run."""

    project: Path
    rounds: int
    seconds: dict[str, list[float]] = field(default_factory=dict)
    facts: dict[str, float] = field(default_factory=dict)

    def timed(self, name: str, work: Callable[[], object], rounds: int | None = None) -> float:
        """Do some work several times; return the median, keep all."""
        for _ in range(rounds or self.rounds):
            started = time.perf_counter()
            work()
            self.seconds.setdefault(name, []).append(time.perf_counter() - started)
        return self.median(name)

    def peak(self, name: str, project: Path, *options: str) -> float:
        """Time one build; return the most memory that any of its processes held, in megabytes."""
        started = time.perf_counter()
        command = [str(BIN / "leafletgen"), "build", "--project", str(project), *options]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
        most = 0.0
        while running.poll() is None:
            most = max(most, *memory_mb(running.pid))
            time.sleep(0.1)
        self.seconds.setdefault(name, []).append(time.perf_counter() - started)
        return most

    def median(self, name: str) -> float:
        """Return the median of the rounds, in seconds."""
        return statistics.median(self.seconds[name])

    def ratio(self, what: str, name: str, unit: float, goal: str = "") -> None:
        """Print how often one time goes into another, with the spread of its rounds."""
        low, high = min(self.seconds[name]) / unit, max(self.seconds[name]) / unit
        self.facts[what] = self.median(name) / unit
        print(f"{what:58}{self.facts[what]:8.3f}   {low:7.3f} … {high:7.3f}   {goal}", flush=True)


def memory_mb(session: int) -> Iterator[float]:
    """Yield the most memory that each process of a session has held until now (Linux)."""
    yield 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):  # a process that ends meanwhile
            if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                yield int(re.findall(r"VmHWM:\s+(\d+)", (folder / "status").read_text())[0]) / 1024


def build(project: Path, *options: str) -> None:
    """Run `leafletgen build` as staff do, in a process of its own."""
    command = [str(BIN / "leafletgen"), "build", "--project", str(project), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)


def weasyprint(document: Document) -> None:
    """Set one document with WeasyPrint's command."""
    out = document.html.with_suffix(".weasyprint.pdf")
    subprocess.run([str(BIN / "weasyprint"), "-q", str(document.html), str(out)], check=True, capture_output=True)


def write_alone(document: Document) -> None:
    """Set one document with WeasyPrint, in this process."""
    HTML(document.html).write_pdf(document.html.with_suffix(".alone.pdf"))


def weasyprint_alone(made: tuple[Document, ...]) -> None:
    """Set all documents with WeasyPrint in processes that stay, at sizes that are known, and do nothing more.

    No build with WeasyPrint can take less.
    """
    with ProcessPoolExecutor() as pool:
        [*pool.map(write_alone, made)]


def typeset(made: tuple[Document, ...]) -> int:
    """Set the texts of all documents with Typst, in this process; return the size of its PDFs."""
    total = 0
    for document in made:
        out = document.typst.with_suffix(".typst.pdf")
        typst.compile(str(document.typst), output=str(out), font_paths=[str(ROOT / "fonts")], ignore_system_fonts=True)
        total += out.stat().st_size
    return total


@contextmanager
def copied(copies: int, leaflets: tuple[str, ...]) -> Iterator[Path]:
    """Yield a copy of the project, each leaflet in it as often as asked."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        for name in ("leaflets", "translations", "fonts"):
            shutil.copytree(ROOT / name, project / name)
        shutil.copy(ROOT / "pyproject.toml", project)
        for leaflet in [path.name for path in (project / "leaflets").iterdir() if path.is_dir()]:
            for number in range(1, copies if leaflet in leaflets else 1):
                name = f"{leaflet}{number}"
                shutil.copytree(project / "leaflets" / leaflet, project / "leaflets" / name)
                settings = project / "leaflets" / name / "leaflet.toml"
                text = settings.read_text(encoding="utf-8")
                settings.write_text(re.sub('(?m)^code = ".*"$', f'code = "C{number}"', text), encoding="utf-8")
                for catalog in (project / "translations").glob(f"*/{leaflet}.*"):
                    shutil.copy(catalog, catalog.with_name(name + catalog.suffix))
            if leaflet not in leaflets:
                shutil.rmtree(project / "leaflets" / leaflet)
        yield project


def edit_one(project: Path, then: Callable[[], object]) -> Callable[[], None]:
    """Return a function that changes one msgstr of one catalog, differently each time, and does something then."""
    path = project / "translations" / "hi" / "calais.po"
    text = path.read_text(encoding="utf-8")

    def edited() -> None:
        fresh = re.sub(r'msgstr "पुलिस[ \d]*"', f'msgstr "पुलिस {next(NUMBERS)}"', text)
        path.write_text(fresh, encoding="utf-8")
        then()

    return edited


@contextmanager
def previewed(project: Path) -> Iterator[Callable[[], None]]:
    """Yield a function that waits, as a browser does, until a warm preview has another picture, and fetches it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(BIN / "leafletgen"), "preview", "calais", "-l", "hi", "--no-browser", "--port", str(port)]
    server = subprocess.Popen([*command, "--project", str(project)], stdout=subprocess.DEVNULL)
    known: set[str] = set()

    def get(path: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", path)
        return connection.getresponse()

    def views() -> Iterator[dict[str, Any]]:
        for line in get("/events?leaflet=calais&language=hi"):
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))

    def wait(news: Iterator[dict[str, Any]]) -> None:
        for view in news:
            shown = {page["picture"] for side in view["sides"] for page in side["pages"]}
            if fresh := shown - known:
                get(f"/pictures/{fresh.pop()}.png").read()
                known.update(shown)
                return

    try:
        while True:
            with suppress(ConnectionRefusedError):
                news = views()
                view = next(news)
                break
            time.sleep(0.05)
        while view["busy"]:
            view = next(news)
        known.update(page["picture"] for side in view["sides"] for page in side["pages"])
        yield lambda: wait(news)
    finally:
        server.kill()
        server.wait()


def measure(bench: Bench) -> None:
    """Take all times on one project."""
    project, out = bench.project, bench.project / "build"
    print(f"{'':58}{'median':>8}   {'spread':^17}   goal")
    bench.timed("screen, two workers", lambda: build(project, "-e", "screen", "--force"))
    records = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["targets"]
    scales = {name: record["scale"] for name, record in records.items()}
    ours = sum(record["editions"]["screen"]["bytes"] for record in records.values())
    (out / "bench").mkdir()
    made = documents(load_project(project), out / "bench", scales)
    first = next(document for document in made if document.name == "calais-fr")
    unit = bench.timed("U", lambda: weasyprint(first))
    own = bench.timed("weasyprint, a process each", lambda: [*map(weasyprint, made)], 1)
    theirs = typeset(made)
    bench.timed("typst", lambda: typeset(made))
    bench.timed("weasyprint alone", lambda: weasyprint_alone(made), 1)
    count = len(made)
    print(f"U = {unit:.2f} s; {count} documents; their own U {own / count:.2f} s each")
    bench.ratio("(a) screen, cold / documents' own U", "screen, two workers", own, "0.12")
    bench.ratio("(a) screen, cold / Typst, one process", "screen, two workers", bench.median("typst"), "3")
    bench.ratio("    WeasyPrint alone, nothing more / documents' own U", "weasyprint alone", own)
    bench.ratio("    WeasyPrint alone, nothing more / Typst", "weasyprint alone", bench.median("typst"))
    bench.timed("screen, one worker", lambda: build(project, "-e", "screen", "--force", "-j", "1"), 1)
    bench.ratio("(e) one worker / two workers", "screen, one worker", bench.median("screen, two workers"), "1.8")
    bench.timed("all editions", lambda: build(project, "--force"), 1)
    bench.ratio("(a) all editions / screen", "all editions", bench.median("screen, two workers"), "1.6")
    bench.timed("nothing changed", lambda: build(project))
    bench.ratio("(c) nothing changed / U", "nothing changed", unit, "0.3")
    bench.timed("one msgstr", edit_one(project, lambda: build(project)))
    bench.ratio("(b) one msgstr changed, three editions / U", "one msgstr", unit, "1")
    with previewed(project) as wait:
        edit_one(project, wait)()
        for _ in range(5):
            time.sleep(_PAUSE_SECONDS)
            bench.timed("preview", edit_one(project, wait), 1)
    bench.ratio("(b) one msgstr changed, until the preview's page / U", "preview", unit, "0.25")
    bench.facts["(f) bytes of screen PDFs / Typst's"] = ours / theirs
    print(f"{'(f) bytes of screen PDFs / Typst’s':58}{ours / theirs:8.3f}   {'':17}   0.5")


def grown(bench: Bench, copies: int) -> None:
    """Compare the time of a document, and the memory of a worker, with those of many times the documents."""
    peaks = []
    for times in (1, copies):
        with copied(times, ("calais",)) as project:
            peak = bench.peak(f"calais × {times}", project, "-e", "screen")
            peaks.append(peak)
            bench.timed(f"nothing changed × {times}", lambda project=project: build(project, "-e", "screen"))  # type: ignore[misc]
    bench.ratio(
        f"(d) time of a document, × {copies}", f"calais × {copies}", copies * bench.median("calais × 1"), "0.9–1.1"
    )
    more = bench.median(f"nothing changed × {copies}") - bench.median("nothing changed × 1")
    print(f"(c) nothing changed, a further document: {more / (13 * (copies - 1)) / bench.median('U'):.5f} U   (0.001)")
    print(f"(d) largest process: {peaks[0]:.0f} MB, with {copies} times the documents {peaks[1]:.0f} MB")


def main() -> int:
    """Measure, print, write build/bench.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the Calais leaflet only")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--copies", type=int, default=0)
    options = parser.parse_args()
    leaflets = ("calais",) if options.quick else ("arer", "calais", "resettlement")
    with copied(1, leaflets) as project:
        bench = Bench(project, options.rounds)
        measure(bench)
    if options.copies > 1:
        grown(bench, options.copies)
    out = ROOT / "build" / "bench.json"
    out.parent.mkdir(exist_ok=True)
    figures = {"cores": os.cpu_count(), "seconds": bench.seconds, "ratios": bench.facts}
    out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
