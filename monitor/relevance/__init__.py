"""Is a document ours, and why."""
