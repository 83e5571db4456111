"""Networks of States, agreements, provisions and persons, for NetworkX and the programs that read its
formats.
"""
