"""A browser for tests: it follows links and sends forms like a person, and checks every page that it opens."""

from __future__ import annotations

from contextvars import copy_context
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask, has_app_context
from flask.globals import _cv_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from participation.core.database import db


class ApartClient(FlaskClient):
    """A client whose requests have an application context of their own, as on a server, whatever the test has open."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            # What the test has read so far ends here: its savepoint would else take the request's changes with it.
            db.session.commit()
        return copy_context().run(self._open_apart, *args, **kwargs)

    def _open_apart(self, *args: Any, **kwargs: Any) -> TestResponse:
        _cv_app.set(None)  # type: ignore[arg-type]
        return super().open(*args, **{"buffered": True, **kwargs})


class Page:
    """An answer, as a person sees it."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        is_picture = response.mimetype.startswith("image/")
        self.body = "" if is_picture else response.get_data(as_text=True)
        is_xml = response.mimetype.endswith("xml")
        self.soup = BeautifulSoup("" if is_xml else self.body, "html.parser")

    @property
    def text(self) -> str:
        """All words, blanks folded."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def heading(self) -> str:
        """The one h1."""
        found = self.soup.find("h1")
        return " ".join(found.get_text(" ").split()) if found else ""

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.response.headers.get("Location", "")

    def shows(self, words: str) -> bool:
        """Whether these words stand on the page."""
        return words in self.text

    def links(self) -> dict[str, str]:
        """Address by the words of the link."""
        return {" ".join(a.get_text(" ").split()): str(a["href"]) for a in self.soup.find_all("a", href=True)}

    def form(self, action: str = "") -> Tag:
        """The form whose action contains `action`."""
        for form in self.soup.find_all("form"):
            if action in str(form.get("action") or ""):
                return form
        raise AssertionError(f"no form for {action!r} in {[f.get('action') for f in self.soup.find_all('form')]}")


class Browser:
    """Opens pages and sends forms; every full page must pass `check_page`."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        app.test_client_class = ApartClient
        self.client = app.test_client()
        self.page: Page | None = None

    def open(self, path: str, *, status: int | None = 200, **kwargs: Any) -> Page:
        """GET a page."""
        return self._see(self.client.get(path, **kwargs), status)

    def follow(self, status: int | None = 200) -> Page:
        """Go where the last answer redirects to."""
        assert self.page is not None
        assert self.page.location, f"no redirect: {self.page.status} {self.page.text[:300]}"
        parts = urlsplit(self.page.location)
        return self.open(parts.path + (f"?{parts.query}" if parts.query else ""), status=status)

    def send(
        self, action: str = "", *, status: int | None = 303, htmx: bool = False, at: str | None = None, **values: Any
    ) -> Page:
        """Fill in the form whose action contains `action` on the present page and send it."""
        assert self.page is not None
        form = self.page.form(action)
        data = {**fields_of(form), **values}
        target = at or str(form.get("action") or self.page.response.request.path)
        headers = {"HX-Request": "true"} if htmx else {}
        if str(form.get("method", "get")).lower() == "get":
            return self._see(self.client.get(target, query_string=data, headers=headers), status)
        return self._see(self.client.post(target, data=data, headers=headers), status)

    def post(self, path: str, data: dict[str, Any] | None = None, *, status: int | None = 303, **kwargs: Any) -> Page:
        """POST with the session's CSRF token."""
        return self._see(
            self.client.post(path, data={"csrf_token": self.csrf_token(), **(data or {})}, **kwargs), status
        )

    def csrf_token(self) -> str:
        """The token of this session, from a page that has one."""
        page = Page(self.client.get("/anmelden")) if self.page is None else self.page
        for name in ({"name": "csrf_token"},):
            found = page.soup.find("input", name)
            if found:
                return str(found["value"])
        meta = page.soup.find("meta", {"name": "csrf-token"}) or Page(self.client.get("/")).soup.find(
            "meta", {"name": "csrf-token"}
        )
        if meta:
            return str(meta["content"])
        return str(Page(self.client.get("/anmelden")).soup.find("input", {"name": "csrf_token"})["value"])  # type: ignore[index]

    def sign_in(self, account: Any) -> Browser:
        """Be this account from now on (a sign-in is made directly, without the form)."""
        from participation.core.transactions import transaction
        from participation.people.accounts.commands import start_sign_in

        with self.app.app_context(), transaction():
            from participation.people.accounts.queries import account_by_id

            found = account_by_id(account.id)
            assert found is not None
            token = start_sign_in(found)
        with self.client.session_transaction() as session:
            session["_user_id"] = token
        return self

    def _see(self, response: TestResponse, status: int | None) -> Page:
        self.page = Page(response)
        if status is not None:
            assert self.page.status == status, f"{self.page.status} instead of {status}: {self.page.text[:600]}"
        if (
            not 300 <= self.page.status < 400
            and response.mimetype == "text/html"
            and self.page.body.lstrip().lower().startswith("<!doctype")
        ):
            check_page(self.page)
        return self.page


def fields_of(form: Tag) -> dict[str, Any]:
    """What a browser would send of this form, untouched."""
    values: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if not name or field.has_attr("disabled"):
            continue
        kind = str(field.get("type", "text")).lower()
        if field.name == "textarea":
            values[str(name)] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            option = field.find("option", selected=True) or field.find("option")
            values[str(name)] = option.get("value", option.get_text()) if option else ""
        elif kind in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                values[str(name)] = field.get("value", "on")
        elif kind not in {"submit", "button", "file", "image"}:
            values[str(name)] = field.get("value", "")
    return values


def check_page(page: Page) -> None:
    """What holds for every page: title, one h1, unique ids, labels, alt texts, tokens, nothing inline."""
    soup, faults = page.soup, []
    title = soup.title.get_text().strip() if soup.title else ""
    if not title or title.startswith("–"):
        faults.append(f"no title: {title!r}")
    if not (soup.html and soup.html.get("lang")):
        faults.append("no language")
    if len(soup.find_all("h1")) != 1:
        faults.append(f"{len(soup.find_all('h1'))} h1")
    if len(soup.find_all("main")) != 1:
        faults.append(f"{len(soup.find_all('main'))} main")
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    faults += [f"id twice: {i}" for i in sorted({i for i in ids if ids.count(i) > 1})]
    faults += [f"{a} names no element: {i}" for a in ("for", "aria-labelledby", "aria-describedby", "aria-controls")
               for tag in soup.find_all(attrs={a: True}) for i in str(tag[a]).split() if i not in ids]  # fmt: skip
    faults += [f"no alt: {image}" for image in soup.find_all("img") if not image.has_attr("alt")]
    for field in soup.find_all(["input", "textarea", "select"]):
        if (
            str(field.get("type", "text")) in {"hidden", "submit"}
            or field.get("aria-label")
            or field.get("aria-labelledby")
        ):
            continue
        if not soup.find("label", {"for": field.get("id")}) and not field.find_parent("label"):
            faults.append(f"no label: {field}")
    for form in soup.find_all("form"):
        if str(form.get("method", "get")).lower() == "post" and not form.find("input", {"name": "csrf_token"}):
            faults.append(f"no token: {form.get('action')}")
    for tag in soup.find_all(True):
        if tag.has_attr("style") or any(name.startswith("on") for name in tag.attrs):
            faults.append(f"inline: {str(tag)[:120]}")
        if (
            tag.name == "script"
            and not tag.get("src")
            and tag.get("type") != "application/ld+json"
            and not tag.get("nonce")
        ):
            faults.append("inline script")
    for link in soup.find_all("a", href=True):
        if not " ".join(link.get_text(" ").split()) and not link.get("aria-label") and not link.find("img", alt=True):
            faults.append(f"empty link: {link['href']}")
        if link["href"] in {"#", ""}:
            faults.append(f"dead link: {link}")
    assert not faults, f"{page.response.request.path}: " + "; ".join(faults)
