"""Texts that are kept encrypted: ciphers, the form of a ciphertext, keys and their files, blind indexes. No database.

A text is sealed by a data key. Data keys lie in the database, wrapped by a key-encryption key whose file lies elsewhere:
who has only the one or only the other reads nothing.
"""
