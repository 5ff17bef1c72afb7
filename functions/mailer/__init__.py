"""The mailer: sends the mail that the outbox holds."""
