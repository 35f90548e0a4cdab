"""The rules of the house, each a function from the root of a source tree to a list of complaints.

ARCHITECTURE.md and CONTRIBUTING.md explain the rules; this file is what enforces them. A complaint is one line that
starts with the path it is about. Standard library only; function_sizes() also runs universal-ctags.
"""
import os
import re
import subprocess

PROGRAM_FOLDERS = ("common", "indexer", "server")
SOURCE_FOLDERS = PROGRAM_FOLDERS + ("tests",)
SKIPPED_FOLDERS = {".git", "build", "node_modules", "__pycache__"}

TOP_LEVEL = {
    ".ci", ".clang-format", ".clang-tidy", ".editorconfig", ".github", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md",
    "CMakeLists.txt", "CMakePresets.json", "CONTRIBUTING.md", "LICENSE", "README.md", "check", "common", "demo",
    "docs-corpus", "indexer", "server", "tests",
}
NOT_OURS = {".git", "build", "node_modules"}

# Which folders the files of a folder may include from. The folders of common are layers.
MAY_INCLUDE = {
    "common/base": {"common/base"},
    "common/text": {"common/base", "common/text"},
    "common/index": {"common/base", "common/text", "common/index"},
    "common/search": {"common/base", "common/text", "common/index", "common/search"},
    "indexer": {"common", "indexer"},
    "server": {"common", "server"},
    "tests": {"common", "indexer", "server", "tests"},
}

# Header of a library -> how many files may include it, and the folder they must be in.
LIBRARY_HOMES = {
    r"sqlite3\.h": (None, "common/index"),
    r"libxml/.*": (None, "indexer/input"),
    r"jansson\.h": (None, "indexer/oracle"),
    r"lz4.*\.h": (1, "server/index"),
    r"seccomp\.h": (1, "server/confine"),
    r"archive(_entry)?\.h": (1, "indexer/input"),
    r"cyaml/.*": (1, "indexer"),
    r"brotli/.*": (1, "server/http"),
    r"civetweb\.h": (1, "server/http"),
    r"openssl/ssl\.h": (1, "server/http"),
    r"utf8proc\.h": (1, "common/text"),
}

BANNED_FUNCTIONS = (
    "alloca", "asctime", "atof", "atoi", "atol", "atoll", "ctime", "gets", "popen", "sprintf", "strcat", "strcpy",
    "strncat", "strncpy", "strtok", "system", "tmpnam", "vsprintf",
)
MAX_FILE_LINES = 800
MAX_FUNCTION_LINES = 80
MAX_PARAMETERS = 5
MAX_COLUMNS = 120
OPEN_ENDS = ("TO" + "DO", "FIX" + "ME", "XX" + "X")


def files(root, suffixes, folders=None):
    """Paths relative to root, sorted, of the files with one of the suffixes."""
    found = []
    for top in folders or [""]:
        for path, names, entries in os.walk(os.path.join(root, top)):
            names[:] = [name for name in names if name not in SKIPPED_FOLDERS]
            found += [os.path.relpath(os.path.join(path, entry), root) for entry in entries if entry.endswith(suffixes)]
    return sorted(found)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def without_comments(text):
    """C source with comments and the contents of string literals blanked; the lines stay where they are."""
    def blank(match):
        token = match.group(0)
        if token.startswith(("'", '"')):
            return token[0] * 2
        return re.sub(r"[^\n]", " ", token)
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/', blank, text, flags=re.S)


def numbered(text):
    return enumerate(text.splitlines(), 1)


def layer_of(path):
    """The key of MAY_INCLUDE that a file of ours belongs to; None when it is in no known folder."""
    parts = path.split("/")
    for depth in (2, 1):
        if "/".join(parts[:depth]) in MAY_INCLUDE:
            return "/".join(parts[:depth])
    return None


def is_below(path, folders):
    return any(path.startswith(folder + "/") for folder in folders)


def include_layers(root):
    """indexer -> common <- server, and inside common search -> index -> text -> base; paths start at the root."""
    complaints = []
    for path in files(root, (".c", ".h"), SOURCE_FOLDERS):
        layer = layer_of(path)
        for number, line in numbered(read(root, path)):
            match = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            if not match:
                continue
            included = match.group(1)
            if layer is None:
                complaints.append(f"{path}: not in a known folder")
            elif not os.path.isfile(os.path.join(root, included)):
                complaints.append(f'{path}:{number}: "{included}" is not a path from the root of the tree')
            elif not is_below(included, MAY_INCLUDE[layer]):
                complaints.append(f"{path}:{number}: {layer} must not include {included}")
    return complaints


def library_homes(root):
    """Each library is included where it lives, and nowhere else."""
    homes = {header: [] for header in LIBRARY_HOMES}
    for path in files(root, (".c", ".h"), PROGRAM_FOLDERS):
        for header in LIBRARY_HOMES:
            if re.search(rf'^\s*#\s*include\s+[<"]{header}[>"]', read(root, path), re.M):
                homes[header].append(path)
    complaints = []
    for header, (limit, folder) in LIBRARY_HOMES.items():
        complaints += [f"{path}: includes {header}, which belongs in {folder}" for path in homes[header]
                       if not is_below(path, [folder])]
        if limit is not None and len(homes[header]) > limit:
            complaints.append(f"{homes[header][1]}: a second home for {header} beside {homes[header][0]}")
    return complaints


def file_sizes(root):
    return [f"{path}: {count} lines, more than {MAX_FILE_LINES}"
            for path in files(root, (".c", ".h", ".py", ".js", ".mjs", ".css"), SOURCE_FOLDERS)
            if (count := read(root, path).count("\n")) > MAX_FILE_LINES]


def count_parameters(signature):
    """Of a ctags signature such as "(int a, bool (*f)(int), struct err *err)"; a last err is not counted."""
    inner, depth, parameters = signature.strip()[1:-1], 0, [""]
    for character in inner:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parameters.append("")
        else:
            parameters[-1] += character
    parameters = [text.strip() for text in parameters if text.strip() not in ("", "void")]
    if parameters and re.fullmatch(r"struct err \*\s*err", parameters[-1]):
        parameters.pop()
    return len(parameters)


def function_sizes(root):
    """Functions of at most MAX_FUNCTION_LINES lines and MAX_PARAMETERS parameters beside `struct err *err`."""
    paths = files(root, (".c",), SOURCE_FOLDERS)
    if not paths:
        return []
    tags = subprocess.run(["ctags", "--languages=C", "--c-kinds=f", "--fields=neS", "--sort=no", "-f", "-", *paths],
                          cwd=root, stdout=subprocess.PIPE, check=True, text=True).stdout
    complaints = []
    for tag in tags.splitlines():
        if tag.startswith("!"):
            continue
        name, path, *rest = tag.split("\t")
        fields = dict(field.split(":", 1) for field in rest if re.match(r"(line|end|signature):", field))
        length = int(fields["end"]) - int(fields["line"]) + 1 if "end" in fields else 0
        if length > MAX_FUNCTION_LINES:
            complaints.append(f"{path}: {name}() has {length} lines, more than {MAX_FUNCTION_LINES}")
        if (count := count_parameters(fields.get("signature", "()"))) > MAX_PARAMETERS:
            complaints.append(f"{path}: {name}() has {count} parameters, more than {MAX_PARAMETERS}")
    return complaints


def banned_functions(root):
    banned = re.compile(rf"(?<![\w.>])({'|'.join(BANNED_FUNCTIONS)})\s*\(")
    return [f"{path}:{number}: {match.group(1)}() is banned"
            for path in files(root, (".c", ".h"), SOURCE_FOLDERS)
            for number, line in numbered(without_comments(read(root, path)))
            for match in banned.finditer(line)]


def header_forms(root):
    """A header starts with a comment that is its manual and has the guard DOCFINCH_<PATH>_H."""
    complaints = []
    for path in files(root, (".h",), SOURCE_FOLDERS):
        text = read(root, path)
        guard = "DOCFINCH_" + re.sub(r"\W", "_", path).upper()
        if not text.startswith("/*"):
            complaints.append(f"{path}: does not start with a comment that says what it is for")
        if not re.search(rf"^#ifndef {guard}\n#define {guard}\n", text, re.M) or not text.endswith("#endif\n"):
            complaints.append(f"{path}: include guard is not {guard}")
    return complaints


def is_listed(inside, commands):
    """Whether CMake commands name a file, or name it as `test_${module}.c` and have the missing word elsewhere."""
    for token in re.findall(r"[\w./${}-]+\.c\b", commands):
        pattern = re.sub(r"\\\$\\\{\w+\\\}", r"(\\w+)", re.escape(token))
        match = re.fullmatch(pattern, inside)
        if match and all(re.search(rf"(?<![\w$./-]){word}(?![\w./-])", commands) for word in match.groups()):
            return True
    return False


def built_sources(root):
    """Every .c file is named by the CMakeLists.txt of its folder or of one above it."""
    complaints = []
    for path in files(root, (".c",), SOURCE_FOLDERS):
        folder = os.path.dirname(path)
        while True:
            lists = os.path.join(folder, "CMakeLists.txt")
            inside = os.path.relpath(path, folder or ".")
            if os.path.isfile(os.path.join(root, lists)):
                if is_listed(inside, re.sub(r"#.*", "", read(root, lists))):
                    break
            if not folder:
                complaints.append(f"{path}: in no CMakeLists.txt, so it is never built")
                break
            folder = os.path.dirname(folder)
    return complaints


def open_ends(root):
    """What is not done is an issue, not a mark in the source."""
    mark = re.compile(rf"\b({'|'.join(OPEN_ENDS)})\b")
    suffixes = (".c", ".h", ".py", ".js", ".mjs", ".css", ".sql", ".cmake", ".txt", ".md", ".sh")
    return [f"{path}:{number}: {match.group(1)}"
            for path in files(root, suffixes)
            for number, line in numbered(read(root, path))
            if (match := mark.search(line))]


def line_widths(root):
    """Fuzz seeds are input, not text to read."""
    return [f"{path}:{number}: {len(line)} columns, more than {MAX_COLUMNS}"
            for path in files(root, (".c", ".h", ".py", ".js", ".mjs", ".css", ".sql", ".cmake", ".txt"))
            if is_below(path, SOURCE_FOLDERS) and not is_below(path, ("tests/fuzz/seeds",))
            for number, line in numbered(read(root, path))
            if len(line) > MAX_COLUMNS]


def text_forms(root):
    """Spaces, not tabs; no blanks at the end of a line; a newline at the end of the file."""
    complaints = []
    for path in files(root, (".c", ".h", ".py", ".js", ".mjs", ".css", ".sql", ".cmake", ".md")):
        text = read(root, path)
        for number, line in numbered(text):
            if re.search(r"\t|\r|[ \t]$", line):
                complaints.append(f"{path}:{number}: a tab, a carriage return or a blank at the end")
        if text and not text.endswith("\n"):
            complaints.append(f"{path}: no newline at the end")
    return complaints


def top_level(root):
    present = set(os.listdir(root)) - NOT_OURS
    return ([f"{name}: not a top-level entry that the house knows" for name in sorted(present - TOP_LEVEL)] +
            [f"{name}: missing at the top level" for name in sorted(TOP_LEVEL - present)])


def schema_tables(sql):
    """[(table, [column, ...])] of the CREATE TABLE statements, FTS5 options left out."""
    tables = []
    sql = re.sub(r"--[^\n]*", "", sql)
    for name, body in re.findall(r"CREATE (?:VIRTUAL )?TABLE (\w+)(?: USING fts5)?\s*\((.*?)\)[^(),]*;", sql, re.S):
        parts = re.split(r",(?![^(]*\))", body)
        words = [part.split()[0] for part in parts if part.strip() and "=" not in part]
        tables.append((name, [word for word in words if word not in ("PRIMARY", "UNIQUE", "FOREIGN", "CHECK")]))
    return tables


def markdown_sections(text):
    """[(heading, text below it up to the next heading)]"""
    parts = re.split(r"^#+ +(.*)$", text, flags=re.M)
    return list(zip(parts[1::2], parts[2::2]))


def schema_documented(root):
    """INDEX-FORMAT.md has, for every table of schema.sql, a section that names its columns in backquotes."""
    schema, document = "common/index/schema.sql", "common/index/INDEX-FORMAT.md"
    if not os.path.isfile(os.path.join(root, schema)):
        return []
    if not os.path.isfile(os.path.join(root, document)):
        return [f"{document}: missing"]
    sections = markdown_sections(read(root, document))
    complaints = []
    for table, columns in schema_tables(read(root, schema)):
        bodies = [body for heading, body in sections if f"`{table}`" in heading]
        if not bodies:
            complaints.append(f"{document}: no heading names the table `{table}`")
            continue
        complaints += [f"{document}: `{column}` of table `{table}` is not described" for column in columns
                       if not any(re.search(rf"`{column}\b[^`\n]*`|`[^`\n]*\b{column}`", body) for body in bodies)]
    return complaints


def heading_slug(heading):
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()).replace(" ", "-")


def markdown_links(root):
    """Links between our own documents lead to files, and to headings, that exist."""
    complaints = []
    for path in files(root, (".md",)):
        text = re.sub(r"^( *)```.*?^\1```", "", read(root, path), flags=re.M | re.S)
        for target in re.findall(r"!?\[[^\]]*\]\(<?([^)>\s]+)>?\)", re.sub(r"`[^`\n]*`", "", text)):
            if re.match(r"[a-z][a-z+.-]*:", target):
                continue
            name, _, anchor = target.partition("#")
            file = os.path.normpath(os.path.join(os.path.dirname(path), name)) if name else path
            if not os.path.exists(os.path.join(root, file)):
                complaints.append(f"{path}: link to {target}, which does not exist")
            elif anchor and file.endswith(".md"):
                headings = [heading_slug(heading) for heading, _ in markdown_sections(read(root, file))]
                if anchor not in headings:
                    complaints.append(f"{path}: link to {target}, but {file} has no such heading")
    return complaints


TOKENS = "server/site/web/tokens.css"
COLOUR_NAMES = ("aqua", "black", "blue", "brown", "cyan", "fuchsia", "gray", "green", "grey", "lime", "magenta",
                "maroon", "navy", "olive", "orange", "pink", "purple", "red", "silver", "teal", "white", "yellow")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\(|"
                    rf"(?<![\w-])(?:{'|'.join(COLOUR_NAMES)})(?![\w-])", re.I)
TEXT_SIZE = re.compile(r"(?:^|\s)(?:var\(--text[\w-]*\)|inherit)(?:$|[/\s])")
RADIUS = re.compile(r"(?:(?:var\(--(?:round[\w-]*|pill)\)|inherit|0)(?:\s+|$))+")


def declarations(css):
    """(line number, property, value) of a style sheet."""
    css = re.sub(r"/\*.*?\*/", lambda comment: re.sub(r"[^\n]", " ", comment.group(0)), css, flags=re.S)
    for match in re.finditer(r"(?<![\w-])([\w-]+)\s*:\s*([^;{}]+?)\s*(?=[;}])", css):
        yield css.count("\n", 0, match.start()) + 1, match.group(1), match.group(2)


def style_tokens(root):
    """Colours, sizes of text and radii of the style sheets are tokens."""
    complaints = []
    for path in files(root, (".css",), ("server/site",)):
        if path == TOKENS:
            continue
        for number, name, value in declarations(read(root, path)):
            is_size = name in ("font-size", "font") and not TEXT_SIZE.search(value)
            is_radius = re.fullmatch(r"border-[\w-]*radius", name) and not RADIUS.fullmatch(value)
            if COLOUR.search(value) or is_size or is_radius:
                complaints.append(f"{path}:{number}: {name}: {value}: not a token of tokens.css")
    return complaints


ALL = (include_layers, library_homes, file_sizes, function_sizes, banned_functions, header_forms, built_sources,
       open_ends, line_widths, text_forms, top_level, schema_documented, markdown_links, style_tokens)
