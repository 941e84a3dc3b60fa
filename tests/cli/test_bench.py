"""Timed steps beside a peer's."""
from tests.support.case import ProgramTest


class Bench(ProgramTest):
    def test_ratios_come_from_what_the_peer_says(self):
        peer = """sh -c 'echo "{\\"ms\\": 1000000, \\"peak_bytes\\": 5, \\"threads\\": 2}"'"""
        outcome = self.saddle("bench", "lenet5", "--steps", 9, "--rounds", 1, "--json", "--peer", peer)
        model, mean = outcome.lines
        self.assertEqual((model["model"], model["batch"], model["torch_ms"], model["torch_peak_bytes"]), ("lenet5", 64, 1000000, 5))
        self.assertAlmostEqual(model["ratio"], 1000000 / model["ours_ms"])
        self.assertAlmostEqual(mean["geometric_mean"] / model["ratio"], 1)
        self.assertGreater(model["ours_peak_bytes"], 61706 * 4)

    def test_a_peer_that_says_nothing_usable_is_told(self):
        self.refused(3, ["the peer answered", "no numbers"], "bench", "lenet5", "--steps", 9, "--rounds", 1, "--peer", "echo no numbers")

    def test_alone(self):
        outcome = self.saddle("bench", "lenet5", "--steps", 9, "--rounds", 1, "--json", "--peer", "")
        self.assertNotIn("ratio", outcome.lines[0])
