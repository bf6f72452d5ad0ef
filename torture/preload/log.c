// The log that WATCH_LOG names: one line of tabbed fields a call, then the bytes that it wrote.
// WATCH_DATA=no leaves those out. Several processes may share a log.
#define _GNU_SOURCE
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

const char *const KIND_NAMES[KINDS] = {
  "open", "write", "truncate", "sync", "rename", "unlink", "mkdir", "link", "chmod", "allocate",
};

// Out of the way of descriptors that programs expect to get.
enum { LEAST_FD = 400 };

static pthread_mutex_t threads = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int log_fd = -1;
static int with_data = 1;

static void give_up(const char *why) {
  fprintf(stderr, "watch: %s: %s\n", why, strerror(errno));
  abort();
}

// Straight to the kernel: the library's own calls are not to be watched.
static void open_log(void) {
  const char *path = getenv("WATCH_LOG");
  const char *data = getenv("WATCH_DATA");
  with_data = data == NULL || strcmp(data, "no") != 0;
  if (path == NULL || *path == '\0') return;
  int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC;
  int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, 0666);
  if (fd < 0) give_up(path);
  log_fd = fcntl(fd, F_DUPFD_CLOEXEC, LEAST_FD);
  if (log_fd < 0) give_up("no descriptor for the log");
  syscall(SYS_close, fd);
}

// A record lock: a killed process lets go of it, and a child doesn't inherit it.
static void lock_file(short type) {
  struct flock lock = { .l_type = type, .l_whence = SEEK_SET };
  while (fcntl(log_fd, F_SETLKW, &lock) != 0) {
    if (errno != EINTR) give_up("the log can't be locked");
  }
}

void log_lock(void) {
  pthread_once(&once, open_log);
  pthread_mutex_lock(&threads);
  if (log_fd >= 0) lock_file(F_WRLCK);
}

void log_unlock(void) {
  if (log_fd >= 0) lock_file(F_UNLCK);
  pthread_mutex_unlock(&threads);
}

static void append(const void *bytes, size_t length) {
  const char *rest = bytes;
  while (length > 0) {
    long written = syscall(SYS_write, log_fd, rest, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) give_up("the log can't be written");
    rest += written;
    length -= (size_t)written;
  }
}

void log_call(const struct call *call, long result, int error, const void *data, size_t length) {
  if (log_fd < 0) return;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  size_t kept = with_data ? length : 0;
  char head[2 * PATH_MAX + 512];
  int size = snprintf(
    head, sizeof head,
    "%d\t%s\t%s\t%ld\t%d\t%d\t%lld.%09ld\t%llu\t%o\t%d\t%o\t%d\t%lld\t%lld\t%zu\t%zu\t%s\t%s\n",
    getpid(), KIND_NAMES[call->kind], call->name, result, error, call->injected,
    (long long)now.tv_sec, now.tv_nsec, (unsigned long long)call->stat.st_ino,
    call->stat.st_mode, call->flags, call->mode, call->created, (long long)call->offset,
    (long long)call->extent, length, kept, call->path, call->path2);
  if (size < 0 || (size_t)size >= sizeof head) give_up("a path is too long");
  append(head, (size_t)size);
  if (kept > 0) append(data, kept);
}
