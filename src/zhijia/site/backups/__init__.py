"""One file that holds everything the product keeps: the database, the attachments, and counts that prove it."""
