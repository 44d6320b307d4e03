"""What parts of the monitor cost beside others that do the same: ``python -m tests.bench NAME``."""
