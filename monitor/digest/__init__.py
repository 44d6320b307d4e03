"""A week of an edition: its window, what is chosen, the stored record, and its forms."""
