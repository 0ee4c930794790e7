"""From screen colours to printing inks: neutral to black alone, the brand by its own map, the rest by profile.

The profile is FOGRA39 (coated paper, ISO 12647-2), made from the zlib-licensed characterisation data
FOGRA39L with ArgyllCMS; `make icc` makes it again.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageCms

from leafletgen.tables import DATA

PROFILE = DATA / "FOGRA39.icc"
CONDITION = "FOGRA39"
"""Name of the printing condition in the ICC's characterisation registry."""
Rgb = tuple[int, int, int]
Cmyk = tuple[float, float, float, float]
"""Shares of cyan, magenta, yellow and black ink, 0 to 1."""
BLACK: Cmyk = (0.0, 0.0, 0.0, 1.0)
_NEUTRAL = 2
"""Greatest difference between red, green and blue (of 255) that still is a grey."""


@dataclass(frozen=True, slots=True)
class Inks:
    """How colours are printed: `brand` maps a leaflet's own colours to inks."""

    brand: Mapping[Rgb, Cmyk]

    def of(self, red: float, green: float, blue: float) -> Cmyk:
        """Return the inks for a colour given by shares 0 to 1."""
        rgb = (round(red * 255), round(green * 255), round(blue * 255))
        if rgb in self.brand:
            return self.brand[rgb]
        if max(rgb) - min(rgb) <= _NEUTRAL:
            return grey(sum(rgb) / 765)
        return by_profile(rgb)


def grey(lightness: float) -> Cmyk:
    """Return black ink alone; `lightness` 1 is paper."""
    return (0.0, 0.0, 0.0, round(1 - lightness, 4))


@cache
def _transform() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(PROFILE.read_bytes())),
        "RGB",
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


@cache
def by_profile(rgb: Rgb) -> Cmyk:
    """Return the inks that the profile gives for a colour."""
    pixel = Image.new("RGB", (1, 1), rgb)
    cyan, magenta, yellow, black = convert_image(pixel).tobytes()
    return (round(cyan / 255, 4), round(magenta / 255, 4), round(yellow / 255, 4), round(black / 255, 4))


def convert_image(image: Image.Image) -> Image.Image:
    """Return an RGB image in inks."""
    converted = ImageCms.applyTransform(image, _transform())
    assert converted is not None
    return converted


def tinted(inks: Cmyk, share: float) -> Cmyk:
    """Return a screen tint of inks; `share` 1 is the solid."""
    cyan, magenta, yellow, black = (round(ink * share, 4) for ink in inks)
    return (cyan, magenta, yellow, black)
