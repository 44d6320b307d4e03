"""What documents say, in their own sentences: chosen, never written."""
