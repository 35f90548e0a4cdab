"""Building and asking artifacts, for the tests of this folder."""
import json
import os
import pathlib
import subprocess


def build(program, docsets, output, jobs=2, extra=(), options=(), **environment):
    """docsets: pairs of name and folder; options: of the last one. Returns the path of the artifact."""
    arguments = [program, "build", "-q", "-j", str(jobs), "-o", str(output), *extra]
    for name, folder in docsets:
        arguments += ["--docset", f"{name}={folder}"]
    arguments += options
    run = subprocess.run(arguments, capture_output=True, timeout=60, env={**os.environ, **environment})
    if run.returncode != 0:
        raise AssertionError(f"exit {run.returncode}: {run.stderr.decode(errors='replace')}")
    return pathlib.Path(output)


def search(program, artifact, query, docset=None, kind=None, limit=50, literal=False, explain=False):
    """The answer as a dict."""
    arguments = [program, "search", "--json", "--limit", str(limit)]
    arguments += ["--docset", docset] if docset else []
    arguments += ["--kind", kind] if kind else []
    arguments += ["--literal"] if literal else []
    arguments += ["--explain"] if explain else []
    run = subprocess.run([*arguments, "--", str(artifact), query], capture_output=True, timeout=30)
    if run.returncode not in (0, 1):
        raise AssertionError(f"'{query}': exit {run.returncode}: {run.stderr.decode(errors='replace')}")
    answer = json.loads(run.stdout)
    if (run.returncode == 0) != bool(answer["hits"]):
        raise AssertionError(f"'{query}': exit {run.returncode} with {len(answer['hits'])} hits")
    return answer
