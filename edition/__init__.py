"""The engine that makes a Jupyter Book into a digital edition.

It knows nothing of any particular texts: what it needs to know of them it
reads from ``data/`` and ``_config.yml``.  The rooms, ground floor first, and
each imports only from rooms that stand before it:

``report`` → ``text`` → ``anchors`` → ``calendar`` → ``layers`` → ``exports`` →
``charts`` → ``book`` → ``cli``.
"""

__version__ = "0.1.0"
