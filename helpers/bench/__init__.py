"""`python -m helpers.bench`, or `make bench`: how long the import, a check and a whole lesson take."""
