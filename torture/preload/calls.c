// The calls that are watched, each under the names that programs know it by.
#define _GNU_SOURCE
#include "watch.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <unistd.h>

// The function of this name behind ours, with the type of the one that is being defined.
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int begin(struct call *call) {
  log_lock();
  if (call->fd < 0) {
    call->created = fstatat(AT_FDCWD, call->path, &call->stat, AT_SYMLINK_NOFOLLOW) != 0;
  }
  if (inject(call)) return 1;
  end(call, -1, NULL, 0);
  return 0;
}

void end(struct call *call, long result, const void *data, size_t length) {
  int error = errno;
  const char *name = call->kind == RENAME || call->kind == LINK ? call->path2 : call->path;
  if (call->fd >= 0) fstat(call->fd, &call->stat);
  else if (call->kind != UNLINK) fstatat(AT_FDCWD, name, &call->stat, AT_SYMLINK_NOFOLLOW);
  log_call(call, result, result < 0 ? error : 0, data, result < 0 ? 0 : length);
  if (call->kill_after) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
  log_unlock();
  errno = error;
}

static int open_watched(struct call *call, int folder, const char *path) {
  if (!begin(call)) return -1;
  int fd = REAL(openat)(folder, path, call->flags, call->mode);
  call->fd = fd;
  call->created = call->created && fd >= 0 && (call->flags & O_CREAT);
  end(call, fd, NULL, 0);
  return fd;
}

static int open_any(const char *name, int folder, const char *path, int flags, mode_t mode) {
  struct call call = { .kind = OPEN, .name = name, .fd = -1, .flags = flags, .mode = mode };
  if (watched_path(folder, path, call.path)) return open_watched(&call, folder, path);
  return REAL(openat)(folder, path, flags, mode);
}

static int has_mode(int flags) {
  return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
}

#define READ_MODE(mode, flags)                     \
  mode_t mode = 0;                                 \
  if (has_mode(flags)) {                           \
    va_list rest;                                  \
    va_start(rest, flags);                         \
    mode = (mode_t)va_arg(rest, unsigned int);     \
    va_end(rest);                                  \
  }

int open(const char *path, int flags, ...) {
  READ_MODE(mode, flags)
  return open_any("open", AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  READ_MODE(mode, flags)
  return open_any("open", AT_FDCWD, path, flags | O_LARGEFILE, mode);
}

int openat(int folder, const char *path, int flags, ...) {
  READ_MODE(mode, flags)
  return open_any("openat", folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
  READ_MODE(mode, flags)
  return open_any("openat", folder, path, flags | O_LARGEFILE, mode);
}

int creat(const char *path, mode_t mode) {
  return open_any("creat", AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int creat64(const char *path, mode_t mode) {
  return creat(path, mode);
}

static size_t cut(const struct call *call, size_t length) {
  return call->is_short ? (length + 1) / 2 : length;
}

// Where a write without an offset of its own went: also right for files opened to append.
static off_t offset_before(int fd, ssize_t written) {
  off_t now = lseek(fd, 0, SEEK_CUR);
  return written > 0 ? now - written : now;
}

ssize_t write(int fd, const void *data, size_t length) {
  struct call call = { .kind = WRITE, .name = "write", .fd = fd };
  if (!watched_fd(fd, call.path)) return REAL(write)(fd, data, length);
  if (!begin(&call)) return -1;
  ssize_t written = REAL(write)(fd, data, cut(&call, length));
  int error = errno;
  call.offset = offset_before(fd, written);
  errno = error;
  end(&call, written, data, written > 0 ? (size_t)written : 0);
  return written;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  struct call call = { .kind = WRITE, .name = "pwrite", .fd = fd, .offset = offset };
  if (!watched_fd(fd, call.path)) return REAL(pwrite)(fd, data, length, offset);
  if (!begin(&call)) return -1;
  ssize_t written = REAL(pwrite)(fd, data, cut(&call, length), offset);
  end(&call, written, data, written > 0 ? (size_t)written : 0);
  return written;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  return pwrite(fd, data, length, offset);
}

// One piece of memory with what several buffers hold; NULL when there is nothing, or no memory.
static char *joined(const struct iovec *parts, int count, size_t *length) {
  *length = 0;
  for (int i = 0; i < count; i++) *length += parts[i].iov_len;
  char *all = *length > 0 ? malloc(*length) : NULL;
  for (char *next = all; all != NULL && count > 0; count--, parts++) {
    next = mempcpy(next, parts->iov_base, parts->iov_len);
  }
  return all;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  char path[PATH_MAX];
  if (!watched_fd(fd, path)) return REAL(writev)(fd, parts, count);
  size_t length;
  char *all = joined(parts, count, &length);
  ssize_t written = write(fd, all, length);
  free(all);
  return written;
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  char path[PATH_MAX];
  if (!watched_fd(fd, path)) return REAL(pwritev)(fd, parts, count, offset);
  size_t length;
  char *all = joined(parts, count, &length);
  ssize_t written = pwrite(fd, all, length, offset);
  free(all);
  return written;
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  return pwritev(fd, parts, count, offset);
}

// Copies inside the kernel: the data is read and written instead, so that it is seen. Callers know
// that less than they asked for may be copied at a time.
static ssize_t copy(int to, off_t *to_offset, int from, off_t *from_offset, size_t length) {
  char part[65536];
  if (length > sizeof part) length = sizeof part;
  ssize_t got = from_offset == NULL ? read(from, part, length)
                                    : pread(from, part, length, *from_offset);
  if (got <= 0) return got;
  ssize_t written = to_offset == NULL ? write(to, part, (size_t)got)
                                      : pwrite(to, part, (size_t)got, *to_offset);
  if (written > 0 && from_offset != NULL) *from_offset += written;
  if (written > 0 && to_offset != NULL) *to_offset += written;
  return written;
}

ssize_t sendfile(int to, int from, off_t *offset, size_t length) {
  char path[PATH_MAX];
  if (!watched_fd(to, path)) return REAL(sendfile)(to, from, offset, length);
  return copy(to, NULL, from, offset, length);
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t length) {
  return sendfile(to, from, offset, length);
}

ssize_t copy_file_range(
  int from, off64_t *from_offset, int to, off64_t *to_offset, size_t length, unsigned int flags
) {
  char path[PATH_MAX];
  if (watched_fd(to, path)) return copy(to, to_offset, from, from_offset, length);
  return syscall(SYS_copy_file_range, from, from_offset, to, to_offset, length, flags);
}

// Node copies files by a bare system call where the C library may be too old to know it.
long syscall(long number, ...) {
  long a[6];
  va_list rest;
  va_start(rest, number);
  for (int i = 0; i < 6; i++) a[i] = va_arg(rest, long);
  va_end(rest);
  char path[PATH_MAX];
  if (number == SYS_copy_file_range && watched_fd((int)a[2], path)) {
    return copy((int)a[2], (off_t *)a[3], (int)a[0], (off_t *)a[1], (size_t)a[4]);
  }
  return REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

// A clone shares blocks and writes nothing: said to be unknown, it becomes a copy.
int ioctl(int fd, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  char path[PATH_MAX];
  if (request == FICLONE && watched_fd(fd, path)) {
    errno = EOPNOTSUPP;
    return -1;
  }
  return REAL(ioctl)(fd, request, argument);
}

int ftruncate(int fd, off_t length) {
  struct call call = { .kind = TRUNCATE, .name = "ftruncate", .fd = fd, .offset = length };
  if (!watched_fd(fd, call.path)) return REAL(ftruncate)(fd, length);
  if (!begin(&call)) return -1;
  int result = REAL(ftruncate)(fd, length);
  end(&call, result, NULL, 0);
  return result;
}

int ftruncate64(int fd, off64_t length) {
  return ftruncate(fd, length);
}

int truncate(const char *path, off_t length) {
  struct call call = { .kind = TRUNCATE, .name = "truncate", .fd = -1, .offset = length };
  if (!watched_path(AT_FDCWD, path, call.path)) return REAL(truncate)(path, length);
  if (!begin(&call)) return -1;
  int result = REAL(truncate)(path, length);
  end(&call, result, NULL, 0);
  return result;
}

int truncate64(const char *path, off64_t length) {
  return truncate(path, length);
}

int fsync(int fd) {
  struct call call = { .kind = SYNC, .name = "fsync", .fd = fd };
  if (!watched_fd(fd, call.path)) return REAL(fsync)(fd);
  if (!begin(&call)) return -1;
  int result = REAL(fsync)(fd);
  end(&call, result, NULL, 0);
  return result;
}

int fdatasync(int fd) {
  struct call call = { .kind = SYNC, .name = "fdatasync", .fd = fd };
  if (!watched_fd(fd, call.path)) return REAL(fdatasync)(fd);
  if (!begin(&call)) return -1;
  int result = REAL(fdatasync)(fd);
  end(&call, result, NULL, 0);
  return result;
}

static int rename_any(
  const char *name, int from_folder, const char *from, int to_folder, const char *to,
  unsigned int flags
) {
  struct call call = { .kind = RENAME, .name = name, .fd = -1, .flags = (int)flags };
  int is_watched = watched_path(from_folder, from, call.path);
  is_watched = watched_path(to_folder, to, call.path2) || is_watched;
  if (!is_watched) return REAL(renameat2)(from_folder, from, to_folder, to, flags);
  if (!begin(&call)) return -1;
  int result = REAL(renameat2)(from_folder, from, to_folder, to, flags);
  end(&call, result, NULL, 0);
  return result;
}

int rename(const char *from, const char *to) {
  return rename_any("rename", AT_FDCWD, from, AT_FDCWD, to, 0);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  return rename_any("renameat", from_folder, from, to_folder, to, 0);
}

int renameat2(
  int from_folder, const char *from, int to_folder, const char *to, unsigned int flags
) {
  return rename_any("renameat2", from_folder, from, to_folder, to, flags);
}

static int unlink_any(const char *name, int folder, const char *path, int flags) {
  struct call call = { .kind = UNLINK, .name = name, .fd = -1, .flags = flags };
  if (!watched_path(folder, path, call.path)) return REAL(unlinkat)(folder, path, flags);
  if (!begin(&call)) return -1;
  int result = REAL(unlinkat)(folder, path, flags);
  end(&call, result, NULL, 0);
  return result;
}

int unlink(const char *path) {
  return unlink_any("unlink", AT_FDCWD, path, 0);
}

int unlinkat(int folder, const char *path, int flags) {
  return unlink_any("unlinkat", folder, path, flags);
}

int rmdir(const char *path) {
  return unlink_any("rmdir", AT_FDCWD, path, AT_REMOVEDIR);
}

static int mkdir_any(const char *name, int folder, const char *path, mode_t mode) {
  struct call call = { .kind = MKDIR, .name = name, .fd = -1, .mode = mode };
  if (!watched_path(folder, path, call.path)) return REAL(mkdirat)(folder, path, mode);
  if (!begin(&call)) return -1;
  int result = REAL(mkdirat)(folder, path, mode);
  end(&call, result, NULL, 0);
  return result;
}

int mkdir(const char *path, mode_t mode) {
  return mkdir_any("mkdir", AT_FDCWD, path, mode);
}

int mkdirat(int folder, const char *path, mode_t mode) {
  return mkdir_any("mkdirat", folder, path, mode);
}

// The name is known only afterwards.
char *mkdtemp(char *template) {
  struct call call = { .kind = MKDIR, .name = "mkdtemp", .fd = -1, .mode = 0700 };
  if (!watched_path(AT_FDCWD, template, call.path)) return REAL(mkdtemp)(template);
  if (!begin(&call)) return NULL;
  char *made = REAL(mkdtemp)(template);
  if (made != NULL) watched_path(AT_FDCWD, made, call.path);
  end(&call, made == NULL ? -1 : 0, NULL, 0);
  return made;
}

static int link_any(
  const char *name, int from_folder, const char *from, int to_folder, const char *to, int flags
) {
  struct call call = { .kind = LINK, .name = name, .fd = -1, .flags = flags };
  int is_watched = watched_path(from_folder, from, call.path);
  is_watched = watched_path(to_folder, to, call.path2) || is_watched;
  if (!is_watched) return REAL(linkat)(from_folder, from, to_folder, to, flags);
  if (!begin(&call)) return -1;
  int result = REAL(linkat)(from_folder, from, to_folder, to, flags);
  end(&call, result, NULL, 0);
  return result;
}

int link(const char *from, const char *to) {
  return link_any("link", AT_FDCWD, from, AT_FDCWD, to, 0);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
  return link_any("linkat", from_folder, from, to_folder, to, flags);
}

static int symlink_any(const char *name, const char *text, int folder, const char *path) {
  struct call call = { .kind = LINK, .name = name, .fd = -1 };
  if (!watched_path(folder, path, call.path2)) return REAL(symlinkat)(text, folder, path);
  strncpy(call.path, text, sizeof call.path - 1);
  if (!begin(&call)) return -1;
  int result = REAL(symlinkat)(text, folder, path);
  end(&call, result, NULL, 0);
  return result;
}

int symlink(const char *text, const char *path) {
  return symlink_any("symlink", text, AT_FDCWD, path);
}

int symlinkat(const char *text, int folder, const char *path) {
  return symlink_any("symlinkat", text, folder, path);
}

static int chmod_any(const char *name, int folder, const char *path, mode_t mode, int flags) {
  struct call call = { .kind = CHMOD, .name = name, .fd = -1, .mode = mode, .flags = flags };
  if (!watched_path(folder, path, call.path)) return REAL(fchmodat)(folder, path, mode, flags);
  if (!begin(&call)) return -1;
  int result = REAL(fchmodat)(folder, path, mode, flags);
  end(&call, result, NULL, 0);
  return result;
}

int chmod(const char *path, mode_t mode) {
  return chmod_any("chmod", AT_FDCWD, path, mode, 0);
}

int fchmodat(int folder, const char *path, mode_t mode, int flags) {
  return chmod_any("fchmodat", folder, path, mode, flags);
}

int fchmod(int fd, mode_t mode) {
  struct call call = { .kind = CHMOD, .name = "fchmod", .fd = fd, .mode = mode };
  if (!watched_fd(fd, call.path)) return REAL(fchmod)(fd, mode);
  if (!begin(&call)) return -1;
  int result = REAL(fchmod)(fd, mode);
  end(&call, result, NULL, 0);
  return result;
}

int fallocate(int fd, int mode, off_t offset, off_t length) {
  struct call call = {
    .kind = ALLOCATE, .name = "fallocate", .fd = fd,
    .flags = mode, .offset = offset, .extent = length,
  };
  if (!watched_fd(fd, call.path)) return REAL(fallocate)(fd, mode, offset, length);
  if (!begin(&call)) return -1;
  int result = REAL(fallocate)(fd, mode, offset, length);
  end(&call, result, NULL, 0);
  return result;
}

int fallocate64(int fd, int mode, off64_t offset, off64_t length) {
  return fallocate(fd, mode, offset, length);
}

// Gives its error back instead of setting errno.
int posix_fallocate(int fd, off_t offset, off_t length) {
  struct call call = {
    .kind = ALLOCATE, .name = "posix_fallocate", .fd = fd, .offset = offset, .extent = length,
  };
  if (!watched_fd(fd, call.path)) return REAL(posix_fallocate)(fd, offset, length);
  if (!begin(&call)) return errno;
  int result = REAL(posix_fallocate)(fd, offset, length);
  errno = result;
  end(&call, result == 0 ? 0 : -1, NULL, 0);
  return result;
}

int posix_fallocate64(int fd, off64_t offset, off64_t length) {
  return posix_fallocate(fd, offset, length);
}
