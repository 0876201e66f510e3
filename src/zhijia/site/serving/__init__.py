"""Running the product: a web server and a job worker under one parent that starts, watches and stops them."""
