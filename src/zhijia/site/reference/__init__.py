"""Reference pages, written from the declarations by `zhijia reference`; CI fails when they differ from the code."""
