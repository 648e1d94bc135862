"""Why living bone was needed: the indication, what was tried before, the studies, the purpose."""

from __future__ import annotations

import pytest

from auditor.model import ElementState
from tests.facts.kit import CREST, FULL, JOINED, LEG, facts, note, states

EARLIER = "He had two failed plates and a bone graft that did not unite."
AIM = "Living bone was chosen to achieve union."


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("We expect sound union by autumn.", "documented"),
        ("It was hoped that it would unite, but the plate failed.", "missing"),
        ("He expects to go home on Friday.", "missing"),
    ],
)
def test_a_named_aim_with_union_as_its_end(told: str, state: str) -> None:
    assert states(FULL.replace(AIM, told))["expected_benefit"] == state


def test_what_is_talked_over_at_length_is_no_length_to_be_gained() -> None:
    told = "We talked at length about a fibula, and I will say that this was my first thought."
    assert states(FULL.replace(AIM, told))["expected_benefit"] == "missing"


def test_what_nobody_wished_for_is_no_aim() -> None:
    told = "An amputation of the thumb was not something he wished to hear about."
    assert states(FULL.replace(AIM, told))["expected_benefit"] == "missing"


def test_an_anaesthetic_at_the_head_begins_no_operation() -> None:
    text = "omfs\nga, nasal tube\n\nameloblastoma of the mandible, enucleated x2, back both times. live bone so it'll fuse.\n"
    found = states(f"{text}\nop\n- mandible resected\n- {CREST} {JOINED}\n")
    assert (found["prior_treatment"], found["expected_benefit"]) == ("documented", "documented")


def test_a_heading_that_names_the_purpose() -> None:
    bare = FULL.replace(AIM, "")
    assert states(bare)["expected_benefit"] == "missing"
    headed = bare.replace("IMAGING:", "PURPOSE: A coat of living periosteum should do that.\n\nIMAGING:")
    assert states(headed)["expected_benefit"] == "documented"
    blank = bare.replace("IMAGING:", "PURPOSE: ____\n\nIMAGING:")
    assert states(blank)["expected_benefit"] == "missing"


def test_an_accident_told_before_the_first_cut_is_the_indication() -> None:
    text = note(
        "Free iliac crest flap to the left tibia.", "Chain saw accident of the left leg.", "The right iliac crest was raised."
    )
    assert states(text)["indication"] == "documented"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("He had a bone graft elsewhere that did not unite.", "documented"),
        ("A gap of this length cannot be bridged with cancellous graft.", "documented"),
        ("He is a right-handed carpenter, otherwise in good health.", "missing"),
    ],
)
def test_what_went_before_is_told_in_front_of_the_operation_without_a_heading(told: str, state: str) -> None:
    """The name of the department above is no earlier treatment."""
    report = FULL.replace(
        "INDICATIONS: He had two failed plates and a bone graft that did not unite. Living bone", f"{told} Living bone"
    )
    assert states(f"HAND SURGERY\n\n{report}")["prior_treatment"] == state


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("A groin flap had closed the wound but died at its edge.", "documented"),
        ("A soleus flap covered the wound, but the bone stayed infected.", "documented"),
        ("A cadaver bone was stolen by infection and nothing remains of it.", "documented"),
        ("A loose block would lie in a dirty bed.", "documented"),
        ("A chip of the rib was judged unwise.", "documented"),
        ("Possible risks such as a dead flap or a second graft were read to him.", "missing"),
        ("He has given up smoking. He was seen before the operation.", "missing"),
        ("He knows that the graft may fail.", "missing"),
        ("She broke the bone on the stairs and came in a splint.", "missing"),
    ],
)
def test_earlier_treatment_and_words_that_only_sound_like_it(told: str, state: str) -> None:
    fresh = FULL.replace("Infected nonunion of the left tibia with bone loss", "Loss of bone of the left tibia")
    fresh = fresh.replace("CT of the left tibia shows the nonunion", "CT of the left tibia").replace(AIM, "")
    assert states(fresh.replace(EARLIER, told))["prior_treatment"] == state


def test_a_treatment_that_failed_begins_no_operation() -> None:
    text = (
        "free 2nd metatarsal R foot to L hand\n\n"
        "L hand, table saw. 4th mc plated that night, got infected, plate out.\n\ntourniquet 250. gap 3.2 cm\n"
        "R foot, 2nd metatarsal cut, pedicle tied + cut\nartery ete radial artery, vein ete cephalic\nboth wounds closed\n"
    )
    assert states(text)["prior_treatment"] == "documented"


def test_what_he_is_to_do_again_has_not_failed() -> None:
    fresh = FULL.replace("Infected nonunion of the left tibia with bone loss", "Loss of bone of the left tibia")
    fresh = fresh.replace("CT of the left tibia shows the nonunion", "CT of the left tibia")
    hoped = fresh.replace(EARLIER, "He wore a brace.").replace(AIM, "The aim is to let him dance again.")
    assert states(hoped)["prior_treatment"] == "missing"
    assert states(hoped.replace("The aim is to let him dance again", "It broke again"))["prior_treatment"] == "documented"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("A live rib, for sound healing.", "documented"),
        ("A live rib to fuse the ankle.", "documented"),
        ("Want bone of good height here, and implants later.", "documented"),
        ("What we are after is a bone that will thicken.", "documented"),
        ("We wanted to restore a stable post.", "documented"),
        ("What I want from it is a bone that thickens.", "documented"),
        ("Goals of the vascularised crest: fusion to host bone at both ends.", "documented"),
        ("Its own flow, so that the dead half lives again.", "documented"),
        ("The plexus catheter has the purpose of making the first days free of pain.", "missing"),
        ("We wanted to go home early.", "missing"),
        ("A plate should have held, but the bone did not unite.", "missing"),
        ("Living bone had been put in before and there was delayed union.", "missing"),
    ],
)
def test_a_purpose_told_in_fragments_and_an_end_that_was_missed(told: str, state: str) -> None:
    assert states(FULL.replace(AIM, told))["expected_benefit"] == state


def test_the_anaesthetic_at_the_head_begins_nothing() -> None:
    lines = [
        "OT 2 Dr A. Bell / GA",
        "M 38 gun injury, mandible gone.",
        "Op: 2nd metatarsal + dorsalis pedis skin, R foot, free -> chin",
        "R foot cuff 250. metatarsal cut, pedicle divided. artery to facial artery E-E. vein to a neck vein E-E. closed",
    ]
    assert states("\n\n".join(lines))["indication"] == "documented"


@pytest.mark.parametrize(("told", "state"), [("bone missing", "documented"), ("bone missing 4 cm", "missing")])
def test_missing_bone_named_before_the_operation_is_the_indication_and_one_measured_is_a_finding(told: str, state: str) -> None:
    lines = [
        "vasc fibula flap l leg to r tibia",
        told,
        "supine, tourniquet",
        "fibula raised, peroneal pedicle cut",
        "a ete, v ete",
        "closed",
    ]
    text = "\n".join(lines)
    assert states(text)["indication"] == state


def test_a_summary_over_a_description_tells_what_went_before() -> None:
    account = "A crushed heel. A wire cage had been put in and had sunk. Perfused bone should bear his weight. A CT was seen."
    text = FULL[FULL.index("OPERATION PERFORMED") :].replace(
        FULL[FULL.index("INDICATIONS") : FULL.index("OPERATIVE TECHNIQUE")], ""
    )
    summed = states(text.replace("OPERATIVE TECHNIQUE", f"SUMMARY\n{account}\n\nOPERATIVE TECHNIQUE"))
    told = {name: summed[name] for name in ("indication", "prior_treatment", "expected_benefit", "preop_imaging")}
    assert set(told.values()) == {"documented"}


@pytest.mark.parametrize(
    ("study", "state"),
    [
        ("IMAGING: CT at 4, 8 and 16 weeks.", "missing"),
        ("CT in 9 weeks.", "missing"),
        ("CT 9 weeks ago.", "documented"),
        ("The CT at 9 weeks showed a gap.", "documented"),
    ],
)
def test_times_ahead_put_a_study_off(study: str, state: str) -> None:
    assert states(FULL.replace("IMAGING: CT of the left tibia shows the nonunion.", study))["preop_imaging"] == state


def test_trouble_that_lasts_after_treatment_tells_that_it_failed() -> None:
    told = "Nonunion of the shaft after two plates and a strut. The ends were cleared. " + LEG
    assert facts(f"Planned: free fibula to humerus\n\n{told} {JOINED}").elements["prior_treatment"] is ElementState.DOCUMENTED


def test_a_failure_beside_a_dated_treatment_is_of_the_account_wherever_it_is_told() -> None:
    told = "General anaesthesia was given. A frame had been worn at another unit in 2019 and the pins came loose."
    report = note("Free iliac crest flap to the left tibia.", told, CREST, JOINED)
    assert states(report)["prior_treatment"] == "documented"
    assert states(report.replace("had been worn at another unit in 2019", "was put on"))["prior_treatment"] == "missing"


@pytest.mark.parametrize(
    ("study", "state"),
    [
        ("On CT the ends had not joined.", "documented"),
        ("The CT did not show a canal.", "documented"),
        ("A CT was not obtained.", "missing"),
        ("He did not have a CT.", "missing"),
        ("No CT was at hand.", "missing"),
    ],
)
def test_a_study_that_shows_something_undone_was_done(study: str, state: str) -> None:
    assert states(FULL.replace("CT of the left tibia shows the nonunion.", study))["preop_imaging"] == state


@pytest.mark.parametrize(
    "told",
    [
        "Further conventional graft would have neither cover nor a bed.",
        "I explained that I could shorten the bone.",
    ],
)
def test_what_was_refused_or_would_not_do_is_no_benefit(told: str) -> None:
    assert states(FULL.replace(AIM, told))["expected_benefit"] == "missing"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("The usual graft had failed; the goal of living bone is union.", "documented"),
        ("The search took three hours where it usually takes one, and the reason was the scar of the bone.", "missing"),
    ],
)
def test_a_comparison_of_work_gives_no_benefit_and_a_habit_takes_none(told: str, state: str) -> None:
    assert states(FULL.replace(AIM, told))["expected_benefit"] == state


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("Ordinary grafting was ruled out in so poor a bed.", "documented"),
        ("A plain graft was not expected to take up.", "documented"),
        ("A titanium plate by itself would be through the skin within a year.", "documented"),
        ("Options such as bone transport were explained, and he elected to have this operation.", "missing"),
        ("Past surgical history: knee arthroscopy 2015.", "missing"),
        ("A hip block given in the ward failed.", "missing"),
        ("Two grafts had been tried before, neither of which took.", "documented"),
        ("He was operated three times in another hospital.", "documented"),
        ("After two washouts the sinus kept draining.", "documented"),
        ("The spacer from the first stage, set eight weeks ago, was taken out.", "missing"),
        ("Previous operations on this leg: see referral letter.", "missing"),
        ("The opposite ankle had been plated in 2016.", "missing"),
        ("Prior treatment: {Prior treatments:4711}   Prior surgery to site: ***", "missing"),
    ],
)
def test_why_less_would_not_do_and_what_is_no_earlier_treatment(told: str, state: str) -> None:
    assert states(FULL.replace(EARLIER, told))["prior_treatment"] == state


def test_a_plan_made_before_says_what_the_living_bone_is_for() -> None:
    told = "Plan: free medial femoral condyle. Goal is to bring blood supply to the dead part so it unites before the joint goes."
    assert states(FULL.replace(AIM, f"\n{told}\n"))["expected_benefit"] == "documented"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("Allograft alone was discussed: fracture is too common with chemotherapy, so not offered.", "documented"),
        ("Allograft alone was discussed.", "missing"),
        ("The guides and the plate were printed; the cortex is gone.", "missing"),
    ],
)
def test_less_that_was_ruled_out_in_one_clause(told: str, state: str) -> None:
    assert states(FULL.replace(EARLIER, told))["prior_treatment"] == state


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("The fibula's there to get it to unite.", "documented"),
        ("A condyle was not needed, since cartilage and bone are sound.", "missing"),
        ("The condyle was not chosen because of the length of bone needed.", "missing"),
    ],
)
def test_words_of_need_are_no_aim_where_they_are_denied_or_measure(told: str, state: str) -> None:
    assert states(FULL.replace(AIM, told))["expected_benefit"] == state


def test_a_graft_that_never_joined_was_tried() -> None:
    told = "Screw and bone graft 2021, never joined."
    assert states(FULL.replace(EARLIER, told))["prior_treatment"] == "documented"
    assert states(FULL.replace(EARLIER, "He never had a bone graft."))["prior_treatment"] == "missing"


@pytest.mark.parametrize(
    "told",
    [
        "In 2019 a custom plate was designed and put in; it broke.",
        "Previous plates had been ordered and put in 2019; they broke.",
    ],
)
def test_a_plate_that_was_made_and_put_in_was_a_treatment(told: str) -> None:
    assert states(FULL.replace(EARLIER, told))["prior_treatment"] == "documented"


def test_what_could_be_seen_is_no_aim_of_the_bone() -> None:
    told = "There was a bone gap and a thin scar under which you could see tendons moving."
    assert states(FULL.replace(AIM, told))["expected_benefit"] == "missing"
