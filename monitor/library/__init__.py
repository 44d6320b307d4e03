"""An archive as its readers see it: read-only, every text as its rights allow."""
