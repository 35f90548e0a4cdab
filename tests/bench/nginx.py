"""nginx that serves one file as its home page, to measure beside."""

import os
import socket
import subprocess
import tempfile
import time

import bench

CONFIGURATION = """
daemon off;
worker_processes auto;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    tcp_nodelay on;
    keepalive_requests 100000000;
    open_file_cache max=100;
    types {{ text/html html; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/site;
    }}
}}
"""


class Nginx:
    """For the length of a with block; `port` is its port on 127.0.0.1."""

    def __init__(self, body):
        self.body = body

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="docfinch-nginx-")
        root = self.folder.name
        os.chmod(root, 0o755)
        os.mkdir(os.path.join(root, "site"))
        with open(os.path.join(root, "site", "index.html"), "wb") as file:
            file.write(self.body)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        configuration = os.path.join(root, "nginx.conf")
        with open(configuration, "w", encoding="ascii") as file:
            file.write(CONFIGURATION.format(folder=root, port=self.port))
        program = bench.find_program("nginx", "nginx-light")
        self.process = subprocess.Popen([program, "-p", root, "-c", configuration], stderr=subprocess.DEVNULL)
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                time.sleep(0.01)
        self.process.kill()
        raise SystemExit("nginx did not start")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()
