"""What we know of language, and nothing of news."""
