// What the files of the preloaded library share. It stands between a process and the C library:
// calls that change files below one folder are recorded, counted, and can be made to fail.
#ifndef WATCH_H
#define WATCH_H

#include <limits.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>

// Kinds of calls, by what they do: the n-th write is the n-th of write, pwrite, writev and their kin.
enum kind {
  OPEN, WRITE, TRUNCATE, SYNC, RENAME, UNLINK, MKDIR, LINK, CHMOD, ALLOCATE, KINDS,
};

extern const char *const KIND_NAMES[KINDS];

// One call on something below the watched folder. What doesn't apply stays zero.
struct call {
  enum kind kind;
  const char *name;            // of the function
  char path[PATH_MAX];         // absolute
  char path2[PATH_MAX];        // a rename's or link's second name; a symbolic link's text
  int fd;                      // -1 when the call takes a name
  int flags;                   // of an open; AT_REMOVEDIR of an unlink
  mode_t mode;                 // asked for
  off_t offset;                // of a write or an allocation; the new length of a truncation
  off_t extent;                // of an allocation
  int created;                 // the name was not there before
  int injected;                // what becomes of it is of our making
  int kill_after;
  int is_short;                // a write takes half of what it was given
  struct stat stat;            // of the file: before an unlink, else after the call
};

// paths.c: whether something is below the watched folder; fills in the absolute path then.
int watched_path(int folder, const char *path, char *absolute);
int watched_fd(int fd, char *absolute);

// calls.c: what a call that is told from others does before and after the real one.
// begin() holds the lock until end(); when it returns 0 the call is to fail with errno as it is.
int begin(struct call *call);
void end(struct call *call, long result, const void *data, size_t length);

// inject.c: counts the call and says what is to become of it: returns 0, with errno set, when it is
// to fail; may set is_short and kill_after; may not return.
int inject(struct call *call);

// log.c: one lock for all processes that share a log, so that its order is the calls' order.
void log_lock(void);
void log_unlock(void);
void log_call(const struct call *call, long result, int error, const void *data, size_t length);

#endif
