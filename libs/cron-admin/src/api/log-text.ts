import type { LogLine } from 'nestjs-tracked-cron';

/**
 * Lines as a file for people: time in UTC, level, logger, text; where lines are missing it says how many, and where another
 * attempt begins it says which. A line that has several is indented from its second on, and what would steer a terminal is
 * written out: nothing that was logged can pass for a line of its own.
 */
export function logText(lines: readonly LogLine[]): string {
  let attempt = 1;
  let text = '';
  for (const line of lines) {
    if (line.attempt !== attempt) text += `--- attempt ${line.attempt}\n`;
    attempt = line.attempt;
    if (line.dropped > 0) text += `… ${line.dropped} ${line.dropped === 1 ? 'line' : 'lines'} not kept\n`;
    const context = line.context === null ? '' : ` [${line.context}]`;
    text += `${line.at.toISOString()} ${line.level.toUpperCase().padEnd(5)}${harmless(`${context} ${line.text}`)}\n`;
  }
  return text;
}

function harmless(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replaceAll('\n', '\n    ');
}
