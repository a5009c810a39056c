import type { MigrationResult } from './migrate-sources.js';

/** A migration for people: each job, what it was, what it becomes, what differs; what was left alone, and why. */
export function describeMigration(
  { changes, rewritten, leftAlone, remarks }: MigrationResult,
  check: boolean,
): string {
  const jobs = rewritten.map(({ path, line, job, was, becomes, differs }) =>
    [
      `${path}:${line}  ${job}`,
      `  was      ${was}`,
      `  becomes  ${becomes}`,
      ...differs.map((text) => `  differs  ${text}`),
    ].join('\n'),
  );
  const others = leftAlone.map(
    ({ path, line, what, why }) => `${path}:${line}  left alone: ${what}\n  because  ${why}`,
  );
  const files = counted(changes.size, 'file');
  const counts = `${counted(rewritten.length, 'job')} ${check ? 'would be rewritten' : 'rewritten'} in ${files}, ${leftAlone.length} left alone.`;
  return [...jobs, ...others, [...remarks, counts].join('\n')].join('\n\n');
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
