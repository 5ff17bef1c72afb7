"""The checks, in their order, and the removal of what they create."""

from collections.abc import Callable, Collection
from http import HTTPStatus

from botocore.exceptions import BotoCoreError, ClientError

from scripts.smoke import account, catalogue, journal, mail, orders, selling
from scripts.smoke.api import Api
from scripts.smoke.failures import CheckFailed, CheckSkipped, of_answer, of_aws
from scripts.smoke.output import Report, wait
from scripts.smoke.run import Run
from scripts.smoke.shop import Shop

CHECKS = ("health", "menu", "quote", "payments", "account", "catalogue", "orders", "mail", "queues", "alarms")
"""The parts that can be chosen."""
_WITH_ACCOUNT = frozenset({"account", "catalogue", "orders", "mail"})
PATIENCE = 40.0


class SmokeTest:
    """One run. `chosen`: parts of CHECKS; by default all that the shop can have.

    `patience`: seconds to wait for an order to be counted, and half of the time for a mail.
    """

    def __init__(self, shop: Shop, chosen: Collection[str] | None = None, *, patience: float = PATIENCE) -> None:
        self._shop, self._patience = shop, patience
        self._without_account = chosen is None and not shop.sends_mail
        self._chosen = frozenset(chosen or CHECKS) - (_WITH_ACCOUNT if self._without_account else frozenset())
        self._api = Api(shop)
        self._report = Report()
        self._run = Run()
        self._token = ""  # of the customer
        self._erased = False

    def run(self) -> bool:
        """Make the checks, remove what they have created, and return whether all have succeeded."""
        print(f"Smoke test of {self._shop.title}: {self._shop.url}", flush=True)
        if self._chosen_check("health", "the API answers", self._health):
            self._chosen_check("menu", "everyone can read the menu", lambda _: self._api.currency)
            self._chosen_check("quote", "everyone can have a cart quoted", self._quote)
            self._chosen_check("payments", "a webhook without a signature is refused", self._payments)
            if self._without_account:
                self._check("a customer can register", _refuse_to_register)
            if self._chosen & _WITH_ACCOUNT:
                self._use_account()
        else:
            print("  The checks of the API are left out.", flush=True)
        self._chosen_check("queues", "the dead-letter queues are empty", self._queues)
        self._chosen_check("alarms", "no alarm is on", self._alarms)
        failed = self._report.failed
        print(f"{len(failed)} failed." if failed else "All of them succeeded.", flush=True)
        return not failed

    def _check(self, name: str, check: Callable[[list[str]], object]) -> bool:
        """Make a check. Return whether it has not failed."""
        before = len(self._report.failed)
        with self._report.check(name) as words:
            check(words)
        return len(self._report.failed) == before

    def _chosen_check(self, part: str, name: str, check: Callable[[list[str]], object]) -> bool:
        """Make a check if its part is chosen. Return whether it has not failed."""
        return part not in self._chosen or self._check(name, check)

    def _health(self, words: list[str]) -> None:
        answer = self._api.send("GET", "/health")
        health = answer.document
        if answer.status != HTTPStatus.OK or not isinstance(health, dict) or "version" not in health:
            raise of_answer(self._shop, "GET", "/health", answer)
        deployed, served = self._shop.release, health["release"] or ""
        if deployed is not None and served != deployed:
            raise CheckFailed(
                f"the API serves the release {served or 'none'}, and the stack has {deployed or 'none'}",
                "an alarm has rolled functions back, a rollout is not finished, or the URL leads to another shop",
                "See the deployments in CodeDeploy, and docs/operations.md#undo",
            )
        words += [f"version {health['version']}", *([f"release {served}"] if served else [])]

    def _quote(self, words: list[str]) -> None:
        if prevented := selling.quote(self._api):
            words.append(f"it cannot be ordered now: {prevented}")

    def _payments(self, words: list[str]) -> None:
        if not selling.refuse_webhook(self._api):
            words.append("the shop takes no cards (PaymentProvider)")

    # ---------------------------------------------------------------- with an account
    def _use_account(self) -> None:
        try:
            if self._check("nothing is left of earlier runs", self._prepare) and self._check(
                "a customer can register", lambda _: account.register(self._api, self._run)
            ):
                self._use_customer()
        finally:
            self._check("nothing is left of this run", lambda _: self._remove(self._run))
            self._shop.remove_mails(self._run)

    def _prepare(self, words: list[str]) -> None:
        """Remove what ended runs have left behind, and enter this one into the journal."""
        for run in journal.runs(self._shop):
            if run.has_ended:
                self._remove(run)
                self._shop.remove_mails(run)
                words.append(f"removed that of {run.name}")
        journal.save(self._shop, self._run)

    def _use_customer(self) -> None:
        api, run = self._api, self._run
        if self._check("the customer can log in", self._log_in):
            self._check("the customer can read the profile", lambda _: account.read_profile(api, run, self._token))
            if self._chosen & {"catalogue", "orders"}:
                self._use_admin()
            self._check("the customer can erase the account", self._erase)
        self._chosen_check("mail", "the welcome mail is sent", self._mail)

    def _log_in(self, _: list[str]) -> None:
        self._token = account.log_in(self._api, self._run)

    def _erase(self, _: list[str]) -> None:
        catalogue.remove(self._api, self._run)  # an addon whose deletion has failed needs the account
        account.set_role(self._api, self._run, "customer")
        account.erase(self._api, self._run, self._token)
        self._erased = True

    def _use_admin(self) -> None:
        api, run, tokens = self._api, self._run, list[str]()

        def become_admin(_: list[str]) -> None:
            account.set_role(api, run, "admin")
            # The policy of an earlier token could be cached.
            tokens.append(account.log_in(api, run))

        if self._check("the account can become an admin's", become_admin):
            (token,) = tokens
            self._chosen_check(
                "catalogue",
                "an admin can create and delete an addon",
                lambda _: catalogue.create_and_delete(api, run, token),
            )
            self._chosen_check(
                "orders", "the staff can read the kitchen's queue", lambda _: selling.read_queue(api, token)
            )
            self._chosen_check("orders", "a report counts an order", lambda _: self._count_order(token))

    def _count_order(self, token: str) -> None:
        before = orders.report(self._api, self._run, token)
        counted = wait(
            "the order to be counted",
            lambda: orders.is_counted(self._api, self._run, token, before),
            self._patience,
        )
        if not counted:
            raise orders.never_counted(self._shop, self._patience)

    def _mail(self, _: list[str]) -> None:
        def ended() -> bool:
            counts = self._shop.mails(self._run)
            return bool(counts.sent or counts.failed)

        patience = 2 * self._patience  # metrics of CloudWatch take up to a minute
        wait("the mail to be sent", ended, patience, pause=1)
        counts = self._shop.mails(self._run)
        if not counts.sent:
            raise mail.not_sent(self._shop, counts, patience)

    def _remove(self, run: Run) -> None:
        """Remove what a run has created. Raises: CheckFailed, after everything else is removed."""
        api, failures = self._api, list[CheckFailed]()
        steps: list[Callable[[], None]] = [lambda: orders.remove(self._shop, run), lambda: catalogue.remove(api, run)]
        if run is not self._run or not self._erased:
            steps.append(lambda: account.erase_if_there(api, run))
        for step in steps:
            try:
                step()
            except CheckFailed as failure:
                failures.append(failure)
            except (BotoCoreError, ClientError) as error:
                failures.append(of_aws(error))
        if failures:
            raise CheckFailed(
                f"{failures[0].what}, so something of {run.name} is left",
                failures[0].cause,
                "Mend the cause, and run the smoke test again after ten minutes. It removes what is left.",
            )
        journal.forget(self._shop, run)

    # ---------------------------------------------------------------- operations
    def _queues(self, _: list[str]) -> None:
        parked = {kind: number for kind, number in self._shop.parked().items() if number}
        if parked:
            said = ", ".join(f"{number} in {kind}" for kind, number in parked.items())
            raise CheckFailed(
                f"there are messages: {said}",
                "mail could not be sent, or events could not be counted, now or earlier",
                "See docs/operations.md#mail-was-parked and docs/operations.md#events-were-parked",
            )

    def _alarms(self, _: list[str]) -> None:
        alarms = self._shop.alarms()
        if alarms:
            raise CheckFailed(
                "; ".join(f"{alarm.name}: {alarm.description}" for alarm in alarms),
                "as the descriptions say. An alarm of before the deployment can take minutes to end",
                "See the sections that the descriptions name",
            )


def _refuse_to_register(_: list[str]) -> None:
    """Raises: CheckSkipped."""
    raise CheckSkipped(
        "MailFrom is not set, so the welcome mail would be parked. Without regard to that: "
        'ARGS="--checks account catalogue orders"'
    )
