"""Coverage-guided fuzzing of the readers with atheris (`make fuzz`): only errors that name a place may come out.

`python tests/coverage_fuzz.py TARGET [libFuzzer's options]`; the seeds are the project's own files. An
input that breaks a reader is kept, mended or not, in tests/corpus/TARGET, which test_fuzz.py reads on every run.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["leafletgen"]):
    from tests.readers import READERS, SEEDS

CORPUS = Path(__file__).parent / "corpus"


def main() -> None:
    """Fuzz one reader until told to stop."""
    target = sys.argv.pop(1)
    read: Callable[[Path], None] = READERS[target]
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        for seed in SEEDS[target]:
            (seeds / seed.name).write_bytes(seed.read_bytes()[:60_000])
        path = Path(folder) / SEEDS[target][0].name

        def once(data: bytes) -> None:
            path.write_bytes(data)
            read(path)

        kept = CORPUS / target
        kept.mkdir(parents=True, exist_ok=True)
        atheris.Setup([*sys.argv, f"-artifact_prefix={kept}/", "-max_len=60000", str(seeds), str(kept)], once)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
