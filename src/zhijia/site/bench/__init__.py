"""What `./run bench` measures, on the city that is in the database. Figures and machine go into docs/performance.md."""
