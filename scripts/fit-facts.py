#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fits data/learned/weights.txt from mail with golden facts (NAME.eml with NAME.json).

  make tests/fit/print_clues share/.stamp
  REGRETS_DATADIR=share scripts/fit-facts.py tests/fit/print_clues FOLDER... [--known FOLDER...]

What is seen of each word is printed by the program's own code (tests/fit/print_clues.c), so that
fitting and running can't differ. Two things are fitted:

  clues and steps  a linear-chain conditional random field over the words, which tells how likely
                   each begins a fact, goes on with it or has no part in it (core/facts/tagger.h)
  signs            a choice among the spans that this finds, the phrases' answer and none at all
                   (core/facts/spans.h). The spans that it is fitted from are found with weights
                   of the other mail, in thirds by folder, as they will be in mail not seen.

The phrases were written while looking at the mail in the folders behind --known, and find there
more than they would elsewhere; so what they find is left out there, and no choice is fitted from it.

It needs numpy and scipy, takes a minute for 600 mails, and writes to stdout. The same mail gives
the same file."""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zlib

import numpy as np
import scipy.optimize
import scipy.sparse

TAGS = ("company", "position", "person", "place")
LABELS = 1 + 2 * len(TAGS)  # none, or for each tag: begins it, goes on with it
FOLDS = 3
NEVER = -30.0

EPOCHS = 12
SETTLED = 6  # so many of the last give the weights, on average
BATCH = 16  # mails
RATE = 0.15
LASSO = 0.01  # draws the weights of a batch to 0, so that many are none
DROPPED = 0.6  # so many of the clues are hidden each time, so that none is relied on alone
RARE = 2  # clues that aren't seen more often are left out
LEAST = 50  # thousandths that a weight must have to be written
SIGN_RIDGE = 0.5
WORD_RIDGE = 3.0  # of signs that name a word
MISSED = 0.3  # what a mail counts whose fact is in no span


def begins(tag):
    return 1 + 2 * TAGS.index(tag)


# ---- reading ----

class Mail:
    """The words of one mail: their parts, texts, clues and golden labels."""

    def __init__(self, path):
        self.path = path
        self.parts, self.words, self.clues = [], [], []
        self.gold = golden(path)


def golden(path):
    facts = json.loads(pathlib.Path(path).with_suffix(".json").read_text())["facts"]
    return {tag: (facts.get("contact") or {}).get("name") if tag == "person" else facts.get(tag) for tag in TAGS}


def list_mail(folders):
    found = []
    for folder in folders:
        for mail in sorted(pathlib.Path(folder).glob("*.eml")):
            outcome = mail.with_suffix(".json")
            if outcome.exists() and "facts" in json.loads(outcome.read_text()):
                found.append(str(mail))
    return found


def print_lines(program, arguments):
    result = subprocess.run([program, *arguments], stdout=subprocess.PIPE, check=True)
    return [line.split("\t") for line in result.stdout.decode().split("\n") if line]


def read_words(program, paths, keep_found):
    mails = []
    for fields in print_lines(program, paths):
        if fields[0] == "mail":
            mails.append(Mail(fields[1]))
        elif fields[0] != "found":
            mails[-1].parts.append(int(fields[0]))
            mails[-1].words.append("" if fields[2] == "\\n" else fields[2])
            mails[-1].clues.append([clue for clue in fields[3:] if keep_found or not clue.startswith("found")])
    for mail in mails:
        mail.labels = label(mail)
    return mails


# ---- what is what ----

def squash(text):
    return re.sub(r"\s", "", text).casefold()


def places(mail, text):
    """Where the text stands: (first, end) of its words."""
    wanted, count = squash(text), len(mail.words)
    for first in range(count):
        if not mail.words[first] or not wanted.startswith(mail.words[first].casefold()):
            continue
        read, end = "", first
        while end < count and mail.parts[end] == mail.parts[first] and len(read) < len(wanted):
            read += mail.words[end].casefold()
            end += 1
        if read == wanted:
            yield first, end


def label(mail):
    labels = np.zeros(len(mail.words), int)
    for tag in sorted((tag for tag in TAGS if mail.gold[tag]), key=lambda tag: -len(mail.gold[tag])):
        for first, end in places(mail, mail.gold[tag]):
            if not labels[first:end].any():
                labels[first] = begins(tag)
                labels[first + 1:end] = begins(tag) + 1
    label_parts_of_name(mail, labels)
    return labels


def label_parts_of_name(mail, labels):
    """Who is Maureen Otieno in the header signs as Maureen."""
    start = begins("person")
    names = {word for word in (mail.gold["person"] or "").split() if len(word) > 1}
    for i, word in enumerate(mail.words):
        if labels[i] == 0 and word in names and word[0].isupper():
            goes_on = i and labels[i - 1] in (start, start + 1) and mail.parts[i - 1] == mail.parts[i]
            labels[i] = start + 1 if goes_on else start


# ---- the random field ----

def may_follow(before, after):
    return after == 0 or after % 2 == 1 or before in (after, after - 1)


ALLOWED = np.array([[may_follow(before, after) for after in range(LABELS)] for before in range(LABELS)])


def index_clues(mails):
    count = collections.Counter()
    for mail in mails:
        count.update({clue for clues in mail.clues for clue in clues})
    return {clue: i for i, clue in enumerate(sorted(clue for clue, n in count.items() if n > RARE))}


def matrix_of(mail, index):
    columns, ends = [], [0]
    for clues in mail.clues:
        columns += [index[clue] for clue in clues if clue in index]
        ends.append(len(columns))
    return scipy.sparse.csr_matrix((np.ones(len(columns), np.float32), np.array(columns, np.int32),
                                    np.array(ends, np.int32)), shape=(len(mail.clues), len(index)))


def chains_of(mail, offset):
    """The words of each part are a chain of their own."""
    bounds = [0] + [i for i in range(1, len(mail.parts)) if mail.parts[i] != mail.parts[i - 1]] + [len(mail.parts)]
    return [(offset + a, offset + b) for a, b in zip(bounds, bounds[1:]) if b > a]


def forward_backward(scores, chains, steps):
    """The probabilities of labels and the expected number of steps, all chains side by side."""
    chains = sorted(chains, key=lambda chain: chain[0] - chain[1])
    lengths = np.array([b - a for a, b in chains])
    factors = np.zeros((lengths[0], len(chains), LABELS))
    for k, (a, b) in enumerate(chains):
        factors[:b - a, k] = scores[a:b]
    factors = np.exp(factors - factors.max(2, keepdims=True))
    step_factors, active = np.exp(steps), [int((lengths > t).sum()) for t in range(lengths[0])]
    ahead, behind = np.zeros_like(factors), np.ones_like(factors)
    scale = np.ones(factors.shape[:2])
    for t in range(lengths[0]):
        n = active[t]
        value = factors[0] if t == 0 else (ahead[t - 1, :n] @ step_factors) * factors[t, :n]
        scale[t, :n] = value.sum(1)
        ahead[t, :n] = value / scale[t, :n, None]
    expected = np.zeros((LABELS, LABELS))
    for t in range(lengths[0] - 1, 0, -1):
        n = active[t]
        value = factors[t, :n] * behind[t, :n] / scale[t, :n, None]
        expected += ahead[t - 1, :n].T @ value
        behind[t - 1, :n] = value @ step_factors.T
    joint = ahead * behind
    joint /= joint.sum(2, keepdims=True) + 1e-300
    probabilities = np.zeros_like(scores)
    for k, (a, b) in enumerate(chains):
        probabilities[a:b] = joint[:b - a, k]
    return probabilities, expected * step_factors


class Field:
    """AdaGrad, with a lasso in each step."""

    def __init__(self, mails):
        self.mails, self.index = mails, index_clues(mails)
        self.matrices = [matrix_of(mail, self.index) for mail in mails]
        self.random = np.random.default_rng(1)
        self.weights, self.steps = np.zeros((len(self.index), LABELS)), np.where(ALLOWED, 0.0, NEVER)
        self.squares = np.full(self.weights.shape, 1e-2), np.ones(self.steps.shape)

    def seen(self, chosen):
        """The clues that aren't hidden, and which these are."""
        matrix = scipy.sparse.vstack([self.matrices[i] for i in chosen]).tocsr()
        matrix.data = (self.random.random(len(matrix.data), np.float32) >= DROPPED) / np.float32(1 - DROPPED)
        matrix.eliminate_zeros()
        used, columns = np.unique(matrix.indices, return_inverse=True)
        return scipy.sparse.csr_matrix((matrix.data, columns, matrix.indptr), (matrix.shape[0], len(used))), used

    def slopes(self, chosen):
        """Of the clues used, of the steps, and which clues these are."""
        matrix, used = self.seen(chosen)
        labels = np.concatenate([self.mails[i].labels for i in chosen])
        chains, offset = [], 0
        for i in chosen:
            chains += chains_of(self.mails[i], offset)
            offset += len(self.mails[i].labels)
        probabilities, slope_of_steps = forward_backward(matrix @ self.weights[used], chains, self.steps)
        probabilities[np.arange(len(labels)), labels] -= 1
        for a, b in chains:
            np.add.at(slope_of_steps, (labels[a:b - 1], labels[a + 1:b]), -1)
        return matrix.T @ probabilities, slope_of_steps, used

    def move(self, chosen):
        slope, slope_of_steps, used = self.slopes(chosen)
        of_clues, of_steps = self.squares
        of_clues[used] += slope * slope
        rate = RATE / np.sqrt(of_clues[used])
        moved = self.weights[used] - rate * slope
        shrunk = np.maximum(np.abs(moved) - rate * LASSO * len(chosen) / BATCH, 0)
        self.weights[used] = np.sign(moved) * shrunk
        of_steps += slope_of_steps ** 2
        self.steps = np.where(ALLOWED, self.steps - RATE / np.sqrt(of_steps) * slope_of_steps, NEVER)


def fit_field(mails):
    field = Field(mails)
    weights, steps = 0, 0
    for epoch in range(EPOCHS):
        order = field.random.permutation(len(mails))
        for at in range(0, len(mails), BATCH):
            field.move(order[at:at + BATCH])
        if epoch >= EPOCHS - SETTLED:
            weights, steps = weights + field.weights / SETTLED, steps + field.steps / SETTLED
    return field.index, weights, steps


# ---- the choice among spans ----

def same(tag, expected, found):
    if not expected or not found:
        return False
    a, b = (" ".join(text.lower().split()) for text in (expected, found))
    return a == b or (tag == "company" and a.split(" gmbh")[0] == b.split(" gmbh")[0])


def read_spans(program, weights, paths):
    """[{tag: [(is right, {sign: value})]}]; the first of each tag is none at all."""
    mails = []
    for fields in print_lines(program, [f"--weights={weights}", *paths]):
        if fields[0] == "mail":
            gold = golden(fields[1])
            mails.append({})
        elif fields[0] == "none":
            mails[-1][fields[1]] = [(not gold[fields[1]], signs_of(fields[2:]))]
        elif fields[0] == "span":
            mails[-1][fields[1]].append((same(fields[1], gold[fields[1]], fields[2]), signs_of(fields[3:])))
    return mails


def signs_of(fields):
    return {name: float(value) for name, value in (field.rsplit("=", 1) for field in fields)}


def list_signs(mails, tag):
    count = collections.Counter()
    for mail in mails:
        count.update({name for _, signs in mail[tag] for name in signs})
    return sorted(name for name, n in count.items() if n >= (5 if "=" in name else 1))


def matrix_of_signs(mails, tag, names):
    index = {name: i for i, name in enumerate(names)}
    entries = [(row, index[name], value) for row, (_, signs) in enumerate(span for mail in mails for span in mail[tag])
               for name, value in signs.items() if name in index]
    rows, columns, values = zip(*entries)
    return scipy.sparse.csr_matrix((values, (rows, columns)), shape=(sum(len(mail[tag]) for mail in mails), len(names)))


def fit_signs(mails, tag):
    names = list_signs(mails, tag)
    ridge = np.array([WORD_RIDGE if "=" in name else SIGN_RIDGE for name in names])
    matrix = matrix_of_signs(mails, tag, names)
    turned = matrix.T.tocsr()
    sizes = [len(mail[tag]) for mail in mails]
    starts, owner = np.cumsum([0] + sizes[:-1]), np.repeat(np.arange(len(mails)), sizes)
    right = np.array([is_right for mail in mails for is_right, _ in mail[tag]], float)
    is_missed = np.add.reduceat(right, starts) == 0
    right[starts[is_missed]] = 1  # then it is best to say nothing
    counts = np.where(is_missed, MISSED, 1.0)

    def loss(weights):
        scores = matrix @ weights
        chances = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        chances /= np.add.reduceat(chances, starts)[owner]
        share = chances * right
        sums = np.add.reduceat(share, starts) + 1e-12
        slope = ridge * weights - turned @ (counts[owner] * (share / sums[owner] - chances))
        return (ridge * weights) @ weights / 2 - counts @ np.log(sums), slope

    best = scipy.optimize.minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return dict(zip(names, best.x))


# ---- writing ----

def thousandths(weight):
    return int(round(weight * 1000))


def write(out, field, signs):
    index, weights, steps = field
    out.write("# What tells company, position, contact and place, fitted from mail with known facts by\n"
              "# scripts/fit-facts.py. core/facts/tagger.h tells the form. Not to be edited by hand.\n")
    for name in sorted(index):
        values = [(i, thousandths(weight)) for i, weight in enumerate(weights[index[name]])]
        values = [f"\t{i}={value}" for i, value in values if abs(value) >= LEAST]
        if values:
            out.write("clue\t" + name + "".join(values) + "\n")
    for tag in signs:
        for name in sorted(signs[tag]):
            if thousandths(signs[tag][name]):
                out.write(f"sign\t{tag}\t{name}\t{thousandths(signs[tag][name])}\n")
    for before, after in zip(*np.nonzero(ALLOWED)):
        out.write(f"step\t{before}\t{after}\t{thousandths(steps[before, after])}\n")


def fold_of(path):
    return zlib.crc32(pathlib.Path(path).parent.name.encode()) % FOLDS


def find_spans(program, mails, known):
    spans = []
    for fold in range(FOLDS):
        inside = [mail.path for mail in mails if fold_of(mail.path) == fold]
        if not inside:
            continue
        field = fit_field([mail for mail in mails if fold_of(mail.path) != fold] + known)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
            write(file, field, {})
            file.flush()
            spans += read_spans(program, file.name, inside)
        print(f"third {fold + 1}: {len(inside)} mails", file=sys.stderr)
    return spans


def main():
    parser = argparse.ArgumentParser(description="Fits data/learned/weights.txt.")
    parser.add_argument("program", help="tests/fit/print_clues")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--known", nargs="*", default=[])
    options = parser.parse_args()
    mails = read_words(options.program, list_mail(options.folders), True)
    known = read_words(options.program, list_mail(options.known), False) if options.known else []
    spans = find_spans(options.program, mails, known)
    signs = {tag: fit_signs(spans, tag) for tag in TAGS}
    write(sys.stdout, fit_field(mails + known), signs)


if __name__ == "__main__":
    main()
