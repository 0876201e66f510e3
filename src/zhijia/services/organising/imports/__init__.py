"""The sheets by which a real city is brought in: unions, enterprises, posts with accounts."""
