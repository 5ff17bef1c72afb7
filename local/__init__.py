"""The stack on a laptop: everything in template.yaml, running on 127.0.0.1.

`python -m local` starts it, `python -m local.setup` fetches its engines, `python -m local.token` prints a bearer token.
What is routed, guarded, stored and configured comes from template.yaml and from nowhere else.
"""
