/** What a text says first; of one that begins with empty lines what comes behind them. */
export function firstLine(text: string): string {
  return text.trimStart().split(/\r\n?|\n/, 1)[0]!;
}
