"""Analytics: events of orders come in, are counted, and are reported."""
