import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { typeErrors } from '../../../../../test/support/type-check.js';
import { migrateSources } from './migrate-sources.js';
import { describeMigration } from './migration-report.js';
import type { MigrationOptions } from './migration.js';

const FIXTURES = join(process.cwd(), 'libs/tracked-cron/src/cli/migrate/fixtures');
const names = readdirSync(FIXTURES).sort();

/** What each source was written for. */
const OPTIONS: Record<string, Partial<MigrationOptions>> = {
  intervals: { intervals: true },
  recommended: { profile: 'recommended' },
};

function optionsOf(name: string): MigrationOptions {
  return { profile: 'like-cron', intervals: false, ...OPTIONS[name] };
}

function filesIn(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.[cm]?ts$/.test(path),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

describe('migrate-code over sources as people write them', () => {
  it.each(names)('rewrites "%s" as expected, and says so', (name) => {
    const before = filesIn(join(FIXTURES, name, 'before'));
    const result = migrateSources(ts, before, optionsOf(name));
    expect(result.changes).toEqual(filesIn(join(FIXTURES, name, 'after')));
    expect(`${describeMigration(result, false)}\n`).toBe(
      readFileSync(join(FIXTURES, name, 'report.txt'), 'utf8'),
    );
  });

  it.each(names)('has nothing left to do in "%s" the second time', (name) => {
    const before = filesIn(join(FIXTURES, name, 'before'));
    const first = migrateSources(ts, before, optionsOf(name));
    const second = migrateSources(ts, new Map([...before, ...first.changes]), optionsOf(name));
    expect([...second.changes.keys()]).toEqual([]);
    expect(second.rewritten).toEqual([]);
  });

  it('leaves code that compiles', () => {
    const written = names.flatMap((name) => {
      if (name === 'broken') return [];
      const { changes } = migrateSources(ts, filesIn(join(FIXTURES, name, 'before')), optionsOf(name));
      return [...filesIn(join(FIXTURES, name, 'before')), ...changes].map(
        ([path, text]): [string, string] => [`${name}/${path}`, text],
      );
    });
    expect(typeErrors(new Map(written))).toEqual([]);
  }, 180_000);
});
