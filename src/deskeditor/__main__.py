"""``python -m deskeditor``."""

from deskeditor.app.main import main

raise SystemExit(main())
