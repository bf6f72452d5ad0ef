// What WATCH_INJECT says: `KIND:N:WHAT`, or `KIND:N:WHAT:on` for the n-th call of a kind and all
// that follow, counted in each process from 1. WHAT is an error's number, `short` (a write takes
// half), `kill-before` or `kill-after`.
#define _GNU_SOURCE
#include "watch.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int is_set;
static enum kind kind;
static long from;
static int goes_on;
static char what[16];
static long counts[KINDS];

static void refuse(const char *text) {
  fprintf(stderr, "watch: WATCH_INJECT can't be read: %s\n", text);
  abort();
}

static void read_wish(void) {
  const char *text = getenv("WATCH_INJECT");
  if (text == NULL || *text == '\0') return;
  char name[16];
  char more[4] = "";
  if (sscanf(text, "%15[a-z]:%ld:%15[a-z0-9-]:%3s", name, &from, what, more) < 3) refuse(text);
  for (kind = 0; kind < KINDS && strcmp(KIND_NAMES[kind], name) != 0; kind++) {}
  if (kind == KINDS || from < 1) refuse(text);
  goes_on = strcmp(more, "on") == 0;
  is_set = 1;
}

static void end_here(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

int inject(struct call *call) {
  pthread_once(&once, read_wish);
  long n = ++counts[call->kind];
  if (!is_set || call->kind != kind || n < from || (n > from && !goes_on)) return 1;
  if (strcmp(what, "kill-before") == 0) end_here();
  call->kill_after = strcmp(what, "kill-after") == 0;
  if (call->kill_after) return 1;
  call->injected = 1;
  call->is_short = strcmp(what, "short") == 0;
  if (call->is_short) return 1;
  errno = atoi(what);
  if (errno <= 0) refuse(what);
  return 0;
}
