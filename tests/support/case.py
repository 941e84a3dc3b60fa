"""A test case with a world of its own."""
import unittest

from tests.support.program import World


class ProgramTest(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.close)
        self.folder = self.world.folder

    def saddle(self, *arguments, code=0, **keywords):
        """Runs `saddle`; its exit code must be `code`."""
        outcome = self.world.run(*arguments, **keywords)
        self.assertEqual(outcome.code, code, f"saddle {' '.join(map(str, arguments))}\n{outcome}")
        return outcome

    def refused(self, code, says, *arguments, **keywords):
        """Runs `saddle`, which must end with `code` and an error that contains every text of `says`."""
        outcome = self.saddle(*arguments, code=code, **keywords)
        self.assertIn("error: ", outcome.err)
        for text in says:
            self.assertIn(text, outcome.err)
        self.assertNotIn("Traceback", outcome.err)
        return outcome

    def runs(self):
        return self.saddle("runs", "list", "--json").lines
