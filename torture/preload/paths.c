// Which paths are watched: those below the folder that WATCH_FOLDER names, and the folder itself.
#define _GNU_SOURCE
#include "watch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int is_below(const char *path) {
  const char *folder = getenv("WATCH_FOLDER");
  if (folder == NULL || *folder == '\0') return 0;
  size_t length = strlen(folder);
  return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static int join(const char *folder, const char *name, char *joined) {
  int length = snprintf(joined, PATH_MAX, "%s/%s", folder, name);
  return length > 0 && length < PATH_MAX;
}

int watched_path(int folder, const char *path, char *absolute) {
  if (path == NULL) return 0;
  char base[PATH_MAX];
  if (*path == '/') {
    if (snprintf(absolute, PATH_MAX, "%s", path) >= PATH_MAX) return 0;
  } else if (folder == AT_FDCWD) {
    if (getcwd(base, sizeof base) == NULL || !join(base, path, absolute)) return 0;
  } else if (!watched_fd(folder, base) || !join(base, path, absolute)) {
    return 0;
  }
  return is_below(absolute);
}

// Asked of the system each time: a descriptor may have been duplicated, or given by the parent.
int watched_fd(int fd, char *absolute) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, absolute, PATH_MAX - 1);
  if (length <= 0) return 0;
  absolute[length] = '\0';
  return is_below(absolute);
}
