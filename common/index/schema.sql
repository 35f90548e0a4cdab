-- The tables of a docfinch artifact. INDEX-FORMAT.md explains the file around them.
-- Every list that the search reads is stored in the order in which it is read.

-- Facts about the file: see INDEX-FORMAT.md for the keys.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE docset (
    id INTEGER PRIMARY KEY,          -- 1, 2, ... in the order given to build
    name TEXT NOT NULL UNIQUE,       -- short name, as in ?docset=python
    title TEXT NOT NULL,             -- "Python documentation"
    version TEXT NOT NULL,           -- "3.11.2"; '' when unknown
    language TEXT NOT NULL,          -- BCP 47, as in <html lang>; '' when unknown
    generator TEXT NOT NULL,         -- the profile most of its pages were read with
    base_url TEXT NOT NULL,          -- in front of page.path for a link; '' when there is none
    page_count INTEGER NOT NULL,
    entry_count INTEGER NOT NULL
);

-- What entries can be: page, section, function, class, ... (common/index/kind.h).
CREATE TABLE kind (
    id INTEGER PRIMARY KEY,          -- 1, 2, ...
    name TEXT NOT NULL UNIQUE
);

-- How many entries of each kind a doc set has, the most frequent first.
CREATE TABLE docset_kind (
    docset INTEGER NOT NULL REFERENCES docset,
    position INTEGER NOT NULL,       -- 0, 1, ...
    kind INTEGER NOT NULL REFERENCES kind,
    entry_count INTEGER NOT NULL,
    PRIMARY KEY (docset, position)
) WITHOUT ROWID;

CREATE TABLE page (
    id INTEGER PRIMARY KEY,          -- 1, 2, ... in byte order of the path within each doc set
    docset INTEGER NOT NULL REFERENCES docset,
    path TEXT NOT NULL,              -- relative to the doc set's root, '/' between folders
    title TEXT NOT NULL
);

-- What a reader can land on. Ids run from 1 without gaps, the highest static weight first.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    page INTEGER NOT NULL REFERENCES page,
    place INTEGER NOT NULL,          -- 0, 1, ... in the order of the page; 0 is the page's own entry
    kind INTEGER NOT NULL REFERENCES kind,
    weight INTEGER NOT NULL,         -- static weight, 0 to 65535
    links INTEGER NOT NULL,          -- pages that link here
    anchor TEXT NOT NULL,            -- what to put behind '#': id, ':~:text=' and words, both, or ''
    title TEXT NOT NULL,             -- heading, or the symbol's name as the page shows it
    name TEXT NOT NULL,              -- qualified name of a symbol; '' for prose
    signature TEXT NOT NULL,         -- one line; '' when there is none
    breadcrumbs TEXT NOT NULL,       -- titles from the page down to the parent, one per line
    since TEXT NOT NULL,             -- version in which it came; '' when the page does not say
    deprecated TEXT NOT NULL,        -- version since which it should not be used, or 'yes'; '' when it may be
    text TEXT NOT NULL,              -- prose, one block per line
    code TEXT NOT NULL,              -- code samples, each behind U+001E; U+001F for a block of text before them
    shape BLOB NOT NULL              -- how text and code are set: lists, tables, inline code (common/index/shape.h)
);

-- The entries of a page as a reader comes upon them.
CREATE UNIQUE INDEX entry_place ON entry (page, place);

-- Entries worth showing on the home page.
CREATE TABLE highlight (
    docset INTEGER NOT NULL REFERENCES docset,
    role TEXT NOT NULL,              -- 'entry_point' (index.html and pages it links to) or 'most_linked' (symbols)
    position INTEGER NOT NULL,       -- 0, 1, ...
    entry INTEGER NOT NULL REFERENCES entry,
    PRIMARY KEY (docset, role, position)
) WITHOUT ROWID;

-- Every spelling by which an entry can be named in full, as a folded key: see common/text/name.h.
CREATE TABLE name (
    key TEXT NOT NULL,
    tier INTEGER NOT NULL,           -- 0: the whole name or title; 1: its last part or parts
    entry INTEGER NOT NULL REFERENCES entry,
    PRIMARY KEY (key, tier, entry)
) WITHOUT ROWID;

-- The best entries for each prefix that begins more names than the search reads at a keystroke: of all doc sets
-- together and, where there are several, of each that has such names.
CREATE TABLE name_prefix (
    docset INTEGER NOT NULL,         -- 0: all doc sets
    prefix TEXT NOT NULL,
    position INTEGER NOT NULL,       -- 0 is the best
    entry INTEGER NOT NULL REFERENCES entry,
    PRIMARY KEY (docset, prefix, position)
) WITHOUT ROWID;

-- What the documentation's own indexes and links call an entry, as a key of its words: see common/text/name.h.
CREATE TABLE keyword (
    key TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry,
    anchor TEXT NOT NULL,            -- where in the entry these lead to: an id; '' for entry.anchor
    PRIMARY KEY (key, entry)
) WITHOUT ROWID;

-- The vocabulary: every term of the entries' titles, names, inbound link texts, breadcrumbs, prose and code, with its
-- posting list, the entries that have it. common/index/postings.h has the bytes of a list.
CREATE TABLE term (
    term TEXT PRIMARY KEY,
    entry_count INTEGER NOT NULL,    -- document frequency: length of the posting list
    title_count INTEGER NOT NULL,    -- entries with the term in their title
    postings BLOB NOT NULL           -- the beginning of the list, all of it for most terms
) WITHOUT ROWID;

-- What of a posting list did not fit into its term row.
CREATE TABLE posting (
    term TEXT NOT NULL REFERENCES term,
    chunk INTEGER NOT NULL,          -- 0, 1, ... in the order of the list
    postings BLOB NOT NULL,
    PRIMARY KEY (term, chunk)
) WITHOUT ROWID;

-- The most frequent terms for each prefix that begins more terms than the search reads at a keystroke.
CREATE TABLE term_prefix (
    prefix TEXT NOT NULL,
    position INTEGER NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (prefix, position)
) WITHOUT ROWID;

-- Numbers that ranking needs of every candidate, without reading its row: little-endian arrays, element i is
-- entry i + 1.
CREATE TABLE signal (
    name TEXT PRIMARY KEY,           -- page (4 bytes each), kind, links, title_words, page_rank (2), factor (1)
    data BLOB NOT NULL
) WITHOUT ROWID;

-- Pages and their assets, when the artifact carries them; the layout of the sqlite3 shell's archives (sqlite3 -A).
CREATE TABLE sqlar (
    name TEXT PRIMARY KEY,           -- docset.name || '/' || page.path
    mode INT,                        -- 33188: a plain file, rw-r--r--
    mtime INT,                       -- 0: equal input gives equal bytes
    sz INT,                          -- length before compression
    data BLOB                        -- zlib stream, or the plain bytes when length(data) = sz
);

-- Words in their order, for phrases; rowid is entry.id. Text is cut into terms by common/text before it goes in.
CREATE VIRTUAL TABLE entry_fts USING fts5 (
    title, name, links, text, code,
    content = '', columnsize = 0, detail = full, tokenize = "ascii tokenchars '_'"
);
