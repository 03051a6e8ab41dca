"""`huiying due`: a term and a start as a person writes them, one by one or as a sheet."""
