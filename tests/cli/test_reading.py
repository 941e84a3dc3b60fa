"""Text recognition through the built program: lines of three signs drawn here, read back."""
import random
import struct
import zlib

from tests.support.case import ProgramTest

CRNN = "projects/sequence/crnn.json"
SIGNS = {"a": (0, 8), "b": (8, 16), "c": (0, 16)}  # rows that are black


def png(rows):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))) + chunk(b"IEND", b""))


class ReadingTest(ProgramTest):
    def lines(self):
        """Signs of 8 pixels with gaps of 8 between them."""
        drawn, folder = random.Random(3), self.folder / "lines"
        for split, count in (("train", 320), ("test", 40)):
            (folder / split).mkdir(parents=True)
            labels = "file,text\n"
            for n in range(count):
                text = "".join(drawn.choice("abc") for _ in range(drawn.randint(1, 3)))
                rows = [[255] * (16 * len(text) + 8) for _ in range(16)]
                for k, sign in enumerate(text):
                    for y in range(*SIGNS[sign]):
                        rows[y][16 * k + 8:16 * k + 16] = [0] * 8
                (folder / split / f"{n}.png").write_bytes(png(rows))
                labels += f"{n}.png,{text}\n"
            (folder / split / "labels.csv").write_text(labels)
        return folder

    def test_lines_are_previewed_learnt_and_read(self):
        lines = self.lines()
        first = (lines / "train/labels.csv").read_text().splitlines()[1].split(",")[1]
        preview = self.saddle("data", "preview", lines).out
        self.assertIn("320 training, 0 validation, 40 test samples, 4 classes", preview)
        self.assertIn(f"text {first}\n", preview)
        outcome = self.saddle("train", CRNN, "--data", lines, "--epochs", 10, "--batch", 8, "--set", "optimizer.lr=0.004", "--set", "lstm.hidden=16", "--json")
        epoch = outcome.events("epoch")[-1]
        self.assertGreater(epoch["test_string_accuracy"], 0.9)
        self.assertLess(epoch["test_character_error_rate"], 0.1)
        self.assertEqual(outcome.events("end")[0]["best"]["test_string_accuracy"], max(e["test_string_accuracy"] for e in outcome.events("epoch")))
        for beam in (1, 5):
            evaluated = self.saddle("eval", "last", "--split", "test", "--beam", beam, "--json").lines[-1]
            read = [line for line in self.saddle("predict", "last", "--split", "test", "--beam", beam, "--json").lines if "text" in line]
            right = sum(line["text"] == line["truth"] for line in read)
            self.assertEqual(len(read), 40)
            self.assertAlmostEqual(evaluated["string_accuracy"], right / 40, places=6)
            self.assertGreater(right, 35)

    def test_a_text_longer_than_its_steps_is_named_or_counts_nothing(self):
        folder = self.folder / "narrow"
        folder.mkdir()
        (folder / "a.png").write_bytes(png([[255] * 8 for _ in range(16)]))
        (folder / "labels.csv").write_text("file,text\n" + "a.png,abcdef\n" * 10)
        self.refused(6, ["the loss became NaN or infinite at step 1", "sample ", "its text of 6 letters needs 6 steps", "its scores have 2", "zero_infinity"], "train", CRNN, "--data", folder, "--steps", 1)
        self.saddle("train", CRNN, "--data", folder, "--steps", 1, "--set", "loss.zero_infinity=true")
