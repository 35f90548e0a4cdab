#include "common/index/kind.h"

static const char *const names[KIND_COUNT] = {
    [KIND_PAGE] = "page",
    [KIND_SECTION] = "section",
    [KIND_TERM] = "term",
    [KIND_MODULE] = "module",
    [KIND_CLASS] = "class",
    [KIND_EXCEPTION] = "exception",
    [KIND_FUNCTION] = "function",
    [KIND_METHOD] = "method",
    [KIND_ATTRIBUTE] = "attribute",
    [KIND_PROPERTY] = "property",
    [KIND_DATA] = "data",
    [KIND_TYPE] = "type",
    [KIND_STRUCT] = "struct",
    [KIND_UNION] = "union",
    [KIND_ENUM] = "enum",
    [KIND_ENUMERATOR] = "enumerator",
    [KIND_MEMBER] = "member",
    [KIND_MACRO] = "macro",
    [KIND_VARIABLE] = "variable",
    [KIND_COMMAND] = "command",
    [KIND_OPTION] = "option",
    [KIND_ENVVAR] = "envvar",
    [KIND_OPCODE] = "opcode",
    [KIND_TOKEN] = "token",
    [KIND_DIRECTIVE] = "directive",
    [KIND_NAMESPACE] = "namespace",
    [KIND_PACKAGE] = "package",
    [KIND_INTERFACE] = "interface",
    [KIND_TRAIT] = "trait",
    [KIND_RECORD] = "record",
    [KIND_ANNOTATION] = "annotation",
    [KIND_PRIMITIVE] = "primitive",
    [KIND_KEYWORD] = "keyword",
    [KIND_CONSTRUCTOR] = "constructor",
    [KIND_FIELD] = "field",
    [KIND_CONSTANT] = "constant",
    [KIND_EVENT] = "event",
    [KIND_SIGNAL] = "signal",
    [KIND_SETTING] = "setting",
    [KIND_OPERATOR] = "operator",
    [KIND_SYMBOL] = "symbol",
};

const char *kind_name(enum kind kind) {
    return names[kind];
}

bool kind_from_name(struct str name, enum kind *kind) {
    for (int i = 0; i < KIND_COUNT; i++) {
        if (str_is(name, names[i])) {
            *kind = (enum kind)i;
            return true;
        }
    }
    return false;
}

bool kind_is_symbol(enum kind kind) {
    return kind != KIND_PAGE && kind != KIND_SECTION && kind != KIND_TERM;
}
