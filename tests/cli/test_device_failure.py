"""A device that fails on the way: a named error, the right exit code, the run kept to its last checkpoint."""
from tests.support.case import ProgramTest
from tests.support.digits import write_digits
from tests.support.program import number

LOST, NO_MEMORY = -4, -2  # VkResult


class DeviceFailure(ProgramTest):
    def setUp(self):
        super().setUp()
        if all(line["id"] == "reference" for line in self.saddle("devices", "--json").lines):
            self.skipTest("no Vulkan device")
        digits = write_digits(self.folder / "digits", train=640, test=64, size=28, classes=10)
        self.train = ("train", "projects/vision/lenet5.json", "--data", digits, "--batch", 32, "--epochs", 6, "--json")

    def test_a_lost_device_keeps_the_run_to_its_last_checkpoint(self):
        whole = self.saddle(*self.train)
        for function, call in (("vkQueueSubmit2", 250), ("vkWaitSemaphores", 500)):   # in the third or fourth epoch: a point of the trail waits for each tensor
            outcome = self.saddle(*self.train, code=9, SADDLE_FAULT=f"{function}:{call}:{LOST}")
            self.assertIn("the device was lost in " + function, outcome.err)
            run = outcome.events("start")[0]["run"]
            self.assertEqual(outcome.events("end")[0]["status"], "failed")
            shown = self.saddle("runs", "show", run, "--json").lines[0]
            self.assertEqual(shown["status"], "failed")
            self.assertIn("the device was lost", shown["message"])
            saved = outcome.events("checkpoint")
            self.assertGreaterEqual(len(saved), 1)
            resumed = self.saddle("train", "--resume", run, "--json")
            self.assertEqual(resumed.events("end")[0]["status"], "finished")
            self.assertEqual(number(resumed.events("epoch")[-1]["val_loss"]), number(whole.events("epoch")[-1]["val_loss"]))

    def test_memory_that_does_not_suffice_is_told_with_its_size(self):
        outcome = self.refused(5, ["out of device memory", "bytes", "smaller batch"], *self.train, SADDLE_FAULT=f"vkAllocateMemory:3:{NO_MEMORY}")
        self.assertEqual(outcome.events("start"), [])
        self.assertEqual(self.runs(), [])
        first = self.saddle(*self.train, "--steps", 1)
        self.assertEqual(first.events("end")[0]["status"], "finished")
