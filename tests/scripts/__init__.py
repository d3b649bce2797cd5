"""Tests of what the Makefile's commands are made of."""
