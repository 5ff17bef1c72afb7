"""Text that a script writes into a file that people write too."""


def with_between(text: str, begin: str, end: str, written: str) -> str | None:
    """`text` with what is `written` between two marks; None where one of them is missing."""
    before, begun, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    return f"{before}{begin}{written}{end}{after}" if begun and ended else None
