"""Documents as others take them along: tables, citations, a manifest beside them."""
