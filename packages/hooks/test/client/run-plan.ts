import type { TerminalStep } from './terminal.ts';

/** When a run ends the client, and by which signal. */
export interface KillPlan {
  /** File in the repository, made by the script's command. */
  readonly name: string;
  readonly signal: 'SIGKILL' | 'SIGTERM';
  /** Also waits for this text in a transcript: the client writes its lines up to 100 ms late. */
  readonly transcriptHolds?: string;
}

/** What the process inside the namespace is told to do, as JSON in the run's folder. */
export interface RunPlan {
  readonly mode: 'p' | 'tui';
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly repo: string;
  readonly counted: string;
  readonly terminalSteps: readonly TerminalStep[];
  readonly timeoutMs: number;
  readonly killOnFile?: KillPlan;
}

/** What it found, as JSON beside the plan. */
export interface RunOutcome {
  readonly status: number | null;
  readonly signal: string | null;
  readonly wallMs: number;
  readonly screens: readonly string[];
}
