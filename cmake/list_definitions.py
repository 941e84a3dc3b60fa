"""Writes the generated list of definitions: one line for each SADDLE_OP/LAYER/OPTIMIZER(Name) found in the sources.
usage: list_definitions.py OUTPUT SOURCE...   The file is rewritten only when the list changed."""
import pathlib, re, sys

output, sources = pathlib.Path(sys.argv[1]), sorted(sys.argv[2:])
found = sorted({m.groups() for s in sources
                for m in re.finditer(r"^SADDLE_(OP|LAYER|OPTIMIZER)\((\w+)\)", pathlib.Path(s).read_text(), re.M)})
text = "".join(f"SADDLE_{kind}_ENTRY({name})\n" for kind, name in found)
if not output.exists() or output.read_text() != text:
    output.write_text(text)
