"""What `cmake --install` puts in place is whole: programs, projects, and what a desktop needs to find them."""
import os, pathlib, re, shutil, subprocess, unittest
import xml.etree.ElementTree as xml

from tests.support.case import ProgramTest

ID = "org.saddlepoint.Saddlepoint"
BUILD = pathlib.Path(os.environ["SADDLE"]).resolve().parents[1]


class Packaging(ProgramTest):
    def setUp(self):
        super().setUp()
        self.prefix = self.folder / "usr"
        subprocess.run(["cmake", "--install", BUILD, "--prefix", self.prefix], check=True, stdout=subprocess.DEVNULL)
        self.share = self.prefix / "share"

    def test_installed_programs_run_without_the_sources(self):
        for program in ("saddle", "saddle-selftest"):
            self.assertTrue(os.access(self.prefix / "bin" / program, os.X_OK), program)
        version = re.search("CMAKE_PROJECT_VERSION:STATIC=(.*)", (BUILD / "CMakeCache.txt").read_text())[1]
        self.assertEqual(subprocess.run([self.prefix / "bin/saddle", "--version"], capture_output=True, text=True).stdout, f"saddle {version}\n")
        project = self.share / "saddlepoint/projects/vision/lenet5.json"
        done = subprocess.run([self.prefix / "bin/saddle", "train", project, "--steps", "2"], cwd=self.folder, env=self.world.environment(), capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_desktop_finds_program_icon_and_types(self):
        desktop = (self.share / f"applications/{ID}.desktop").read_text()
        self.assertIn(f"Icon={ID}", desktop)
        self.assertTrue((self.share / f"icons/hicolor/scalable/apps/{ID}.svg").exists())
        self.assertTrue((self.share / f"icons/hicolor/48x48/apps/{ID}.png").exists())
        types = {t.get("type") for t in xml.parse(self.share / f"mime/packages/{ID}.xml").getroot()}
        claimed = next(line for line in desktop.splitlines() if line.startswith("MimeType="))[9:].strip(";").split(";")
        self.assertEqual(types, set(claimed))
        described = xml.parse(self.share / f"metainfo/{ID}.metainfo.xml").getroot()
        self.assertEqual({m.text for m in described.iter("mediatype")}, types)
        for binary in described.iter("binary"):
            self.assertTrue((self.prefix / "bin" / binary.text).exists(), binary.text)

    def test_projects_have_a_type_of_their_own(self):
        if not shutil.which("update-mime-database"):
            self.skipTest("shared-mime-info is not installed")
        mime = self.share / "mime"
        subprocess.run(["update-mime-database", mime], check=True, capture_output=True)
        globs = (mime / "globs2").read_text()
        self.assertIn("80:application/x-saddlepoint-project:*.saddle.json", globs)
        self.assertIn("application/x-saddlepoint-project", (mime / "subclasses").read_text())

    def test_validators_agree(self):
        for tool, *arguments in (("desktop-file-validate", self.share / f"applications/{ID}.desktop"),
                                 ("appstreamcli", "validate", "--no-net", self.share / f"metainfo/{ID}.metainfo.xml")):
            if shutil.which(tool):
                done = subprocess.run([tool, *arguments], capture_output=True, text=True)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
