"""One disclosure: drafted, checked by another post, published with its snapshot, corrected or withdrawn."""
