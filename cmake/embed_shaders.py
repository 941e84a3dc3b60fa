"""Writes a C++ file that holds the text of every kernel, after compiling each .comp once with the defaults it states,
and the SPIR-V of the views' .vert and .frag, which have nothing left to choose at run time.
usage: embed_shaders.py OUTPUT ROOT GLSLANG_VALIDATOR SPIRV_VAL FILE..."""
import hashlib, os, pathlib, struct, subprocess, sys, tempfile

output, root, glslang, spirv_val = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4]
files = [pathlib.Path(f) for f in sorted(sys.argv[5:])]

drawing = {}
for f in files:
    if f.suffix == ".glsl": continue
    with tempfile.TemporaryDirectory() as folder:
        spv = os.path.join(folder, "k.spv")
        for command in ([glslang, "-V", "--target-env", "vulkan1.2", "-DCHECK_DEFAULTS=1", f"-I{root}", "-o", spv, str(f)],
                        [spirv_val, "--target-env", "vulkan1.2", spv]):
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode: sys.exit(f"{f}:\n{done.stdout}{done.stderr}")
        if f.suffix != ".comp": drawing[f] = pathlib.Path(spv).read_bytes()

fingerprint = hashlib.sha256(b"".join(f.read_bytes() for f in files if f not in drawing)).hexdigest()
lines = ['#include "shaders/shader_sources.h"', "", "#include <map>", "", "namespace saddle {", "",
         "std::string_view shader_source(std::string_view path) {", "    static const std::map<std::string_view, std::string_view> files = {"]
for f in files:
    if f in drawing: continue
    text = f.read_text()
    chunks = [text[i:i + 12000] for i in range(0, len(text), 12000)] or [""]
    literal = " ".join(f'R"glsl({c})glsl"' for c in chunks)
    lines.append(f'        {{"{f.relative_to(root).as_posix()}", {literal}}},')
lines += ["    };", "    const auto it = files.find(path);", "    return it == files.end() ? std::string_view() : it->second;", "}", "",
          "std::span<const uint32_t> shader_binary(std::string_view path) {"]
for f, code in drawing.items():
    words = struct.unpack(f"<{len(code) // 4}I", code)
    lines += [f'    if (path == "{f.relative_to(root).as_posix()}") {{',
              f"        static constexpr uint32_t words[] = {{{', '.join(map(hex, words))}}};", "        return words;", "    }"]
lines += ["    return {};", "}", "",
          f'std::string_view shader_fingerprint() {{ return "{fingerprint}"; }}', "", "}  // namespace saddle", ""]
output.write_text("\n".join(lines))
