import type { JobRecord } from 'nestjs-tracked-cron';
import { cutText, oneLine } from '../channels/neutral-text.js';

/** What a job's developer has written for whoever is called. */
export interface JobWords {
  /** What happens while it doesn't run. */
  readonly impact: string | null;
  /** How long that can wait. */
  readonly canWaitUntil: string | null;
  /** Whether running it again does harm. */
  readonly rerun: 'safe' | 'ask' | 'never' | null;
  readonly owner: string | null;
}

const LONGEST = 600;

/** Reads them off the record, also where a release wrote it that knew nothing of them. */
export function jobWords(job: JobRecord | null): JobWords {
  const of = (name: string) => option(job, name);
  const text = (name: string) => {
    const value = of(name);
    return typeof value === 'string' && value.trim() !== '' ? cutText(oneLine(value), LONGEST) : null;
  };
  const rerun = of('rerun');
  return {
    impact: text('impact'),
    canWaitUntil: text('canWaitUntil'),
    rerun: rerun === 'safe' || rerun === 'ask' || rerun === 'never' ? rerun : null,
    owner: text('owner'),
  };
}

/** The page that says what to do: that of the error's class where the job has one, else the job's. Null for none. */
export function runbookFor(job: JobRecord | null, errorClass: string | null): string | null {
  const value = option(job, 'runbookUrl');
  if (typeof value === 'string') return webAddress(value);
  if (typeof value !== 'object' || value === null) return null;
  const pages = value as Readonly<Record<string, unknown>>;
  const own = errorClass !== null && Object.hasOwn(pages, errorClass) ? pages[errorClass] : undefined;
  const page = own ?? pages['*'];
  return typeof page === 'string' ? webAddress(page) : null;
}

function option(job: JobRecord | null, name: string): unknown {
  return (job?.options as Readonly<Record<string, { value: unknown } | undefined>> | undefined)?.[name]
    ?.value;
}

function webAddress(text: string): string | null {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : null;
}
