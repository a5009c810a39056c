import type { JobWords } from './job-words.js';

/** Whether it may run again, as its job says; null where that says nothing. */
export function rerunInWords({ rerun, owner }: Pick<JobWords, 'rerun' | 'owner'>): string | null {
  switch (rerun) {
    case 'safe':
      return 'Safe: it may run again at any time.';
    case 'ask':
      return `Ask ${owner ?? 'whoever owns it'} before you run it again.`;
    case 'never':
      return 'Not by hand: running it again does harm.';
    case null:
      return null;
  }
}
