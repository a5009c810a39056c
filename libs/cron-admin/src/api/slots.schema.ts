import type { Fire, Fires, Ledger, LedgerEntry } from 'nestjs-tracked-cron';
import {
  about,
  count,
  flag,
  instant,
  list,
  nullable,
  number,
  object,
  oneOf,
  text,
  uuid,
} from '../openapi/schema.js';
import { EVERY_STATUS } from './execution.schema.js';

/** A slot, and where its outcome is explained. */
type ExplainedEntry = LedgerEntry & { readonly why: string };
/** A part of the ledger as REST answers it. */
export type ExplainedLedger = Omit<Ledger, 'items'> & { readonly items: readonly ExplainedEntry[] };

export const fires = object<Fires>('Fires', {
  jobName: text,
  schedule: text,
  timeZone: text,
  description: about('The schedule in words.', text),
  jitterMs: about('By how much each may start later.', number),
  items: list(
    object<Fire>('Fire', {
      slot: instant,
      clockChange: about(
        'What a change of the clocks does to it.',
        nullable(oneOf(['moved', 'first_of_two'])),
      ),
      closedBy: about('Which calendar keeps it from running.', nullable(text)),
    }),
  ),
  more: about('Ask on with `from` the last of these.', flag),
});

export const ledger = object<ExplainedLedger>('Ledger', {
  jobName: text,
  from: instant,
  to: instant,
  items: list(
    object<ExplainedEntry>('LedgerEntry', {
      slot: instant,
      lastSlot: about('The last of those that are counted together.', instant),
      count,
      outcome: oneOf([...EVERY_STATUS, 'due', 'undecided', 'unaccounted', 'not_kept']),
      reason: nullable(text),
      executionId: nullable(uuid),
      trigger: nullable(text),
      startedAt: nullable(instant),
      durationMs: nullable(number),
      instanceId: nullable(uuid),
      why: about('Where it is explained.', text),
    }),
  ),
  next: about('Where to read on, as `from`; null at the end.', nullable(instant)),
});
