"""Quality on recorded material: ``python -m tests.quality SET``."""
