"""Charts: the same file from the same figures, with the page's colours as variables."""

from pathlib import Path

from benchmarks.chart_style import INK, PAPER, adapt
from benchmarks.charts import draw_all
from tests.unit.bench.report_results import results

BUDGETS = {"warm: list, ratio": 0.75, "cold: first get, ratio": 1.15}


def test_the_same_figures_make_the_same_files(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        draw_all(results(), BUDGETS, tmp_path / folder)

    drawn = sorted((tmp_path / "one").iterdir())
    assert [path.name for path in drawn] == ["cold.svg", "growth.svg", "load.svg", "warm.svg"]
    for path in drawn:
        text = path.read_text()
        assert text == (tmp_path / "other" / path.name).read_text()
        assert "dc:date" not in text
        assert "var(--ink)" in text
        assert "var(--paper)" in text


def test_colours_of_the_page_become_variables_that_have_a_fallback() -> None:
    svg = f'<svg><defs></defs><path style="fill: {INK}; stroke: {PAPER}"/><path style="fill: #d1242f"/></svg>'

    adapted = adapt(svg)

    assert f"fill: {INK}; fill: var(--ink); stroke: {PAPER}; stroke: var(--paper)" in adapted
    assert '"fill: #d1242f"' in adapted
    assert adapted.count("prefers-color-scheme:dark") == 1
