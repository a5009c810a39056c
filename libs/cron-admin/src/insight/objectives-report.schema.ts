import type { ObjectiveBudget } from 'nestjs-tracked-cron';
import {
  about,
  count,
  fields,
  instant,
  list,
  nullable,
  number,
  object,
  oneOf,
  text,
} from '../openapi/schema.js';
import type { ShownObjectives } from './objectives-report.js';

const budget = object<ObjectiveBudget>('ObjectiveBudget', {
  jobName: about('Null where several jobs are summed up.', nullable(text)),
  group: nullable(text),
  owner: nullable(text),
  share: about(
    '`successRate`: good executions among those that tell. `availability`: slots that somebody ran among those that were to run.',
    oneOf(['successRate', 'availability']),
  ),
  jobs: about('How many ask for it.', count),
  windowMs: about('Null where theirs differ: each is counted over its own.', nullable(number)),
  target: about('Of several, weighted by what they came to.', number),
  actual: about('What it came to; null where nothing happened.', nullable(number)),
  bad: count,
  total: count,
  budgetLeft: about('Part of the error budget that is left; below 0 it is overdrawn.', number),
  burn: about(
    'How many times as fast as allowed it was used, by whole hours.',
    fields<ObjectiveBudget['burn']>({ hour: number, sixHours: number, window: number }),
  ),
});

export const objectivesReport = object<ShownObjectives>('ObjectivesReport', {
  to: instant,
  countedUntil: nullable(instant),
  items: list(budget),
  total: about('How many budgets there are, those beyond `limit` too.', count),
});
