import type { Schemas } from '../../api/client.js';
import { bytes, projectionInWords } from './storage-words.js';

const DAY_MS = 86_400_000;
const MB = 1_048_576;
const table = (about: Partial<Schemas['TableStorage']>) =>
  ({
    bytes: 100 * MB,
    bytesADay: MB,
    keepMs: 90 * DAY_MS,
    partitions: [{}],
    ...about,
  }) as Schemas['TableStorage'];

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1 KB'],
  [1_536, '1.5 KB'],
  [234_881_024, '224 MB'],
  [1_288_490_189, '1.2 GB'],
  [-2_048, '−2 KB'],
])('says %d bytes as %s', (size, words) => {
  expect(bytes(size)).toBe(words);
});

it('says where a table will stop that is emptied after its time', () => {
  expect(projectionInWords(table({ bytesADay: 10 * MB }))).toBe('Levels off at about 900 MB');
  expect(projectionInWords(table({}))).toBe('Steady: as much is removed as comes in');
});

it('says how large one will be that is never emptied', () => {
  expect(projectionInWords(table({ keepMs: null }))).toBe('Grows without end: 130 MB in 30 days');
  expect(projectionInWords(table({ keepMs: null, bytesADay: 0 }))).toBe('Stays as it is');
});

it('says nothing of what is not cut by time', () => {
  expect(projectionInWords(table({ partitions: [], bytesADay: null }))).toBe('–');
});

it('says nothing of what has not been seen long enough', () => {
  expect(projectionInWords(table({ bytesADay: null }))).toBe('Not known yet');
});
