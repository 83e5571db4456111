"""A SHACL processor: shapes read, compiled to SPARQL, run by any engine; pySHACL as the reference."""
