"""What admins do for users: find them, freeze and unfreeze them, change their role."""
