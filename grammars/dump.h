// The flat copy of a syntax tree, made in one call from Go.
#ifndef QUOTALINT_DUMP_H
#define QUOTALINT_DUMP_H

#include "treesitter.h"

// A dump_node has the layout of the Go type Node; dump.go checks it when it is compiled.
typedef struct {
  uint16_t symbol;
  uint16_t field;
  uint8_t flags;
  uint32_t start;
  uint32_t end;
  uint32_t row;
  int32_t parent;
  int32_t next;
} dump_node;

enum { DUMP_NAMED = 1, DUMP_MISSING = 2, DUMP_EXTRA = 4, DUMP_ERROR = 8 };

typedef enum { DUMP_OK, DUMP_REFUSED, DUMP_TIMEOUT, DUMP_NO_MEMORY } dump_status;

typedef struct {
  dump_status status;
  bool broken;      // the tree holds an error or a missing token
  dump_node *nodes; // the caller frees it; NULL unless status is DUMP_OK
  uint32_t count;
} dump_result;

// dump_source parses source and copies its tree, in preorder.
dump_result dump_source(const TSLanguage *language, const char *source, uint32_t length, uint64_t limit_micros);

// dump_accepts says whether the runtime can parse with the language.
bool dump_accepts(const TSLanguage *language);

#endif
