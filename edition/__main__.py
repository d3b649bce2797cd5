"""Run the engine's command line: ``python -m edition VERB``."""

from edition.cli.main import main

raise SystemExit(main())
