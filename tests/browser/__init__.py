"""The page in a reader's browser: on a desk, a telephone and paper, by keyboard, without script."""
