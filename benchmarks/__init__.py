"""Measures the shop beside what people would use instead, under load and as it grows."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
