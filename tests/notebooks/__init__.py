"""The notebooks of the edition."""
