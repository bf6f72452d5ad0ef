/** What a user line says, as a hook would tell it. */
export interface PromptText {
  readonly text: string;
  /** `/name` or `! command`: it starts a turn only when the model answers it. */
  readonly isCommand: boolean;
}

/** What the client wraps around what was not said to the model. */
const PRINTED = /^\s*<(?:local-command-|bash-stdout>|bash-stderr>)/;

const NAME = /<command-name>([^<]*)<\/command-name>/;
const ARGUMENTS = /<command-args>([\s\S]*?)<\/command-args>/;
const SHELL = /^\s*<bash-input>([\s\S]*?)<\/bash-input>/;

/** Reads the text of a user line; null when it holds what a command printed, which is no prompt. */
export function readPromptText(text: string): PromptText | null {
  if (PRINTED.test(text)) return null;
  const shell = SHELL.exec(text);
  if (shell !== null) return { text: `! ${(shell[1] ?? '').trim()}`, isCommand: true };
  const name = /^\s*<command-/.test(text) ? NAME.exec(text) : null;
  if (name === null) return { text, isCommand: false };
  const given = (ARGUMENTS.exec(text)?.[1] ?? '').trim();
  return { text: `${(name[1] ?? '').trim()} ${given}`.trim(), isCommand: true };
}
