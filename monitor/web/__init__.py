"""Pages and a JSON API over the library: parse the request, make one call, show the answer."""
