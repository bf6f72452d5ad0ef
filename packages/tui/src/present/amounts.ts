/** A number with its thousands apart: `1,234,567`. */
export function exactNumber(value: number): string {
  const whole = String(Math.round(Math.abs(value)));
  const grouped = whole.includes('e') ? whole : whole.replace(/\B(?=(?:\d{3}){1,7}$)/g, ',');
  return value < 0 ? `-${grouped}` : grouped;
}

const UNITS = ['', 'k', 'M', 'B', 'T'] as const;

/** A number in at most six columns: `950`, `1.2k`, `12.3M`, `3.4B`. */
export function shortNumber(value: number): string {
  let rest = Math.abs(value);
  let unit = 0;
  while (rest >= 999.5 && unit < UNITS.length - 1) {
    rest /= 1_000;
    unit += 1;
  }
  const digits = unit === 0 || rest >= 99.95 ? rest.toFixed(0) : rest.toFixed(1);
  return `${value < 0 ? '-' : ''}${digits}${UNITS[unit]}`;
}

/** US dollars: `<$0.0001`, `$0.0042`, `$1.23`, `$1,234.56`. */
export function formatUsd(usd: number): string {
  if (usd > 0 && usd < 0.0001) return '<$0.0001';
  if (usd > 0 && usd < 0.01) return `$${usd.toFixed(4)}`;
  const [whole = '0', cents = '00'] = usd.toFixed(2).split('.');
  return `$${exactNumber(Number(whole))}.${cents}`;
}

/** A cost of which not all may be known: `$1.23`; `$1.23+` when a part has no price; `?` when nothing has. */
export function formatCost(costUsd: number | null, isPartial: boolean): string {
  if (costUsd === null) return '?';
  return `${formatUsd(costUsd)}${isPartial ? '+' : ''}`;
}

/** `1 turn`, `1,234 turns`. */
export function counted(count: number, noun: string): string {
  return `${exactNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A share as percent: `0 %`, `0.4 %`, `12 %`, `100 %`; never 0 or 100 for what is neither. */
export function formatShare(share: number | null): string {
  if (share === null) return '–';
  const percent = share * 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  if (percent < 0.05) return '<0.1 %';
  if (percent < 9.95) return `${percent.toFixed(1)} %`;
  return `${percent > 99 ? Math.floor(percent) : Math.round(percent)} %`;
}

/** How a value compares to the greatest, as a bar of so many columns, to an eighth of one. */
export function bar(value: number, most: number, columns: number): string {
  if (!(value > 0) || !(most > 0)) return '';
  const eighths = Math.max(1, Math.round((value / most) * columns * 8));
  return '█'.repeat(eighths >> 3) + (PARTS[eighths & 7] ?? '');
}

const PARTS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
const LEVELS = '▁▂▃▄▅▆▇█';

/** How values follow each other, one column each, `most` at full height; what is 0 stays empty. */
export function sparkline(values: readonly number[], most = Math.max(...values, 0)): string {
  return values
    .map((value) => {
      if (!(value > 0)) return ' ';
      return LEVELS[Math.min(7, Math.ceil((value / most) * 8) - 1)] ?? ' ';
    })
    .join('');
}
