"""What a file holds besides its documents: the resources that they refer to. Nothing outside the file is looked up."""

from __future__ import annotations

from auditor.notes.formats.fhir.json import Resource, kind, resources, text


class Index:
    """Resources by the ways in which another can name them."""

    def __init__(self) -> None:
        self._known: dict[str, Resource] = {}

    def add(self, resource: Resource, address: str = "") -> None:
        """Remember a resource by its address in the bundle, and by type and id."""
        name, own = kind(resource), text(resource, "id")
        if address:
            self._known.setdefault(address, resource)
            if (relative := "/".join(address.rstrip("/").split("/")[-2:])).startswith(f"{name}/"):
                self._known.setdefault(relative, resource)
        if name and own:
            self._known.setdefault(f"{name}/{own}", resource)

    def find(self, reference: str, within: Resource) -> Resource | None:
        """What `reference` means in the resource `within`: contained in it, or elsewhere in the file."""
        if reference.startswith("#"):
            return next((each for each in resources(within, "contained") if text(each, "id") == reference[1:]), None)
        if reference in self._known:
            return self._known[reference]
        parts = reference.split("/_history/")[0].rstrip("/").split("/")
        return self._known.get("/".join(parts[-2:]))
