/* What an entry can be. The artifact stores the name; the order here has no meaning outside the program. */
#ifndef DOCFINCH_COMMON_INDEX_KIND_H
#define DOCFINCH_COMMON_INDEX_KIND_H

#include "common/base/str.h"

#include <stdbool.h>

enum kind {
    KIND_PAGE,
    KIND_SECTION,
    KIND_TERM,
    KIND_MODULE,
    KIND_CLASS,
    KIND_EXCEPTION,
    KIND_FUNCTION,
    KIND_METHOD,
    KIND_ATTRIBUTE,
    KIND_PROPERTY,
    KIND_DATA,
    KIND_TYPE,
    KIND_STRUCT,
    KIND_UNION,
    KIND_ENUM,
    KIND_ENUMERATOR,
    KIND_MEMBER,
    KIND_MACRO,
    KIND_VARIABLE,
    KIND_COMMAND,
    KIND_OPTION,
    KIND_ENVVAR,
    KIND_OPCODE,
    KIND_TOKEN,
    KIND_DIRECTIVE,
    KIND_NAMESPACE,
    KIND_PACKAGE,
    KIND_INTERFACE,
    KIND_TRAIT,
    KIND_RECORD,
    KIND_ANNOTATION,
    KIND_PRIMITIVE,
    KIND_KEYWORD,
    KIND_CONSTRUCTOR,
    KIND_FIELD,
    KIND_CONSTANT,
    KIND_EVENT,
    KIND_SIGNAL,
    KIND_SETTING,
    KIND_OPERATOR,
    KIND_SYMBOL, /* an API name of a kind that is not listed above */
    KIND_COUNT,
};

/* "function"; borrowed, never NULL. */
const char *kind_name(enum kind kind);

/* false when no kind has that name. */
bool kind_from_name(struct str name, enum kind *kind);

/* Whether entries of this kind have a qualified name. */
bool kind_is_symbol(enum kind kind);

#endif
