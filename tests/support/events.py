"""TensorBoard's event files, read by their description alone: records with CRC-32C, protobuf's wire format."""
import struct


def crc32c(data):
    """Castagnoli's, bit by bit."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


assert crc32c(bytes(32)) == 0x8A9136AA and crc32c(bytes(range(32))) == 0x46DD794E  # RFC 3720, B.4


def masked(data):
    crc = crc32c(data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def records(raw):
    at = 0
    while at < len(raw):
        length, crc = struct.unpack_from("<QI", raw, at)
        assert masked(raw[at:at + 8]) == crc, f"the length at byte {at}"
        data = raw[at + 12:at + 12 + length]
        assert len(data) == length and (masked(data),) == struct.unpack_from("<I", raw, at + 12 + length), f"the record at byte {at}"
        yield data
        at += 16 + length


def fields(message):
    """(number, value) of a protobuf message; nested ones as bytes."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value
    while at < len(message):
        number, kind = divmod(varint(), 8)
        if kind == 0:
            yield number, varint()
        elif kind in (1, 5):
            size, form = {1: (8, "<d"), 5: (4, "<f")}[kind]
            yield number, struct.unpack_from(form, message, at)[0]
            at += size
        else:
            assert kind == 2, kind
            size = varint()
            assert at + size <= len(message)
            yield number, message[at:at + size]
            at += size


def read(path):
    """(version, [(tag, step, value, wall time)])."""
    events = [dict(fields(record)) for record in records(path.read_bytes())]
    scalars = []
    for event in events[1:]:
        value = dict(fields(dict(fields(event[5]))[1]))
        scalars.append((value[1].decode(), event[2], value[2], event[1]))
    return events[0][3].decode(), scalars
