"""Beside the way: keeps what was read, finds it again, proves it."""
