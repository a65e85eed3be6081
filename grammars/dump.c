#include <stdlib.h>
#include <time.h>

#include "dump.h"

enum { SYMBOL_ERROR = 0xffff };

static dump_node describe(const TSTreeCursor *cursor, int32_t parent) {
  TSNode node = ts_tree_cursor_current_node(cursor);
  dump_node d = {0};
  d.symbol = ts_node_symbol(node);
  d.field = ts_tree_cursor_current_field_id(cursor);
  d.flags = (ts_node_is_named(node) ? DUMP_NAMED : 0) | (ts_node_is_missing(node) ? DUMP_MISSING : 0) |
            (ts_node_is_extra(node) ? DUMP_EXTRA : 0) | (d.symbol == SYMBOL_ERROR ? DUMP_ERROR : 0);
  d.start = ts_node_start_byte(node);
  d.end = ts_node_end_byte(node);
  d.row = ts_node_start_point(node).row;
  d.parent = parent;
  return d;
}

// copy_tree walks without recursion, so a deep tree needs no deep C stack.
static void copy_tree(TSNode root, dump_result *result) {
  uint32_t capacity = ts_node_descendant_count(root) + 1;
  dump_node *nodes = malloc(capacity * sizeof *nodes);
  uint32_t count = 0;
  int32_t parent = -1;
  TSTreeCursor cursor = ts_tree_cursor_new(root);
  while (nodes) {
    if (count == capacity) {
      capacity *= 2;
      dump_node *more = realloc(nodes, capacity * sizeof *nodes);
      if (!more) {
        free(nodes);
        nodes = NULL;
        break;
      }
      nodes = more;
    }
    int32_t current = (int32_t)count++;
    nodes[current] = describe(&cursor, parent);
    if (ts_tree_cursor_goto_first_child(&cursor)) {
      parent = current;
      continue;
    }
    nodes[current].next = (int32_t)count;
    while (parent >= 0 && !ts_tree_cursor_goto_next_sibling(&cursor)) {
      nodes[parent].next = (int32_t)count;
      parent = nodes[parent].parent;
      ts_tree_cursor_goto_parent(&cursor);
    }
    if (parent < 0) break;
  }
  ts_tree_cursor_delete(&cursor);
  result->nodes = nodes;
  result->count = count;
  result->status = nodes ? DUMP_OK : DUMP_NO_MEMORY;
}

// cpu_micros is the time that this thread has computed: how busy the machine is does not count.
static uint64_t cpu_micros(void) {
  struct timespec now;
#ifdef CLOCK_THREAD_CPUTIME_ID
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
#else
  clock_gettime(CLOCK_MONOTONIC, &now);
#endif
  return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

// parse_within parses from the beginning, without interruption: a parse that is interrupted and goes on may come to another
// tree. Where the time was up because the machine is busy, it begins again, and may take longer.
static TSTree *parse_within(TSParser *parser, const char *source, uint32_t length, uint64_t limit_micros) {
  for (uint64_t wall_micros = limit_micros;; wall_micros *= 4) {
    uint64_t begin = cpu_micros();
    ts_parser_reset(parser);
    ts_parser_set_timeout_micros(parser, wall_micros);
    TSTree *tree = ts_parser_parse_string(parser, NULL, source, length);
    if (tree || cpu_micros() - begin >= limit_micros / 2) return tree;
  }
}

dump_result dump_source(const TSLanguage *language, const char *source, uint32_t length, uint64_t limit_micros) {
  dump_result result = {DUMP_REFUSED, false, NULL, 0};
  TSParser *parser = ts_parser_new();
  if (ts_parser_set_language(parser, language)) {
    TSTree *tree = parse_within(parser, source, length, limit_micros);
    if (tree) {
      TSNode root = ts_tree_root_node(tree);
      result.broken = ts_node_has_error(root);
      copy_tree(root, &result);
      ts_tree_delete(tree);
    } else {
      result.status = DUMP_TIMEOUT;
    }
  }
  ts_parser_delete(parser);
  return result;
}

bool dump_accepts(const TSLanguage *language) {
  TSParser *parser = ts_parser_new();
  bool accepted = ts_parser_set_language(parser, language);
  ts_parser_delete(parser);
  return accepted;
}
