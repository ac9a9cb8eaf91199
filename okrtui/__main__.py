"""`python -m okrtui` is `okrtui`."""

import sys

from okrtui.cli.main import main

sys.exit(main())
