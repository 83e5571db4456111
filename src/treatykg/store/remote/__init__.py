"""A store behind a SPARQL 1.1 endpoint: requests and their deadlines, replies, and where servers depart."""
