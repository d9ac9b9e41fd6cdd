"""Train the model of `gainful.engine.text.work_sentences` and write its weights to the engine's data folder.

Reads SkillSpan's training postings (a sentence with a marked skill speaks of the work) and O*NET task statements,
which do in the forms that postings give them ("Reviews …", "You will review …") and do not where a firm speaks of
itself ("Our teams review …"). The sentences are not kept.

    GAINFUL_SHARED=../shared PYTHONPATH=src python scripts/train_work_sentences.py
"""

from __future__ import annotations

import os
import random
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from gainful.engine.text.sections import cue_signs
from gainful.engine.text.word_vectors import DATA, skill_words
from gainful.engine.text.work_sentences import CUE_SCALE, VECTOR_SCALE, sentence_vector

TASKS, TASK_WEIGHT, SOFTNESS = 14_000, 0.15, 0.3
WHO = ("Technicians", "Workers", "The person", "They", "Aides")
FIRM = ("We", "Our teams", "Our staff", "Our people", "Our company's experts")
BOASTS = 4_000
MASK = re.compile(r"<[A-Z]+>")


def shared(*parts: str) -> Path:
    """A file of the raw data."""
    return Path(os.environ.get("GAINFUL_SHARED", "../shared"), "data", "skills", *parts)


def postings() -> tuple[list[str], list[int]]:
    """SkillSpan's training sentences, names of firms and places left out, and whether a skill is marked in each."""
    texts, speaks = [], []
    for file in sorted(shared("skillspan").glob("*_train.conll")):
        for block in file.read_text(encoding="utf-8").split("\n\n"):
            tokens = [row.split("\t") for row in block.strip().splitlines() if "\t" in row]
            if tokens:
                texts.append(MASK.sub("", " ".join(token[0] for token in tokens)))
                speaks.append(int(any(tag.startswith("B-") for token in tokens for tag in token[1:])))
    return texts, speaks


def third_person(verb: str) -> str:
    """ "Carry" becomes "Carries"."""
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")


def said(task: str, way: int, draw: random.Random) -> str:
    """A task in one of five forms that postings use."""
    verb, _, rest = task.partition(" ")
    small = verb.lower()
    return (
        task,
        f"{third_person(small).capitalize()} {rest}",
        f"You will {small} {rest}",
        f"{draw.choice(WHO)} {small} {rest}",
        f"{small} {rest}",
    )[way]


def boasted(task: str, draw: random.Random) -> str:
    """A task as what the firm says of itself, which asks nothing of the person."""
    return f"{draw.choice(FIRM)} {task[:1].lower()}{task[1:]}"


def features(texts: list[str]) -> csr_matrix:
    """Words, vector and cues of each text as the engine adds them up, [texts, words + 128 + cues]."""
    vectors = skill_words()
    at, word, dense, cues = [], [], [], []
    for row, text in enumerate(texts):
        rows = vectors.read(text).rows
        known = np.unique(rows)
        at += [row] * len(known)
        word += known.tolist()
        dense.append(
            sentence_vector(vectors, rows) if len(rows) else np.zeros(vectors.vectors.shape[1], np.float32)
        )
        cues.append(cue_signs(text))
    named = csr_matrix((np.ones(len(at)), (at, word)), shape=(len(texts), len(vectors.vectors)))
    return hstack(
        [named, csr_matrix(VECTOR_SCALE * np.array(dense)), csr_matrix(CUE_SCALE * np.array(cues))]
    ).tocsr()


def main() -> None:
    """Train and write the weights."""
    draw = random.Random(0)  # noqa: S311 - not for secrets
    texts, speaks = postings()
    tasks = pd.read_excel(shared("onet_29_3", "Task Statements.xlsx"))["Task"].tolist()
    draw.shuffle(tasks)
    boasts = [boasted(task, draw) for task in tasks[-BOASTS:]]
    tasks = [said(task, place % 5, draw) for place, task in enumerate(tasks[:TASKS])]
    weight = [1.0] * len(texts) + [TASK_WEIGHT] * (len(tasks) + len(boasts))
    speaks += [1] * len(tasks) + [0] * len(boasts)
    model = LogisticRegression(C=SOFTNESS, max_iter=2000)
    model.fit(features(texts + tasks + boasts), speaks, sample_weight=weight)
    words, size = model.coef_[0], len(skill_words().vectors)
    scale = np.abs(words[:size]).max() / 127
    np.savez_compressed(
        DATA / "work_sentences.npz",
        words=np.round(words[:size] / scale).astype(np.int8),
        scale=np.array([scale], np.float32),
        vector=words[size : size + 128].astype(np.float32),
        cues=words[size + 128 :].astype(np.float32),
        bias=np.float32(model.intercept_[0]),
    )
    sys.stdout.write(f"{(DATA / 'work_sentences.npz').stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
