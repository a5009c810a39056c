import type { ObjectiveBudget } from 'nestjs-tracked-cron';
import type { CsvColumn } from './csv.js';

/** How jobs stand with their objectives, what is closest to its end first. */
export interface ShownObjectives {
  /** Up to when. */
  readonly to: Date;
  /** See `GET /stats`. */
  readonly countedUntil: Date | null;
  readonly items: readonly ObjectiveBudget[];
  /** How many budgets there are, those beyond `limit` too. */
  readonly total: number;
}

/** The columns of the report as a table. */
export const OBJECTIVE_COLUMNS: readonly CsvColumn<ObjectiveBudget>[] = [
  { heading: 'job', value: ({ jobName }) => jobName },
  { heading: 'group', value: ({ group }) => group },
  { heading: 'owner', value: ({ owner }) => owner },
  { heading: 'jobs', value: ({ jobs }) => jobs },
  { heading: 'objective', value: ({ share }) => share },
  { heading: 'window ms', value: ({ windowMs }) => windowMs },
  { heading: 'target', value: ({ target }) => target },
  { heading: 'actual', value: ({ actual }) => rounded(actual) },
  { heading: 'bad', value: ({ bad }) => bad },
  { heading: 'total', value: ({ total }) => total },
  { heading: 'budget left', value: ({ budgetLeft }) => rounded(budgetLeft) },
  { heading: 'burn 1 h', value: ({ burn }) => rounded(burn.hour) },
  { heading: 'burn 6 h', value: ({ burn }) => rounded(burn.sixHours) },
  { heading: 'burn window', value: ({ burn }) => rounded(burn.window) },
];

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(6));
}
