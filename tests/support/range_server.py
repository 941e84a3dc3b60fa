"""A file server on the loopback for tests of fetching: HTTP ranges, and every way to fail, named in the address.

usage: range_server.py FOLDER LOG      prints its port; each request is a line "path range" of LOG
/good/F      the file, or the asked-for range of it
/broken/F    breaks the connection after 40,000 bytes of each answer
/dead/F      never gets past byte 40,000
/rangeless/F ignores ranges; its first answer breaks off in the middle
/wrong/F     as long, one byte changed
/large/F     one byte too many
/slow/F      4,000 bytes every tenth of a second
/busy/F      503 at first, then as good
anything else, and files that are not there: 404"""
import http.server
import pathlib
import sys
import time

CUT = 40_000


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder, log, seen = None, None, set()

    def log_message(self, *_):
        pass

    def do_GET(self):
        _, mode, name = (self.path.split("/", 2) + ["", ""])[:3]
        asked = self.headers.get("Range", "-")
        with open(self.log, "a") as log:
            log.write(f"{self.path} {asked}\n")
        first = self.path not in self.seen
        self.seen.add(self.path)
        self.close_connection = True
        file = self.folder / name
        if mode not in ("good", "broken", "dead", "rangeless", "wrong", "large", "slow", "busy") or not file.is_file():
            return self.send_error(404)
        if mode == "busy" and first:
            return self.send_error(503)
        content = file.read_bytes()
        if mode == "wrong":
            content = content[:-1] + bytes([content[-1] ^ 1])
        if mode == "large":
            content += b"!"
        start = int(asked.removeprefix("bytes=").split("-")[0]) if asked != "-" and mode != "rangeless" else 0
        if start >= len(content):
            return self.send_error(416)
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        end = len(content)
        if mode == "broken":
            end = min(end, start + CUT)
        if mode == "dead":
            end = min(end, max(start, CUT))
        if mode == "rangeless" and first:
            end = len(content) // 2
        step = 4000 if mode == "slow" else 1 << 20
        for at in range(start, end, step):
            try:
                self.wfile.write(content[at:min(at + step, end)])
            except ConnectionError:
                return  # the client had enough
            if mode == "slow":
                time.sleep(0.1)


if __name__ == "__main__":
    Handler.folder, Handler.log = pathlib.Path(sys.argv[1]), sys.argv[2]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
