"""Who is watched: sources.yaml read and checked, when each is asked, how each is doing."""
