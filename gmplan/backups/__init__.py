"""One file with the database, the private files and what proves them (RQ-I): ``backup`` makes, ``restore`` reads it."""
