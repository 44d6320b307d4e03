"""What a user could pick instead, one module a kind; each library is imported when it is asked."""
