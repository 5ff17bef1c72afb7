"""The report: tables, charts and docs/performance.md."""
