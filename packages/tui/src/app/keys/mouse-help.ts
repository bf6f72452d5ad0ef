/** What the mouse does, for the help and `docs/keys.md`. */
export const MOUSE_HELP: readonly (readonly [gesture: string, help: string])[] = [
  ['click', 'chooses a line; in the bar goes to a screen, in the footer does what it says'],
  ['double click', 'opens the line'],
  ['wheel', 'moves some lines'],
  ['shift and drag', 'selects text, as without the mouse (`inspector.mouse` switches it off)'],
];
