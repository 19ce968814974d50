"""Libraries that Python packages don't bring: asked for without risk, found where they were unpacked."""

from importlib.util import find_spec
from pathlib import Path

from bin import native


def test_a_library_that_is_there_loads():
    assert native.loads(("libc.so.6",))


def test_a_library_that_is_missing_is_an_answer_and_no_error():
    assert not native.loads(("libc.so.6", "libnobody-has-this.so.1"))


def test_without_unpacked_libraries_no_variable_is_set(tmp_path, monkeypatch):
    monkeypatch.setattr(native, "NATIVE", tmp_path)
    assert native._unpacked() == {}


def test_unpacked_libraries_are_found_before_those_of_the_system(tmp_path, monkeypatch):
    library = tmp_path / "usr" / "lib" / "x86_64-linux-gnu" / "libpango-1.0.so.0"
    library.parent.mkdir(parents=True)
    library.touch()
    monkeypatch.setattr(native, "NATIVE", tmp_path)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/lib")
    assert native._unpacked() == {
        "LD_LIBRARY_PATH": f"{library.parent}:/opt/lib",
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
    }


def test_pango_is_asked_for_as_weasyprint_asks():
    """A library that WeasyPrint opens and the probe forgets would fail only when the report is printed."""
    source = (Path(find_spec("weasyprint").origin).parent / "text" / "ffi.py").read_text(encoding="utf-8")
    assert [name for name in native.PANGO if f"'{name}'" not in source] == []
