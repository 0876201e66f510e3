"""The English catalogue: message ids are the Chinese source texts; extraction and compilation need Python only."""
