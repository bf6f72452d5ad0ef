import type { Node } from 'jsonc-parser';

/** How a settings text is laid out, so that what is added looks like the rest. */
export interface TextStyle {
  readonly eol: string;
  /** One step of indentation. */
  readonly unit: string;
  /** The whole text is on one line. */
  readonly compact: boolean;
}

/** Reads the layout off a text. */
export function textStyle(text: string, root: Node | undefined): TextStyle {
  const first = root?.children?.[0];
  const body = root === undefined ? '' : text.slice(root.offset, root.offset + root.length);
  const indent = first === undefined ? '' : indentAt(text, first.offset);
  return {
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    unit: first !== undefined && startsLine(text, first.offset) && indent !== '' ? indent : '  ',
    compact: first !== undefined && !/[\r\n]/.test(body),
  };
}

/** The white space at the start of the line that an offset is on. */
export function indentAt(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1));
  return /^[ \t]*/.exec(text.slice(start + 1, offset))?.[0] ?? '';
}

/** Whether nothing but white space stands before an offset on its line. */
export function startsLine(text: string, offset: number): boolean {
  return /(^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, offset - 200), offset));
}

/** A value as text, laid out like its surroundings. */
export function render(value: unknown, style: TextStyle, indent: string): string {
  if (style.compact) return JSON.stringify(value);
  return JSON.stringify(value, null, style.unit).replaceAll('\n', style.eol + indent);
}
