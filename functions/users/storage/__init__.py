"""The accounts table: its keys, and the reads and writes that several concerns share."""
