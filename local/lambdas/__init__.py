"""Lambda on a laptop: every function in processes of its own, run by AWS's own runtime client."""
