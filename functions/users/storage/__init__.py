"""The accounts table's keys, and the reads and writes that several concerns share."""
