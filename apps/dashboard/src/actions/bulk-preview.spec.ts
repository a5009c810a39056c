import type { JobStatus } from '../api/queries.js';
import { bulkInWords, bulkPreview } from './bulk-preview.js';

const job = (about: Partial<JobStatus>) =>
  ({ paused: null, frozen: null, inFlight: [], overlap: 'skip', ...about }) as JobStatus;
const hold = { since: '2026-11-26T07:00:00Z', until: null, by: null, reason: null };
const running = [{} as JobStatus['inFlight'][number]];

it('says of nothing special nothing', () => {
  expect(bulkPreview('trigger', [job({})])).toEqual([]);
  expect(bulkPreview('pause', [job({})])).toEqual([]);
  expect(bulkPreview('resume', [job({ paused: hold })])).toEqual([]);
});

it('foresees what a trigger is refused for, and that a pause does not keep from it', () => {
  expect(
    bulkPreview('trigger', [
      job({ inFlight: running }),
      job({ inFlight: running, overlap: 'allow' }),
      job({ frozen: hold }),
      job({ paused: hold }),
      job({ paused: hold }),
    ]),
  ).toEqual([
    '1 job is in flight and will be refused.',
    '1 job is frozen and will be refused.',
    '2 jobs are paused: a trigger starts them all the same.',
  ]);
});

it('says where a pause replaces one, and where there is nothing to resume', () => {
  expect(bulkPreview('pause', [job({ paused: hold }), job({})])).toEqual([
    '1 job is paused already: end and reason are replaced.',
  ]);
  expect(bulkPreview('resume', [job({}), job({ paused: hold, frozen: hold })])).toEqual([
    '1 job is not paused: nothing changes for it.',
    '1 job stays frozen.',
  ]);
});

it('tells what became of it, refusals too', () => {
  const items: [] = [];
  expect(bulkInWords({ action: 'pause', done: 1, refused: 0, items })).toBe('Paused 1 job.');
  expect(bulkInWords({ action: 'trigger', done: 1_200, refused: 2, items })).toBe(
    'Triggered 1,200 jobs; 2 jobs refused.',
  );
});
