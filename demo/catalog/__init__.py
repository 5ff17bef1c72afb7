"""The demo's settings and catalogue (`data/`), and their loaders."""
