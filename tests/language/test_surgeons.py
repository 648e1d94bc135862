"""Who operated: the attending among residents, assistants, houses and patients."""

from __future__ import annotations

import pytest

from tests.language.kit import found, one


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SURGEON: Ann Bell, MD\nThe rib was cut.", "Ann Bell, MD"),
        (
            "Miss Ann Bell FRACS\nPlastic, Reconstructive & Hand Surgeon\n\nDear Bo\n\nThe rib was cut.\n\nRegards\n\nAnn Bell",
            "Ann Bell",
        ),
        ("Surgeon:\tAnn Bell MD", "Ann Bell MD"),
        ("Attending surgeon: Dr. Ann Bell\nAssistant: Tom Reed, MD", "Dr. Ann Bell"),
        ("Resident: Tom Reed, MD\nAttending: Ann Bell, MD", "Ann Bell, MD"),
        ("Assistant: Tom Reed\nAnaesthetist: Dr Ida Moss\nConsultant: Miss Ann Bell", "Miss Ann Bell"),
        ("Surgeon: Bell, Ann\nScrub nurse: R. Poole", "Bell, Ann"),
        ("Surgeon: Rosalía Quiñonero, MD", "Rosalía Quiñonero, MD"),
        ("Surgeon(s): Ann van der Berg, MD", "Ann van der Berg, MD"),
        ("Primary surgeon: A. Bell, MD\nCo-surgeon: C. Dunn, MD", "A. Bell, MD"),
        ("A. Bell      3 Aug 2022      Theatre 6\n\nThe rib was cut.", "A. Bell"),
        ("Op note    Bell    5 March 2021\n\nThe rib was cut.", "Bell"),
        ("Bell / Dunn (fellow)\n3 Aug 2022\nThe rib was cut.", "Bell"),
        ("City Hospital\n\nOp note, Miss Bell, 3.8.22\n\nThe rib was cut.", "Miss Bell"),
        ("Surgeon(s) and Role:\n  Panel 1:\n  * Bell, Ann C, MD - Primary\n  Panel 2:\n  * Reed, Tom, MD", "Bell, Ann C, MD"),
        ("Op Note by Ann Bell, MD\nAuthor Type: Physician\n\nSURGEON: Ann Bell, MD\nThe rib was cut.", "Ann Bell, MD"),
        ("Dear Bo,\n\nwe report on the man on whom Professor Bell operated on 17.06.2021.", "Professor Bell"),
        ("brief op\nA. Bell DPM / resident\n3 Aug 2022", "A. Bell DPM"),
        ("mrn=77\nsurgeon=Bell, Ann C, MD|role=attending\nThe rib was cut.", "Bell, Ann C, MD"),
        ("Limb clinic\nDr. Ann Bell\n3 Aug 2022\nThe rib was cut.", "Dr. Ann Bell"),
        ("Surgeon: Bell, A MD\nThe rib was cut.", "Bell, A MD"),
        ("| Surgeon | Ann Bell, MD |\n| Anesthesia | general |", "Ann Bell, MD"),
        ("Date: 3 May 2022   Surgeon: Ann Bell, MD   EBL: 200", "Ann Bell, MD"),
        ("Surgeon: Dr. \u00c9. Bell", "Dr. \u00c9. Bell"),
        ("Rib to clavicle\n3 Oct 2023\nMs Ann Bell, with Dr Tom Reed (fellow)\nThe rib was cut.", "Ms Ann Bell"),
        ("The rib was cut.\n\nAnn Bell\nConsultant Hand Surgeon\nAssistant: Dr Tom Reed, SpR", "Ann Bell"),
        ("Attg: Bell DDS MD Res: Reed / Fox\nProc: rib flap", "Bell DDS MD"),
        ("Surgeon: Prof. Dr. Ann Bell Assist.: Dr. Tom Reed\nThe rib was cut.", "Prof. Dr. Ann Bell"),
    ],
)
def test_surgeon(text: str, name: str) -> None:
    assert one(text, "surgeon").value == name


@pytest.mark.parametrize(
    "text",
    [
        "Resident: Tom Reed, MD\nThe rib was cut.",
        "Anaesthetist: Dr Ida Moss\nThe rib was cut.",
        "Assistant: Tom Reed\nThe rib was cut.",
        "Patient: Paul Quint\nThe rib was cut.",
        "The surgeon stood on the left side.",
        "Referring physician: Ann Bell, MD\nThe rib was cut.",
        "PCP: Ann Bell, MD\nThe rib was cut.",
        "Pathologist: A. Bell MD\nThe rib was cut.",
        "SURGEON: @PROVNAME@\nThe rib was cut.",
        "Surgeon: none named",
    ],
)
def test_nobody_is_put_forward_as_surgeon(text: str) -> None:
    assert found(text, "surgeon") == []


def test_the_surgeon_who_is_told_to_dictate() -> None:
    text = "Dictated but not read. Dr. Edwin Marlowe dictating. Free rib flap to the ulna."
    assert [f.value for f in found(text, "surgeon")] == ["Dr. Edwin Marlowe"]


@pytest.mark.parametrize(
    ("text", "surgeon"),
    [
        ("surg: b. o'shea\n3.4.21 m 30\nfree rib to ulna\nrib cut\n", "b. o'shea"),
        ("surgeon dr r. quill do, anes t. wolf\n3.4.21\nfree rib to ulna\nrib cut\n", "dr r. quill"),
        ("att: s. vance md / res: m cole\nfree rib to ulna\nrib cut\nartery joined\n", "s. vance"),
        ("resident typing for dr. l. brand\nfree rib to ulna\nrib cut\nartery joined\n", "dr. l. brand"),
        ("2/27/23 attending Lind-Moore\n- rib raised\n", "Lind-Moore"),
        ("7/5/21. OP: free rib, chest to ulna. Staff Vance / fellow\n- rib raised\n", "Vance"),
        ("Operation done by Dr Ada Bell assisted by two registrars. The rib was cut.", "Dr Ada Bell"),
        ("Margaret Bell-Ray, plastics, 11 November 2020. The rib was cut.", "Margaret Bell-Ray"),
        ("12 Feb 24. Mr Alan Ross, asst SHO\n- rib raised\n", "Mr Alan Ross"),
        ("Dr. Lucy Haas, 06/15/2022, cheek of a girl. The rib was cut.", "Dr. Lucy Haas"),
        ("2. SURGEON. Mary Quint, M.D. Resident Dr. Fox.\n\n3. The rib was cut.", "Mary Quint, M.D."),
        ("DICTATED BY: Ian Fox, MD (resident) FOR: Mary Quint, MD (attending)\n\nThe rib was cut.", "Mary Quint, MD"),
        ("The rib was cut. No trouble. Colette Dunn MD", "Colette Dunn MD"),
        ("The rib was cut.\n\nElectronically signed by Beatrix Owens, MD, attending surgeon", "Beatrix Owens, MD"),
        ("THEATRE NOTE - Miss C Pritch-Ellis\n21/10/22     02.40\n\nRib cut.", "Miss C Pritch-Ellis"),
        ("Mr H Vaughan-Ray\n26/6/23\n\nOp: free rib to ulna\n", "Mr H Vaughan-Ray"),
        ("Miss P Thorn-Vane          Thursday 14th July 2022\n17 Sept 2019      L HUMERUS\n", "Miss P Thorn-Vane"),
        ("op note, pgy4 for dr castell-wray (attending, scrubbed)\n2/19/2024\nrib cut\nartery joined\n", "dr castell-wray"),
        ("staff: dr lind-amara\nscap flap\nrib cut\nartery joined\nskin closed\n", "dr lind-amara"),
        ("Operator: Dr hab. Wojciech Stan\n\nThe rib was cut.", "Dr hab. Wojciech Stan"),
        ("Op. report / Hasse / 21.05.2021\n\nThe rib was cut.", "Hasse"),
        ("16/05/2023   Brand / Ngo / RMO\n\nfree rib\n", "Brand"),
        ("OP NOTE (reg: Ngo for A/Prof Brand)\n12 Sep 2023\n- rib cut\n", "A/Prof Brand"),
        ("Nile Delta Hand & Microsurgery Centre\nDr. Hossam Gind, consultant\n\nThe rib was cut.", "Dr. Hossam Gind"),
        ("op note. attg maria osei-lind md. dos 7/19/23\nrib cut\nartery joined\n", "maria osei-lind"),
        ("2/21/24. dr have is attending, i'm the fellow\nrib cut\nartery joined\n", "dr have"),
        ("Mr Colm Hene. Asst P O Brian SpR.\nThe rib was cut.", "Mr Colm Hene"),
        ("From: Dr. Nanda Warrier, Consultant\nTo: Dr. Harish Pillai\n\nDear Harish,\n\nThe rib was cut.", "Dr. Nanda Warrier"),
        ("The rib was cut. Attending surgeon Sigrid Palm, MD, was present throughout.", "Sigrid Palm, MD"),
    ],
)
def test_surgeons_of_hurried_notes(text: str, surgeon: str) -> None:
    assert one(text, "surgeon").value == surgeon


@pytest.mark.parametrize(
    "text",
    [
        "surgeon present throughout\nfree rib to ulna\nrib cut\nartery joined\n",
        "consultant scrubbed, reg cut the rib\nfree rib to ulna\nrib cut\nartery joined\n",
        "The previous operation was done by Dr Ada Bell. The rib was cut.",
        "The rib was cut.\n\nTentatively December 11.\n",
    ],
)
def test_nobody_is_put_forward(text: str) -> None:
    assert found(text, "surgeon") == []


def test_the_first_of_two_names_on_a_line_is_the_surgeon() -> None:
    assert one("Hand Surgery\nDr Lim SH / Dr Raj\n21 Nov 2022\n\nThe rib was cut.", "surgeon").value == "Dr Lim SH"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Acad. MFOS\n3 Dec 2021\nReyes / Lim\nGA nasal\n\nThe rib was cut.", "Reyes"),
        ("18/05/24  Op. Reyes / aid Lim / GA\n\nThe rib was cut.", "Reyes"),
        ("Theatre 4, 9 June 2022\nA/Prof Ann Reyes, with Dr Lim\n\nThe rib was cut.", "A/Prof Ann Reyes"),
        ("Theatre 4, 9 June 2022\nMr Reyes / Dr Lim\n\nThe rib was cut.", "Mr Reyes"),
        ("Theatre 4, 9 June 2022\nMr Reyes / Lim\n\nThe rib was cut.", "Mr Reyes"),
        ("Theatre 4, 9 June 2022\nMr Reyes (op) / Dr Lim\n\nThe rib was cut.", "Mr Reyes"),
        ("Theatre 4, 9 June 2022\nMr Reyes / Dr A Lim (registrar) / Dr Foo (fellow)\n\nThe rib was cut.", "Mr Reyes"),
        ("ANN R. REYES, MD            DOS 04-30-2022\nBRIEF OP NOTE\n\nThe rib was cut.", "ANN R. REYES, MD"),
        ("3/8/22 R hand / L foot Surg: Ann Reyes GA + block\n\nThe rib was cut.", "Ann Reyes"),
        ("Surgeon | Part of it\nDr. Ann Reyes (Hand) | Harvest\n\nThe rib was cut.", "Dr. Ann Reyes"),
        ("omfs, brief\n9 june 22. mr d reyes / t lim reg\n\nthe rib was cut.", "mr d reyes"),
        ("surgeon of record: mr d reyes (omfs)\n\nthe rib was cut.", "mr d reyes"),
        ("A/Prof Reyes, Kings Reach. Thursday 27 October 2022.\n\nThe rib was cut.", "A/Prof Reyes"),
        ("Emergency list, 9 June 2022\nMiss A. Reyes; Dr Lim assisting\n\nThe rib was cut.", "Miss A. Reyes"),
        ("LCH Sheffield    Theatre 2    03.10.20\nSurg Reyes / Asst Lim\n\nThe rib was cut.", "Reyes"),
        ("Dear Dr Lim\n\nThe rib was cut.\n\nYours sincerely\n\nMr G Reyes FRCS(Tr & Orth)\n", "Mr G Reyes FRCS"),
        ("Op date 22.11.2021\nSurgeon of record A/Prof A. Reyes. Registrar Dr Lim.\n\nThe rib was cut.", "A/Prof A. Reyes"),
    ],
)
def test_a_pair_of_names_at_the_head(text: str, name: str) -> None:
    assert one(text, "surgeon").value == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mrs Smith / Plastics\nThe rib was cut.\nJ. Reyes, consultant", "J. Reyes"),
        ("Smith, DOS: 3 Aug 2022\nThe rib was cut.\nA. Reyes, consultant", "A. Reyes"),
        ("Surgeon: Dr. Ann Hand\n\nThe rib was cut.", "Dr. Ann Hand"),
    ],
)
def test_who_is_no_surgeon_and_what_is_a_name(text: str, name: str) -> None:
    assert one(text, "surgeon").value == name


def test_a_pair_below_another_label_is_not_the_surgeons() -> None:
    assert one("Scrub:\nMs Poe / Ms Lim\n\nThe rib was cut.\n\nAnn Bell, MD", "surgeon").value == "Ann Bell, MD"


def test_a_pair_of_other_words_names_nobody() -> None:
    assert found("Acad. MFOS\nRib / Ulna\n\nThe rib was cut.", "surgeon") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Author: CPT J. Bell, MD (PGY-4), for attending of record\nAttending of record: LTC Ann Quint, MD\n\nRib cut.",
            "LTC Ann Quint, MD",
        ),
        ("12 Dec 2022 // Sarcoma list // Mr Ian Fox + the professor's fellow\n\nThe rib was cut.", "Mr Ian Fox"),
        ("DOS 11-18-2023   Bell-Quint   R foot   gen\n\nThe rib was cut.", "Bell-Quint"),
    ],
)
def test_names_beside_ranks_strokes_and_dates(text: str, name: str) -> None:
    assert one(text, "surgeon").value == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("attg: Bell-Quint   fellow: Fox (me)\n\nThe rib was cut.", "Bell-Quint"),
        ("HELSE NORDFJELL, Reconstructive Plastic Surgery\nOperator Ann Bell-Quint\n\nThe rib was cut.", "Ann Bell-Quint"),
        ("Mr Bell, typed from tape by SH, not checked\n\nThe rib was cut.", "Mr Bell"),
        ("Ty Fox, PGY-5, for Dr. Ann Bell, who is staff of record and was scrubbed. The rib was cut.", "Dr. Ann Bell"),
        (
            "Dr. Ian Fox, plastic surgery resident, for attending Dr. Ann Bell, operated 10/27/2021. The rib was cut.",
            "Dr. Ann Bell",
        ),
        ("Staff surgeon of record is Dr. Ann Bell, and the second attending was Dr. Ian Fox. The rib was cut.", "Dr. Ann Bell"),
        ("Hand service, attending Dr. Ann Bell, resident dictating is Dr. Ian Fox. The rib was cut.", "Dr. Ann Bell"),
        ("Op record 2023.02.21\n\nOp.: Tachi K.    As.: Ono S. / Fuku Y.\n\nThe rib was cut.", "Tachi K."),
        (
            "B-0230 / short entry / Prof. dr. Ann Bell-Quint (operator) / 17-10-2023\n\nThe rib was cut.",
            "Prof. dr. Ann Bell-Quint",
        ),
    ],
)
def test_a_house_and_a_trainee_are_no_surgeons(text: str, name: str) -> None:
    assert one(text, "surgeon").value == name


@pytest.mark.parametrize(
    ("text", "surgeon"),
    [
        ("Mr H. Bell, Consultant Surgeon\nDictated 2 May\n\nDear Dr Lim,\nI raised the rib.\n\nHugh Bell", "Mr H. Bell"),
        ("ATTENDING OF RECORD FOR THIS REPORT: Ann Bell, M.D. (Plastic Surgery)\n", "Ann Bell, M.D."),
        ("Summary - Ann Bell, MD, Hand Surgery\nAssistant surgeon: Ed Lim, MD, attending orthopedist\n", "Ann Bell, MD"),
    ],
)
def test_who_heads_a_letter_and_who_only_assists(text: str, surgeon: str) -> None:
    assert one(text, "surgeon").value == surgeon


@pytest.mark.parametrize("title", ["Prof. DDr.", "Univ.-Prof. Dr.", "Prim. Dr."])
def test_titles_of_other_countries(title: str) -> None:
    assert one(f"Operator: {title} Annegret Feldkircher\n", "surgeon").value.endswith("Annegret Feldkircher")


def test_the_attending_outranks_the_trainee_who_is_named_as_surgeon() -> None:
    text = "SURGEON: Tess Lim, MD (PGY-6)\nATTENDING SURGEON: Ann Bell, MD\nThe rib was cut.\n"
    assert one(text, "surgeon").value == "Ann Bell, MD"


def test_a_doctor_by_the_title_of_another_tongue() -> None:
    (surgeon,) = found("OPERATIVE REPORT\nOperator: Dr.ssa Ilaria Bassi\nDate: 4 March 2021\n", "surgeon")
    assert surgeon.value == "Dr.ssa Ilaria Bassi"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("This is Dr. Reed dictating an operative report for Dr. Ann Bell, attending of record.", "Dr. Ann Bell"),
        ("brandt, locum ortho. reg: dr t lim\n\nfree rib to the tibia", "brandt"),
        ("5 march 2024   albury   l brandt (locum)\n\nfree rib to the tibia", "l brandt"),
        ("RE-LOOK\n\n20 Feb 2024\nBell / asst Dunn (reg) / anaes Dr Moss\n\nThe clot was milked.", "Bell"),
        ("Planning record\nWritten by: Bell Ann (also responsible surgeon of the planned operation)\n", "Bell Ann"),
        ("Sept 27, 2021 - Gulf Plain Head & Neck Center\nA. M. Bell, MD, attending; C. Dunn, MD, fellow", "A. M. Bell, MD"),
        ("Short report. 23/11/2021. Op.: Prof. R. Bell. Assist.: resident.", "Prof. R. Bell"),
        ("This is Dr. Reed dictating an operative report for Maria Lopez.", "Reed"),
        ("surgeon: j. bell\nduty consultant informed\n\nfree rib to the tibia", "j. bell"),
    ],
)
def test_surgeons_without_a_plain_label(text: str, name: str) -> None:
    assert one(text, "surgeon").value == name


def test_who_scrubbed_with_an_assistant_is_the_surgeon() -> None:
    text = "RETURN TO THEATRE 23/10/2030, 02.15 hrs. Mr Ezekiel B. Wren scrubbed, Dr Lim assisting.\n\nThe neck was opened.\n"
    assert one(text, "surgeon").value == "Mr Ezekiel B. Wren"


def test_a_grade_behind_a_name_is_a_trainee_s() -> None:
    text = "OPERATION SHEET\n\n26/02/30    Miss Urquhart / Dr Baird ST5    Block, day surgery\n\nThe radius was cut.\n"
    assert one(text, "surgeon").value == "Miss Urquhart"


def test_a_heading_on_one_of_the_last_lines_signs_nothing() -> None:
    text = "OPERATION PERFORMED: Free fibula flap to tibia\n\nDESCRIPTION OF PROCEDURE: The fibula was raised.\n"
    assert found(text, "surgeon") == []


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Surgeon: Prof. A. Bell (free fibula flap)", "Prof. A. Bell"),
        ("Surgeon: Capt. A. Bell, scapula and rib", "Capt. A. Bell"),
    ],
)
def test_a_title_with_a_stop_ends_no_name(head: str, name: str) -> None:
    assert one(f"{head}\nTITLE: Free rib flap.\n", "surgeon").value == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Performed by: Lim MD, Priya on May 09, 2030\n\nATTENDING SURGEON: Ann R. Bell, MD\n", "Ann R. Bell, MD"),
        ("AMO: A/Prof A. Bell\nReg: Lim\n", "A/Prof A. Bell"),
        (
            "Op note by resident (J Lim PGY4), attg Garrett Villar MD.\n\nATTG: I was there. G Villar MD 1/25/30\n",
            "Garrett Villar MD",
        ),
        ("Op report, G. Villar MD.\nAssistant: Priya Shah MD (attending surgeon). Dr. Shah assisted.\n", "G. Villar MD"),
    ],
)
def test_who_operated_and_who_only_wrote(text: str, name: str) -> None:
    assert one(f"{text}\nOPERATION: Free rib flap.\n", "surgeon").value == name
