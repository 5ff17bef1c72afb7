"""Install Python packages, pinned by hash: with uv, or with pip where uv cannot run."""
