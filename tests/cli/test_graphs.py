"""Graphs through the built program: the karate club that it carries, and a set of small graphs made here."""
import hashlib
import pathlib
import random

from tests.support.case import ProgramTest

CLUB = "projects/graph/karate-gcn.json"


class GraphTest(ProgramTest):
    def small_graphs(self):
        """Paths and rings of 3 to 6 nodes, which are two classes."""
        drawn, folder = random.Random(5), self.folder / "small"
        folder.mkdir()
        edges, indicator, labels, nodes = [], [], [], 0
        for graph in range(40):
            size, ring = drawn.randint(3, 6), graph % 2
            edges += [(nodes + k + 1, nodes + (k + 1) % size + 1) for k in range(size - 1 + ring)]
            indicator += [graph + 1] * size
            labels.append(ring)
            nodes += size
        (folder / "S_A.txt").write_text("".join(f"{a}, {b}\n" for a, b in edges))
        (folder / "S_graph_indicator.txt").write_text("".join(f"{g}\n" for g in indicator))
        (folder / "S_graph_labels.txt").write_text("".join(f"{label}\n" for label in labels))
        return folder

    def test_the_club_is_learnt_from_two_members_of_each_party_to_the_same_bits(self):
        hashes = set()
        for _ in range(2):
            outcome = self.saddle("train", CLUB, "--json")
            hashes.add(hashlib.sha256(pathlib.Path(outcome.events("checkpoint")[-1]["path"]).read_bytes()).hexdigest())
        self.assertEqual(len(hashes), 1)
        epoch = outcome.events("epoch")[-1]
        self.assertGreater(epoch["val_accuracy"], 0.85)
        evaluated = self.saddle("eval", "last", "--json").lines[-1]
        self.assertAlmostEqual(evaluated["accuracy"], epoch["val_accuracy"], places=6)

    def test_small_graphs_in_batches_of_different_sizes_are_told_apart(self):
        outcome = self.saddle("train", "projects/graph/gin-mutag.json", "--data", self.small_graphs(), "--epochs", 30, "--set", "train.batch_size=10", "--json")
        self.assertGreaterEqual(outcome.events("epoch")[-1]["val_accuracy"], 0.99)

    def test_sets_of_graphs_have_a_preview(self):
        self.assertIn("nodes f32[34x34], graph i32[", self.saddle("data", "preview", "karate-club").out)
        self.assertIn("36 training, 4 validation", self.saddle("data", "preview", self.small_graphs()).out)
