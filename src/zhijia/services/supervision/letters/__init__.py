"""The letters of supervision (documents 9 and 10, and the prompt): templates in `documents/`, filled from the case."""
