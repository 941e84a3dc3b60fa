"""`saddle sample`: pictures and text from runs of a few steps; what is refused."""
import struct

import numpy as np

from tests.support.case import ProgramTest
from tests.support.digits import write_digits
from tests.support.program import HOME


class Sample(ProgramTest):
    def diffusion(self):
        digits = write_digits(self.folder / "digits", train=64, test=8, size=28, classes=10)
        self.saddle("train", "projects/diffusion/ddpm-8x8.json", "--data", digits, "--steps", 2, "--batch", 16)

    def test_pictures_are_equal_for_equal_seeds(self):
        self.diffusion()
        drawn = {}
        for name, (seed, sampler) in {"a": (3, "ddim"), "b": (3, "ddim"), "c": (4, "ddim"), "ancestral": (3, "ddpm")}.items():
            self.saddle("sample", "last", "--count", 5, "--steps", 4, "-o", self.folder / f"{name}.npy", "--seed", seed, "--sampler", sampler)
            drawn[name] = np.load(self.folder / f"{name}.npy")
        self.assertEqual(drawn["a"].shape, (5, 1, 8, 8))
        self.assertTrue(np.isfinite(drawn["a"]).all())
        self.assertTrue((drawn["a"] == drawn["b"]).all())
        self.assertFalse((drawn["a"] == drawn["c"]).any())
        self.assertFalse((drawn["a"] == drawn["ancestral"]).all())

    def test_a_grid_is_a_png_of_all_samples(self):
        self.diffusion()
        self.saddle("sample", "last", "--count", 5, "--steps", 2, "-o", self.folder / "grid.png")
        header = (self.folder / "grid.png").read_bytes()[:26]
        self.assertEqual(header[:8], b"\x89PNG\r\n\x1a\n")
        # Three columns, two rows, pictures of 8 x 8 six times as large, margins of 2.
        self.assertEqual(struct.unpack(">II", header[16:24]), (3 * 50 + 2, 2 * 50 + 2))

    def test_a_strip_is_the_way_from_noise_to_the_samples(self):
        self.diffusion()
        line = self.saddle("sample", "last", "--count", 2, "--steps", 8, "--sampler", "ddim", "--strip", 5, "-o", self.folder / "strip.npy", "--json").lines[0]
        self.assertEqual((line["noise"][0], line["noise"][-1], len(line["noise"])), (1000, 0, 5))
        strip = np.load(self.folder / "strip.npy")
        self.assertEqual(strip.shape, (2, 5, 1, 8, 8))
        self.saddle("sample", "last", "--count", 2, "--steps", 8, "--sampler", "ddim", "-o", self.folder / "samples.npy")
        np.testing.assert_array_equal(strip[:, -1], np.load(self.folder / "samples.npy"))
        self.saddle("sample", "last", "--count", 2, "--steps", 8, "--strip", 5, "-o", self.folder / "strip.png")
        # Five columns, two rows.
        self.assertEqual(struct.unpack(">II", (self.folder / "strip.png").read_bytes()[16:24]), (5 * 50 + 2, 2 * 50 + 2))
        seen = self.saddle("inside", "last", "--what", "denoising", "--samples", 2, "-o", self.folder / "inside.npy", "--json").lines[0]
        inside = np.load(self.folder / "inside.npy")
        self.assertEqual((inside.shape, seen["steps"]), ((2, 11, 1, 8, 8), 50))
        np.testing.assert_array_equal(inside, np.float32(seen["values"]).reshape(seen["shape"]))
        self.saddle("inside", "last", "--what", "denoising", "-o", self.folder / "inside.png")

    def test_a_gan_and_an_autoencoder_draw_what_they_made_of_latent_numbers(self):
        digits = write_digits(self.folder / "digits", train=64, test=8, size=28, classes=10)
        for project in ("gan", "vae"):
            self.saddle("train", f"projects/generative/{project}.json", "--data", digits, "--steps", 2, "--batch", 16)
            drawn = {}
            for name, count, seed in (("a", 5, 3), ("b", 3, 3), ("c", 5, 4)):
                self.saddle("sample", "last", "--count", count, "-o", self.folder / f"{name}.npy", "--seed", seed)
                drawn[name] = np.load(self.folder / f"{name}.npy")
            self.assertEqual(drawn["a"].shape, (5, 1, 28, 28))
            self.assertTrue((np.abs(drawn["a"]) <= 1).all())
            self.assertTrue(np.allclose(drawn["a"][:3], drawn["b"], atol=1e-6), "a sample depends on its seed and number alone")
            self.assertFalse(np.allclose(drawn["a"], drawn["c"], atol=1e-4))

    def test_text_goes_on_from_its_beginning(self):
        self.saddle("train", "projects/sequence/char-gpt.json", "--steps", 2)
        play = (HOME / "data/saddlepoint/datasets/sample-play/play.txt").read_text()
        drawn = {}
        for name, (prompt, seed) in {"a": ("The ", 3), "b": ("The ", 3), "c": ("The ", 4), "long": (play[:100], 3)}.items():
            lines = self.saddle("sample", "last", "--prompt", prompt, "--length", 20, "--count", 2, "--seed", seed, "--json").lines
            drawn[name] = [line["text"] for line in lines]
            self.assertEqual(len(drawn[name]), 2)
            for text in drawn[name]:
                self.assertEqual((text[:len(prompt)], len(text)), (prompt, len(prompt) + 20))
                self.assertLessEqual(set(text), set(play))
        self.assertEqual(drawn["a"], drawn["b"])
        self.assertNotEqual(drawn["a"][0], drawn["a"][1])
        self.assertNotEqual(drawn["a"], drawn["c"])
        likeliest = [self.saddle("sample", "last", "--prompt", "The ", "--length", 5, "--temperature", 0, "--seed", seed).out for seed in (1, 2)]
        self.assertEqual(*likeliest)
        self.refused(3, ["\u20ac"], "sample", "last", "--prompt", "ten \u20ac")

    def test_a_model_that_reads_later_tokens_is_refused(self):
        self.saddle("train", "projects/sequence/char-gpt.json", "--steps", 1, "--set", "block2.causal=false")
        self.refused(3, ["depend on later tokens"], "sample", "last", "--prompt", "The ")

    def test_mistakes_are_named(self):
        self.diffusion()
        self.refused(3, ["1001", "1 to 1000"], "sample", "last", "--steps", 1001, "-o", self.folder / "x.png")
        self.refused(2, ["x.gif"], "sample", "last", "-o", self.folder / "x.gif")
        digits = write_digits(self.folder / "small", train=64, test=8, size=28, classes=10)
        self.saddle("train", "projects/vision/lenet5.json", "--data", digits, "--steps", 1, "--batch", 16)
        self.refused(3, ["no language model"], "sample", "last")
        self.refused(3, ["no diffusion model"], "sample", "last", "--strip", 4, "-o", self.folder / "x.png")
