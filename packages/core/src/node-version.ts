/** The oldest major version of Node that Spoor runs on: better-sqlite3 13 crashes on older ones. */
export const OLDEST_NODE = 22;

/**
 * Whether a Node is new enough for Spoor.
 * @param version as Node tells it, such as `v24.1.0`.
 */
export function isNodeSupported(version: string): boolean {
  return Number.parseInt(version.replace(/^v/, ''), 10) >= OLDEST_NODE;
}
