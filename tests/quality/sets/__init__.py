"""One module for each set of recorded material."""
