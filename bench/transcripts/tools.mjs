// One call of each tool: what the model asks for and what comes back, as the client writes both.

const PROJECT_FILES = '/home/dev/shop';

function numbered(text) {
  return text
    .split('\n')
    .map((line, i) => `${i + 1}\t${line}`)
    .join('\n');
}

const TOOLS = {
  Bash: (random, words) => {
    const stdout = words.text('log', random.spread(100, 30_000));
    return {
      input: {
        command: `pnpm --filter ./${words.name()} ${words.verb()} -- --${words.name()} ${random.between(1, 999)}`,
        description: words.sentence(4),
      },
      content: stdout,
      isError: false,
      result: { stdout, stderr: '', interrupted: false, isImage: false, noOutputExpected: false },
    };
  },
  Read: (random, words) => {
    const text = words.text('code', random.spread(300, 30_000));
    const path = `${PROJECT_FILES}/${words.path()}`;
    const numLines = text.split('\n').length;
    return {
      input: { file_path: path },
      content: numbered(text),
      result: {
        type: 'text',
        file: { filePath: path, content: text, numLines, startLine: 1, totalLines: numLines },
      },
    };
  },
  Grep: (random, words) => {
    const content = words.text('log', random.spread(100, 6_000));
    return {
      input: {
        pattern: words.name(),
        path: `${PROJECT_FILES}/src`,
        output_mode: 'content',
        '-n': true,
      },
      content,
      result: {
        mode: 'content',
        numFiles: 0,
        filenames: [],
        content,
        numLines: content.split('\n').length,
      },
    };
  },
  Edit: (random, words) => {
    const original = words.text('code', random.spread(500, 20_000));
    const path = `${PROJECT_FILES}/${words.path()}`;
    const oldString = original.slice(0, random.spread(20, 400));
    const newString = words.text('code', random.spread(20, 600));
    return {
      input: { replace_all: false, file_path: path, old_string: oldString, new_string: newString },
      content: `The file ${path} has been updated successfully. (file state is current in your context — no need to Read it back)`,
      result: {
        filePath: path,
        oldString,
        newString,
        originalFile: original,
        structuredPatch: [
          {
            oldStart: 1,
            oldLines: oldString.split('\n').length,
            newStart: 1,
            newLines: newString.split('\n').length,
            lines: [
              ...oldString.split('\n').map((line) => `-${line}`),
              ...newString.split('\n').map((line) => `+${line}`),
            ],
          },
        ],
        userModified: false,
        replaceAll: false,
      },
    };
  },
  Write: (random, words) => {
    const content = words.text('code', random.spread(200, 12_000));
    const path = `${PROJECT_FILES}/${words.path()}`;
    return {
      input: { file_path: path, content },
      content: `File created successfully at: ${path} (file state is current in your context — no need to Read it back)`,
      result: {
        type: 'create',
        filePath: path,
        content,
        structuredPatch: [],
        originalFile: null,
        userModified: false,
      },
    };
  },
  WebFetch: (random, words) => {
    const result = words.text('prose', random.spread(300, 6_000));
    const url = `https://example.com/${words.name()}/${words.verb()}`;
    return {
      input: { url, prompt: words.sentence() },
      content: result,
      result: {
        bytes: result.length * 3,
        code: 200,
        codeText: 'OK',
        result,
        durationMs: random.between(200, 4000),
        url,
      },
    };
  },
};

const PROPORTIONS = [
  'Bash',
  'Bash',
  'Bash',
  'Bash',
  'Read',
  'Read',
  'Read',
  'Edit',
  'Edit',
  'Grep',
  'Grep',
  'Write',
  'WebFetch',
];

/** A call of some tool. */
export function someCall(random, words) {
  const name = random.pick(PROPORTIONS);
  return { name, ...TOOLS[name](random, words) };
}

/** What a call that failed gives back. */
export function failure(random, words, name) {
  const text =
    name === 'Bash'
      ? `Exit code ${random.between(1, 127)}\n${words.text('log', random.spread(60, 4_000))}`
      : `<tool_use_error>File does not exist: ${PROJECT_FILES}/${words.path()}</tool_use_error>`;
  return { content: text, toolUseResult: `Error: ${text}`, extra: {} };
}

const REJECTED =
  "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, the new_string was NOT written to the file). STOP what you are doing and wait for the user to tell you how to proceed.";

/** What a call that the user or a rule refused gives back. */
export function denial(random, name) {
  if (random.chance(0.5)) {
    return {
      content: REJECTED,
      toolUseResult: 'User rejected tool use',
      extra: { toolDenialKind: 'user-rejected', toolDenialBeforeRun: true },
    };
  }
  const text = `Permission to use ${name} has been denied.`;
  return {
    content: text,
    toolUseResult: `Error: ${text}`,
    extra: {
      toolDenialKind: 'permission-rule',
      permissionDecision: { decision: 'reject', source: 'config', reasonType: 'rule' },
    },
  };
}

/** What a call that Esc broke off gives back. */
export function cancellation() {
  return {
    content: '[Request interrupted by user for tool use]',
    toolUseResult: '[Request interrupted by user for tool use]',
    extra: { toolDenialKind: 'interrupted' },
  };
}
