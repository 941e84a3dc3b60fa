"""Models that read and listen, on real digits, against the same models in PyTorch (tests/parity/training/recognition.py)."""
from tests.proof.mnist import percent
from tests.proof.register import Figure, proof
from tests.proof.sequence import DATA, run


@proof(issue=3, target="at least 90 % of strings", command="saddle train projects/sequence/crnn.json --data ../shared/data/digit-strings --seed 1; saddle eval last --split test")
def crnn_on_digit_strings():
    "CRNN with CTC: strings of handwritten digits read without a mistake, of 500 test lines"
    reached = run("sequence/crnn", DATA / "digit-strings", "--seed", 1, split="test")
    return Figure(f"{percent(reached['string_accuracy'])}; {percent(reached['character_error_rate'])} of characters wrong", reached["string_accuracy"] >= 0.9)


@proof(issue=3, target="at least 90 % (PyTorch: 98.8 %)", command="saddle train projects/audio/spoken-digits.json --data ../shared/data/fsdd --seed 1; saddle eval last")
def spoken_digits():
    "Keyword recognition: accuracy on the official test split of the Free Spoken Digit Dataset"
    accuracy = run("audio/spoken-digits", DATA / "fsdd", "--seed", 1)["accuracy"]
    return Figure(percent(accuracy), accuracy >= 0.9)
