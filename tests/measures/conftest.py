"""Pictures and papers to prove things with, and the day on which the tests are."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests import factories as make


@pytest.fixture
def today(settings, tmp_path):
    """107/6/1, with a place of its own for files."""
    settings.DEMO_DAY = make.day("107/6/1")
    settings.PRIVATE_FILES_ROOT = tmp_path / "files"
    return settings.DEMO_DAY


@pytest.fixture
def photo():
    """``photo()`` is a small picture as it is uploaded."""

    def upload(name="現場.jpg"):
        data = io.BytesIO()
        Image.new("RGB", (8, 8), "purple").save(data, "JPEG")
        return SimpleUploadedFile(name, data.getvalue(), content_type="image/jpeg")

    return upload


@pytest.fixture
def paper():
    """``paper()`` is a small document as it is uploaded."""
    return lambda name="摺頁.pdf": SimpleUploadedFile(name, b"%PDF-1.4 text")
