/** A project's short name: the last parts of its path. */
export function projectName(path: string | null, parts = 1): string {
  if (path === null) return '–';
  const names = path.split(/[/\\]+/).filter((name) => name !== '');
  return names.slice(-parts).join('/') || path || '–';
}

/** Names of projects with so many of their last parts that no two are the same. */
export function distinctProjectNames(paths: readonly string[]): (path: string) => string {
  const distinct = new Set(paths);
  const most = Math.max(1, ...paths.map((path) => path.split(/[/\\]+/).length));
  for (let parts = 1; parts < most; parts++) {
    if (new Set([...distinct].map((path) => projectName(path, parts))).size === distinct.size) {
      return (path) => projectName(path, parts);
    }
  }
  return (path) => path;
}

/** The client's name of a model without maker and date: `claude-opus-4-1-20250805` → `opus-4-1`. */
export function modelName(model: string | null): string {
  if (model === null) return '–';
  return model.replace(/^(?:.*[/.])?claude-/, '').replace(/[-@]\d{8}.*$/, '') || model;
}

/** Short names of models where no two of them are the same, else whole ones. */
export function distinctModelNames(models: readonly string[]): (model: string) => string {
  const distinct = new Set(models);
  const isDistinct = new Set([...distinct].map(modelName)).size === distinct.size;
  return isDistinct ? modelName : (model) => model;
}
