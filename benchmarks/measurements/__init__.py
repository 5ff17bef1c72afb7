"""The measurements of programs beside one another: CPU time, cold starts, instructions, sizes."""
