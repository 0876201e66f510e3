"""A person asks for what is held of her to be put right: asking, deciding, taking the request back."""
