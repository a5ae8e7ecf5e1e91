#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fits what takes a second look at invitations, to labelled mail: data/learned/net.bin, the net
that reads a mail word by word (core/detect/net.c), and data/learned/bag.bin, the one over all that it has (core/detect/bag.c).

    make fit-net [CORPORA=FOLDER]    writes both, and tells how they judge what is held out of tests/mail
    make fit-net HOLD=1              leaves the letters of some hands out, and keeps the odds of these and of what is held
                                     out in fit-net.npz: the weights in core/detect/second_look.c come from those, with
                                     points of the wording that these letters weren't fitted to, either (make fit HOLD=...)

The net: of each word its own row, that of its beginning, of its end, and of where it stands are added; what three words
say together and five of these is found by two convolutions, and the most of each and a mean by attention tell the kind.
The bag: the rows of all terms, long words and signs of the header are added, and two layers tell the kind. Dropout, words
that are hidden one in seven times, and a mean over the last steps keep them from learning by heart.

Needs numpy and torch (Debian: python3-numpy python3-torch). The same mail gives the same net on the same machine."""

import collections
import copy
import importlib.util
import os
import pathlib
import random
import struct
import subprocess
import tempfile

import numpy
import torch
from torch import nn
from torch.nn import functional

source, build = pathlib.Path(os.environ["srcdir"]), pathlib.Path(os.environ["builddir"])
spec = importlib.util.spec_from_file_location("fit_wording", source / "scripts" / "fit-wording.py")
wording = importlib.util.module_from_spec(spec)
spec.loader.exec_module(wording)

KINDS, BLIND = wording.KINDS, wording.BLIND
NEVER = ("ai",)                                        # hands that tell how both judge mail unlike what they know
HELD = ("ab", "z", "near-7", "near-9", "af", "ag")  # hands of the letters that are left out with HOLD
OFTEN = {"m": 2, "n": 2, "near": 2, "ag": 2}
HEADS, TAILS, PLACES = 6000, 3000, 5                  # as in core/detect/sequence.h
WIDTH, FIRST, SECOND, HIDDEN = 48, 96, 128, 64        # as in core/detect/net.c
FEWEST = 3       # mails that a word of its own stands in
EPOCHS, BATCH, RATE = 5, 32, 2e-3
BAG_FEWEST, BAG_EPOCHS = 4, 4
LEAST, MOST, UNIT = wording.LEAST, wording.MOST, 10  # of the points of the rules, as in core/detect/bag.c
HIDE = 0.15      # of the words, each time
STEPS = 450      # that are looked at while fitting
SURE = 8         # odds beyond this say no more


def read():
    """[(file, set, kind, lead, steps, contents, points)], steps as rows of hash, head, tail, place."""
    with tempfile.TemporaryDirectory() as work:
        mail = wording.labelled(pathlib.Path(work))
        printed = subprocess.run([build / "tests" / "fit" / "print_steps"], input="\n".join(mail), text=True,
                                 capture_output=True, check=True, errors="replace").stdout
    rows = []
    for line in printed.splitlines():
        file, lead, steps, contents, points = line.split("\t")
        rows.append((file, mail[file][0], mail[file][1]["kind"], float(lead),
                     numpy.array([step.split(",") for step in steps.split(" ")], dtype=numpy.uint64),
                     numpy.array(contents.split(" "), dtype=numpy.uint64),
                     numpy.array(points.split(" "), dtype=numpy.float32)))
    return rows


def sort_of(name):
    """"de-near-4" is of the sort "near-4"."""
    return name.split("-", 1)[1] if "-" in name else ""


def numbered(rows, known):
    """What the net is given: the rows of each step, whose words are numbered by how often they are in `known`."""
    counts = collections.Counter()
    for i in known:
        counts.update(set(rows[i][4][:, 0].tolist()))
    words = {word: number + 2 for number, (word, count) in enumerate(counts.most_common()) if count >= FEWEST}
    inputs = []
    for row in rows:
        steps = row[4]
        own = numpy.array([words.get(word, 1) for word in steps[:, 0].tolist()], dtype=numpy.int32)
        inputs.append(numpy.vstack([own, steps[:, 1:].astype(numpy.int32).T]))
    return words, inputs


class Net(nn.Module):
    def __init__(self, words):
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(rows, WIDTH, padding_idx=0)
                                    for rows in (words + 2, HEADS + 1, TAILS + 1, PLACES))
        for table in self.tables:
            nn.init.normal_(table.weight, 0, 0.1)
            table.weight.data[0] = 0
        self.first = nn.Conv1d(WIDTH, FIRST, 3, padding=1)
        self.second = nn.Conv1d(FIRST, SECOND, 5, padding=2)
        self.look = nn.Conv1d(SECOND, 1, 1)
        self.hidden = nn.Linear(FIRST + 2 * SECOND, HIDDEN)
        self.kinds = nn.Linear(HIDDEN, len(KINDS))

    def hide(self, steps):
        seen = (torch.rand(steps[:, 0].shape) > HIDE).long()
        unknown = torch.ones_like(steps[:, 0]).minimum(steps[:, 0])
        return torch.stack([torch.where(seen == 0, unknown, steps[:, 0]), steps[:, 1] * seen, steps[:, 2] * seen,
                            steps[:, 3]], 1)

    def forward(self, steps):
        if self.training:
            steps = self.hide(steps)
        beyond = (steps[:, 3] == 0).unsqueeze(1)
        values = sum(table(steps[:, i]) for i, table in enumerate(self.tables))
        values = functional.dropout(values, 0.2, self.training).transpose(1, 2)
        threes = functional.relu(self.first(values)).masked_fill(beyond, 0)
        fives = functional.relu(self.second(threes)).masked_fill(beyond, 0)
        looks = torch.softmax(self.look(fives).masked_fill(beyond, -1e9), 2)
        found = torch.cat([threes.max(2)[0], fives.max(2)[0], (fives * looks).sum(2)], 1)
        hidden = functional.relu(self.hidden(functional.dropout(found, 0.5, self.training)))
        return self.kinds(functional.dropout(hidden, 0.5, self.training))


class Bag(nn.Module):
    def __init__(self, words):
        super().__init__()
        self.words = nn.EmbeddingBag(words, WIDTH, mode="sum", sparse=True)
        nn.init.normal_(self.words.weight, 0, 0.02)
        self.points = nn.Linear(len(KINDS), WIDTH)
        self.hidden = nn.Linear(WIDTH, WIDTH)
        self.kinds = nn.Linear(WIDTH, len(KINDS))

    def forward(self, contents, starts, counts, points):
        values = functional.relu(self.words(contents, starts) / counts.sqrt().unsqueeze(1) + self.points(points))
        hidden = functional.relu(self.hidden(functional.dropout(values, 0.4, self.training)))
        return self.kinds(functional.dropout(hidden, 0.4, self.training))


def bag_numbered(rows, known):
    counts = collections.Counter()
    for i in known:
        counts.update(rows[i][5].tolist())
    words = {word: number for number, (word, count) in enumerate(counts.most_common()) if count >= BAG_FEWEST}
    return words, [(numpy.array([words[word] for word in row[5].tolist() if word in words], dtype=numpy.int64),
                    numpy.clip(row[6], LEAST, MOST) / UNIT) for row in rows]


def bagged(contents, lot, dropped=0):
    kept = [contents[i][0][numpy.random.rand(len(contents[i][0])) >= dropped] for i in lot]
    starts = numpy.cumsum([0] + [len(words) for words in kept[:-1]])
    counts = torch.tensor([float(max(1, len(words))) for words in kept])
    points = torch.from_numpy(numpy.stack([contents[i][1] for i in lot]))
    return torch.from_numpy(numpy.concatenate(kept)), torch.from_numpy(starts), counts, points


def fit_bag(words, contents, answers, weights, known):
    bag = Bag(words)
    optimizers = [torch.optim.SparseAdam([bag.words.weight], lr=RATE),
                  torch.optim.Adam([value for name, value in bag.named_parameters() if name != "words.weight"], lr=RATE)]
    for epoch in range(BAG_EPOCHS):
        order = numpy.random.permutation(known)
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = RATE * (1 - epoch / BAG_EPOCHS)
        for lot in (order[start:start + BATCH] for start in range(0, len(order), BATCH)):
            losses = functional.cross_entropy(bag(*bagged(contents, lot, 0.3)), answers[lot], reduction="none",
                                              label_smoothing=0.02)
            for optimizer in optimizers:
                optimizer.zero_grad()
            (losses * weights[lot]).mean().backward()
            for optimizer in optimizers:
                optimizer.step()
    return bag.eval()


def batches(inputs, chosen, size, shuffled):
    chosen = list(chosen)
    if shuffled:
        random.shuffle(chosen)
    lots = []
    for start in range(0, len(chosen), size * 40):  # mails of one length together
        lot = sorted(chosen[start:start + size * 40], key=lambda i: inputs[i].shape[1])
        lots += [lot[k:k + size] for k in range(0, len(lot), size)]
    if shuffled:
        random.shuffle(lots)
    return lots


def padded(inputs, lot, most=None):
    length = min(max(inputs[i].shape[1] for i in lot), most or 10 ** 6)
    steps = numpy.zeros((len(lot), 4, length), dtype=numpy.int64)
    for row, i in enumerate(lot):
        steps[row, :, :inputs[i].shape[1]] = inputs[i][:, :length]
    return torch.from_numpy(steps)


def fit(words, inputs, answers, weights, known):
    net = Net(words)
    mean = copy.deepcopy(net)
    optimizer = torch.optim.Adam(net.parameters(), lr=RATE)
    steps, step = EPOCHS * len(batches(inputs, known, BATCH, False)), 0
    for epoch in range(EPOCHS):
        net.train()
        total = 0
        for lot in batches(inputs, known, BATCH, True):
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1, step / 200) * (1 - step / (steps + 1)) ** 0.8
            losses = functional.cross_entropy(net(padded(inputs, lot, STEPS)), answers[lot], reduction="none",
                                              label_smoothing=0.02)
            loss = (losses * weights[lot]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(lot)
            if step % 4 == 0:
                share = max(0.012, 1 / (1 + step / 4)) if step < 300 else 0.012
                with torch.no_grad():
                    for kept, new in zip(mean.parameters(), net.parameters()):
                        kept.lerp_(new, share)
        print(f"round {epoch + 1} of {EPOCHS}: loss {total / len(known):.3f}", flush=True)
    return mean.eval()


def odds(net, given, lots, count):
    """Log odds of an invitation by number of the mail; `given` tells what of a lot of mails the net is given."""
    found = numpy.zeros(count)
    with torch.no_grad():
        for lot in lots:
            kinds = torch.log_softmax(net(*given(lot)), 1).numpy()
            found[lot] = numpy.logaddexp(kinds[:, 0], kinds[:, 1]) - numpy.logaddexp.reduce(kinds[:, 2:], axis=1)
    return numpy.clip(found, -SURE, SURE)


def whole_numbers(table):
    """Rows as whole numbers of a byte, and what each is to be taken by."""
    rows = table.detach().numpy()
    scales = numpy.maximum(numpy.abs(rows).max(axis=1), 1e-9) / 127
    return scales.astype("<f4").tobytes(), numpy.rint(rows / scales[:, None]).astype(numpy.int8).tobytes()


def write(path, magic, words, tables, bases):
    with open(path, "wb") as file:
        file.write(magic + struct.pack("<I", len(words)))
        file.write(numpy.array(sorted(words, key=words.get), dtype="<u8").tobytes())
        for table in tables:
            for part in whole_numbers(table):
                file.write(part)
        for base in bases:
            file.write(base.detach().numpy().astype("<f4").tobytes())


def write_bag(bag, words, path):
    write(path, b"regrets bag 1\n\0\0", words, (bag.words.weight, bag.points.weight, bag.hidden.weight, bag.kinds.weight),
          (bag.points.bias, bag.hidden.bias, bag.kinds.bias))


def write_net(net, words, path):
    """Taps of a convolution stand one behind the other, each with all that it takes."""
    tables = [table.weight for table in net.tables]
    tables += [conv.weight.transpose(1, 2).reshape(conv.weight.shape[0], -1) for conv in (net.first, net.second, net.look)]
    tables += [net.hidden.weight, net.kinds.weight]
    write(path, b"regrets net 1\n\0\0", words, tables,
          [layer.bias for layer in (net.first, net.second, net.look, net.hidden, net.kinds)])


def main():
    torch.manual_seed(2)
    random.seed(2)
    numpy.random.seed(2)
    rows = read()
    names = [row[1] for row in rows]
    blind = numpy.array([name in BLIND for name in names])
    held = numpy.array([sort_of(name) in HELD for name in names]) & bool(os.environ.get("HOLD"))
    known = numpy.flatnonzero(~blind & ~held & ~numpy.array([sort_of(name) in NEVER for name in names]))
    words, inputs = numbered(rows, known)
    answers = torch.tensor([KINDS.index(row[2]) for row in rows])
    often = torch.tensor([float(OFTEN.get((name.split("-") + [""])[1], 1)) for name in names])
    bag_words, contents = bag_numbered(rows, known)
    print(f"{len(known)} mails, {len(words)} words, {len(bag_words)} in the bag")
    bag = fit_bag(len(bag_words), contents, answers, often, known)
    net = fit(len(words), inputs, answers, often, known)
    asked = numpy.flatnonzero(blind | held)
    by_bag = odds(bag, lambda lot: bagged(contents, lot), batches(inputs, asked, 64, False), len(rows))
    by_net = odds(net, lambda lot: (padded(inputs, lot),), batches(inputs, asked, 64, False), len(rows))
    found, invites = (by_bag + by_net) / 2, answers.numpy() < 2
    for name in sorted(set(names[i] for i in asked)):
        of = numpy.array([n == name for n in names])
        print(f"{name}: {of.sum()}, alone {((found > 0) & ~invites & of).sum()} false {((found <= 0) & invites & of).sum()} missed")
    if os.environ.get("HOLD"):
        numpy.savez("fit-net.npz", bag=by_bag, net=by_net, names=names, kinds=answers, files=[row[0] for row in rows],
                    leads=[row[3] for row in rows])
    else:
        write_net(net, words, source / "data" / "learned" / "net.bin")
        write_bag(bag, bag_words, source / "data" / "learned" / "bag.bin")


if __name__ == "__main__":
    main()
