import type { SlackBlock, SlackMessage } from 'nestjs-tracked-cron/monitor';

/** A page that shows messages much as Slack does. */
export function previewPage(messages: readonly SlackMessage[]): string {
  const shown = messages.map(
    ({ text, blocks }) => `<article>${blocks.map(block).join('') || paragraph(text)}</article>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>Match centre: alerts</title><style>
body { font: 15px/1.45 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1d1c1d; }
article { border-left: 4px solid #c9c9c9; padding: 0.25rem 0 0.25rem 1rem; margin: 0 0 1.75rem; }
h2 { font-size: 1.05rem; margin: 0 0 0.4rem; } p { margin: 0.35rem 0; white-space: pre-line; }
dl { display: grid; grid-template-columns: 1fr 1fr; gap: 0.3rem 1.5rem; margin: 0.5rem 0; } dd { margin: 0; white-space: pre-line; }
code, pre { background: #f4f4f4; border-radius: 3px; padding: 0.05rem 0.25rem; } pre { padding: 0.5rem; overflow-x: auto; }
small { color: #616061; }
</style></head><body><h1>Alerts</h1>${shown.join('\n') || '<p>Nothing was told yet. Within some minutes something will go wrong.</p>'}</body></html>`;
}

interface Text {
  readonly type: string;
  readonly text: string;
}

/** The fields of the blocks that alerts are made of. */
interface KnownBlock {
  readonly type: string;
  readonly text?: Text;
  readonly fields?: readonly Text[];
  readonly elements?: readonly Text[];
}

function block(given: SlackBlock): string {
  const { type, text, fields = [], elements = [] } = given as KnownBlock;
  if (type === 'header') return `<h2>${escaped(text!.text)}</h2>`;
  if (type === 'divider') return '<hr>';
  if (type === 'context')
    return `<p><small>${elements.map(({ text }) => markup(text)).join(' ')}</small></p>`;
  const facts = fields.map(({ text }) => `<dd>${markup(text)}</dd>`).join('');
  return `${text ? paragraph(text.text) : ''}${facts && `<dl>${facts}</dl>`}`;
}

function paragraph(text: string): string {
  return `<p>${markup(text)}</p>`;
}

/** Slack has escaped `& < >` already: what stands between `<` and `>` is its own. */
function markup(text: string): string {
  return text
    .replace(/```\n?([\s\S]*?)\n?```/g, '<pre>$1</pre>')
    .replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')
    .replace(/<(https?:[^|>]+)\|([^>]*)>/g, (_, url: string, label: string) => link(url, label))
    .replace(/`([^`\n]+)`/g, '<code>$1</code>')
    .replace(/(^|[\s(])\*([^*\n]+)\*/g, '$1<b>$2</b>')
    .replace(/(^|[\s(])_([^_\n]+)_/g, '$1<i>$2</i>');
}

function link(url: string, label: string): string {
  return `<a href="${url.replaceAll('"', '%22')}">${label}</a>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
