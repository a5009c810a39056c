import type { Freeze } from 'nestjs-tracked-cron';
import { about, fields, flag, instant, nullable, object, only, text } from '../openapi/schema.js';

/** `Freeze` is the body of the request that begins one. */
export const freezeInForce = object<Freeze>('FreezeInForce', {
  group: about('Null for jobs of all groups, and of none.', nullable(text)),
  owner: about('Null for jobs of all owners, and of none.', nullable(text)),
  since: instant,
  until: nullable(instant),
  by: nullable(text),
  reason: nullable(text),
});

export const frozen = fields<{ frozen: true }>({ frozen: only(true) });
export const unfrozen = fields<{ unfrozen: boolean }>({ unfrozen: flag });
