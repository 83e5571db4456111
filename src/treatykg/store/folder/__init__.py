"""A store in a folder of this machine: generations, their checksums, and the small files beside them."""
