import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readResult } from '../../torture/results.ts';

const PAGE = join(import.meta.dirname, '../../docs/guarantees.md');
const FIGURES = /(<!-- figures of ([\w-]+) -->\n)[\s\S]*?(<!-- end of figures -->)/g;

/** docs/guarantees.md with the figures that `pnpm test:torture --write` has kept. */
export function guaranteesPage() {
  return readFileSync(PAGE, 'utf8').replace(
    FIGURES,
    (_, start, name, end) => `${start}\n${tableOf(name)}\n\n${end}`,
  );
}

function tableOf(name) {
  const result = readResult(name);
  if (result === undefined) throw new Error(`torture/results has no figures of ${name}`);
  const rows = [['', result.scale], ...Object.entries(result.figures)].map((row) =>
    row.map(String),
  );
  const widths = [0, 1].map((column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const [head, ...body] = rows;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...body.map(line)].join('\n');
}
