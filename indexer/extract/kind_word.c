#include "indexer/extract/kind_word.h"

const struct kind_word *kind_word_find(const struct kind_word table[], struct str text, kind_word_fits *fits) {
    while (table->word != NULL && !fits(text, str_from(table->word)))
        table++;
    return table;
}

enum kind kind_word_of(const struct kind_word table[], struct str text, kind_word_fits *fits) {
    return kind_word_find(table, text, fits)->kind;
}

bool kind_word_inside(struct str text, struct str word) {
    return str_find(text, word, 0) < text.len;
}
