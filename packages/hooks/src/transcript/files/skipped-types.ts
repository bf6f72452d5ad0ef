/**
 * Lines of bookkeeping that are of no use beyond the client: requests as sent (often most of a
 * file's bytes), latches, snapshots of files for its undo. Nothing is read of them but their type.
 */
export const SKIPPED_TYPES: ReadonlySet<string> = new Set([
  'api-request',
  'api-request-blob',
  'api-request-shape',
  'atis-latch',
  'file-history-snapshot',
  'last-prompt',
  'mode',
  'permission-mode',
  'tools-used',
]);
