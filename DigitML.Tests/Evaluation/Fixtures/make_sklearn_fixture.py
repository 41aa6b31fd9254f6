"""Writes sklearn.json: random predictions and what scikit-learn says of them. Needs NumPy and scikit-learn (made with 1.2.1).

Probabilities are whole numbers of 4096ths: a row adds up to exactly 1 in single precision too, and scikit-learn's renormalisation
changes nothing. No row has two equal ones, so rankings have no ties.
"""
import json
import pathlib
import warnings

import numpy as np
from sklearn import metrics

UNIT = 4096


def random_row(rng, classes, label, strength):
    """Distinct whole numbers that add up to UNIT, leaning towards the label."""
    while True:
        scores = rng.normal(size=classes)
        scores[label] += strength
        shares = np.exp(2 * scores)
        row = np.floor(shares / shares.sum() * UNIT).astype(int)
        row[row.argmax()] += UNIT - row.sum()
        if len(set(row.tolist())) == classes:
            return row.tolist()


def make_case(name, names, images, seed, labels_from=None, balanced=False, never_predicted=None, strength=1.0):
    rng = np.random.default_rng(seed)
    classes = len(names)
    labels = [i % classes for i in range(images)] if balanced else rng.choice(labels_from or range(classes), size=images).tolist()
    rows = []
    for label in labels:
        row = random_row(rng, classes, label, strength)
        while never_predicted is not None and int(np.argmax(row)) == never_predicted:
            row = random_row(rng, classes, label, strength)
        rows.append(row)
    probabilities = np.array(rows) / UNIT
    predicted = probabilities.argmax(axis=1)
    every = list(range(classes))
    precision, recall, f1, support = metrics.precision_recall_fscore_support(labels, predicted, labels=every, zero_division=0)
    report = {
        digits: metrics.classification_report(
            labels, predicted, labels=every, target_names=names, digits=int(digits), zero_division=0)
        for digits in ("0", "2", "4")
    }
    return {
        "name": name,
        "labelNames": names,
        "labels": labels,
        "probabilityUnits": [unit for row in rows for unit in row],
        "accuracy": metrics.accuracy_score(labels, predicted),
        "balancedAccuracy": metrics.balanced_accuracy_score(labels, predicted),
        "logLoss": metrics.log_loss(labels, probabilities, labels=every, eps=1e-15),
        "topK": [metrics.top_k_accuracy_score(labels, probabilities, k=k, labels=every) for k in range(1, classes)],
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": support.tolist(),
        "confusionMatrix": metrics.confusion_matrix(labels, predicted, labels=every).tolist(),
        "reports": report,
    }


def main():
    warnings.simplefilter("ignore")  # classes without examples and k near the number of classes are meant
    digits = [str(d) for d in range(10)]
    cases = [
        make_case("ten classes", digits, 80, seed=1),
        make_case("long names", ["a rather long name", "short", "another long name"], 48, seed=2, strength=0.5),
        make_case("a class never predicted", ["ka", "kha", "ga", "gha"], 40, seed=3, never_predicted=2),
        make_case("a class without examples", ["ka", "kha", "ga", "gha"], 40, seed=4, labels_from=[0, 1, 3], strength=0.3),
        make_case("shares of eighths", ["a", "b", "c"], 24, seed=7, balanced=True, strength=0.4),
    ]
    lines = ",\n".join(json.dumps(case) for case in cases)
    pathlib.Path(__file__).with_name("sklearn.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
