"""Pages as PDF that everyone can read (PDF/UA-1), by WeasyPrint from the extra `pdf`."""

from __future__ import annotations

import importlib.util


def can_print() -> bool:
    """Whether the extra `pdf` is installed."""
    return importlib.util.find_spec("weasyprint") is not None


def as_pdf(html: str) -> bytes:
    """The page as PDF. Nothing is fetched: what a page needs stands in it. Only where `can_print`."""
    from PIL import ImageFile

    as_it_was = ImageFile.LOAD_TRUNCATED_IMAGES
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    # WeasyPrint switches this on for the whole process; uploads are to be refused when they are cut off.
    ImageFile.LOAD_TRUNCATED_IMAGES = as_it_was
    made = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",)))
    written: bytes = made.write_pdf(pdf_variant="pdf/ua-1")
    return written
