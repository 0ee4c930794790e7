"""`leafletgen impose` on any PDF: folded as printed, boxes, bleed, creep, marks, bad input."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import Result
from pikepdf import Array, Dictionary, Encryption, Name

from tests.foldmodel import panels, printed, walk_booklet, walk_letter_fold, walk_z_fold
from tests.pdfmaker import MM, numbered, page_pdf, rectangle, reopened, write
from tests.presspdf import good

Run = Callable[..., Result]


@pytest.fixture
def imposed(run: Run, tmp_path: Path) -> Callable[..., Path]:
    """Write a PDF, impose it, return the result's path."""

    def work(pdf: pikepdf.Pdf, *options: str) -> Path:
        source, target = write(tmp_path / "in.pdf", pdf), tmp_path / "out.pdf"
        result = run("impose", source, target, *options)
        assert result.exit_code == 0, result.output + result.stderr
        return target

    return work


def refused(run: Run, tmp_path: Path, source: Path, *options: str) -> str:
    """Impose what is bad; return the message, having seen that nothing is left behind."""
    folder = tmp_path / "target"
    folder.mkdir()
    result = run("impose", source, folder / "out.pdf", *(options or ("--scheme", "saddle", "--binding", "left")))
    assert result.exit_code == 4, result.output + result.stderr
    assert source.name in result.stderr
    assert list(folder.iterdir()) == []
    return result.stderr


def box(path: Path, name: str) -> list[float]:
    """A box of the first page, in millimetres."""
    with reopened(path) as pdf:
        return [round(float(value) / MM, 2) for value in pdf.pages[0][name]]


def trim(path: Path) -> list[float]:
    return box(path, "/TrimBox")


def media(path: Path) -> list[float]:
    return box(path, "/MediaBox")


def darkness(path: Path, page: int, x_mm: float, y_mm: float, dpi: int = 100) -> int:
    """The gray of a point of a page, 255 for white; y counts from the bottom."""
    document = pypdfium2.PdfDocument(path)
    shown = document[page]
    picture = shown.render(scale=dpi / 72).to_pil().convert("L")
    height = shown.get_height()
    shown.close()
    document.close()
    return int(picture.getpixel((int(x_mm * MM * dpi / 72), int((height - y_mm * MM) * dpi / 72))))


@pytest.mark.render
@pytest.mark.parametrize("flip", ["short", "long"])
@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("pages", [4, 7, 16, 48])
def test_a_printed_and_folded_booklet_reads_in_order(
    imposed: Callable[..., Path], pages: int, binding: str, flip: str
) -> None:
    out = imposed(numbered(pages), "--scheme", "saddle", "--binding", binding, "--flip", flip, "--creep", "0.1")
    sides = printed(out)
    sheets = [
        panels(front, back, width, flip, 2) for (front, width), (back, _w) in zip(sides[::2], sides[1::2], strict=True)
    ]
    expected = list(range(1, pages)) + [0] * (-pages % 4) + [pages]
    assert walk_booklet(sheets, binding) == expected


@pytest.mark.render
@pytest.mark.parametrize("flip", ["short", "long"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("scheme", ["letter-fold", "z-fold"])
def test_a_printed_and_folded_sheet_reads_in_order(
    imposed: Callable[..., Path], scheme: str, binding: str, paper: str, flip: str
) -> None:
    options = ("--scheme", scheme, "--binding", binding, "--paper", paper, "--flip", flip)
    out = imposed(numbered(6, size_mm=(97, 210)), *options)
    (front, width), (back, _width) = printed(out)
    row = panels(front, back, width, flip, 3)
    walk = walk_letter_fold if scheme == "letter-fold" else walk_z_fold
    assert walk(row, binding) == [1, 2, 3, 4, 5, 6]
    assert media(out) == trim(out) == [0, 0, *((297, 210) if paper == "a4" else (279.4, 215.9))]


@pytest.mark.render
def test_bleed_stays_outside_and_ends_at_the_spine(imposed: Callable[..., Path]) -> None:
    dark, light = "0 g -50 -50 2000 2000 re f", "0.6 g -50 -50 2000 2000 re f"
    out = imposed(
        page_pdf([dark, light, dark, light], size_mm=(140, 200), bleed_mm=3), "--scheme", "saddle", "--binding", "left"
    )
    left, bottom, right, top = trim(out)
    assert (right - left, top - bottom) == pytest.approx((280, 200))
    middle = (left + right) / 2
    assert darkness(out, 0, middle - 1, 100) > 100  # page 4, light, up to the spine
    assert darkness(out, 0, middle + 1, 100) == 0  # page 1, dark, from the spine on
    for x, y in ((right + 2, 100), (right - 30, top + 2), (right - 30, bottom - 2)):
        assert darkness(out, 0, x, y) == 0, "bleed on the outer sides"
    assert darkness(out, 0, right + 4, 100) == 255, "nothing beyond the bleed"


@pytest.mark.render
def test_creep_moves_the_content_of_inner_sheets(imposed: Callable[..., Path]) -> None:
    out = imposed(numbered(16), "--scheme", "saddle", "--binding", "left", "--creep", "0.5")
    places = {cell.page: cell.x for cells, _width in printed(out) for cell in cells}
    assert places[1] - places[7] == pytest.approx(3 * 0.5 * MM, abs=1.0)
    assert places[8] - places[2] == pytest.approx(3 * 0.5 * MM, abs=1.0)


@pytest.mark.render
def test_marks_stand_outside_the_trim_only(imposed: Callable[..., Path]) -> None:
    blank = page_pdf([""] * 6, size_mm=(97, 210))
    out = imposed(blank, "--scheme", "letter-fold", "--binding", "left", "--marks")
    left, bottom, right, top = trim(out)
    document = pypdfium2.PdfDocument(out)
    page = document[0]
    picture = page.render(scale=2).to_pil().convert("L")
    page.close()
    document.close()
    unit = MM * 2
    inside = (
        int(left * unit) + 1,
        int(picture.height - top * unit) + 2,
        int(right * unit) - 1,
        int(picture.height - bottom * unit) - 2,
    )
    assert picture.crop(inside).getextrema() == (255, 255)
    for fold in (97, 197):
        strip = picture.crop((int((left + fold - 1) * unit), 0, int((left + fold + 1) * unit), int(10 * unit)))
        assert strip.getextrema()[0] < 200, f"a fold mark at {fold} mm"


def test_fonts_are_shared_not_copied(imposed: Callable[..., Path]) -> None:
    pdf = numbered(24)
    pdf.pages[0].Resources.Font.F.Filler = pdf.make_stream(bytes(range(256)) * 400)
    out = imposed(pdf, "--scheme", "saddle", "--binding", "left")
    source = out.with_name("in.pdf")
    assert out.stat().st_size < 1.3 * source.stat().st_size


def test_the_same_input_gives_the_same_bytes(imposed: Callable[..., Path]) -> None:
    options = ("--scheme", "saddle", "--binding", "right", "--marks")
    first = imposed(numbered(8), *options).read_bytes()
    assert imposed(numbered(8), *options).read_bytes() == first


def test_other_tools_find_nothing_wrong(imposed: Callable[..., Path]) -> None:
    out = imposed(numbered(9, bleed_mm=3), "--scheme", "saddle", "--binding", "right", "--marks")
    with reopened(out) as pdf:
        assert pdf.check_pdf_syntax() == []
    if shutil.which("qpdf"):
        checked = subprocess.run(["qpdf", "--check", str(out)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
    if shutil.which("pdfinfo"):
        told = subprocess.run(["pdfinfo", "-box", str(out)], capture_output=True, text=True, check=True).stdout
        row = next(line for line in told.splitlines() if line.startswith("TrimBox"))
        assert [float(n) / MM for n in row.split()[1:]] == pytest.approx(trim(out), abs=0.05)


@pytest.mark.render
def test_hidden_layers_stay_hidden_and_stamps_are_kept(imposed: Callable[..., Path]) -> None:
    pdf = page_pdf(["/OC /Layer BDC 0 g 100 100 100 100 re f EMC"] * 4)
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="draft"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
    stamp = pdf.make_stream(b"0 g 0 0 50 50 re f")
    stamp.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 50, 50])))
    for page in pdf.pages:
        page.Resources = Dictionary(Properties=Dictionary(Layer=layer))
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([300, 300, 350, 350]), F=4)
        note.AP = Dictionary(N=stamp)
        page.Annots = Array([pdf.make_indirect(note)])
    out = imposed(pdf, "--scheme", "saddle", "--binding", "left")
    left = 0.5 + 148
    assert darkness(out, 0, left + 150 / MM, 150 / MM) == 255
    assert darkness(out, 0, left + 325 / MM, 325 / MM) == 0


@pytest.mark.render
@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_rotated_pages_are_placed_as_they_are_shown(imposed: Callable[..., Path], rotate: int) -> None:
    size = (210, 148) if rotate % 180 else (148, 210)
    middle = (size[0] / 2 * MM, size[1] / 2 * MM)
    # the text is written so that it stands upright once the page is turned clockwise
    matrix = {90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[rotate]
    texts = [f"BT /F 40 Tf {matrix} {middle[0]} {middle[1]} Tm (p{n}) Tj ET" for n in range(1, 5)]
    out = imposed(page_pdf(texts, size_mm=size, Rotate=rotate), "--scheme", "saddle", "--binding", "left")
    assert trim(out) == pytest.approx([0.5, 0, 296.5, 210], abs=0.02)
    front, back = printed(out)
    assert all(cell.upright for cell in [*front[0], *back[0]])
    assert walk_booklet([panels(front[0], back[0], front[1], "short", 2)], "left") == [1, 2, 3, 4]


def test_pages_without_a_trim_box_lie_by_their_crop_box(imposed: Callable[..., Path]) -> None:
    pdf = numbered(4, trim_box=False)
    for page in pdf.pages:
        page.CropBox = Array([0, 0, 283.4646, 425.1969])
    out = imposed(pdf, "--scheme", "saddle", "--binding", "left")
    left, bottom, right, top = trim(out)
    assert (right - left, top - bottom) == pytest.approx((200, 150), abs=0.01)


def test_mixed_sizes_share_one_scale_and_meet_at_the_spine(imposed: Callable[..., Path]) -> None:
    pdf = numbered(4, size_mm=(148, 210))
    small = pdf.pages[2]
    small.MediaBox = small.TrimBox = small.BleedBox = Array([0, 0, 105 * MM, 148 * MM])
    out = imposed(pdf, "--scheme", "saddle", "--binding", "left")
    assert trim(out) == pytest.approx([0.5, 0, 296.5, 210], abs=0.02)
    places = {cell.page: cell.x / MM - 0.5 for cells, _width in printed(out) for cell in cells}
    assert places[2] == pytest.approx(places[4], abs=0.5)
    assert places[3] == pytest.approx(places[1], abs=0.5)  # on a right page, from the spine on


def test_pages_of_another_size_are_told(run: Run, tmp_path: Path) -> None:
    pdf = numbered(8)
    for number, size in ((2, (210, 297)), (5, (148.3, 209.8)), (6, (105, 148)), (7, (210, 297))):
        pdf.pages[number - 1].TrimBox = pdf.pages[number - 1].MediaBox = rectangle(0, 0, *size)
    pdf.pages[5].Rotate = 90
    options = ("--scheme", "saddle", "--binding", "left")
    result = run("impose", write(tmp_path / "in.pdf", pdf), tmp_path / "out.pdf", *options)
    assert result.exit_code == 0
    assert result.stderr.splitlines()[:2] == [
        "pages 2, 7 are 210 × 297 mm, most are 148 × 210 mm",
        "page 6 is 148 × 105 mm, most are 148 × 210 mm",
    ]


@pytest.mark.parametrize(
    ("narrow", "says"), [((4, 5), ""), ((1, 4, 5), "page 1 is 97 × 210 mm, most are 100 × 210 mm\n")]
)
def test_the_narrow_panels_of_a_fold_are_no_other_size(
    run: Run, tmp_path: Path, narrow: tuple[int, ...], says: str
) -> None:
    pdf = numbered(6, size_mm=(100, 210))
    for number in narrow:
        pdf.pages[number - 1].TrimBox = rectangle(0, 0, 97, 210)
    options = ("--scheme", "letter-fold", "--binding", "left")
    result = run("impose", write(tmp_path / "in.pdf", pdf), tmp_path / "out.pdf", *options)
    assert (result.exit_code, result.stderr) == (0, says)


def test_large_pages_are_made_smaller_and_it_is_said(run: Run, tmp_path: Path) -> None:
    source = write(tmp_path / "a4.pdf", numbered(4, size_mm=(210, 297)))
    result = run("impose", source, tmp_path / "o.pdf", "--scheme", "saddle", "--binding", "left")
    assert result.exit_code == 0
    assert "71%" in result.stderr


def test_a_thousand_pages(imposed: Callable[..., Path]) -> None:
    out = imposed(numbered(1000), "--scheme", "saddle", "--binding", "right")
    assert len(reopened(out).pages) == 500


def test_forms_in_forms_are_kept(imposed: Callable[..., Path]) -> None:
    pdf = page_pdf(["/X Do"] * 4)
    inner = pdf.make_stream(b"0 g BT /F 40 Tf 150 300 Td (deep) Tj ET")
    inner.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 500, 700])))
    inner.Resources = pdf.pages[0].Resources
    for _level in range(10):
        outer = pdf.make_stream(b"/X Do")
        outer.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 500, 700])))
        outer.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = outer
    for page in pdf.pages:
        page.Resources = Dictionary(XObject=Dictionary(X=inner))
    out = imposed(pdf, "--scheme", "saddle", "--binding", "left")
    document = pypdfium2.PdfDocument(out)
    page = document[0]
    text = page.get_textpage()
    assert text.get_text_range().count("deep") == 2
    text.close()
    page.close()
    document.close()


def test_fonts_without_tounicode_are_kept_as_they_are(imposed: Callable[..., Path]) -> None:
    pdf = good()
    del pdf.pages[0].Resources.Font.F.ToUnicode
    out = imposed(pdf, "--scheme", "saddle", "--binding", "left")
    with reopened(out) as sheets:
        fonts = [each for each in sheets.objects if isinstance(each, Dictionary) and each.get("/Type") == Name.Font]
        assert len(fonts) == 2, "one composite font and its descendant, shared by all pages"
        assert all("/ToUnicode" not in font for font in fonts)


def test_encrypted_files_are_refused(run: Run, tmp_path: Path) -> None:
    source = write(tmp_path / "locked.pdf", numbered(4), encryption=Encryption(owner="a", user="b"))
    assert "password" in refused(run, tmp_path, source)


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9])
def test_damaged_files_are_refused(run: Run, tmp_path: Path, keep: float) -> None:
    whole = write(tmp_path / "torn.pdf", numbered(8)).read_bytes()
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(whole[: int(len(whole) * keep)])
    refused(run, tmp_path, torn)


def test_files_without_pages_are_refused(run: Run, tmp_path: Path) -> None:
    assert "no pages" in refused(run, tmp_path, write(tmp_path / "empty.pdf", pikepdf.Pdf.new()))


def test_what_is_no_pdf_is_refused(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "text.pdf"
    text.write_text("no PDF at all")
    assert "not a PDF" in refused(run, tmp_path, text)


def test_a_missing_file_is_refused(run: Run, tmp_path: Path) -> None:
    refused(run, tmp_path, tmp_path / "nothing.pdf")


def test_boxes_without_area_are_refused(run: Run, tmp_path: Path) -> None:
    pdf = numbered(4)
    pdf.pages[2].TrimBox = Array([10, 10, 10, 50])
    assert "page 3" in refused(run, tmp_path, write(tmp_path / "flat.pdf", pdf))


def test_a_fold_needs_its_number_of_pages(run: Run, tmp_path: Path) -> None:
    source = write(tmp_path / "five.pdf", numbered(5))
    assert "5 pages" in refused(run, tmp_path, source, "--scheme", "letter-fold", "--binding", "left")


def test_a_former_file_survives_a_failure(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    target.write_bytes(b"former")
    source = write(tmp_path / "empty.pdf", pikepdf.Pdf.new())
    assert run("impose", source, target, "--scheme", "saddle", "--binding", "left").exit_code == 4
    assert target.read_bytes() == b"former"


def test_a_file_is_not_replaced_by_its_own_sheets(run: Run, tmp_path: Path) -> None:
    source = write(tmp_path / "in.pdf", numbered(8))
    former = source.read_bytes()
    (tmp_path / "link.pdf").symlink_to(source)
    for target in (source, tmp_path / "link.pdf"):
        result = run("impose", source, target, "--scheme", "saddle", "--binding", "left")
        assert result.exit_code == 2, result.output
        assert source.read_bytes() == former
