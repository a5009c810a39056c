import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MISSED_CAUSES } from 'nestjs-tracked-cron';
import { HINT_KINDS } from '../../libs/cron-monitor/src/alerts/error-hints.js';
import { DIAGNOSIS_CODES } from '../../libs/tracked-cron/src/manager/diagnosis/diagnosis.js';
import { ROOT } from './pages.js';

describe('the page on troubleshooting', () => {
  const rows = readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|')[1]!.trim());

  it.each([
    ['finding of the diagnosis', DIAGNOSIS_CODES.map((code) => `\`${code}\``)],
    ['cause of a missed slot', MISSED_CAUSES.map((cause) => `\`${cause}\``)],
    ['class of errors that there is a hint for', HINT_KINDS],
  ])('has a row for every %s', (_what, names) => {
    expect(names.filter((name) => !rows.includes(name))).toEqual([]);
  });
});
