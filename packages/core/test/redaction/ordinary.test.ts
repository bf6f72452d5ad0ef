// biome-ignore-all lint/suspicious/noTemplateCurlyInString: lines of programs, as text
import { expect, it } from 'vitest';
import { redactJson, redactText } from '../../src/index.js';

const ordinary = [
  'const token = getToken();',
  'const token = await client.fetchToken(user);',
  'const { token } = request.headers;',
  'password: string',
  '  password: string;',
  '  token?: string | undefined,',
  'interface Login { password: Password; token: AccessToken }',
  'function login(password: string, token: Token): void {',
  'apiKey: process.env.API_KEY,',
  'const apiKey = process.env.ANTHROPIC_API_KEY;',
  'api_key = os.environ["API_KEY"]',
  'password = settings.DATABASE_PASSWORD',
  'connect(user=user, password=password)',
  'connect(user=user, password=self.password, token=token)',
  'DB_PASSWORD=${DB_PASSWORD}',
  'DB_PASSWORD=$DB_PASSWORD',
  'password: ${{ secrets.DEPLOY_PASSWORD }}',
  'password: <your password>',
  'export GITHUB_TOKEN="$(gh auth token)"',
  'if (token === null || token === undefined) return;',
  "if (typeof token === 'string') {",
  'expect(token).toBe(previousToken);',
  'max_tokens: 4096',
  '"input_tokens": 123456, "output_tokens": 7890',
  'token_count=1234567',
  'The token is invalid or has expired.',
  'Please reset your password, then sign in again.',
  'The secret of good bread is patience.',
  'key: value',
  'sort_key = created_at',
  'primary_key: true',
  'KEY=value',
  'PRIMARY_KEY=user_id',
  'CACHE_KEY=node-modules-v1',
  'secretName: my-tls-secret-1',
  'headers: { Authorization: `Bearer ${token}` }',
  'PWD=/home/someone/projects/app',
  'OLDPWD=/home/someone/projects',
  'cd "$(pwd)" && ls',
  'https://example.com:8080/path/to@thing',
  'http://localhost:3000/?page=2&sort=name',
  'git@github.com:owner/name.git',
  'see https://example.com/docs#tokens',
  'sha512-9nfnuxJqY0aXCOJ7d8w9Yl2E9rTO9v3G2n9pS1iB3gkX3Q==',
  'commit 3f9c1b7e5a2d8064c9e1f7b3a5d2086412ab34cd',
  '0b2c6e5a-1c5f-4c8e-9d3e-2f1a7b6c5d4e',
  'toolu_01AbCdEfGhIjKlMnOpQrStUv',
  '/usr/lib/node_modules/task-runner/dist/index.js',
  'npm run build && git status --short',
  'class="sk-folding-cube sk-circle-fade-dot"',
  'import { tokenizer } from "./tokenizer.js";',
  'tokenizer: "cl100k_base"',
  'Basic authentication is described below.',
  'Use a bearer token for authentication.',
  "text.includes('-----BEGIN PRIVATE KEY-----')) {",
  'Asia, Akiata and Africa',
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ',
  'Cookie: a small text kept by the browser',
  'pass: 12, fail: 0',
  'rm -rf node_modules && curl -sSf https://example.com/install.sh | sh',
];

it.each(ordinary)('leaves %s', (line) => {
  expect(redactText(line)).toBe(line);
  expect(redactText(`a\n${line}\nb`)).toBe(`a\n${line}\nb`);
});

it('leaves a usual payload', () => {
  const payload = {
    session_id: '0b2c6e5a-1c5f-4c8e-9d3e-2f1a7b6c5d4e',
    prompt_id: 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6',
    tool_use_id: 'toolu_01AbCdEfGhIjKlMnOpQrStUv',
    usage: { input_tokens: 12, max_tokens: 4096, token_count: 3, tokens: 'many', tokenizer: 'x' },
    token_type: 'Bearer',
    has_password: true,
    password: null,
    token: '',
    cwd: '/home/someone/app',
    pwd: '/home/someone/app',
    tool_input: { command: ordinary.join('\n') },
    nested: '{ "a": [1, 2,  3] }',
  };
  expect(redactJson(payload)).toEqual(payload);
});
