import { readMrkdwn } from './slack-mrkdwn.js';

interface Part {
  readonly type: string;
  readonly text?: string | Part;
  readonly fields?: readonly Part[];
  readonly elements?: readonly Part[];
  readonly placeholder?: Part;
}

const WIDTH = 100;

/** Blocks about as Slack shows them, in plain text: links in brackets, buttons in square ones, code in back-ticks. */
export function slackAsText(blocks: readonly object[]): string {
  return (blocks as readonly Part[]).map(blockAsText).join('\n\n');
}

function blockAsText({ type, text, fields, elements = [] }: Part): string {
  if (type === 'actions') return elements.map(buttonAsText).join('  ');
  if (type === 'context') return elements.map(shown).join('  ');
  if (fields) return inPairs(fields.map(shown));
  return wrapped(shown(text as Part));
}

function buttonAsText({ type, text, placeholder }: Part): string {
  return type === 'static_select' ? `[ ${shown(placeholder!)} ▾ ]` : `[ ${shown(text as Part)} ]`;
}

function shown({ type, text }: Part): string {
  if (type !== 'mrkdwn')
    return readMrkdwn(text as string)
      .map((part) => part.text)
      .join('');
  return readMrkdwn(text as string)
    .map((part) => {
      if (part.as === 'code') return `\`${part.text}\``;
      if (part.as === 'link') return `<${part.text}>`;
      if (part.as === 'block') return part.text.replace(/^/gm, '    ');
      return part.text;
    })
    .join('');
}

/** Two beside each other. */
function inPairs(fields: readonly string[]): string {
  const rows: string[] = [];
  for (let index = 0; index < fields.length; index += 2) {
    const [left, right] = [fields[index], fields[index + 1] ?? '\n'].map((field) => field.split('\n'));
    rows.push(left.map((line, at) => `${line.padEnd(WIDTH / 2)}${right[at] ?? ''}`.trimEnd()).join('\n'));
  }
  return rows.join('\n');
}

function wrapped(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line.startsWith('    ')
        ? line
        : line.replace(new RegExp(`(.{1,${WIDTH}})( |$)`, 'g'), '$1\n').trimEnd(),
    )
    .join('\n');
}
