"""The demo catalogue (`data/`), and its loader."""
