"""Draw the README's pictures from the pages of the last build: `make pictures`."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).parents[1]
PICTURES = Path(__file__).parent / "pictures"
GAP = 14
GROUND = "#d8dde0"


def page(path: Path, number: int, width: int) -> Image.Image:
    """Return a page as an image; `width` is that of a sheet 100 mm (or, for A4, 297 mm) wide, in pixels."""
    with pypdfium2.PdfDocument(path) as pdf:
        sheet = pdf[number]
        full_mm = 297 if sheet.get_width() > 500 else 100
        return sheet.render(scale=width / (full_mm * 72 / 25.4)).to_pil().convert("RGB")


def row(images: list[Image.Image]) -> Image.Image:
    """Return images side by side."""
    width = sum(image.width + GAP for image in images) + GAP
    canvas = Image.new("RGB", (width, max(image.height for image in images) + 2 * GAP), GROUND)
    left = GAP
    for image in images:
        canvas.paste(image, (left, GAP))
        left += image.width + GAP
    return canvas


def main() -> None:
    """Draw the covers, pages of the booklets, and both sides of one office sheet."""
    PICTURES.mkdir(exist_ok=True)
    screen = ROOT / "build" / "screen"
    shown = [("fr", 0), ("ar", 0), ("am", 0), ("ur", 1), ("vi", 3), ("ps", 5)]
    pages = row([page(screen / f"calais-{language}-screen.pdf", number, 210) for language, number in shown])
    pages.quantize(64).save(PICTURES / "pages.png", optimize=True)
    leaves = [("resettlement-fr", 0), ("resettlement-ar", 8), ("resettlement-am", 9)]
    leaves += [("arer-ur", 4), ("resettlement-vi", 19), ("arer-ps", 5)]
    booklets = row([page(screen / f"{name}-screen.pdf", number, 142) for name, number in leaves])
    booklets.quantize(64).save(PICTURES / "booklets.png", optimize=True)
    office = ROOT / "build" / "office" / "calais-fa-office.pdf"
    row([page(office, side, 640) for side in (0, 1)]).quantize(64).save(PICTURES / "office.png", optimize=True)


if __name__ == "__main__":
    main()
