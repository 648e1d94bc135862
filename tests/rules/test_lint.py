from __future__ import annotations

from pathlib import Path

import pytest

from auditor import __version__
from auditor.errors import RuleError
from auditor.rules.checked import MARK, mark_checked
from auditor.rules.lint import lint, load_sound
from auditor.rules.load import load
from tests.rules.kit import rule, write


def faults(folder: Path) -> list[str]:
    return [str(fault) for fault in lint(load(folder))]


def phrase_faults(tmp_path: Path, *phrases: str) -> list[str]:
    extra = rule(value="rib", phrases=list(phrases))
    return faults(write(tmp_path, bones=("[[rule]]", f"{extra}[[rule]]")))


def test_the_small_set_has_no_fault(tmp_path: Path) -> None:
    assert faults(write(tmp_path)) == []


def test_the_rules_that_ship_have_no_fault() -> None:
    assert [str(fault) for fault in lint(load())] == []


WHERE = "concepts/bones.toml, rule extra: phrase"


@pytest.mark.parametrize(
    ("phrase", "fault"),
    [
        ("Iliac bone", "'Iliac bone' will never match, because it holds upper case; write it in lower case."),
        ("crest_bone", "'crest_bone' can never match 'crest_bone', which is not read as one word; write letters, "
                       "figures and signs as words apart."),
        ("mt2", "'mt2' can never match 'mt2', which is not read as one word; write letters, figures "
                "and signs as words apart."),
        ("c/o pain", "'c/o pain' can never match 'c/o', which is not read as one word; write letters, figures and signs "
                     "as words apart."),
        ("3-4 layers", "'3-4 layers' will never match, because figures joined by a hyphen are read as one word; "
                       "take this phrase out."),
        ("120/0 nylon", "'120/0 nylon' can never match '120/0', which is not read as one word; write letters, figures "
                        "and signs as words apart."),
        ("iliak bone", "'iliak bone' can never match 'iliak', which is read as another spelling; use the spelling that "
                       "spelling.toml gives."),
        ("(the|) (bone|)", "'(the|) (bone|)' stands for no words where all that is optional is left out; make at least one "
                           "word obligatory."),
        ("of", "'of' matches 'of' in every note; add the words that make it mean something."),
        ("(i|bone i)", "'(i|bone i)' matches 'i' in every note; add the words that make it mean something."),
    ],
)  # fmt: skip
def test_a_phrase_that_cannot_work_is_named(tmp_path: Path, phrase: str, fault: str) -> None:
    assert f"{WHERE} {fault}" in phrase_faults(tmp_path, phrase)


def test_brackets_that_do_not_pair_are_named_with_the_remedy(tmp_path: Path) -> None:
    (fault,) = phrase_faults(tmp_path, "(bone")
    assert fault.startswith(f"{WHERE} '(bone' cannot be read: ")
    assert fault.endswith("; mend its brackets or split it.")


def test_many_faults_of_one_kind_are_one_line(tmp_path: Path) -> None:
    assert phrase_faults(tmp_path, "vertebra (c2|c3|c4)") == [
        f"{WHERE} 'vertebra (c2|c3|c4)' can never match 'c2' (and 2 more), which is not read as one word; write letters, "
        "figures and signs as words apart."
    ]


def test_a_spelling_that_stands_for_itself_is_no_fault(tmp_path: Path) -> None:
    assert faults(write(tmp_path, spelling=('"iliak" = "iliac"', '"rib" = "rib"'))) == []


@pytest.mark.parametrize(
    "phrase",
    [
        "vertebra's body",
        "end-to-side (bone|)",
        "w / o bone",
        "1,2 bone",
        "3rd bone",
        "4 . 5 bone",
        "os tibiæ",
        "bone | none",
        "pt v",
        "(9-0|10-0) nylon",
        "8/0 nylon",
        "vascularized ____",
    ],
)
def test_what_the_tokeniser_yields_is_no_fault(tmp_path: Path, phrase: str) -> None:
    assert phrase_faults(tmp_path, phrase) == []


def test_two_words_that_are_read_as_one_never_match(tmp_path: Path) -> None:
    write(tmp_path, bones=("[[rule]]", f"{rule(value='rib', phrases=['os co sta', 'sta os'])}[[rule]]"))
    spelling = tmp_path / "spelling.toml"
    spelling.write_text(f'{spelling.read_text("utf-8")}joined = {{ "co sta" = "costa" }}\n', "utf-8")
    assert faults(tmp_path) == [
        f"{WHERE} 'os co sta' can never match 'co sta', which is read as another spelling; use the spelling that spelling.toml "
        "gives."
    ]


def test_a_word_in_both_spellings_hides_one_from_the_other(tmp_path: Path) -> None:
    extra = rule(value="rib", phrases=["rib tumor", "rib tumour", "rib colour"])
    swaps = ("swaps = []", 'swaps = [["tumor", "tumour"], ["color", "colour"]]')
    assert faults(write(tmp_path, bones=("[[rule]]", f"{extra}[[rule]]"), spelling=swaps)) == [
        "concepts/bones.toml, rule extra: 'tumour' keeps 'tumor' from being found in both spellings; write 'tumor'."
    ]


def test_a_unit_may_be_a_common_word_because_it_follows_a_figure(tmp_path: Path) -> None:
    extra = rule(concept="unit", value="2.54", phrases=["in"])
    assert faults(write(tmp_path, bones=("[[rule]]", f"{extra}[[rule]]"))) == []


def test_one_phrase_with_two_meanings_is_ambiguous(tmp_path: Path) -> None:
    extra = rule(value="scapula", phrases=["iliac crest", "left iliac crest", "blade"])
    assert faults(write(tmp_path, bones=('[[rule]]\nid = "bone-rib"', f'{extra}[[rule]]\nid = "bone-rib"'))) == [
        "concepts/bones.toml, rule extra: 'iliac crest' (and 1 more) means 'scapula' here and 'iliac_crest' in "
        "concepts/bones.toml, rule bone-iliac-crest; keep it in one of them, or add the words that tell them apart."
    ]


def test_one_phrase_in_two_rules_of_one_meaning_is_said_twice(tmp_path: Path) -> None:
    extra = rule(value="rib", phrases=["rib", "costa"])
    assert faults(write(tmp_path, bones=("[[rule]]", f"{extra}[[rule]]"))) == [
        "concepts/bones.toml, rule bone-rib: 'rib' stands in concepts/bones.toml, rule extra too; keep it in one of them."
    ]


def test_one_phrase_in_two_concepts_is_allowed(tmp_path: Path) -> None:
    extra = rule(concept="landmark", value="rib", phrases=["rib"])
    assert faults(write(tmp_path, bones=("[[rule]]", f"{extra}[[rule]]"))) == []


@pytest.mark.parametrize(
    ("phrases", "superfluous"),
    [
        (["(os|) costae", "os costae"], "os costae"),
        (["os costae", "os costae"], "os costae"),
        (["(the|) os costae", "(os|bone) costae", "(the os|os) costae", "bone costae"], "bone costae"),
        (["os (costae|costale)", "os costae", "os costale"], "os costae"),
    ],
)
def test_a_phrase_that_the_others_of_its_rule_say_too(tmp_path: Path, phrases: list[str], superfluous: str) -> None:
    assert f"{WHERE} '{superfluous}' says nothing that its others do not; take it out." in phrase_faults(tmp_path, *phrases)


def test_phrases_of_a_rule_may_overlap_where_each_says_something_of_its_own(tmp_path: Path) -> None:
    assert phrase_faults(tmp_path, "(the|) os costae", "(os|bone) costae") == []


def test_an_id_in_two_files(tmp_path: Path) -> None:
    assert faults(write(tmp_path, cues=('id = "cue-no"', 'id = "bone-rib"'))) == [
        "context/cues.toml, rule bone-rib: concepts/bones.toml has a rule of this id too; give each rule an id of its own."
    ]


def test_a_cue_needs_a_scope_and_an_assertion(tmp_path: Path) -> None:
    assert faults(write(tmp_path, cues=('value = "negated"\nscope = "forward"', 'value = "performed"'))) == [
        'context/cues.toml, rule cue-no: a cue has no scope; say how far it reaches, for instance scope = "forward".',
        "context/cues.toml, rule cue-no: a cue cannot set 'performed'; use one of considered, converted, discontinued, negated, "
        "planned, prior, taught.",
    ]


def test_the_values_of_cues_can_be_given(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, cues=('value = "negated"', 'value = "owner"')))
    assert lint(loaded, cue_values={"owner"}) == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[[rib]]", "rib", "hit 1 marks no words; enclose the words it must find in [[ ]]."),
        ("[[rib]]", "[[rib", "hit 1: a mark is opened and not closed; write each mark as [[words]]."),
        ("The ribbon", "The [[ribbon]]", "miss 1 has marks; take them out, or make it a hit."),
        ("The ribbon", "The ribbon]]", "miss 1 has marks; take them out, or make it a hit."),
    ],
)
def test_examples_are_marked_as_they_must_be(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert faults(write(tmp_path, bones=(old, new))) == [f"concepts/bones.toml, rule bone-rib: {fault}"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('hit = ["The seventh [[rib]] was cut."]', "", "hit: Field required"),
        ('miss = ["The ribbon was tied."]', "", "miss: Field required"),
        ('miss = ["The ribbon was tied."]', "miss = []", "miss: Tuple should have at least 1 item"),
    ],
)
def test_a_rule_without_examples_is_not_loaded(tmp_path: Path, old: str, new: str, fault: str) -> None:
    folder = write(tmp_path, bones=(old, new))
    with pytest.raises(RuleError, match=rf"bones\.toml, rule bone-rib: rule 1 {fault}"):
        load(folder)


def test_a_misspelt_key_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, bones=("miss = ", "mis = "))
    with pytest.raises(RuleError, match=r"bones\.toml, rule bone-iliac-crest: the key 'mis' is not known here; see CONTRIBUTING"):
        load(folder)


def test_a_modifier_that_no_rule_can_find(tmp_path: Path) -> None:
    assert faults(write(tmp_path, modifiers=('["unusual_work"]', '["unusual_work"]\nunless = ["team"]'))) == [
        "modifiers.toml, modifier 22: unless names 'team', which no rule can find; add a rule of concept modifier_cue with "
        "this value, or mend the name."
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('id = "rib"', 'id = "ribs"', "donor ribs: there is no such donor site; use one of calvarium, clavicle, "),
        ('own = ["intercostal"]', 'own = ["rib"]', "donor rib: own names 'rib', which is not among its "),
        ('pedicles = ["intercostal"]', 'pedicles = ["intercostal", "sural"]', "donor rib: pedicles names 'sural', which "),
        ('regions = ["chest"]', 'regions = ["chest", "arm"]', "donor rib: regions names 'arm', which no rule can find; "),
        ('id = "iliac_crest"', 'id = "patella"', "place patella: id names 'patella', which no rule can find; add a rule of "),
        ("[[place]]", '[[place]]\nid = "rib"\nregions = []\n[[place]]\nid = "rib"\nregions = []\n[[place]]',
         "place rib: it stands in the list twice; put all it says into one entry."),
    ],
)  # fmt: skip
def test_anatomy_names_what_rules_can_find(tmp_path: Path, old: str, new: str, fault: str) -> None:
    (found,) = faults(write(tmp_path, anatomy=(old, new)))
    assert found.startswith(f"anatomy.toml, {fault}")


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        ("Was the graft vascularised?", "it can be answered with yes or no; ask how, what, which, where or from what."),
        ("Please document the donor.", "it leads the surgeon to an answer ('Please'); ask how, what, which, where or from what."),
        ("What supports 20962?", "it names a code or a modifier ('20962'); keep codes on the auditor's sheet."),
        ("What would raise the payment?", "it speaks of money or scores ('payment'); ask for the clinical fact alone."),
        ("Tell us more.", "it does not end in exactly one question; ask one thing, in the last sentence."),
        ("What was cut? What was sewn?", "it does not end in exactly one question; ask one thing, in the last sentence."),
    ],
)
def test_a_question_is_open_and_neutral(tmp_path: Path, question: str, fault: str) -> None:
    found = faults(write(tmp_path, elements=("From which bone was the graft taken?", question)))
    assert f"elements.toml, element donor_site: question: {fault}" in found


def test_bone_loss_is_not_money(tmp_path: Path) -> None:
    assert faults(write(tmp_path, elements=("From which bone was the graft taken?", "How long was the bone loss?"))) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("No particular answer is expected", "Any answer is fine",
         "no_change: it does not say 'no particular answer is expected'; take these words in; every letter has to say so."),
        ("dated and signed", "dated", "addendum: it does not say 'signed'; take these words in; every letter has to say so."),
        ("Unable to determine", "Unknown",
         "unable: it does not say 'unable to determine'; take these words in; every letter has to say so."),
        ("An open question stands", "Please find that a question stands",
         "opening: it leads the surgeon to an answer ('Please'); ask how, what, which, where or from what."),
        ("Counts and examples.", "Codes such as 20956.",
         "opening: it names a code or a modifier ('20956'); keep codes on the auditor's sheet."),
    ],
)  # fmt: skip
def test_what_letters_say_is_neutral_and_whole(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert faults(write(tmp_path, letters=(old, new))) == [f"letters.toml, {fault}"]


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ('nearby = ["bones"]', "nearby: 'bones' is no element and no concept; mend the name."),
        ('example = "Bone worth a payment."',
         "example: it speaks of money or scores ('payment'); ask for the clinical fact alone."),
    ],
)  # fmt: skip
def test_what_letters_take_from_an_element(tmp_path: Path, more: str, fault: str) -> None:
    found = faults(write(tmp_path, elements=("why =", f"{more}\nwhy =")))
    assert found == [f"elements.toml, element donor_site: {fault}"]


def test_near_an_element_may_be_another_a_concept_or_one_of_its_values(tmp_path: Path) -> None:
    near = 'nearby = ["donor_site", "bone:rib", "size:defect"]\nwhy ='
    assert faults(write(tmp_path, elements=("why =", near))) == []


def test_the_elements_that_ship_are_the_eighteen_in_their_order() -> None:
    assert [element.id for element in load().elements] == [
        "donor_site", "donor_laterality", "defect_size", "defect_location", "arterial_anastomosis", "venous_anastomosis",
        "recipient_vessels", "skin_paddle", "skin_paddle_size", "indication", "prior_treatment", "expected_benefit",
        "graft_fixation", "perfusion_check", "closure", "complications", "preop_imaging", "pathology",
    ]  # fmt: skip


def test_the_severity_of_the_elements_that_ship() -> None:
    """What the coding reference calls decisive, and what it asks for by regulation or as good practice; the rest supports."""
    graded = {element.id: element.severity for element in load().elements if element.severity != "support"}
    assert graded == {
        "donor_site": "decisive",
        "graft_fixation": "quality",
        "complications": "regulatory",
        "preop_imaging": "quality",
        "pathology": "regulatory",
    }


def test_a_side_that_does_not_exist(tmp_path: Path) -> None:
    folder = write(tmp_path, bones=('value = "rib"', 'concept = "side"\nvalue = "upper"'))
    assert any(
        fault
        == "concepts/bones.toml, rule bone-rib: there is no side 'upper'; use one of left, right, bilateral, opposite, same."
        for fault in faults(folder)
    )


def test_a_reason_for_disagreement_that_stands_twice(tmp_path: Path) -> None:
    twice = '[[reason]]\nlabel = "bone misread"\nwhy = "Once more."\n\n[[reason]]'
    assert faults(write(tmp_path, review=("[[reason]]", twice))) == [
        "review.toml, reason bone misread: it stands in the list twice; put all it says into one entry."
    ]


def test_a_title_of_a_claim_column_that_stands_for_two_fields(tmp_path: Path) -> None:
    assert faults(write(tmp_path, claims=('titles = ["npi"]', 'titles = ["npi", "coder"]'))) == [
        "claims.toml, title coder: it stands in the list twice; put all it says into one entry."
    ]


def test_a_field_of_claims_that_is_missing(tmp_path: Path) -> None:
    field = '[[field]]\nid = "payer"\ntitles = ["payer"]\nwhy = "It is called so."\n'
    assert faults(write(tmp_path, claims=(field, ""))) == [
        "claims.toml: the field payer is missing; restore it from the distribution."
    ]


def test_rules_that_are_marked_as_checked_are_used_without_another_look(tmp_path: Path) -> None:
    write(tmp_path, cues=('scope = "forward"\n', ""))
    with pytest.raises(RuleError, match="a cue has no scope"):
        load_sound(tmp_path)
    mark_checked(tmp_path, load(tmp_path).digest)
    assert load_sound(tmp_path) is load(tmp_path)


def test_a_mark_of_another_version_of_the_program_counts_for_nothing(tmp_path: Path) -> None:
    write(tmp_path, cues=('scope = "forward"\n', ""))
    mark_checked(tmp_path, load(tmp_path).digest)
    mark = tmp_path / MARK
    mark.write_text(mark.read_text("utf-8").replace(__version__, "0.0.9"), "utf-8")
    with pytest.raises(RuleError, match="a cue has no scope"):
        load_sound(tmp_path)
