"""`python -m helpers.bench`, or `make bench`: what the course costs, and how fast its layers are beside PyTorch's."""
