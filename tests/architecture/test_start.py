"""What a process loads before its first request."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LOADED_WHEN_FIRST_USED = (
    "authlib", "cryptography.fernet", "folium", "numpy", "openpyxl", "shapely", "weasyprint", "webauthn",
)  # fmt: skip


def test_heavy_libraries_are_loaded_with_their_first_use(tmp_path: Path) -> None:
    said = f"import sys, wsgi; print(*[name for name in {LOADED_WHEN_FIRST_USED!r} if name in sys.modules])"
    environ = {**os.environ, "DATA_DIR": str(tmp_path), "PARTICIPATION_ENV": "development"}
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", said], cwd=root, env=environ, capture_output=True, text=True)
    assert (done.returncode, done.stdout.split()) == (0, []), done.stderr
