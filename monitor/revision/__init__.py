"""What changed between two readings of a document, and whether it may be believed. Pure."""
