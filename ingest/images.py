"""Picture files to pixels: upright by their EXIF, on white, 8 bits a channel, never decoded before their size is known."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from domain.document import Problem
from domain.reading import Limits
from ingest.old_jpeg import COMPRESSION, OLD_JPEG, ORIENTATION, jpeg_stream
from ingest.optional import attempt
from ingest.problems import problem
from ingest.refusal import Refused

Picture = NDArray[np.uint8]
"""(height, width, 3), BGR, 0..255"""

FORMATS = ("JPEG", "MPO", "PNG", "TIFF", "BMP", "DIB", "GIF", "WEBP", "HEIF", "AVIF")
WORKING_PIXELS = 25_000_000  # px; an A4 page at 490 dpi. More costs time and shows nothing new.
BELIEVED_DPI = (100.0, 1200.0)  # below, it is the 72 or 96 that cameras and screens write
A4_LONG_INCHES, A4_SHORT_INCHES = 297 / 25.4, 210 / 25.4

STRIP = 2.5  # long side by short side of a picture that is a strip and no sheet; screens have up to 2.2
SQUARE, MOST_OBLONG = 1.1, 4.5  # pixels are made square between these; fax machines have 1.04, 2.08 and 4.16
SMALLEST_SIDE = 8  # px; less is a spacer
DECODE_ERRORS = (
    OSError, ValueError, TypeError, SyntaxError, KeyError, IndexError, OverflowError, EOFError, ZeroDivisionError,
    AttributeError, RuntimeError, NotImplementedError, Image.DecompressionBombError,
)  # fmt: skip
"""what Pillow's plugins raise on bytes that are not what they say"""


class Frame(msgspec.Struct, frozen=True):
    """One picture of a file, decoded."""

    picture: Picture
    dpi: float
    """as stored where that can be believed, else as if it showed a sheet of A4"""
    problems: tuple[Problem, ...] = ()


def count_frames(content: bytes, limits: Limits) -> tuple[int, tuple[Problem, ...]]:
    """How many pages the picture file has: the frames of a TIFF, 1 for every other kind; and what will be missing.

    Raises ``Refused`` when it cannot be opened or its first frame is over the pixel limit.
    """
    with _open(content) as image:
        _check_size(image, limits)
        if image.format == "TIFF":
            return _count_tiff_frames(image, limits)
        return 1, (problem("frames_unread"),) if _has_more_frames(image) else ()


def decode_frame(content: bytes, number: int, limits: Limits) -> Frame:
    """The ``number``-th (1-based) picture of the file, upright. Raises ``Refused``."""
    with _open(content) as image:
        try:
            _seek(image, number)
        except DECODE_ERRORS as error:
            raise Refused(problem("page_missing", page=number)) from error
        _check_size(image, limits)
        dpi = _stored_dpi(image)
        loaded, problems = _load(*_decodable(image, content, number))
        try:
            picture = to_bgr(_upright(squared(_shrunk(loaded), image.info)))
        except DECODE_ERRORS as error:
            raise Refused(problem("picture_broken", page=number)) from error
    scale = max(picture.shape[:2]) / max(image.size)
    return Frame(picture, dpi * scale if dpi else _dpi_of_sheet(picture), problems)


def decode_small(content: bytes, long_side: int) -> tuple[Picture, float]:
    """The first picture, upright, its long side at least ``long_side`` px where it has so many and below twice that.

    With it the scale: its px for one px of the file's. A JPEG is halved while it is decoded, which takes a quarter of
    the time and the memory. Raises ``Refused``.
    """
    with _open(content) as image:
        stored = max(image.size)
        factor = next(f for f in (8, 4, 2, 1) if f == 1 or stored / f >= long_side)
        if image.format in ("JPEG", "MPO"):
            image.draft(None, (image.width // factor, image.height // factor))
        loaded, _ = _load(*_decodable(image, content, 1))
        reduced = loaded
        if max(loaded.size) >= 2 * long_side:
            reduced = _reduced(loaded, max(loaded.size) // long_side)
        try:
            picture = to_bgr(_upright(squared(reduced, image.info)))
        except DECODE_ERRORS as error:
            raise Refused(problem("picture_broken")) from error
    return picture, max(picture.shape[:2]) / stored


def _decodable(
    image: Image.Image, content: bytes, number: int
) -> tuple[Image.Image, Callable[[], Image.Image]]:
    """The picture in a coding that is decoded, and how to open it once more."""
    tags = getattr(image, "tag_v2", {})
    stream = jpeg_stream(content, tags) if tags.get(COMPRESSION) == OLD_JPEG else None
    if stream is None:
        return image, lambda: _open_at(content, number)
    jpeg = stream  # for the type checker

    def opened() -> Image.Image:
        found = _open(jpeg)
        found.getexif()[ORIENTATION] = tags.get(ORIENTATION, 1)
        return found

    return opened(), opened


def squared(image: Image.Image, info: Mapping[Any, Any]) -> Image.Image:
    """The picture with square pixels: a fax has 204 dots an inch across and 98 down. ``info`` is that of its file."""
    across, down = pixel_density(info)
    if not SQUARE <= max(across, down) / min(across, down) <= MOST_OBLONG:
        return image
    finer = max(across, down)
    width, height = image.size
    size = (round(width * finer / across), round(height * finer / down))
    grey = image.convert("L") if image.mode == "1" else image
    if grey.mode in ("P", "PA"):
        grey = grey.convert("RGBA" if "transparency" in grey.info else "RGB")
    large = grey.resize(size, Image.Resampling.BICUBIC)
    large.info = image.info
    return large


def pixel_density(info: Mapping[Any, Any]) -> tuple[float, float]:
    """Pixels a length across and down, in any unit; (1, 1) where nothing that can be believed is stored."""
    for key in ("dpi", "aspect", "jfif_density"):
        try:
            across, down = (float(value) for value in info[key])
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            continue
        if min(across, down) > 0:
            return across, down
    return 1.0, 1.0


def _dpi_of_sheet(picture: Picture) -> float:
    """The resolution if the picture shows a sheet of A4, or a strip as wide as one."""
    long_side, short_side = max(picture.shape[:2]), min(picture.shape[:2])
    return float(
        short_side / A4_SHORT_INCHES if long_side > STRIP * short_side else long_side / A4_LONG_INCHES
    )


def _upright(image: Image.Image) -> Image.Image:
    """The picture turned as its EXIF says."""
    return attempt("orientation_tag", lambda: ImageOps.exif_transpose(image), image)


def to_bgr(image: Image.Image) -> Picture:
    """Any Pillow mode as BGR on white paper; 16-bit greys are scaled, not clipped."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image = _to_grey8(image)
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        image = Image.new("RGB", rgba.size, "white")
        image.paste(rgba, mask=rgba.getchannel("A"))
    rgb = np.asarray(image.convert("RGB"), dtype=np.uint8)
    return np.ascontiguousarray(rgb[:, :, ::-1])


def _to_grey8(image: Image.Image) -> Image.Image:
    values = np.nan_to_num(np.asarray(image, dtype=np.float64), posinf=0.0, neginf=0.0)
    top = 65535.0 if values.max(initial=0.0) > 255 else 255.0
    top = max(top, float(values.max(initial=0.0)))
    return Image.fromarray((np.clip(values, 0, None) * (255.0 / top)).astype(np.uint8))


def _open(content: bytes) -> Image.Image:
    _register_heif(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # size is checked by our own limit
            _lift_pillow_limit()
            return Image.open(io.BytesIO(content), formats=openable_formats())
    except (UnidentifiedImageError, *DECODE_ERRORS) as error:
        raise Refused(problem("picture_broken")) from error


def _open_at(content: bytes, number: int) -> Image.Image:
    image = _open(content)
    _seek(image, number)
    return image


def _seek(image: Image.Image, number: int) -> None:
    """Go to the ``number``-th frame of a TIFF; other formats have one picture, whatever else moves in them."""
    if image.format == "TIFF":
        image.seek(number - 1)
    elif number != 1:
        raise EOFError(f"no frame {number}")


def openable_formats() -> tuple[str, ...]:
    """Those of ``FORMATS`` that the installed Pillow reads, by their names there."""
    Image.init()
    return tuple(name for name in FORMATS if name in Image.OPEN)


def _lift_pillow_limit() -> None:
    Image.MAX_IMAGE_PIXELS = None


def _register_heif(content: bytes) -> None:
    if content[4:8] == b"ftyp":
        import pillow_heif

        pillow_heif.register_heif_opener()


def _check_size(image: Image.Image, limits: Limits) -> None:
    width, height = image.size
    if width * height > limits.max_pixels:
        raise Refused(problem("picture_too_large", width=width, height=height))
    if min(width, height) < SMALLEST_SIDE:
        raise Refused(problem("picture_tiny", width=width, height=height))


def _count_tiff_frames(image: Image.Image, limits: Limits) -> tuple[int, tuple[Problem, ...]]:
    """Frames up to one more than the limit: a TIFF can chain directories without end."""
    count = 1
    while count <= limits.max_pages:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of odd tags; what cannot be read raises
                image.seek(count)
        except EOFError:
            break
        except DECODE_ERRORS:
            return count, (problem("frames_lost", count=count),)
        count += 1
    return count, ()


def _has_more_frames(image: Image.Image) -> bool:
    """Whether there are pictures beside the first; those that phones add to a JPEG show the same again."""
    try:
        return image.format != "MPO" and bool(getattr(image, "is_animated", False))
    except DECODE_ERRORS:
        return False


def _stored_dpi(image: Image.Image) -> float | None:
    stored = image.info.get("dpi")
    try:
        dpi = float(max(stored)) if stored else 0.0
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return dpi if BELIEVED_DPI[0] <= dpi <= BELIEVED_DPI[1] else None


def _load(image: Image.Image, reopen: Callable[[], Image.Image]) -> tuple[Image.Image, tuple[Problem, ...]]:
    """The image with its pixels; what is missing at the end of a cut file stays grey or black."""
    if image.format in ("JPEG", "MPO"):
        _draft(image)
    try:
        with _cut_files(are_read=False):
            image.load()
        return image, ()
    except DECODE_ERRORS as error:
        first_error = error
    again = reopen()
    try:
        with _cut_files(are_read=True):
            again.load()
    except DECODE_ERRORS:
        raise Refused(problem("picture_broken")) from first_error
    if _is_flat(again):
        raise Refused(problem("picture_broken")) from first_error
    return again, (problem("picture_truncated"),)


@contextmanager
def _cut_files(*, are_read: bool) -> Iterator[None]:
    """Whether Pillow fills up what is missing: a switch of the whole process, which other libraries turn on for good."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = are_read
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _draft(image: Image.Image) -> None:
    """Lets the JPEG decoder halve what is far larger than needed: quicker, and no pixel is lost that is looked at."""
    width, height = image.size
    factor = 1
    while width * height / (factor * 2) ** 2 > WORKING_PIXELS:
        factor *= 2
    if factor > 1:
        image.draft(None, (width // factor, height // factor))


def _shrunk(image: Image.Image) -> Image.Image:
    width, height = image.size
    if width * height <= WORKING_PIXELS:
        return image
    factor = (WORKING_PIXELS / (width * height)) ** 0.5
    if image.mode in ("P", "1", "PA"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    small = image.resize((max(1, int(width * factor)), max(1, int(height * factor))), Image.Resampling.BOX)
    small.info = image.info
    return small


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    if image.mode in ("P", "1", "PA"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    small = image.reduce(factor)
    small.info = image.info
    return small


def _is_flat(image: Image.Image) -> bool:
    extrema = image.convert("L").getextrema()
    return extrema[0] == extrema[1]
