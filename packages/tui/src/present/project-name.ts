/** A project's short name: the last parts of its path. */
export function projectName(path: string | null, parts = 1): string {
  if (path === null) return '–';
  const names = path.split(/[/\\]+/).filter((name) => name !== '');
  return names.slice(-parts).join('/') || path || '–';
}

/** The client's name of a model without maker and date: `claude-opus-4-1-20250805` → `opus-4-1`. */
export function modelName(model: string | null): string {
  if (model === null) return '–';
  return model.replace(/^(?:.*[/.])?claude-/, '').replace(/[-@]\d{8}.*$/, '') || model;
}
