"""The running stack: engines, functions and API, their start, changes and end."""
