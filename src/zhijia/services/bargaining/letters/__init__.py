"""What a bargaining puts on paper (bargaining-congress §D): templates in `documents/`, filled from the facts of the case."""
