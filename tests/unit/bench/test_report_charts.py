"""Charts: the same files from the same figures, with CSS variables for dark mode."""

from pathlib import Path

from benchmarks.report.charts import INK, PAPER, draw_all, with_dark_mode
from tests.unit.bench.sample_results import results

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
        assert f"var(--ink, {INK})" in text
        assert f"var(--paper, {PAPER})" in text


def test_ink_and_paper_become_variables_with_a_fallback() -> None:
    svg = f'<svg> <defs></defs><path style="fill: {INK}; stroke: {PAPER}"/><path style="fill: #d1242f"/></svg>'

    adapted = with_dark_mode(svg)

    assert f"fill: var(--ink, {INK}); stroke: var(--paper, {PAPER})" in adapted
    assert '"fill: #d1242f"' in adapted
    assert adapted.count("prefers-color-scheme: dark") == 1
