"""Administration of users: find them, freeze and unfreeze them, change their role."""
