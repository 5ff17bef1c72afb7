"""`BODEGA_TOKEN=… python -m demo.pictures`: move the demo's pictures in a running shop to another port."""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import closing

from demo.client import Client, Refused
from demo.command import DEFAULT_URL, get_token, run
from demo.pictures.urls import moved, pictures_of
from demo.progress import LoadError, Progress, Tally

PROGRAM = "python -m demo.pictures"


def main(arguments: Sequence[str] | None = None) -> int:
    """Change the URLs, and return the process's exit status."""
    options = _parser().parse_args(arguments)

    def move(connect: Callable[[], Client], progress: Progress) -> Tally:
        tally = Tally()
        try:
            with closing(connect()) as client:
                for product in client.items("products"):
                    images = [moved(image, pictures_of(options.url)) for image in product["images"]]
                    if images == product["images"]:
                        tally.kept += 1
                    else:
                        client.set_images(product["id"], images)
                        tally.created += 1
        except Refused as error:
            raise LoadError(f"A product's pictures were not moved: {error}", error.status) from error
        progress.finish("pictures", tally.created, tally.kept)
        return tally

    return run(PROGRAM, options.url, move, "/menu")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Change the URLs of the demo's pictures to the port of the shop. Other images stay as they are.",
        epilog=get_token(PROGRAM),
    )
    parser.add_argument("--url", default=DEFAULT_URL, help="the API with its stage (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
