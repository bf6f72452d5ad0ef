import type { SpoorDatabase } from '../database/spoor-database.js';
import { toolNames } from '../stores/metrics/tool-calls.js';

/** A tool, or the tools of an MCP server together; `server` null: the client's own tools. */
export type ToolGroup =
  | { readonly tool: string | null; readonly server?: undefined }
  | { readonly server: string | null; readonly tool?: undefined };

/** The MCP server that a tool belongs to, `github` of `mcp__github__get_issue`; null of others. */
export function serverOfTool(tool: string | null): string | null {
  const [, server] = /^mcp__(.+?)__./.exec(tool ?? '') ?? [];
  return server ?? null;
}

/** The names of a group's tools, of those that were ever called. */
export function toolsOfGroup(db: SpoorDatabase, { tool, server }: ToolGroup): (string | null)[] {
  if (server === undefined) return [tool ?? null];
  return toolNames(db).filter((name) => serverOfTool(name) === server);
}
