"""A rule folder of a few rules, for tests that must not depend on the rules that ship."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from auditor.rules.billing_schema import ResultName
from auditor.rules.load import default_folder
from auditor.rules.schema import ClaimFieldName

BONES = """
concept = "bone"

[[rule]]
id = "bone-iliac-crest"
value = "iliac_crest"
phrases = ["(left|right|) iliac crest"]
why = "The crest by name."
hit = ["The [[left iliac crest]] was\\nexposed. Then the [[iliac crest]] was cut."]
miss = ["The iliac fossa was inspected."]

[[rule]]
id = "bone-rib"
value = "rib"
phrases = ["rib"]
why = "A rib by name."
hit = ["The seventh [[rib]] was cut."]
miss = ["The ribbon was tied."]
"""
PLACES = """
[[rule]]
id = "region-chest"
concept = "region"
value = "chest"
phrases = ["chest wall"]
why = "Where a rib is raised."
hit = ["The [[chest wall]] was exposed."]
miss = ["The chessboard was put away."]

[[rule]]
id = "artery-intercostal"
concept = "artery"
value = "intercostal artery"
phrases = ["intercostal artery"]
why = "The vessel of a rib."
hit = ["The [[intercostal artery]] was divided."]
miss = ["The intercostal space was opened."]
"""
CUES = """
concept = "cue"

[[rule]]
id = "cue-no"
value = "negated"
scope = "forward"
phrases = ["no"]
why = "No denies what follows in its clause."
hit = ["[[No]] rib was cut."]
miss = ["The rib was cut."]
"""
MODIFIER_CUES = """
concept = "modifier_cue"

[[rule]]
id = "unusual-time"
value = "unusual_work"
phrases = ["unusually difficult"]
why = "Difficulty, stated."
hit = ["The dissection was [[unusually difficult]]."]
miss = ["The dissection was difficult."]
"""
CODES = """
family = "all"

[[row]]
id = "crest"
when = { donor_site = ["iliac_crest"], skin_paddle = ["absent", "undocumented"] }
code = "20956"
audited = true
why = "Crest | bone."
source = "Public code page"

[[row]]
id = "rest"
when = {}
why = "Everything else."
source = "Public code page"
"""
STATUS = """
[[row]]
id = "supported"
when = { code = ["audited"], vascularity = ["free"] }
status = "supported"
reason = "All is documented."
why = "It decides."

[[row]]
id = "query"
when = {}
status = "query"
reason = "Something is missing."
why = "Never a guess."
"""
ELEMENTS = """
[[element]]
id = "donor_site"
label = "Donor bone"
severity = "decisive"
authority = "Code definition"
question = "From which bone was the graft taken?"
why = "It decides the code."
"""
MODIFIERS = """
[[modifier]]
code = "22"
label = "More work"
needs = ["unusual_work"]
why = "A reason is needed."
source = "Public guidance"
"""
LETTERS = """
[letter]
title = "Questions about reports"
opening = "An open question stands under each topic."
no_change = "No particular answer is expected, and a report may stay as it is."
addendum = "The place is a dated and signed addendum; the original text stays."
nothing_found = "No statement on this topic was found."
nothing_further = "No further statement was found."
says = "The report says"
says_too = "The report also says"
further = "Further topics"
answer = "Answer"
other = "Other (please specify)"
unable = "Unable to determine"
not_done = "Not performed"
nobody = "Surgeon not named"

[education]
title = "What reports document"
opening = "Counts and examples."
no_change = "Nothing is to be changed."
few = "Few reports say little."
alone = "The figures of the department are left out."
nothing_missing = "Nothing was missing."

[[avoid]]
id = "money"
what = "it speaks of money or scores"
remedy = "ask for the clinical fact alone"
words = ["$", "payment*", "loss"]
unless = ["bone loss"]

[[avoid]]
id = "codes"
what = "it names a code or a modifier"
remedy = "keep codes on the auditor's sheet"
words = ["#####", "code"]

[[avoid]]
id = "leading"
what = "it leads the surgeon to an answer"
remedy = "ask how, what, which, where or from what"
words = ["please", "confirm*"]
"""
ANATOMY = """
[[donor]]
id = "rib"
regions = ["chest"]
pedicles = ["intercostal"]
own = ["intercostal"]

[[place]]
id = "iliac_crest"
regions = ["chest"]
"""
CLAIMS = "".join(
    f'[[field]]\nid = "{name}"\ntitles = ["{name}"]\nwhy = "It is called so."\n' for name in get_args(ClaimFieldName)
)
BILLING = """
[payers]
medicare = ["medicare"]
untold = "medicare"

[codes]
transfers = ["20956"]
alternatives = ["20902"]
assistants = ["80"]
shared = ["62"]
source = "Public code page"
dated = "2024-07"

[codes.bone]
20956 = "the iliac crest"

[benchmark]
accuracy = 0.95
why = "A habit."
source = "Public guidance"

[[check]]
id = "more-work"
modifiers = ["22"]
cue = "22"
when = "billed"
level = "error"
direction = "over"
says = "{modifier} on {code} has no reason."
why = "A reason is needed."
source = "Public guidance"

[side]
level = "remark"
modifiers = { LT = "left", RT = "right" }
says = "{modifier} on {code} is another side."
why = "A side is that of the note."
source = "Public guidance"
""" + "".join(
    f'\n[[result]]\nid = "{name}"\nlabel = "{name}"\nlevel = "remark"\nsays = "They differ."\nmeaning = "A difference."\n'
    for name in get_args(ResultName)
)
BUNDLES = """
table = "Pairs"
effective = "2024-07-01"
source = "Public table"
opens = ["59"]

[[edit]]
id = "microscope"
label = "microscope"
others = ["69990"]
indicator = { 20956 = 0 }
why = "It is part of the transfer."
"""
FILES = {
    "concepts/bones.toml": BONES,
    "concepts/modifier_cues.toml": MODIFIER_CUES,
    "concepts/places.toml": PLACES,
    "context/cues.toml": CUES,
    "codes/all.toml": CODES,
    "codes/status.toml": STATUS,
    "anatomy.toml": ANATOMY,
    "claims.toml": CLAIMS,
    "elements.toml": ELEMENTS,
    "letters.toml": LETTERS,
    "modifiers.toml": MODIFIERS,
    "review.toml": '[[reason]]\nlabel = "bone misread"\nwhy = "The note names another bone."\n',
    "billing.toml": BILLING,
    "bundles.toml": BUNDLES,
    "limits.toml": (default_folder() / "limits.toml").read_text("utf-8"),
    "note_columns.toml": (default_folder() / "note_columns.toml").read_text("utf-8"),
    "masking.toml": (default_folder() / "masking.toml").read_text("utf-8"),
    "diagnoses.toml": (default_folder() / "diagnoses.toml").read_text("utf-8"),
    "spelling.toml": 'swaps = []\nvariants = { "iliak" = "iliac" }\n',
}


def write(folder: Path, **changed: tuple[str, str]) -> Path:
    """Write the rule folder; each keyword names a file by its stem and gives words to replace in it, and with what."""
    left = dict(changed)
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        old, new = left.pop(path.stem, ("", ""))
        if old not in text:
            raise ValueError(f"{name} does not hold {old!r}")
        path.write_text(text.replace(old, new, 1) if old else text, "utf-8")
    if left:
        raise ValueError(f"no such file: {', '.join(left)}")
    return folder


def rule(**fields: object) -> str:
    """A further rule as TOML, to be put before the last of a file: see the callers."""
    given = {
        "id": "extra",
        "value": "extra",
        "phrases": ["extra words"],
        "why": "A test.",
        "hit": ["[[extra words]]"],
        "miss": ["-"],
    }
    lines = (f"{name} = {_toml(value)}" for name, value in (given | fields).items())
    return "[[rule]]\n" + "\n".join(lines) + "\n\n"


def _toml(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml(item) for item in value)}]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
