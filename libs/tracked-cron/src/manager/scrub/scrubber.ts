import type { Clock } from '../../clock.js';
import { isUuid } from '../../history/is-uuid.js';
import { TrackedCronError } from '../../tracked-cron.error.js';
import type { ScrubOptions, ScrubReport } from './scrub.interface.js';
import type { RowKey, ScrubRepository } from './scrub.repository.js';
import type { ScrubbedTable } from './scrubbed-tables.js';

/** How long one call goes on. */
const PATIENCE_MS = 10_000;
const LONGEST_PLACE = 1_000;
const LENGTH = { min: 4, max: 1_000 };

/** How far it is: the table, by its place, and the last row there. */
interface Place {
  readonly table: number;
  readonly after: RowKey | null;
}

/** Walks through all that is stored, window by window, and takes a text out of it. */
export class Scrubber {
  constructor(
    private readonly repository: Pick<
      ScrubRepository,
      'tables' | 'withoutRight' | 'look' | 'clean' | 'inFlight'
    >,
    private readonly clock: Pick<Clock, 'monotonic'>,
    private readonly patience = PATIENCE_MS,
  ) {}

  /** @throws TrackedCronError `INVALID_OPTION`, `NO_RIGHT` */
  async run({
    text,
    dryRun = false,
    after,
  }: Pick<ScrubOptions, 'text' | 'dryRun' | 'after'>): Promise<ScrubReport> {
    checkText(text);
    const { tables } = this.repository;
    let place: Place | null = after === undefined ? firstOf(tables, 0) : placeOf(after, tables);
    if (!dryRun) await this.checkRights();
    const until = this.clock.monotonic() + this.patience;
    const rows: Record<string, number> = {};
    while (place !== null) {
      const table = tables[place.table];
      const { hits, last } = await this.repository.look(table, text, place.after);
      if (!dryRun) await this.repository.clean(table, text, hits);
      rows[table.name] = (rows[table.name] ?? 0) + hits.length;
      place = last === null ? firstOf(tables, place.table + 1) : { table: place.table, after: last };
      if (this.clock.monotonic() >= until) break;
    }
    const inFlight = await this.repository.inFlight(text);
    return { dryRun, rows, inFlight, complete: place === null, next: place && nameOf(place) };
  }

  private async checkRights(): Promise<void> {
    const tables = await this.repository.withoutRight();
    if (tables.length === 0) return;
    throw new TrackedCronError(
      'NO_RIGHT',
      `The application's role may not change ${tables.join(', ')}: let the owner of the tables grant it update on them, and take that back afterwards.`,
      { tables },
    );
  }
}

function checkText(text: unknown): void {
  const fits =
    typeof text === 'string' &&
    text.trim().length >= LENGTH.min &&
    text.length <= LENGTH.max &&
    !/[\0\p{Surrogate}]/u.test(text);
  if (fits) return;
  throw new TrackedCronError(
    'INVALID_OPTION',
    `text must have ${LENGTH.min} to ${LENGTH.max} characters: what is shorter stands everywhere.`,
  );
}

function nameOf({ table, after }: Place): string {
  return Buffer.from(JSON.stringify([table, after])).toString('base64url');
}

function firstOf(tables: readonly ScrubbedTable[], table: number): Place | null {
  return table < tables.length ? { table, after: null } : null;
}

/** @throws TrackedCronError `INVALID_OPTION` */
function placeOf(name: unknown, tables: readonly ScrubbedTable[]): Place {
  const [table, after] = fieldsOf(name);
  const known = typeof table === 'number' ? tables[table] : undefined;
  if (known && (after === null || isKeyOf(known, after))) return { table: table as number, after };
  throw new TrackedCronError(
    'INVALID_OPTION',
    'after must be `next` of a report, unchanged, or be left out.',
  );
}

function fieldsOf(name: unknown): unknown[] {
  if (typeof name !== 'string' || name.length > LONGEST_PLACE) return [];
  try {
    const fields: unknown = JSON.parse(Buffer.from(name, 'base64url').toString());
    return Array.isArray(fields) ? fields : [];
  } catch {
    return [];
  }
}

function isKeyOf({ key }: ScrubbedTable, values: unknown): values is RowKey {
  if (!Array.isArray(values) || values.length !== key.length) return false;
  return key.every(([, type], nth) => {
    const value: unknown = values[nth];
    if (type === 'integer') return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;
    return typeof value === 'string' && !value.includes('\0') && (type !== 'uuid' || isUuid(value));
  });
}
