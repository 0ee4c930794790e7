"""Other people's tools look at the same PDFs: our verdicts agree with theirs."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image, ImageChops

from leafletgen.boxes import page_boxes
from leafletgen.checks.pdf.run import Subject, preflight
from leafletgen.colours import Inks
from leafletgen.config import load_contacts, load_project
from leafletgen.fonts import load_fonts
from leafletgen.inkpass import to_inks
from tests.conftest import ROOT
from tests.pdfmaker import page_pdf, write
from tests.presspdf import FONTS, draw, good, image, show

pytestmark = pytest.mark.render
LANGUAGES = ("fr", "ar", "ur", "ckb", "hi", "am", "vi")
EDITIONS = ("screen", "office", "press")


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def test_ci_installs_the_tools() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for package in ("poppler-utils", "qpdf", "ghostscript", "mupdf-tools", "libreoffice-writer-nogui"):
        assert re.search(rf"apt-get install .*\b{package}\b.*>/dev/null", script, re.DOTALL), package


def told(*command: object) -> str:
    """What a tool prints; a tool that complains fails the test."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    complaints = [line for line in done.stderr.splitlines() if "ICC support" not in line]
    assert complaints == []  # but that this MuPDF was built without ICC
    return done.stdout


def ids(path: Path) -> set[str]:
    """Ids of our findings in a file for the press."""
    return {f.id for f in preflight((Subject(path, path.read_bytes()),), "press", load_fonts(FONTS))}


@needs("qpdf")
@needs("mutool")
@pytest.mark.parametrize("edition", EDITIONS)
def test_qpdf_and_mupdf_find_nothing_wrong_in_any_edition(built: Path, edition: str) -> None:
    for path in sorted((built / edition).glob("*.pdf")):
        assert "No syntax or stream encoding errors found" in told("qpdf", "--check", path)
    for language in LANGUAGES:
        told("mutool", "draw", "-q", "-r", "36", "-o", "/dev/null", built / edition / f"arer-{language}-{edition}.pdf")


@needs("pdffonts")
@pytest.mark.parametrize("edition", EDITIONS)
def test_poppler_sees_every_font_embedded_cut_and_with_unicode(built: Path, edition: str) -> None:
    for language in LANGUAGES:
        rows = told("pdffonts", built / edition / f"calais-{language}-{edition}.pdf").splitlines()[2:]
        assert rows
        for row in rows:
            assert row.split()[-5:-2] == ["yes", "yes", "yes"], row
            assert "Type 3" not in row


@needs("pdffonts")
def test_poppler_and_we_miss_the_same_font(tmp_path: Path) -> None:
    pdf = good()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    draw(pdf, "/Over gs 0 0 0 1 k BT /H 11 Tf 60 300 Td (Bonjour) Tj ET", Font=Dictionary(H=pdf.make_indirect(font)))
    path = write(tmp_path / "leaflet.pdf", pdf)
    bare = [row for row in told("pdffonts", path).splitlines()[2:] if row.split()[-5] == "no"]
    assert [row.split()[0] for row in bare] == ["Helvetica"]
    assert "pdf.fonts-embedded" in ids(path)


@needs("pdfimages")
@pytest.mark.parametrize(
    ("side_pt", "space", "channels"), [(30, "DeviceCMYK", 4), (300, "DeviceCMYK", 4), (30, "DeviceRGB", 3)]
)
def test_poppler_and_we_measure_pictures_alike(tmp_path: Path, side_pt: int, space: str, channels: int) -> None:
    pdf = good()
    del pdf.Root.OutputIntents  # its profile is no real one, and Poppler says so
    picture = image(pdf, Name(f"/{space}"), channels, 100)
    draw(pdf, f"{side_pt} 0 0 {side_pt} 60 100 cm /X Do", XObject=Dictionary(X=picture))
    path = write(tmp_path / "leaflet.pdf", pdf)
    row = told("pdfimages", "-list", path).splitlines()[2].split()
    colour, dots_per_inch = row[5], int(row[12])
    assert ("pdf.image-resolution" in ids(path)) == (dots_per_inch < 225)
    assert ("pdf.rgb" in ids(path)) == (colour == "rgb")


@needs("pdfimages")
def test_poppler_sees_no_pixels_in_the_projects_pages(built: Path) -> None:
    for edition in EDITIONS:
        assert len(told("pdfimages", "-list", built / edition / f"arer-fr-{edition}.pdf").splitlines()) == 2


@needs("pdfinfo")
@pytest.mark.parametrize("leaflet", ["calais", "arer"])
def test_poppler_and_we_read_the_same_boxes(built: Path, leaflet: str) -> None:
    path = built / "press" / f"{leaflet}-ar-press.pdf"
    rows = dict(row.split(":", 1) for row in told("pdfinfo", "-box", path).splitlines() if "Box" in row)
    with pikepdf.open(path) as pdf:
        boxes = page_boxes(pdf.pages[0], 1)
    for name, box in (("MediaBox", boxes.media), ("BleedBox", boxes.bleed), ("TrimBox", boxes.trim)):
        assert [float(n) for n in rows[name].split()] == pytest.approx(
            [box.left, box.bottom, box.right, box.top], abs=0.01
        )


@needs("pdfinfo")
def test_poppler_and_pikepdf_read_what_a_file_claims_to_be(built: Path) -> None:
    assert re.search(r"Tagged: +yes", told("pdfinfo", built / "screen" / "calais-fr-screen.pdf"))
    with pikepdf.open(built / "press" / "calais-fr-press.pdf") as pdf, pdf.open_metadata() as metadata:
        assert (metadata.pdfx_status, metadata.pdfa_status) == ("PDF/X-4", "")


@needs("mutool")
@pytest.mark.parametrize("language", ["ar", "fa", "ckb", "ur", "ps"])
def test_mupdf_finds_the_phone_numbers_in_their_order_too(built: Path, language: str) -> None:
    contacts = load_contacts(load_project(ROOT))
    wanted = {re.sub(r"\D", "", value) for c in contacts.values() if c.kind == "phone" for value in c.values}
    tree = ET.fromstring(
        told("mutool", "draw", "-q", "-F", "stext", built / "screen" / f"calais-{language}-screen.pdf")
    )
    seen = set()
    for line in tree.iter("line"):
        figures = sorted((float(char.get("x", "0")), char.get("c", "")) for char in line.iter("char"))
        # as a reader sees them: by place, not by the order in the file
        row = "".join(char if char.isascii() and char.isdigit() else "·" for _x, char in figures)
        seen |= {run.replace("·", "") for run in re.findall(r"\d[\d·]{6,}\d", row)}
    found = {number for number in wanted if len(number) > 9 and any(number in run for run in seen)}
    assert len(found) >= 3
    assert not any(number[::-1] in run for number in found for run in seen)


def plates(folder: Path, path: Path, page: int = 1) -> dict[str, Image.Image]:
    """What each ink prints on a page, by Ghostscript: 255 is a full tone."""
    out = folder / "plate.tif"
    told(
        *("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r50", "-dSimulateOverprint=true"),
        *(f"-dFirstPage={page}", f"-dLastPage={page}", f"-sOutputFile={out}", path),
    )
    made = {re.sub(r".*\((.+)\)\.tif", r"\1", file.name): file for file in folder.glob("plate(*).tif")}
    return {name: ImageChops.invert(Image.open(file).convert("L")) for name, file in made.items()}


def most_ink(separations: dict[str, Image.Image]) -> float:
    """Percent of ink at the heaviest place."""
    layers = [list(layer.tobytes()) for layer in separations.values()]
    return max(map(sum, zip(*layers, strict=True))) / 2.55


@needs("gs")
@pytest.mark.parametrize("language", ["fr", "ur", "am"])
def test_ghostscript_separates_into_four_plates_with_no_more_ink_than_allowed(
    built: Path, tmp_path: Path, language: str
) -> None:
    for page in (1, 2):
        found = plates(tmp_path, built / "press" / f"calais-{language}-press.pdf", page)
        assert set(found) == {"Cyan", "Magenta", "Yellow", "Black"}
        # the marks from the end of the bleed outwards, 9 mm from the edge, are in all inks, and meant to be
        bleed = {name: plate.crop((19, 19, plate.width - 19, plate.height - 19)) for name, plate in found.items()}
        assert most_ink(bleed) <= 300


@needs("gs")
@pytest.mark.parametrize(("ink", "percent"), [("0.9 0.9 0.9 0.5", 320), ("0.8 0.7 0.6 0.5", 260)])
def test_ghostscript_and_we_add_up_the_same_ink(tmp_path: Path, ink: str, percent: int) -> None:
    pdf = good()
    draw(pdf, f"{ink} k 100 100 50 50 re f", page=0)
    path = write(tmp_path / "leaflet.pdf", pdf)
    assert most_ink(plates(tmp_path, path)) == pytest.approx(percent, abs=2)
    assert ("pdf.ink" in ids(path)) == (percent > 300)


@needs("gs")
def test_ghostscript_makes_a_plate_for_the_spot_colour_that_we_refuse(tmp_path: Path) -> None:
    pdf = good()
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.2, 0.8, 0], N=1)
    gold = pikepdf.Array([Name.Separation, Name.Gold, Name.DeviceCMYK, pdf.make_indirect(function)])
    draw(pdf, "/Spot cs 1 scn 100 100 50 50 re f", page=0, ColorSpace=Dictionary(Spot=gold))
    path = write(tmp_path / "leaflet.pdf", pdf)
    assert "Gold" in plates(tmp_path, path)
    assert "pdf.spots" in ids(path)


@needs("gs")
def test_ghostscript_lets_black_text_overprint_where_we_say_it_does(tmp_path: Path) -> None:
    amounts = {}
    for name, state in (("over", "/Over gs"), ("knocked", "")):
        pdf = good()
        draw(pdf, f"1 0 0 0 k 0 280 500 60 re f {state} 0 0 0 1 k {show('MMMMM', size=40)}", page=0)
        folder = tmp_path / name
        folder.mkdir()
        path = write(folder / "leaflet.pdf", pdf)
        found = plates(folder, path)
        band = (20, found["Black"].height - 240, 200, found["Black"].height - 195)  # where the five letters stand
        black, cyan = (found[ink].crop(band).tobytes() for ink in ("Black", "Cyan"))
        amounts[name] = [under for letter, under in zip(black, cyan, strict=True) if letter > 250]
        assert ("pdf.overprint" in ids(path)) == (name == "knocked")
    assert min(amounts["over"]) > 250
    assert max(amounts["knocked"]) < 10


@needs("gs")
def test_a_white_line_after_black_text_is_white_on_every_plate(tmp_path: Path) -> None:
    pdf = page_pdf(["0 0 1 rg 0 0 500 600 re f 0 g 9 9 9 9 re f 1 G 20 w 0 300 m 500 300 l S"])
    to_inks(pdf, Inks({}))
    found = plates(tmp_path, write(tmp_path / "leaflet.pdf", pdf))
    middle = found["Cyan"].height // 2
    band = (20, middle - 10, 60, middle + 15)
    assert {name: min(plate.crop(band).tobytes()) for name, plate in found.items()} == dict.fromkeys(found, 0)


@needs("verapdf")
def test_verapdf_accepts_the_screen_edition_as_pdf_ua(built: Path) -> None:
    for language in LANGUAGES:
        told("verapdf", "--flavour", "ua1", "--format", "text", built / "screen" / f"calais-{language}-screen.pdf")
