"""Compare the payment provider's books with the orders table: `python -m scripts.reconcile`, or `make reconcile`."""
