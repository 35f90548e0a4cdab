#include "indexer/extract/navigation.h"

#include "common/base/ascii.h"

/* Of a paragraph: more nodes or bytes between the links are prose. "Go to the next section or return to the index." */
#define MAX_NODES 24
#define MAX_WORD_BYTES 40

struct links {
    size_t ways;       /* links with such words; one that has others ends the count */
    size_t word_bytes; /* letters and digits outside links */
};

static bool is_word_char(char c) {
    return ascii_is_alphanumeric(c) || (c & 0x80);
}

static size_t count_word_bytes(struct str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += is_word_char(text.ptr[i]);
    return count;
}

/* Without arrows and brackets around the words: "<< Previous". */
static struct str bare(struct str text) {
    while (text.len > 0 && !ascii_is_letter(text.ptr[0]))
        text = str_from_offset(text, 1);
    while (text.len > 0 && !ascii_is_letter(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

static bool is_way(struct str text) {
    static const char *const ways[] = {
        "next", "previous", "prev", "up", "top", "home", "index", "contents", "table of contents", "back to top",
    };
    text = bare(text);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (str_equal_nocase(text, str_from(ways[i])))
            return true;
    return false;
}

/* Whether the only text inside it that has words, arrows aside, is such a way. */
static bool is_way_link(const struct node *link) {
    struct str words = STR("");
    const struct node *node = node_next(link, link);
    for (size_t i = 0; node != NULL; node = node_next(node, link), i++) {
        bool has_words = node->tag == TAG_TEXT && count_word_bytes(node->text) > 0;
        if (i == MAX_NODES || (has_words && words.len > 0))
            return false;
        words = has_words ? node->text : words;
    }
    return is_way(words);
}

static bool count_links(const struct node *paragraph, struct links *links) {
    const struct node *node = node_next(paragraph, paragraph);
    for (size_t i = 0; node != NULL; i++) {
        bool is_link = node->tag == TAG_A && node_has_attribute(node, "href");
        if (i == MAX_NODES || (is_link && !is_way_link(node)))
            return false;
        links->ways += is_link;
        links->word_bytes += node->tag == TAG_TEXT ? count_word_bytes(node->text) : 0;
        if (links->word_bytes > MAX_WORD_BYTES)
            return false;
        node = is_link ? node_after(node, paragraph) : node_next(node, paragraph);
    }
    return true;
}

bool navigation_is_paragraph(const struct node *paragraph) {
    struct links links = {0, 0};
    if (!count_links(paragraph, &links))
        return false;
    return links.ways > 1 || (links.ways == 1 && links.word_bytes == 0);
}
