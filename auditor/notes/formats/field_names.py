"""Names of fields that stand in the heads of forms, whatever program prints them."""

from __future__ import annotations

import re

FIELD = re.compile(
    r"\b(?:surgeons?(?:\(s\))?|assistants?|attending|date|an(?:a)?esthe(?:sia|tist|siologist)|diagnosis|dx|procedures?|operation"
    r"|service|location|facility|department|mrn|dob|birth|patient|name|sex|age|status)\b",
    re.IGNORECASE,
)
