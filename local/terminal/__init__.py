"""The developer's terminal: addresses at the start, one line per request, log lines and notices."""
