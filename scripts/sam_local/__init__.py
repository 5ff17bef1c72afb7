"""Run functions with `sam local`, on the tables of the local shop."""
