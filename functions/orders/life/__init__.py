"""The life of an order after it was placed: its statuses, cancellation, and payment at the counter."""
