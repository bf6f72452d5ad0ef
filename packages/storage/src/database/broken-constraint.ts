/** What a constraint of the schema refused. */
export interface BrokenConstraint {
  readonly code: 'INVALID' | 'CONFLICT';
  /** Names the field. */
  readonly message: string;
}

/** Reads what SQLite says of a broken constraint (`SQLITE_CONSTRAINT` and its extended codes). */
export function brokenConstraint(text: string): BrokenConstraint {
  const [, kind, what = ''] = /^([A-Z ]+) constraint failed(?:: (.*))?$/s.exec(text) ?? [];
  switch (kind) {
    case 'UNIQUE':
      return { code: 'CONFLICT', message: `${columns(what)}: there is one with that already` };
    case 'NOT NULL':
      return { code: 'INVALID', message: `${columns(what)}: must be given` };
    case 'CHECK':
      return { code: 'INVALID', message: checked(what) };
    case 'FOREIGN KEY':
      return { code: 'INVALID', message: 'refers to something that is not there' };
    default:
      return { code: 'INVALID', message: datatype(text) };
  }
}

/** `agent_invocations.session_id, agent_invocations.agent_id` → `sessionId, agentId` */
function columns(list: string): string {
  return list.replace(/\b\w+\.(\w+)/g, (_, column: string) => fieldOf(column));
}

/** `category IN ('state', 'file')` → `category: must be one of state, file` */
function checked(condition: string): string {
  const [, column, list] = /^(\w+) IN \((.*)\)$/s.exec(condition) ?? [];
  if (column !== undefined && list !== undefined) {
    return `${fieldOf(column)}: must be one of ${list.replaceAll("'", '')}`;
  }
  const json = /\bjson_valid\((\w+)\)$/.exec(condition)?.[1];
  return json === undefined ? `must hold: ${condition}` : `${fieldOf(json)}: must be JSON`;
}

/** `cannot store TEXT value in INTEGER column counters.value` names the column at its end. */
function datatype(message: string): string {
  const column = /^cannot store .* column \w+\.(\w+)$/.exec(message)?.[1];
  return column === undefined ? message : `${fieldOf(column)}: ${message}`;
}

function fieldOf(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
