/** A Markdown table whose columns stand below each other in the source too. */
export function table(head, rows) {
  const cells = [head, ...rows].map((row) => row.map(escapeCell));
  const widths = head.map((_, i) => Math.max(3, ...cells.map((row) => row[i].length)));
  const line = (row, fill = ' ') =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i], fill)).join(' | ')} |`;
  const [first, ...rest] = cells;
  const rule = line(
    head.map(() => ''),
    '-',
  );
  return [line(first), rule, ...rest.map((row) => line(row))].join('\n');
}

/** Text as code, whatever is in it. */
export function code(text) {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** What GitHub makes of a heading to link to it. */
export function anchor(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** A sentence: capital at its start, full stop at its end. */
export function sentence(text) {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

function escapeCell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
