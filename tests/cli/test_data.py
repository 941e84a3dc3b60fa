"""`saddle data`: what is listed, fetched and refused, against a server on the loopback."""
import signal
import subprocess

from tests.support.case import ProgramTest
from tests.support.program import PYTHON, ROOT

TRAIN_IMAGES, BYTES = "train-images-idx3-ubyte.gz", 9912422  # the first file of MNIST's manifest


class DataTest(ProgramTest):
    def setUp(self):
        super().setUp()
        served = self.folder / "served"
        served.mkdir()
        (served / TRAIN_IMAGES).write_bytes(bytes(BYTES))
        server = subprocess.Popen([PYTHON, ROOT / "tests/support/range_server.py", served, self.folder / "log"], stdout=subprocess.PIPE, text=True)
        self.addCleanup(lambda: (server.kill(), server.wait(), server.stdout.close()))
        self.server = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        self.home = dict(XDG_DATA_HOME=self.folder / "data", XDG_CONFIG_HOME=self.folder / "config", no_proxy="127.0.0.1")

    def datasets(self):
        return self.folder / "data/saddlepoint/datasets"

    def test_sets_are_listed_with_licence_and_size(self):
        sets = {line["name"]: line for line in self.saddle("data", "list", "--json", **self.home).lines}
        self.assertFalse(sets["mnist"]["here"])
        self.assertTrue(sets["mnist"]["fetchable"])
        self.assertEqual(sets["mnist"]["licence"], "CC BY-SA 3.0")
        self.assertEqual(sets["mnist"]["bytes"], 11594722)
        self.assertTrue(sets["sample-digits"]["here"])

    def test_a_project_whose_set_is_not_here_is_told_how_to_get_it(self):
        self.refused(3, ["saddle data fetch mnist", "12 MB", "CC BY-SA 3.0"], "train", "projects/vision/lenet5.json", "--set", "data.set=mnist", **self.home)

    def test_unknown_sets_and_addresses_are_named(self):
        self.refused(2, ["minst", "fashion-mnist, mnist"], "data", "fetch", "minst", **self.home)
        self.refused(2, ["somewhere", "http"], "data", "fetch", "mnist", "--from", "somewhere", **self.home)

    def test_no_network_says_which_address_and_what_to_do(self):
        outcome = self.refused(7, ["http://127.0.0.1:1/" + TRAIN_IMAGES, "0 of 9912422 bytes", "--from"], "data", "fetch", "mnist", "--from", "http://127.0.0.1:1", **self.home)
        self.assertIn("CC BY-SA 3.0", outcome.out)

    def test_another_file_of_the_same_size_is_thrown_away(self):
        outcome = self.refused(7, ["SHA-256", "440fcabf73cc"], "data", "fetch", "mnist", "--json", "--from", self.server + "/good", **self.home)
        start = outcome.events("start")[0]
        self.assertEqual((start["set"], start["licence"]), ("mnist", "CC BY-SA 3.0"))
        self.assertEqual(outcome.events("progress")[-1]["total"], 11594722)
        self.assertEqual(outcome.events("end"), [])
        self.assertEqual([p.name for p in self.datasets().glob(".mnist/*")], [])

    def test_ctrl_c_keeps_the_part(self):
        process, _ = self.world.start_until(lambda line: line["event"] == "progress" and line["bytes"] > 10000, "data", "fetch", "mnist", "--json", "--from", self.server + "/slow", **self.home)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        self.assertIn("it continues", err)
        self.assertGreater((self.datasets() / ".mnist" / (TRAIN_IMAGES + ".part")).stat().st_size, 10000)
        self.assertFalse((self.datasets() / "mnist").exists())
