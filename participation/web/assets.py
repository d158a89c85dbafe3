"""Static files under the hash of their release, made by the set-up."""

from __future__ import annotations

from pathlib import Path

from flask import Flask


class AssetsMissing(RuntimeError):
    """The static files were not built; the message says what to do."""


def release_hash(root: Path) -> str:
    """The hash of the built static files; raises AssetsMissing with one sentence where there are none."""
    try:
        name = (root / "static" / "dist" / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise AssetsMissing("The static files are missing. Build them with: participation assets") from None
    if not (root / "static" / "dist" / name).is_dir():
        raise AssetsMissing("The static files are incomplete. Build them with: participation assets")
    return name


def serve_assets(app: Flask, root: Path) -> None:
    """Serve static/dist through WhiteNoise and let templates say `asset('css/site.css')`."""
    from whitenoise import WhiteNoise

    release = release_hash(root)
    app.extensions["release_hash"] = release
    white_noise = WhiteNoise(
        app.wsgi_app, root=str(root / "static" / "dist"), prefix="/static/", immutable_file_test=lambda path, url: True
    )
    app.wsgi_app = white_noise  # type: ignore[method-assign]

    def asset(path: str) -> str:
        """The address of a static file in this release."""
        return f"/static/{release}/{path}"

    app.jinja_env.globals["asset"] = asset
