"""One query language, for topics, relevance, search and subscriptions (docs/query.md)."""
