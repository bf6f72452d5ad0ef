/** What the inspector has the terminal do besides what Ink does. */
export interface TerminalModes {
  readonly on: string;
  readonly off: string;
}

/**
 * Lines are cut at the edge, not wrapped: a character that a terminal thinks wider than we do moves
 * no other line (DECAWM, DEC private mode 7). With the mouse, presses and the wheel are told (1000)
 * in decimal (1006).
 */
export function terminalModes({ mouse }: { readonly mouse: boolean }): TerminalModes {
  return mouse
    ? { on: '\u001b[?7l\u001b[?1000h\u001b[?1006h', off: '\u001b[?1006l\u001b[?1000l\u001b[?7h' }
    : { on: '\u001b[?7l', off: '\u001b[?7h' };
}

/** Asks for the background's colour (OSC 11), then for something that every terminal answers (DA1). */
export const ASK_BACKGROUND = '\u001b]11;?\u0007\u001b[c';
