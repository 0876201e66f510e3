"""Reviewing what was read out of a plan: the tree, edits of it as operations, replay, undo, the queue of doubts."""
