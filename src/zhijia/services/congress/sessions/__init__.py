"""Sessions of a congress or a general meeting: prepared, opened with a quorum, voted item by item, carried out (B3)."""
