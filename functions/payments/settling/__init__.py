"""What reports of the payment provider do to orders: the webhook, the refresh, and the rules that all readers share."""
