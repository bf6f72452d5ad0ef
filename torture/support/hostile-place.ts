import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isoTime, newEventId } from '@spoor/core';
import { createRecorder, ingestTranscript, parseHookEvent } from '@spoor/hooks';
import {
  AuditLogger,
  ConfigurationStore,
  CounterStore,
  LessonsStore,
  SpoorDatabase,
  SQLiteStateStore,
} from '@spoor/storage';
import { HOSTILE_NAME, HOSTILE_START, HOSTILE_TEXTS } from './hostile-text.ts';
import { makePlace, type Place } from './place.ts';
import { type Depth, poison } from './poison.ts';

/** A place where every text is hostile: what is recorded, the files beside it, and their names. */
export interface HostilePlace extends Place {
  /** The folder with a hostile name that all of it is in. */
  readonly root: string;
  /** A repository with a hostile name, branch and configuration. */
  readonly project: string;
  readonly sessionIds: readonly string[];
  readonly poisonedColumns: number;
}

/** Makes one; its sessions tell, one each, of the hostile texts. */
export async function makeHostilePlace(depth: Depth): Promise<HostilePlace> {
  const root = mkdtempSync(join(tmpdir(), 'spoor-torture-'));
  const named = join(root, HOSTILE_NAME);
  mkdirSync(named);
  const place = makePlace(named);
  const project = join(named, `project${HOSTILE_NAME}`);
  makeProject(project);
  const sessionIds = await record(place, project);
  const poisonedColumns = poison(place.databasePath, HOSTILE_START, depth);
  layFiles(place);
  return { ...place, root, project, sessionIds, poisonedColumns };
}

/** Takes it away. */
export function removeHostilePlace({ root }: HostilePlace): void {
  rmSync(root, { recursive: true, force: true });
}

function makeProject(project: string): void {
  mkdirSync(join(project, '.git'), { recursive: true });
  writeFileSync(join(project, '.git/HEAD'), `ref: refs/heads/${HOSTILE_NAME}\n`);
  writeFileSync(
    join(project, '.spoor.json'),
    JSON.stringify({
      [HOSTILE_NAME]: 1,
      capture: { [HOSTILE_NAME]: HOSTILE_NAME, payloads: HOSTILE_NAME },
    }),
  );
}

async function record(place: Place, project: string): Promise<string[]> {
  mkdirSync(place.dataDir, { recursive: true, mode: 0o700 });
  const db = new SpoorDatabase({ path: place.databasePath });
  try {
    const ids: string[] = [];
    for (const [index, text] of Object.values(HOSTILE_TEXTS).entries()) {
      ids.push(await recordSession(db, place, project, index, text));
    }
    await recordRest(db, project, ids);
    return ids;
  } finally {
    db.close();
  }
}

async function recordSession(
  db: SpoorDatabase,
  place: Place,
  project: string,
  index: number,
  text: string,
): Promise<string> {
  const id = `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`;
  const transcript = join(place.home, '.claude/projects', `-${HOSTILE_NAME}`, `${id}.jsonl`);
  const recorder = createRecorder({ db });
  const startedAtMs = Date.now() - 60_000 + index * 1_000;
  for (const [step, event] of eventsOf(text).entries()) {
    const payload = {
      session_id: id,
      transcript_path: transcript,
      cwd: project,
      prompt_id: 'p1',
      ...event,
    };
    const capturedAtMs = startedAtMs + step;
    const capture = { id: newEventId(capturedAtMs), capturedAt: isoTime(capturedAtMs) };
    recorder.record(parseHookEvent(JSON.stringify(payload), capture));
  }
  mkdirSync(join(transcript, '..'), { recursive: true });
  writeFileSync(transcript, transcriptOf(id, project, text, startedAtMs));
  await ingestTranscript(db, transcript);
  return id;
}

function eventsOf(text: string): object[] {
  const call = (n: number, tool: string, input: object) => ({
    tool_name: tool,
    tool_use_id: `call-${n}`,
    tool_input: input,
  });
  const bash = call(1, 'Bash', { command: text, description: text });
  const own = call(2, `mcp__${text}__${text}`, { [text]: [text, { [text]: text }] });
  const edit = call(3, 'Edit', {
    file_path: `/${text}`,
    old_string: `a\n${text}`,
    new_string: text,
  });
  const agent = { agent_id: 'a1', agent_type: text };
  return [
    { hook_event_name: 'SessionStart', source: text, model: text },
    { hook_event_name: 'UserPromptSubmit', prompt: text },
    { hook_event_name: 'PreToolUse', ...bash },
    { hook_event_name: 'PostToolUse', ...bash, tool_response: { stdout: text, stderr: text } },
    { hook_event_name: 'PreToolUse', ...own },
    { hook_event_name: 'PostToolUseFailure', ...own, error: text },
    { hook_event_name: 'PreToolUse', ...edit },
    { hook_event_name: 'PermissionDenied', ...edit, reason: text },
    { hook_event_name: 'PermissionRequest', ...call(4, text, { x: text }) },
    { hook_event_name: 'Notification', message: text, notification_type: text },
    { hook_event_name: 'SubagentStart', ...agent },
    { hook_event_name: 'SubagentStop', ...agent, last_assistant_message: text },
    { hook_event_name: 'TaskCreated', task_id: text, task_subject: text, task_description: text },
    { hook_event_name: 'PreCompact', trigger: text, custom_instructions: text },
    { hook_event_name: text, [text]: text },
    { hook_event_name: 'StopFailure', error: text, last_assistant_message: text },
  ];
}

function transcriptOf(sessionId: string, cwd: string, text: string, startedAtMs: number): string {
  const common = {
    sessionId,
    cwd,
    version: text,
    gitBranch: text,
    userType: 'external',
    entrypoint: text,
  };
  const usage = { input_tokens: 10, output_tokens: 20 };
  const line = (n: number, fields: object) =>
    JSON.stringify({
      ...common,
      uuid: `${sessionId}-${n}`,
      parentUuid: n === 0 ? null : `${sessionId}-${n - 1}`,
      timestamp: new Date(startedAtMs + n).toISOString(),
      ...fields,
    });
  const said = (n: number, content: unknown) =>
    line(n, {
      type: 'assistant',
      requestId: `r${n}`,
      message: { id: `msg-${sessionId}-${n}`, role: 'assistant', model: text, content, usage },
    });
  return [
    JSON.stringify({ type: 'summary', summary: text, leafUuid: `${sessionId}-1`, sessionId }),
    JSON.stringify({ type: 'custom-title', customTitle: text, sessionId }),
    line(0, { type: 'user', message: { role: 'user', content: text } }),
    said(1, [{ type: 'thinking', thinking: text }]),
    said(2, [
      { type: 'text', text: `# ${text}\n\n\`\`\`${text}\nlet x = "${text}";\n\`\`\`\n- ${text}` },
    ]),
    said(3, [{ type: 'tool_use', id: 'call-9', name: text, input: { command: text } }]),
    line(4, {
      type: 'user',
      message: {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'call-9', is_error: true, content: text }],
      },
    }),
    line(5, { type: 'system', subtype: text, content: text, level: text }),
    said(6, [{ type: 'text', text: text.repeat(3_000) }]),
    text,
    '',
  ].join('\n');
}

async function recordRest(
  db: SpoorDatabase,
  projectId: string,
  ids: readonly string[],
): Promise<void> {
  const states = new SQLiteStateStore(db);
  for (const [index, text] of Object.values(HOSTILE_TEXTS).entries()) {
    new LessonsStore(db).create({
      category: 'pattern',
      title: text,
      summary: text,
      details: text,
      tags: [text.slice(0, 30)],
      projectId,
      sourceAgent: text,
      sourceFile: text,
      evidence: [{ sessionId: ids[index] ?? '', toolUseId: 'call-1', note: text }],
    });
    new AuditLogger(db).log({
      action: text,
      category: 'user',
      agent: text,
      projectId,
      taskId: text,
      userId: text,
      ipAddress: text,
      details: { [text]: text },
    });
    new CounterStore(db).increment('global', text);
    new ConfigurationStore(db).set(text, text);
    await states.saveState({
      taskId: `task-${index}${text}`,
      projectId,
      state: text,
      context: { [text]: text, checkpoints: [] },
      history: [],
    });
  }
}

/** What lies beside the database: a configuration, pauses, spooled events, backups, settings. */
function layFiles({ home, dataDir, spoolDir }: Place): void {
  const put = (path: string, content: string) => {
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(path, content, { mode: 0o600 });
  };
  put(
    join(home, '.config/spoor/config.json'),
    JSON.stringify({ [HOSTILE_NAME]: { [HOSTILE_NAME]: 1 } }),
  );
  put(join(spoolDir, `0${HOSTILE_NAME}.json`), HOSTILE_NAME);
  put(
    join(spoolDir, '1.json'),
    JSON.stringify({ spoor: HOSTILE_NAME, event: { [HOSTILE_NAME]: 1 } }),
  );
  put(join(dataDir, 'backups', `spoor-${HOSTILE_NAME}.db`), HOSTILE_NAME);
  put(join(dataDir, 'backups', 'spoor-2026-11-20T09-24-00.123Z-x.db'), HOSTILE_NAME);
  put(
    join(home, '.claude/settings.json'),
    JSON.stringify(
      {
        [HOSTILE_NAME]: HOSTILE_NAME,
        hooks: {
          [HOSTILE_NAME]: [
            { matcher: HOSTILE_NAME, hooks: [{ type: 'command', command: HOSTILE_NAME }] },
          ],
        },
      },
      null,
      '\t',
    ),
  );
}
