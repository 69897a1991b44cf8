"""Write the API's description to a file: `python -m skillmark.config.openapi docs/reference/openapi.json`."""

import json
import os
import sys
from pathlib import Path


def text() -> str:
    """The description as it is committed: sorted, so that a change shows as itself. Django is ready."""
    from skillmark.config.api import description

    return json.dumps(description(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
