"""What set-up makes and fetches: browser files, translations, and the sentences when something is in the way."""

import gzip
import hashlib
import importlib.util
import json
import re
from pathlib import Path

import pytest

from participation.cli.setup import catalogues, fetched, release
from participation.cli.setup.assets import build_assets, current_release
from participation.cli.setup.translations import check_translations, compile_translations, update_translations

ROOT = Path(__file__).resolve().parents[2]


def load_tool(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path):
    """A small checkout whose foreign browser files are already fetched."""
    lock = (ROOT / "package-lock.json").read_bytes()
    (tmp_path / "package-lock.json").write_bytes(lock)
    for source in fetched.NEEDED.values():
        write(tmp_path / "node_modules" / source, '@charset "UTF-8";a{b:c}' if source.endswith(".css") else "content\n")
    write(tmp_path / "node_modules" / ".fetched", hashlib.sha256(lock).hexdigest())
    write(tmp_path / "static/css/layout.css", ".layout{}")
    write(tmp_path / "static/css/tokens.css", ".tokens{}")
    write(tmp_path / "static/css/components/card.css", ".card{}")
    write(tmp_path / "static/css/components/button.css", ".button{}")
    write(tmp_path / "static/css/base.css", ".base{}")
    write(tmp_path / "static/js/menu.js", "const name = 1;\n" * 40)
    write(tmp_path / "static/js/pages/map.js", "const map = 1;\n")
    write(tmp_path / "static/pictures/square.svg", "<svg></svg>")
    return tmp_path


def release_folder(project):
    return project / "static" / "dist" / current_release(project)


class TestLockFile:
    def test_ours_pins_each_package_by_hash_and_names_no_address(self):
        lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
        assert fetched.lock_problems(lock) == []
        assert "node_modules/@kern-ux/native" in lock["packages"]

    def test_a_package_without_hash_or_with_an_address_is_named(self):
        lock = {"packages": {"": {}, "a": {"resolved": "https://x.example/a.tgz", "integrity": "sha512-x"}, "b": {}}}
        problems = fetched.lock_problems(lock)
        assert [problem.split()[0] for problem in problems] == ["a", "b"]

    def test_a_lock_file_with_an_address_stops_the_build(self, project):
        write(project / "package-lock.json", '{"packages": {"a": {"resolved": "x", "integrity": "sha512-x"}}}')
        with pytest.raises(fetched.FetchError, match="cannot be trusted"):
            build_assets(project)

    def test_package_json_and_lock_file_name_the_same_versions(self):
        wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
        packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
        assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


class TestRelease:
    def test_holds_every_file_under_a_name_made_from_the_contents(self, project):
        name = build_assets(project)
        assert re.fullmatch(r"[0-9a-f]{12}", name)
        folder = release_folder(project)
        for place in (*fetched.NEEDED, "css/site.css", "js/site.js", "js/pages/map.js", "pictures/square.svg"):
            assert (folder / place).is_file(), place

    def test_own_styles_stand_in_the_order_of_the_layers(self, project):
        build_assets(project)
        css = (release_folder(project) / "css/site.css").read_text(encoding="utf-8")
        assert css.split() == [".tokens{}", ".base{}", ".layout{}", ".button{}", ".card{}"]

    def test_nothing_changes_when_nothing_changed(self, project, monkeypatch):
        name = build_assets(project)
        monkeypatch.setattr(fetched, "fetched_files", lambda root: pytest.fail("looked again"))
        assert build_assets(project) == name

    def test_a_changed_file_makes_a_new_release_and_only_one_older_one_stays(self, project):
        names = [build_assets(project)]
        for text in (".base{color:red}", ".base{color:blue}"):
            write(project / "static/css/base.css", text)
            names.append(build_assets(project))
        assert len(set(names)) == 3
        folders = {path.name for path in (project / "static/dist").iterdir() if path.is_dir()}
        assert folders == set(names[1:])

    def test_a_file_touched_but_equal_keeps_its_release(self, project):
        name = build_assets(project)
        write(project / "static/css/base.css", ".base{} ")
        write(project / "static/css/base.css", ".base{}")
        assert build_assets(project) == name

    def test_a_lost_release_is_built_again(self, project):
        name = build_assets(project)
        release_folder(project).rename(project / "elsewhere")
        assert current_release(project) is None
        assert build_assets(project) == name

    def test_texts_have_smaller_siblings_with_the_same_contents(self, project):
        build_assets(project)
        script = release_folder(project) / "js/site.js"
        packed = script.with_name("site.js.gz").read_bytes()
        assert gzip.decompress(packed) == script.read_bytes()
        assert script.with_name("site.js.br").stat().st_size < script.stat().st_size
        assert not (release_folder(project) / "fonts/fira-sans-latin-400-normal.woff2.gz").exists()

    def test_siblings_are_taken_over_from_the_release_before(self, project):
        build_assets(project)
        before = release_folder(project)
        (before / "js/site.js.gz").write_bytes(b"kept")
        write(project / "static/css/base.css", ".base{color:red}")
        build_assets(project)
        assert (release_folder(project) / "js/site.js.gz").read_bytes() == b"kept"

    def test_progress_is_told(self, project):
        steps = []
        build_assets(project, lambda done, total, what: steps.append((done, total)))
        assert steps[0][0] == 0
        assert steps[-1][0] == steps[-1][1]


class TestOwnFiles:
    def test_the_design_system_comes_without_its_own_typeface(self):
        css = fetched.without_typeface(
            '@charset "UTF-8";@font-face{font-family:X;src:url(fonts/x.woff2)}.kern-btn{color:red}'
        )
        assert css == ".kern-btn{color:red}"

    def test_our_own_styles_find_every_file_that_they_name(self):
        own = release.own_files(ROOT / "static")
        release.check_links(own | dict.fromkeys(fetched.NEEDED, b""))

    def test_each_script_keeps_its_names_to_itself(self):
        assert release.one_script(["const a = 1;", "const a = 2;\n"]) == (
            '"use strict";\n{\nconst a = 1;\n}\n{\nconst a = 2;\n}\n'
        )

    def test_a_script_that_imports_cannot_be_joined(self, project):
        write(project / "static/js/menu.js", 'import { a } from "./b.js";')
        with pytest.raises(release.ReleaseError, match=r"static/js/menu\.js"):
            build_assets(project)

    @pytest.mark.parametrize("link", ["../fonts/missing.woff2", "https://fonts.example/x.woff2", "//x.example/y.png"])
    def test_a_style_that_points_outside_the_release_stops_the_build(self, link):
        with pytest.raises(release.ReleaseError, match=r"css/site\.css"):
            release.check_links({"css/site.css": f'a{{src:url("{link}")}}'.encode()})

    def test_links_to_own_files_and_drawn_in_pictures_are_fine(self):
        css = b"a{b:url(../pictures/x.svg?1)}c{d:url(\"data:image/svg+xml,%3Csvg\")}e{f:url('#g')}"
        release.check_links({"css/site.css": css, "pictures/x.svg": b""})


class TestTranslations:
    @pytest.fixture
    def project(self, tmp_path):
        write(tmp_path / "babel.cfg", (ROOT / "babel.cfg").read_text(encoding="utf-8"))
        write(
            tmp_path / "participation/room.py",
            'from x import _\n_("Hallo")\nngettext("%(num)s Idee", "%(num)s Ideen", 2)\n',
        )
        write(tmp_path / "templates/page.html", "{% trans %}\n  Eine\n  Zeile\n{% endtrans %}{{ _('Hallo') }}")
        return tmp_path

    def po(self, project):
        return project / "participation/translations/en/LC_MESSAGES/messages.po"

    def fill(self, project):
        text = self.po(project).read_text(encoding="utf-8")
        text = text.replace('msgid "Hallo"\nmsgstr ""', 'msgid "Hallo"\nmsgstr "Hello"')
        text = text.replace('msgid "Eine Zeile"\nmsgstr ""', 'msgid "Eine Zeile"\nmsgstr "A line"')
        text = text.replace('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%(num)s idea"\nmsgstr[1] "%(num)s ideas"')
        return write(self.po(project), text)

    def test_without_catalogues_nothing_is_missing(self, project):
        assert check_translations(project) == []
        assert compile_translations(project) == []

    def test_a_new_catalogue_lacks_every_sentence_until_it_is_filled(self, project):
        assert update_translations(project, add="en") == [self.po(project)]
        assert [problem.split(": ")[1] for problem in check_translations(project)] == ["missing"] * 3
        self.fill(project)
        assert check_translations(project) == []

    def test_updating_twice_changes_nothing(self, project):
        update_translations(project, add="en")
        self.fill(project)
        update_translations(project)
        before = self.po(project).read_bytes()
        assert update_translations(project) == []
        assert self.po(project).read_bytes() == before

    def test_unsure_and_broken_entries_are_named_with_their_place(self, project):
        update_translations(project, add="en")
        po = self.fill(project)
        text = po.read_text(encoding="utf-8").replace('"%(num)s ideas"', '"%(number)s ideas"')
        write(po, text.replace('msgid "Hallo"', '#, fuzzy\nmsgid "Hallo"'))
        first, second = sorted(check_translations(project))
        assert "num" in first + second
        assert "fuzzy" in first + second
        assert "participation/room.py" in first + second

    def test_a_sentence_that_is_gone_leaves_the_catalogue(self, project):
        update_translations(project, add="en")
        write(project / "templates/page.html", "")
        update_translations(project)
        assert "Eine Zeile" not in self.po(project).read_text(encoding="utf-8")

    def test_only_changed_catalogues_are_compiled(self, project, monkeypatch):
        update_translations(project, add="en")
        self.fill(project)
        assert compile_translations(project) == [self.po(project)]
        assert self.po(project).with_suffix(".mo").is_file()
        monkeypatch.setattr(catalogues, "compile_one", lambda po: pytest.fail("compiled again"))
        assert compile_translations(project) == []


class TestObstacles:
    obstacles = load_tool("obstacles")

    def test_an_old_python_is_told_apart_from_a_missing_venv(self):
        assert self.obstacles.missing_for_venv((3, 11), True) is None
        assert "3.11 or newer" in self.obstacles.missing_for_venv((3, 10), True)
        assert "apt install python3-venv" in self.obstacles.missing_for_venv((3, 12), False)

    @pytest.mark.parametrize(
        ("output", "sentence"),
        [
            ("WARNING: Retrying after connection broken by 'NewConnectionError'", "registry cannot be reached"),
            ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "pinned hash"),
            ("OSError: [Errno 28] No space left on device", "disk is full"),
            ("ERROR: a\nERROR: b is wrong.", "b is wrong; everything pip said"),
            ("", "without giving a reason"),
        ],
    )
    def test_what_pip_says_becomes_one_sentence(self, output, sentence):
        said = self.obstacles.explain(output, Path("log"))
        assert sentence in said
        assert "\n" not in said

    @pytest.mark.parametrize(
        ("output", "sentence"),
        [
            ("npm error code ENOTFOUND\nnpm error network request failed", "npm registry cannot be reached"),
            ("npm error code EINTEGRITY", "pinned hash"),
            ("npm error code EOTHER\nnpm error more", "code EOTHER"),
            ("", "without giving a reason"),
        ],
    )
    def test_what_npm_says_becomes_one_sentence(self, output, sentence):
        assert sentence in fetched.explain(output)
        assert "\n" not in fetched.explain(output)

    def test_no_file_of_set_up_names_a_registry(self):
        files = [ROOT / name for name in ("Makefile", "package.json", "package-lock.json", ".ci/run")]
        files += [*ROOT.glob("requirements*.txt"), *(path for path in (ROOT / "tools").iterdir() if path.is_file())]
        for path in files:
            text = path.read_text(encoding="utf-8")
            assert "--index-url" not in text, path
            assert "resolved" not in text or path.suffix == ".py", path
