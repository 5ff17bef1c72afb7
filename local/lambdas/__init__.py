"""Lambda: each function runs in processes of its own, with AWS's runtime client."""
