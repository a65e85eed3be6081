// The part of the tree-sitter runtime's C interface that this package calls.
// The runtime itself is compiled by the go-tree-sitter module, whose headers a
// second module cannot include. A test compares the structures with the
// binding's own.
#ifndef QUOTALINT_TREESITTER_H
#define QUOTALINT_TREESITTER_H

#include <stdbool.h>
#include <stdint.h>

typedef struct TSLanguage TSLanguage;
typedef struct TSParser TSParser;
typedef struct TSTree TSTree;

typedef struct {
  uint32_t row;
  uint32_t column;
} TSPoint;

typedef struct {
  uint32_t context[4];
  const void *id;
  const TSTree *tree;
} TSNode;

typedef struct {
  const void *tree;
  const void *id;
  uint32_t context[3];
} TSTreeCursor;

uint32_t ts_language_version(const TSLanguage *);
uint32_t ts_language_symbol_count(const TSLanguage *);
const char *ts_language_symbol_name(const TSLanguage *, uint16_t symbol);
uint16_t ts_language_symbol_for_name(const TSLanguage *, const char *name, uint32_t length, bool named);
int ts_language_symbol_type(const TSLanguage *, uint16_t symbol);
uint32_t ts_language_field_count(const TSLanguage *);
const char *ts_language_field_name_for_id(const TSLanguage *, uint16_t field);

TSParser *ts_parser_new(void);
void ts_parser_delete(TSParser *);
bool ts_parser_set_language(TSParser *, const TSLanguage *);
void ts_parser_reset(TSParser *);
void ts_parser_set_timeout_micros(TSParser *, uint64_t micros);
TSTree *ts_parser_parse_string(TSParser *, const TSTree *old, const char *source, uint32_t length);

TSNode ts_tree_root_node(const TSTree *);
void ts_tree_delete(TSTree *);

uint16_t ts_node_symbol(TSNode);
uint32_t ts_node_start_byte(TSNode);
uint32_t ts_node_end_byte(TSNode);
TSPoint ts_node_start_point(TSNode);
bool ts_node_is_named(TSNode);
bool ts_node_is_missing(TSNode);
bool ts_node_is_extra(TSNode);
bool ts_node_has_error(TSNode);
uint32_t ts_node_descendant_count(TSNode);

TSTreeCursor ts_tree_cursor_new(TSNode);
void ts_tree_cursor_delete(TSTreeCursor *);
TSNode ts_tree_cursor_current_node(const TSTreeCursor *);
uint16_t ts_tree_cursor_current_field_id(const TSTreeCursor *);
bool ts_tree_cursor_goto_first_child(TSTreeCursor *);
bool ts_tree_cursor_goto_next_sibling(TSTreeCursor *);
bool ts_tree_cursor_goto_parent(TSTreeCursor *);

#endif
