"""Writers and readers of one menu: it is never a mixture, never too old, and built at most once a second."""

import hashlib
import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from harness import ROOT
from harness.local_stack import Answer, Stack
from local.lambdas.environment import command_environment
from local.options import SharedOptions
from tests.stress.result import Budget, Result
from tests.stress.soak import running_shop

WRITERS = 24
READERS = 4
SHAPES = ("nested", "flat")
OLDEST = 2.0  # seconds
_PAUSE = 0.6  # seconds of a writer between two changes, on average


@dataclass
class Book:
    """The numbers that a writer wrote into its product, with the times when each was acknowledged."""

    product: str
    acknowledged: list[tuple[float, int]] = field(default_factory=list)

    def age(self, shown: int, moment: float) -> float:
        """Return how long before `moment` the oldest change was acknowledged that a reader did not see; 0: none."""
        missing = (when for when, number in self.acknowledged if number > shown and when < moment)
        return moment - next(missing, moment)


class Run:
    """The run: its stack, its books, and what readers and the watcher saw."""

    def __init__(self, stack: Stack, seed: int) -> None:
        self.stack = stack
        self.stopped = threading.Event()
        self.errors: list[str] = []
        self.ages: list[float] = []
        self.reads = self.not_modified = 0
        self.builds: dict[int, int] = {}
        self._lock = threading.Lock()
        self._admin = {"Authorization": stack.token("admin")}
        self._chance = random.Random(seed)
        self.books = [self._book(number) for number in range(WRITERS)]

    def _book(self, number: int) -> Book:
        price = {"amount": 100, "currency": "CAD"}
        product = self.change("POST", "/products", {"name": f"Product {number}", "price": price, "description": "0"})
        self.change("POST", "/categories", {"name": f"Section {number}", "productIds": [product["id"]]})
        return Book(product["id"], [(time.monotonic(), 0)])

    def change(self, method: str, path: str, body: Any) -> Any:
        answer = self.stack.call(method, path, body, self._admin)
        assert answer.status in {200, 201}, (method, path, answer.status, answer.body)
        return answer.json()

    @contextmanager
    def threads(self) -> Iterator[None]:
        """Run writers, readers and the watcher during the block."""
        running = [
            *(threading.Thread(target=self._guarded, args=(self._write, book)) for book in self.books),
            *(threading.Thread(target=self._guarded, args=(self._read, number)) for number in range(READERS)),
            threading.Thread(target=self._guarded, args=(self._watch, None)),
        ]
        for thread in running:
            thread.start()
        try:
            yield
        finally:
            self.stopped.set()
            for thread in running:
                thread.join(timeout=300)

    def _guarded(self, work: Any, argument: Any) -> None:
        try:
            work(argument)
        except Exception as error:  # the thread that joins this one reports it
            self.errors.append(f"{type(error).__name__}: {error}")

    def _write(self, book: Book) -> None:
        chance = random.Random(self._chance.random())
        number = 0
        while not self.stopped.wait(chance.uniform(0, 2 * _PAUSE)):
            number += 1
            self.change("PATCH", f"/products/{book.product}", {"description": str(number)})
            book.acknowledged.append((time.monotonic(), number))

    def _read(self, number: int) -> None:
        shape = SHAPES[number % 2]
        tag, shown = "", dict[str, int]()
        while not self.stopped.wait(0.03):
            began = time.monotonic()
            answer = self.stack.call("GET", f"/menu?shape={shape}", None, {"If-None-Match": tag} if tag else {})
            assert answer.status in {200, 304}, (answer.status, answer.body)
            if answer.status == 200:
                tag = check_tag(answer)
                shown = numbers_in(answer.json(), shape)
            oldest = max(book.age(shown.get(book.product, -1), began) for book in self.books)
            with self._lock:
                self.reads += 1
                self.not_modified += answer.status == 304
                self.ages.append(oldest)

    def _watch(self, _: None) -> None:
        from categories.menu.store import read_tags  # once the environment is the stack's

        while not self.stopped.wait(0.1):
            stored = read_tags(consistent=True)
            self.builds[stored.build] = stored.built_at


def check_tag(answer: Answer) -> str:
    """Return the answer's tag. Raises: AssertionError if it is not the body's."""
    tag = answer.headers["ETag"]
    assert tag == f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"', "a mixture"
    return str(tag)


def numbers_in(menu: Any, shape: str) -> dict[str, int]:
    products = menu["products"] if shape == "flat" else [each for own in menu["categories"] for each in own["products"]]
    return {product["id"]: int(product["description"]) for product in products if product["description"].isdigit()}


def changes(budget: Budget) -> Result:
    result = Result(
        f"The menu is never a mixture, at most {OLDEST:g} seconds old, and built at most once a second",
        f"{WRITERS} writers and {READERS} readers of both shapes on the local stack; every change is in a book",
        seeds=[str(budget.seed)],
    )
    with running_shop() as (running, _):
        stack = running.stack
        os.environ.update(
            command_environment(SharedOptions(stack.data, ROOT / "template.yaml", {}), "MenuBuilderFunction")
        )
        run = Run(stack, budget.seed)
        budget.begin()
        with run.threads():
            began = time.monotonic()
            while budget.left > 0 and not run.errors:
                time.sleep(0.2)
            seconds = time.monotonic() - began
        with result.case():
            check_at_rest(run)
        written = sum(len(book.acknowledged) - 1 for book in run.books)
        result.cases += written + run.reads
        result.losses += run.errors[:10] + running.tracebacks()[:3]
        built = len(run.builds)
        with result.case():
            assert max(run.ages) <= OLDEST, f"a menu was {max(run.ages):.2f} s old"
        with result.case():
            assert built <= seconds + 2, f"{built} builds in {seconds:.0f} seconds"
        result.how += (
            f"; {written} changes, {run.reads} reads ({run.not_modified} of them 304), "
            f"{built} builds in {seconds:.0f} s; "
            f"the oldest menu was {max(run.ages):.1f} s old, 99 % were at most {quantile(run.ages, 0.99):.1f} s old"
        )
    return result


def check_at_rest(run: Run) -> None:
    """Check that the menu is the assembled one, two seconds after the last change."""
    from categories.menu.building import assemble

    time.sleep(OLDEST)
    expected = assemble()
    for shape in SHAPES:
        answer = run.stack.call("GET", f"/menu?shape={shape}")
        assert answer.body.decode() == expected[shape].body, f"{shape}: not the assembled menu"
        check_tag(answer)
        shown = numbers_in(answer.json(), shape)
        assert all(shown[book.product] == book.acknowledged[-1][1] for book in run.books)


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]
