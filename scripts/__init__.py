"""What the commands of the Makefile are made of, besides the engine."""
