"""The URLs of the demo's pictures."""

import re
import unicodedata
from urllib.parse import urlsplit

PATH = "/pictures"
_OURS = re.compile(rf"http://127\.0\.0\.1:[0-9]+{PATH}(/[a-z0-9-]+\.svg)")


def pictures_of(api: str) -> str:
    """Return the URL below which the shop with this API has its pictures."""
    return f"http://{urlsplit(api).netloc}{PATH}"


def slug(name: str) -> str:
    """Return the name of a product's picture: `jalapeno-cheddar-loaf`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def picture_url(pictures: str, name: str) -> str:
    return f"{pictures}/{slug(name)}.svg"


def moved(image: str, pictures: str) -> str:
    """Return where an image is now: pictures of the demo move with the port of the shop, others stay."""
    ours = _OURS.fullmatch(image)
    return pictures + ours.group(1) if ours else image
