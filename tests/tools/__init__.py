"""What several tests share: a browser, the accessibility and HTML checkers."""
