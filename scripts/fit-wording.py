#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fits data/wording.tsv, what words say of the kind of a mail, to labelled mail; and in the same way
data/learned/mode.tsv, stage.tsv and writer.tsv, what they say of how a talk is held, which one it is and who writes.

    make fit [CORPORA=FOLDER]    writes all of them, and tells how it judges what is held out of tests/mail
    make fit HOLD=en-g,de-g      leaves sets of tests/mail/letters out, and tells how they are judged; writes nothing

The mail is that of tests/mail, labelled by its JSON, but for what is held out; FOLDER has more that is of
kind "other", such as a public collection without interviews. For each kind one plane is laid between it and
all other kinds, with as large a margin as the mail allows (a linear support vector machine with squared hinge
loss), on top of a tenth of what the rules add up to: so a rule whose score you change still counts as
it did. Terms that stand in one mail only, those that count for little, and points that hardly count are left
out.

Needs numpy and scipy (Debian: python3-numpy python3-scipy)."""

import collections
import configparser
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy
import scipy.optimize
import scipy.sparse

source = pathlib.Path(os.environ["srcdir"])
sys.path.insert(0, str(source / "tests" / "house"))
import letters  # noqa: E402

build = pathlib.Path(os.environ["builddir"])
KINDS, INVITATIONS = letters.KINDS, letters.INVITATIONS
BLIND = ("held-out", "held-out-2", "held-out-3", "held-out-4", "held-out-5", "held-out-near", "unseen")
UNIT = 10      # points for a margin of one
THRESHOLD = 4  # of every kind, to fit to; those that kinds are told apart by are chosen afterwards
MOST, LEAST = 24, -12  # what rules alone may say
COST = 0.03
FEWEST = 2      # mails that a term stands in
MOST_TERMS = 30000
OFTEN = {"m": 8, "n": 8, "r": 2,  # stock letters: rare among ours and frequent in the world, they count so often;
         "near": 2, "ag": 2}      # and what looks like an invitation, which is rare among ours, too
NOTHING = 0.2   # points that aren't worth a line
CAUTION = 1     # fewer points for every invitation: a false one is worse than one that isn't seen


def labelled(work):
    """{file: (set, golden outcome)}; letters are unfolded below `work`."""
    folders = [path for path in sorted((source / "tests" / "mail").iterdir()) if path.is_dir()]
    for path in sorted((source / "tests" / "mail").glob("*/*.txt")):
        folders.append(work / (path.stem if path.parent.name == "letters" else path.parent.name) / path.stem)
        letters.unfold(path, folders[-1])
    mail = {}
    for folder in folders:
        name = folder.relative_to(work).parts[0] if work in folder.parents else folder.name
        for golden in sorted(folder.glob("*.json")):
            mail[str(golden.with_suffix(".eml"))] = (name, json.loads(golden.read_text()))
    if os.environ.get("CORPORA"):
        for path in sorted(os.path.join(folder, name) for folder, _, names
                           in os.walk(os.environ["CORPORA"], followlinks=True) for name in names):
            mail[path] = ("public", {"kind": "other"})
    return mail


def read(mail):
    """[(set, golden outcome, points of the rules, terms)]"""
    printed = subprocess.run([build / "tests" / "fit" / "wording"], input="\n".join(mail), text=True,
                             capture_output=True, check=True, errors="replace").stdout
    rows = []
    for line in printed.splitlines():
        file, points, *terms = line.split("\t")
        rows.append((*mail[file], [float(p) for p in points.split(",")], terms))
    return rows


def how_often(name):
    """Of a set of letters: "de-near-4" is of the sort "near"."""
    return OFTEN.get((name.split("-") + [""])[1], 1)


def matrix(rows, columns):
    entries = [(i, columns[term]) for i, row in enumerate(rows) for term in row[3] if term in columns]
    entries += [(i, columns["*"]) for i in range(len(rows))]
    i, j = zip(*entries)
    return scipy.sparse.csr_matrix((numpy.ones(len(i)), (i, j)), (len(rows), len(columns)))


def offsets(rows):
    if rows[0][2] is None:
        return numpy.zeros((len(rows), len(KINDS)))
    return (numpy.clip([row[2] for row in rows], LEAST, MOST) - THRESHOLD) / UNIT


def fit_answer(x, xt, offset, sign):
    def loss(weights):
        missing = numpy.maximum(0, 1 - sign * (x @ weights + offset))
        return weights @ weights / 2 + COST * missing @ missing, weights - 2 * COST * (xt @ (sign * missing))

    start = numpy.zeros(x.shape[1])
    return scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def fit_terms(rows, terms, answers):
    """({term: column}, points by answer and column)"""
    columns = {term: i for i, term in enumerate(["*", *terms])}
    x, offset = matrix(rows, columns), offsets(rows)
    xt = x.T.tocsr()
    right = numpy.array([row[1] for row in rows])
    weights = [fit_answer(x, xt, offset[:, k], numpy.where(right == answer, 1, -1)) for k, answer in enumerate(answers)]
    return columns, numpy.array(weights) * UNIT


def fit(rows, answers=KINDS):
    counts = collections.Counter(term for row in rows for term in row[3])
    columns, points = fit_terms(rows, sorted(term for term, count in counts.items() if count >= FEWEST), answers)
    worth = {term: abs(points[:, i]).max() * counts[term] ** 0.5 for term, i in columns.items() if term != "*"}
    columns, points = fit_terms(rows, sorted(sorted(worth, key=worth.get)[-MOST_TERMS:]), answers)
    points[numpy.abs(points) < NOTHING] = 0
    points[[answers.index(answer) for answer in answers if answer in INVITATIONS], columns["*"]] -= CAUTION
    return columns, numpy.round(points, 2)


def thresholds():
    """As the program has them."""
    conf = configparser.ConfigParser()
    conf.read(source / "data" / "rules" / "00-kinds.conf")
    return [float(conf[f"kind {kind}"]["threshold"]) for kind in KINDS]


def judge(rows, columns, points):
    margins = matrix(rows, columns) @ points.T + numpy.array([row[2] for row in rows]) - thresholds()
    best = margins.argmax(1)
    return [KINDS[k] for k in best]


def tell(name, rows, found):
    wanted = [row[1] for row in rows]
    taken = sum(f in INVITATIONS for f in found)
    there = sum(w in INVITATIONS for w in wanted)
    right = sum(f in INVITATIONS and w in INVITATIONS for f, w in zip(found, wanted))
    print(f"{name:24} {len(rows):5} mails, precision {right / max(1, taken):.3f}, recall {right / max(1, there):.3f}, "
          f"kind right {sum(f == w for f, w in zip(found, wanted)) / len(rows):.3f}")


def write(columns, points, answers, path, what):
    lines = [f"# What words say of {what}; fitted by scripts/fit-wording.py, not written by hand.",
             "# A term, a tab, and hundredths of a point by the first letters of an answer; see regrets-rules(5)."]
    for term, column in sorted(columns.items()):
        said = [f"{answer[:3]}{round(100 * points[k, column]):+d}" for k, answer in enumerate(answers) if points[k, column]]
        if said:
            lines.append(f"{term}\t{' '.join(said)}")
    (source / "data" / path).write_text("\n".join(lines) + "\n")
    print(f"data/{path}: {len(lines) - 2} terms")


# ---- how a talk is held, which one it is, and who writes ----

ANSWERS = {**letters.CHOICES, "via_recruiter": ("employer", "agency")}


def answer_of(fact):
    return ANSWERS["via_recruiter"][fact] if isinstance(fact, bool) else fact


def fit_fact(labels, fact, path, what):
    answers = ANSWERS[fact]
    rows = [(row[0], answer_of(row[1]["facts"][fact]), None, [term for term in row[3] if not term.startswith("rule: ")])
            for row in labels if fact in row[1].get("facts", {})]
    columns, points = fit([row for row in rows if row[0] not in BLIND], answers)
    chosen = [row for row in rows if row[0] == "held-out"]
    found = (matrix(chosen, columns) @ points.T).argmax(1)
    right = sum(answers[k] == row[1] for k, row in zip(found, chosen))
    print(f"held-out, {fact}: right in {right / len(chosen):.3f} of {len(chosen)}")
    write(columns, points, answers, path, what)


def tell_sets(rows, names, columns, points):
    for name in names:
        chosen = [row for row in rows if row[0] == name]
        tell(name, chosen, judge(chosen, columns, points))


def main():
    with tempfile.TemporaryDirectory() as work:
        labels = read(labelled(pathlib.Path(work)))
    rows = [(row[0], row[1]["kind"], row[2], [term for term in row[3] if not term.startswith("found: ")])
            for row in labels]
    held = list(filter(None, (os.environ.get("HOLD") or "").split(",")))
    known = [row for row in rows if row[0] not in held and row[0] not in BLIND]
    columns, points = fit([row for row in known for _ in range(how_often(row[0]))])
    tell_sets(rows, [*held, "held-out", "held-out-2", "held-out-3", "held-out-4", "held-out-5"], columns, points)
    if held:
        return
    write(columns, points, KINDS, "wording.tsv", "the kind of a mail")
    fit_fact(labels, "mode", "learned/mode.tsv", "how a talk is held")
    fit_fact(labels, "stage", "learned/stage.tsv", "which talk it is")
    fit_fact(labels, "via_recruiter", "learned/writer.tsv", "whether an agency or the employer writes")


if __name__ == "__main__":
    main()
