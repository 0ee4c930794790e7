"""The house: imports go one way, files stay small, commands start fast, documents are true."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path

import pikepdf
import pytest
from click.testing import Result

from leafletgen.cli import main
from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "leafletgen"
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> set[str]:
    """All that a module imports: modules, and what it takes out of them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found


def edges() -> dict[str, set[str]]:
    names = [name_of(path) for path in MODULES]
    found = {name_of(path): imported(path) for path in MODULES}
    return {above: {name for name in names if f"leafletgen.{name}" in found[above]} for above in names}


def test_imports_are_seen_in_whatever_way_they_are_written() -> None:
    seen = edges()
    assert "tasks" in seen["schedule"]  # from leafletgen import tasks
    assert {"exchange.xlsx", "exchange.docx", "exchange.xliff"} <= seen["exchange.desk"]  # within functions
    assert "checks.translation" in seen["checks.registry"]  # a package


def test_imports_go_one_way() -> None:
    graph = edges()
    done: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " → ".join((*above, module))
        if module not in done:
            for below in graph[module]:
                visit(below, (*above, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_today_is_asked_for_by_the_commands_only() -> None:
    commands = {"cli.pages", "cli.texts", "cli.findings", "preview.serve"}
    assert {name for name, below in edges().items() if "clock" in below} == commands


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_rooms_are_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(text))


def test_each_library_has_one_door() -> None:
    doors = {
        "weasyprint": {"layout"},
        "polib": {"catalog", "merge", "checks.run"},
        "jinja2": {"markup"},
        "markdown_it": {"markdown", "read"},
        "starlette": {"preview.app", "preview.guard"},
        "uvicorn": {"preview.serve"},
        "watchfiles": {"preview.watch"},
        "openpyxl": {"exchange.xlsx"},
        "docx": {"exchange.docx"},
        "distributed": {"cluster"},
        "lxml": {"exchange.xliff"},
    }
    for library, allowed in doors.items():
        users = {
            name_of(path)
            for path in MODULES
            if re.search(rf"^\s*(import|from) {library}\b", path.read_text(encoding="utf-8"), re.MULTILINE)
        }
        assert users == allowed, library


@pytest.mark.parametrize("command", [["--help"], ["status"], ["check", "calais", "-l", "en"], ["update", "--check"]])
def test_commands_that_render_nothing_do_not_load_weasyprint(command: list[str]) -> None:
    code = (
        "import sys\nfrom leafletgen.cli import main\n"
        f"try: main({[*command, *(['--project', str(ROOT)] if command != ['--help'] else [])]!r})\n"
        "except SystemExit: pass\nassert 'weasyprint' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize("command", [["extract"], ["new", "leaflet", "air"]])
def test_the_project_can_stand_before_the_command_and_gives_way_to_the_one_behind_it(
    small: Path, run: Callable[..., Result], command: list[str]
) -> None:
    (small.parent / "empty").mkdir()
    assert run("--project", small, *command).exit_code == 0
    assert run("--project", small.parent / "empty", *command).exit_code == 2
    assert run("--project", small.parent / "empty", "extract", "--project", small).exit_code == 0


def test_the_project_before_a_command_is_that_of_preflight_too(small: Path, run: Callable[..., Result]) -> None:
    (small / "leaflets/water/leaflet.toml").write_text("not TOML")
    pdf = small / "water-en-screen.pdf"
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(pdf)
    assert run("preflight", pdf, "--profile", "screen").exit_code == 3
    assert run("--project", small, "preflight", pdf, "--profile", "screen").exit_code == 4


def test_every_command_has_an_example_in_its_help() -> None:
    for command in main.commands.values():
        assert "Example: leafletgen" in (command.help or "")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, libraries are found in other ways")
def test_loading_weasyprint_runs_no_compiler_and_leaves_the_environment_alone() -> None:
    code = (
        "import os, sys\nrun, path = [], os.environ['PATH']\n"
        "sys.addaudithook(lambda event, args: run.append((args[0], os.environ['PATH'])) if event == 'subprocess.Popen'"
        " else None)\nimport leafletgen.layout\nassert os.environ['PATH'] == path\n"
        "found = [name for name, where in run if not name.startswith('/') and where != os.devnull]\n"
        "assert not found, found\nassert not [name for name, _ in run if name.endswith(('gcc', '/cc', '/ld'))], run\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def named_rooms() -> list[str]:
    """The modules in the table of rooms; a folder holds for those after it in its row."""
    table = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8").split("\n## ")[1]
    found = []
    for row in table.splitlines():
        folder = ""
        for name in re.findall(r"`([\w/]+)\.py`", row.rpartition(" | ")[0]):
            folder = name.rpartition("/")[0] or folder
            found.append(f"{folder}/{name.rpartition('/')[2]}".strip("/").replace("/", "."))
    return found


def test_the_architecture_names_every_room() -> None:
    checks = {name_of(path) for path in MODULES if "\nCHECK = " in path.read_text(encoding="utf-8")}
    assert len(checks) > 60  # their folders are named
    rooms = {name_of(path) for path in MODULES if path.stem not in ("__init__", "__main__")} - checks
    assert sorted(named_rooms()) == sorted(rooms)


def test_the_architecture_names_every_table() -> None:
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted((PACKAGE / "data").iterdir()) if f"`data/{path.name}`" not in text] == []


def test_the_architecture_and_the_settings_name_every_library() -> None:
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8").split("\n## Dependencies")[1]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {
        re.split("[>=]", line)[0] for line in (*project["dependencies"], *project["optional-dependencies"]["cluster"])
    }
    assert [name for name in sorted(wanted) if not re.search(rf"\b{name}\b", text)] == []
    sources, used = packages_distributions(), {name for path in MODULES for name in imported(path)}
    libraries = {name.split(".")[0] for name in used} - sys.stdlib_module_names - {"leafletgen"}
    assert {sources[name][0].lower() for name in libraries} == wanted


def test_make_help_lists_the_chores() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("test", "lint", "help", "clean", "update", "status", "preview", "doctor"):
        assert re.search(rf"(?m)^{target}:.*## ", text)


def test_commands_of_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"`leafletgen ([a-z]+)", readme):
        assert name in main.commands, name
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"))) | {"calais"}
    for name in re.findall(r"`make ([a-z-]+)", readme):
        assert name in targets, name


def test_a_leaflet_does_not_take_the_name_of_a_chore(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "scripts").mkdir()
    for name in ("pyproject.toml", "constraints.txt", "scripts/system.sh"):
        (tmp_path / name).touch()
    for name in ("check", "food"):
        (tmp_path / "leaflets" / name).mkdir(parents=True)
        (tmp_path / "leaflets" / name / "leaflet.toml").touch()
    made = subprocess.run(["make", "-n", "check"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "leafletgen check" in made.stdout
    assert made.stderr == ""
    assert "leafletgen build food" in subprocess.check_output(["make", "-n", "food"], cwd=tmp_path, text=True)
