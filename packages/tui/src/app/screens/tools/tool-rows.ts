import { serverOfTool, type ToolCounts, type ToolGroup, type ToolShare } from '@spoor/storage';
import { excerpt, safeText } from '../../../present/safe-text.js';
import type { MoreOfTools } from './readers.js';

/** What a row of the table can stand for. */
export const TOOL_GROUPINGS = ['tool', 'server', 'server and tool'] as const;

/** A tool, or a server, in the table. */
export interface ToolRow extends ToolCounts {
  readonly group: ToolGroup;
  /** Safe to show; null of the client's own tools. */
  readonly server: string | null;
  readonly name: string;
  /** What its calls have cost; null before it is read. */
  readonly share: ToolShare | null;
  /** Empty before they are read. */
  readonly trend: readonly number[];
  readonly failedTrend: readonly number[];
}

/** The rows of a table, by tool or by server, with what has been counted alone. */
export function toolRows(counts: readonly ToolCounts[], grouping: string): ToolRow[] {
  const isByServer = grouping === 'server';
  return counts.map((one) => {
    const server = isByServer ? one.key : serverOfTool(one.key);
    return {
      ...one,
      group: isByServer ? { server: one.key } : { tool: one.key },
      server: server === null ? null : shown(server),
      name: isByServer ? shown(one.key ?? "the client's own") : toolName(one.key, grouping),
      share: null,
      trend: [],
      failedTrend: [],
    };
  });
}

/** The rows with all the rest. */
export function withMore(
  rows: readonly ToolRow[],
  { shares, trends }: MoreOfTools,
  grouping: string,
): ToolRow[] {
  const known = new Map(shares.map((share) => [share.key, share]));
  const keyOf = (tool: string | null) => (grouping === 'server' ? serverOfTool(tool) : tool);
  const used = Map.groupBy(trends, ({ tool }) => keyOf(tool));
  return rows.map((row) => {
    const own = used.get(row.key) ?? [];
    return {
      ...row,
      share: known.get(row.key) ?? { key: row.key, outputTokens: 0, costUsd: 0, unpricedCalls: 0 },
      trend: added(own.map(({ calls }) => calls)),
      failedTrend: added(own.map(({ failures }) => failures)),
    };
  });
}

/** Identity of a row. */
export function toolKey({ group }: Pick<ToolRow, 'group'>): string {
  return JSON.stringify(group);
}

/** A tool of a server is called without it where the server stands beside. */
function toolName(tool: string | null, grouping: string): string {
  if (tool === null) return '(no name)';
  const server = serverOfTool(tool);
  if (server === null) return shown(tool);
  const own = tool.slice(`mcp__${server}__`.length);
  return shown(grouping === 'tool' ? `${server}: ${own}` : own);
}

function shown(name: string): string {
  return safeText(excerpt(name, 400));
}

function added(lists: readonly (readonly number[])[]): number[] {
  const length = lists.reduce((most, list) => Math.max(most, list.length), 0);
  return Array.from({ length }, (_, i) => lists.reduce((sum, list) => sum + (list[i] ?? 0), 0));
}
