"""Proposals of delegates (提案): written, co-signed, decided on, answered, rated, reported to the congress (B5)."""
