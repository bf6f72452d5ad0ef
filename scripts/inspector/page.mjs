/** The page of pictures: each screen with what it is for, and a frame of it; other sizes are linked. */
export function inspectorPage(shots) {
  return [INTRODUCTION, ...shots.map(section)].join('\n');
}

const INTRODUCTION = `# The inspector

<!-- Made by \`node scripts/draw-inspector.mjs\`: edit what it says there. -->

\`spoor\` without a command opens it. It shows what is recorded while it is recorded, and changes nothing unless it is asked to. Every picture is a real frame; the database is one of 1,000 sessions, 1,000,000 hook events and 100,000 messages, made for it (\`node bench/inspector/fill.mjs --home FOLDER\`). All keys are in [keys.md](keys.md); on the screen \`?\` shows those that work there, and \`:\` finds a command by its name.
`;

function section({ name, heading, text, title, sizes }) {
  const file = ([columns, rows]) => `inspector/${name}-${columns}x${rows}.svg`;
  const shown = sizes.find(([columns]) => columns === 120) ?? sizes[0];
  const others = sizes.filter((size) => size !== shown);
  const links = others.map((size) => `[${size.join('×')}](${file(size)})`).join(', ');
  return [
    `## ${heading}`,
    '',
    text.replace(/\s*\n\s*/g, ' ').trim(),
    '',
    `![${title}](${file(shown)})`,
    ...(links === '' ? [] : ['', `The same at ${links}.`]),
    '',
  ].join('\n');
}
