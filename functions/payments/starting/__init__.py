"""Starting the payment of an order by card."""
