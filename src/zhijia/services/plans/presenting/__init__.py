"""Plans in words: rows of lists and sheets, the standing of a plan, findings before publishing."""
