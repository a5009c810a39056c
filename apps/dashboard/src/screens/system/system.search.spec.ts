import { readSearch, writeSearch } from '../../address/search.js';
import { readSystemSearch } from './system.search.js';

const read = (address: string) => readSystemSearch(readSearch(address));

it('reads all that can be chosen, and writes it as it was', () => {
  const address =
    '?tab=audit&by=ada&jobName=live-scores&action=pause&requestId=req-1&from=2026-11-23&to=2026-11-24&cursor=abc&range=week&kind=edits&before=2026-11-24T08%3A00%3A00Z';
  expect(writeSearch({ ...read(address) })).toBe(address);
});

it('leaves out what means nothing here', () => {
  expect(writeSearch({ ...read('?tab=passwords&from=yesterday&range=century&kind=&other=1') })).toBe('');
});
