"""The gallery: every component in every state, with invented content. Nothing here is a real person or firm."""
