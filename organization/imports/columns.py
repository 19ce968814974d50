"""A column that users see, declared once: for the template, the import and the export (I-1, I-6)."""

from collections.abc import Callable

from import_export import fields

from core.text import compare_key


class Column(fields.Field):
    """import-export's field, with what the template says of it and how the import reads it.

    ``read`` gives the reader of a cell; without it the column is only exported. ``also`` are other names by
    which files of other systems call it.
    """

    def __init__(
        self,
        attribute: str | None,
        name,
        *,
        read: Callable | None = None,
        required: bool = False,
        note="",
        example="",
        also: tuple[str, ...] = (),
        **kwargs,
    ):
        super().__init__(attribute, name, **kwargs)
        self.read, self.required = read, required
        self.note, self.example, self.also = note, example, also

    @property
    def title(self) -> str:
        return str(self.column_name)

    @property
    def keys(self) -> set[str]:
        """By what a head cell is known to mean this column."""
        return {compare_key(str(one)) for one in (self.column_name, *self.also)}


def columns_of(resource) -> list[Column]:
    """What a file of this resource may have, in the declared order."""
    return [resource.fields[name] for name in resource._meta.fields if resource.fields[name].read]
