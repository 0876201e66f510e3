"""`zhijia doctor`: what this installation lacks, and what in it is unsafe, in plain words."""
