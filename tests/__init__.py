"""The tests of the engine, of this edition's content, and of the built book."""
