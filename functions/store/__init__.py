"""The store: its settings, opening hours, pause and slots."""
