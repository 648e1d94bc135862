"""Control words of rich text by what they do."""

from __future__ import annotations

# Text that is printed for a word or sign.
TEXT = {
    "tab": "\t", "line": "\n", "lbr": "\n", "page": "\n", "column": "\n", "softline": "\n", "emdash": "\u2014",
    "endash": "\u2013", "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c",
    "rdblquote": "\u201d", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
SIGNS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}

# Groups that hold no text of the note although they are not marked as such.
NO_TEXT = frozenset({
    "colortbl", "stylesheet", "pict", "sp", "xe", "tc", "tcn", "rxe", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc",
    "aftncn", "pntxta", "pntxtb", "nonesttables", "nonshppict", "shprslt", "filetbl", "title", "subject", "keywords",
    "operator", "company", "manager", "doccomm", "comment", "hlinkbase", "revtim", "printim", "buptim", "annotation", "atnid",
    "atnauthor", "template", "listname", "falt", "panose", "private", "mmathPr", "objclass", "objname", "objdata",
})  # fmt: skip
# Groups that are marked as ones that a reader may leave out, and that this one reads.
KNOWN = frozenset({
    "shpinst", "shptxt", "do", "dptxbxtext", "nesttableprops", "ud", "fldinst", "formfield", "ffl", "footnote", "header",
    "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
})  # fmt: skip
HEADERS = frozenset({"header", "headerl", "headerr", "headerf"})
FOOTERS = frozenset({"footer", "footerl", "footerr", "footerf"})
PAGE_WORDS = frozenset({"chpgn", "sectnum"})
