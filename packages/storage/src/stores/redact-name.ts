import { redactText } from '@spoor/core';

/**
 * A name as it is kept, of a project or a setting for instance: the path of a project may hold a
 * token. It is also what rows are looked for by, so that they are found by the name as it was given.
 */
export function redactName<Name extends string | null | undefined>(name: Name): Name {
  return (typeof name === 'string' ? redactText(name) : name) as Name;
}

/** A filter, or something to be written, with the name of its project as it is kept. */
export function withProjectName<T extends { readonly projectId?: string | null | undefined }>(
  given: T,
): T {
  return given.projectId == null ? given : { ...given, projectId: redactName(given.projectId) };
}
