"""safetensors files of float32 and int32 arrays by name, written and read with numpy alone."""
import json
import struct

import numpy as np

DTYPES = {"F32": np.dtype("<f4"), "I32": np.dtype("<i4")}


def write(path, arrays):
    header, data = {}, b""
    for name, array in arrays.items():
        array = np.ascontiguousarray(array)
        kind = "F32" if array.dtype.kind == "f" else "I32"
        content = array.astype(DTYPES[kind]).tobytes()
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def read(path):
    content = path.read_bytes()
    length = struct.unpack("<Q", content[:8])[0]
    arrays = {}
    for name, entry in json.loads(content[8:8 + length]).items():
        if name != "__metadata__":
            first, last = (8 + length + offset for offset in entry["data_offsets"])
            arrays[name] = np.frombuffer(content[first:last], DTYPES[entry["dtype"]]).reshape(entry["shape"])
    return arrays
