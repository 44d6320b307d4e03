"""Meaning out of bytes, without network."""
