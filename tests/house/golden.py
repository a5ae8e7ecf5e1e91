# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample mail against its golden outcomes: every message of the demo's inbox must be right;
for the larger sets the rates are counted, and must not fall below what was reached."""

import email
import email.policy
import json
import pathlib
import subprocess
import tempfile

import letters
import tap
from rates import INVITATIONS, hold_letters, mail, outcomes, program, tell, wrong_facts


def test_inbox_of_the_demo():
    wrong = []
    for name, expected, found in outcomes(mail / "inbox"):
        if expected["kind"] != found["kind"]:
            wrong.append(f"{name}: {expected['kind']} taken for {found['kind']}")
        if "facts" in expected and expected.get("language") == "en":
            wrong += [f"{name}: {fact} is {expected['facts'][fact]!r}, found {found['facts'][fact]!r}"
                      for fact in wrong_facts(expected, found)]
    assert not wrong, "\n".join(wrong)


def test_what_was_handed_on_is_answered_alone():
    """Nothing of what the forwarder wrote goes to whom the reply is for."""
    result = subprocess.run([program, "check", "--config", "/nonexistent", "--profile", mail / "profile.conf", "--now",
                             "2026-08-25T09:00:00Z", "--format", "json", mail / "tried" / "mime-23.eml"],
                            capture_output=True, text=True, timeout=60)
    draft = email.message_from_string(json.loads(result.stdout)["draft"], policy=email.policy.default)
    text = draft.get_body().get_content().replace("\r\n", "\n")
    assert draft["Subject"] == "Re: Candidature de Robin Falk – éducateur·rice de jeunes enfants", draft["Subject"]
    assert "Cécile Audouin-Ravel:\n> Bonjour," in text and "demi-journée" in text, text
    assert "Maman" not in text and "réexpédié" not in text, text


def hold(name, floors, show=True):
    """The rates of a set; none may fall below its floor."""
    if not any((mail / name).glob("*.eml")):
        raise tap.Skip(f"there is no mail in {name}")
    precision, recall, kind, facts = tell(mail / name, show)
    found = {"precision": precision, "recall": recall, "kind": kind, **facts}
    low = {what: found[what] for what, floor in floors.items() if found[what] < floor}
    assert not low, low


def test_english():
    hold("english", {"precision": 0.98, "recall": 0.98, "kind": 0.97, "company": 0.96, "position": 0.9,
                     "contact": 0.92, "times": 0.92, "reply_to": 0.98})


def test_tried():
    hold("tried", {"precision": 0.98, "recall": 0.94, "kind": 0.93, "company": 0.89, "position": 0.93, "contact": 0.94,
                   "mode": 0.92, "times": 0.94, "reply_by": 0.95, "reply_to": 0.98, "calendar": 0.98})


def test_tried_one_by_one():
    """What is told by one rule or one step alone, and would hardly move a rate."""
    held = {
        "mime-46": ("kind", "times"),                       # the subject, the letter being a PDF
        "mime-20": ("times",),                              # entries that are only attached
        "mime-23": ("kind", "contact"),                     # quoted as Apple hands it on
        "mime-27": ("reply_to",),                           # the Reply-To of what was handed on
        "fr-es-37": ("contact",),                           # "Interview Robin Falk", to Robin Falk
        "hours-31": ("mode",),                              # a street below the signature
        "en-de-46": ("position",),                          # the firm before the title
        "fr-es-38": ("company", "via_recruiter"),           # an agency
        "hours-02": ("times",), "hours-23": ("times",),     # one slot on two clocks
        "hours-21": ("times",), "hours-09": ("times",),     # weeks later
        "trust-02": ("times",),                             # "findet statt am"
        "fr-es-23": ("kind",), "fr-es-22": ("kind",),       # a reminder, an offer
        "en-de-42": ("kind",),                              # "Kein Termin passt"
    }
    found = {name: (expected, given) for name, expected, given in outcomes(mail / "tried")}
    wrong = []
    for name, whats in held.items():
        expected, given = found[name]
        for what in whats:
            right = expected["kind"] == given["kind"] if what == "kind" \
                else what in expected["facts"] and what not in wrong_facts(expected, given)
            if not right:
                wrong.append(f"{name}: {what} is {given['facts'].get(what, given['kind'])!r}")
    assert not wrong, "\n".join(wrong)
    company = found["fr-es-13"][1]["facts"]["company"]
    assert company is None, f"{company} is the agency that writes, from zbinden-emploi.example"


def test_english_of_a_second_hand():
    hold("english-2", {"precision": 0.98, "recall": 0.95, "kind": 0.95, "company": 0.92, "position": 0.86,
                       "contact": 0.82, "times": 0.92, "reply_to": 0.95})


def test_english_of_a_third_hand():
    hold("english-3", {"precision": 0.98, "recall": 0.98, "kind": 0.97, "company": 0.95, "position": 0.95,
                       "contact": 0.95, "times": 0.95, "reply_to": 0.98})


def test_english_of_a_third_hand_again():
    hold("english-4", {"precision": 0.98, "recall": 0.98, "kind": 0.95, "company": 0.95, "position": 0.95,
                       "contact": 0.95, "times": 0.95, "reply_to": 0.98})


def test_english_of_a_third_hand_once_more():
    hold("english-5", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.98, "position": 0.98,
                       "contact": 0.98, "times": 0.98, "reply_to": 0.98})


def test_german():
    hold("german", {"precision": 0.98, "recall": 0.98, "kind": 0.95, "company": 0.6, "position": 0.65,
                    "contact": 0.8, "times": 0.7, "reply_to": 0.98})


def test_german_of_a_second_hand():
    hold("german-2", {"precision": 0.98, "recall": 0.8, "kind": 0.8})


def test_italian():
    hold("italian", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.8, "position": 0.9,
                     "contact": 0.95, "times": 0.9, "reply_to": 0.9})


def test_italian_of_a_second_hand():
    hold("italian-2", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.95, "position": 0.95,
                       "contact": 0.95, "times": 0.5, "reply_to": 0.98})


def test_spanish():
    hold("spanish", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.85, "position": 0.95,
                     "contact": 0.9, "times": 0.9, "reply_to": 0.98})


def test_italian_of_a_third_hand():
    hold("italian-3", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.95, "position": 0.95,
                       "contact": 0.95, "times": 0.95, "reply_to": 0.98})


def test_spanish_of_a_second_hand():
    hold("spanish-2", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.95, "position": 0.95,
                       "contact": 0.95, "times": 0.95, "reply_to": 0.98})


def test_french():
    hold("french", {"precision": 0.98, "recall": 0.98, "kind": 0.95, "company": 0.85, "position": 0.85,
                    "contact": 0.95, "times": 0.95, "reply_to": 0.98})


def test_portuguese():
    hold("portuguese", {"precision": 0.98, "recall": 0.98, "kind": 0.95, "company": 0.95, "position": 0.95,
                        "contact": 0.95, "times": 0.95, "reply_to": 0.98})


def test_german_of_a_third_hand():
    hold("german-3", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.95, "position": 0.95,
                      "contact": 0.95, "times": 0.95, "reply_to": 0.98})


def test_dutch():
    hold("dutch", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.95, "position": 0.95,
                   "contact": 0.95, "times": 0.95, "reply_to": 0.98})


def test_french_of_a_second_hand():
    hold("french-2", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.95, "position": 0.94,
                      "times": 0.94})


def test_french_of_a_third_hand():
    hold("french-3", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.95, "position": 0.85,
                      "contact": 0.95, "times": 0.95, "reply_to": 0.98})


def test_french_of_a_third_hand_again():
    hold("french-4", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.98, "position": 0.98,
                      "contact": 0.98, "times": 0.98, "reply_to": 0.98})


def test_spanish_of_a_third_hand_again():
    hold("spanish-4", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.98, "position": 0.98,
                       "contact": 0.98, "times": 0.98, "reply_to": 0.98})


def test_spanish_of_a_third_hand():
    hold("spanish-3", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.85, "position": 0.95,
                       "contact": 0.95, "times": 0.95, "reply_to": 0.98})


def test_italian_of_a_fourth_hand():
    hold("italian-4", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.95, "position": 0.95,
                       "contact": 0.71, "times": 0.95, "reply_to": 0.98})


def test_portuguese_of_a_third_hand():
    hold("portuguese-3", {"precision": 0.98, "recall": 0.98, "kind": 0.98, "company": 0.95, "position": 0.95,
                          "contact": 0.95, "times": 0.95, "reply_to": 0.98})


def test_short_mail_in_seven_languages():
    hold("short", {"precision": 0.96, "recall": 0.95, "kind": 0.92, "company": 0.7, "position": 0.78,
                   "times": 0.84, "reply_to": 0.92})


def test_portuguese_of_a_second_hand():
    hold("portuguese-2", {"precision": 0.98, "recall": 0.98, "kind": 0.97, "company": 0.95, "position": 0.9,
                          "times": 0.95})


def test_interviewers_are_not_greeted():
    """Who is named behind "Interviewer:" alone isn't whom to answer to, unless a mailbox is called after them."""
    contacts = {}
    with tempfile.TemporaryDirectory() as work:
        for stem in ("de-r", "de-s", "es-u", "fr-u"):
            letters.unfold(mail / "letters" / f"{stem}.txt", pathlib.Path(work))
        for name, _, found in outcomes(pathlib.Path(work)):
            contacts[name] = (found["facts"]["contact"] or {}).get("name")
    named = [name for name in ("einladung-html-versicherung", "es-u-clinica-enfermeria", "infirmier-namur")
             if contacts[name]]
    assert not named, named
    assert contacts["verschiebung-ats"] == "Jonas Pfeil", contacts["verschiebung-ats"]


def test_letters_that_nothing_was_fitted_to():
    """Their names stay untold, so that it remains so."""
    hold_letters("held-out", {"precision": 0.99, "recall": 0.97, "kind": 0.94, "reply_to": 0.96, "company": 0.89,
                              "position": 0.82, "contact": 0.84, "place": 0.73}, show=False)


def test_letters_with_many_appointments_that_nothing_was_fitted_to():
    """A quarter of them is of everyday life: the dentist, a team, a friend who tells of an interview."""
    hold_letters("held-out-2", {"precision": 0.97, "recall": 0.96, "kind": 0.94, "reply_to": 0.93, "company": 0.88,
                                "position": 0.9, "contact": 0.91, "times": 0.93}, show=False)


def test_ordinary_letters_that_nothing_was_fitted_to():
    """As a customer would collect them; a fifth is of everyday life."""
    hold_letters("held-out-3", {"precision": 0.98, "recall": 0.96, "kind": 0.95, "reply_to": 0.96, "company": 0.87,
                                "position": 0.94, "contact": 0.92, "times": 0.93}, show=False)


def test_spoken_letters_that_nothing_was_fitted_to():
    """A third is written as small employers speak; a fifth is of everyday life."""
    hold_letters("held-out-4", {"precision": 0.98, "recall": 0.96, "kind": 0.94, "reply_to": 0.95, "company": 0.86,
                                "position": 0.9, "contact": 0.91, "times": 0.89}, show=False)


def test_unusual_letters_that_nothing_was_fitted_to():
    """No two alike in trade, writer or wording."""
    hold_letters("held-out-5", {"precision": 0.97, "recall": 0.9, "kind": 0.91, "reply_to": 0.93, "company": 0.84,
                                "position": 0.9, "contact": 0.86, "times": 0.9}, show=False)


def test_what_looks_most_like_an_invitation():
    """Friends' own interviews, the user's candidates, authorities, business: not all of it can be told apart."""
    with tempfile.TemporaryDirectory() as work:
        for path in sorted((mail / "held-out-near").glob("*.txt")):
            letters.unfold(path, pathlib.Path(work))
        found = [outcome["kind"] in INVITATIONS for _, _, outcome in outcomes(pathlib.Path(work))]
    print(f"# looks most like an invitation: {sum(found)} of {len(found)} are taken for one")
    assert len(found) == 400 and sum(found) <= 0.15 * len(found), sum(found)


def test_unseen():
    """Mail that no rule was written from: its names stay untold, so that it remains so."""
    hold("unseen", {"precision": 0.7, "recall": 0.45}, show=False)


def test_other_languages():
    wrong = [(name, expected["kind"], found["kind"]) for name, expected, found in outcomes(mail / "other-languages")
             if expected["kind"] != found["kind"]]
    assert not wrong, wrong


def test_languages_without_rules():
    """They don't pass for another: no facts are read out of what nobody here reads, and no reply is in a third
    language."""
    seen = 0
    for name, expected, found in outcomes(mail / "foreign"):
        alike = {"nb": ("nb", "da")}.get(expected["language"], (expected["language"],))
        assert found["language"] in alike, (name, found["language"])
        invited = found["kind"] in INVITATIONS
        assert not invited or expected["kind"] == "invitation", (name, found["kind"])
        assert not found["facts"]["position"] and not found["facts"]["place"], (name, found["facts"])
        assert (found["decision"]["template"] or "en/").startswith("en/"), (name, found["decision"])
        seen += invited
    print(f"# languages without rules: {seen} invitations are seen")
    assert seen >= 9, seen


def test_ordinary_mail_is_no_invitation():
    wrong = [name for name, expected, found in outcomes(mail / "ordinary") if found["kind"] in INVITATIONS]
    assert not wrong, wrong


def test_answers_in_the_language_of_the_mail():
    answered = set()
    for folder in ("english", "german", "italian", "other-languages"):
        for name, expected, found in outcomes(mail / folder):
            template = found["decision"]["template"]
            if template:
                assert template.startswith(found["language"] + "/"), (name, found["language"], template)
                answered.add(found["language"])
    assert answered >= {"en", "de", "fr", "it"}, answered


def test_same_input_same_output():
    first, second = (json.dumps(outcomes(mail / "inbox")) for _ in range(2))
    assert first == second


tap.run(globals())
